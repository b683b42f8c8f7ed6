"""nginx and Caddy in front of the product, set up as the README says, or with one thing wrong."""

import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.certificate import make_certificate
from tests.server import ROOT, free_port

README = (ROOT / "README.md").read_text()
STOP_SECONDS = 10.0
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {sites}
}}
"""
NGINX_SITE = "server {{ listen 127.0.0.1:{port}{ssl}; {certificate} {block} }}"
CADDY = "{{\n admin off\n auto_https off\n}}\n{sites}"


@dataclass(frozen=True)
class Site:
    """One address of a proxy, and the port that it leads to; `without` is taken out of the README's block."""

    leads_to: int
    is_secure: bool = False
    without: str = ""
    host: str = "localhost"
    port: int = field(default_factory=free_port)

    @property
    def origin(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://{self.host}:{self.port}"

    def is_listening(self) -> bool:
        """Whether the proxy has begun to."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Certificate:
    """What all sites with TLS show."""

    def __init__(self, folder: Path) -> None:
        self.path, self.key = make_certificate(folder)
        self.trusting = ssl.create_default_context(cafile=str(self.path))


def readme_block(language: str, *, without: str = "") -> str:
    """The README's block in that language, less the lines that match."""
    match = re.search(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert match is not None
    kept = [line for line in match[1].splitlines() if not without or not re.search(without, line)]
    assert bool(without) is (len(kept) < len(match[1].splitlines()))
    return "\n".join(kept)


def path_of(name: str) -> str:
    """The program that `bin/test` names, or an installed one."""
    path = os.environ.get(f"LIVECHAT_TEST_{name.upper()}") or shutil.which(name)
    if path is None:
        pytest.skip(f"There is no {name} here: name one in LIVECHAT_TEST_{name.upper()}.")
    return path


@contextmanager
def nginx(folder: Path, certificate: Certificate, *sites: Site) -> Iterator[None]:
    """An nginx with these sites, until it is no longer needed."""
    secure = f"ssl_certificate {certificate.path}; ssl_certificate_key {certificate.key};"
    blocks = [
        NGINX_SITE.format(
            port=site.port,
            ssl=" ssl" if site.is_secure else "",
            certificate=secure if site.is_secure else "",
            block=readme_block("nginx", without=site.without).replace("8080", str(site.leads_to)),
        )
        for site in sites
    ]
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, sites="\n".join(blocks)))
    with _running([path_of("nginx"), "-p", str(folder), "-e", "stderr", "-c", str(config)], folder / "nginx.log"):
        yield


@contextmanager
def caddy(folder: Path, certificate: Certificate, *sites: Site) -> Iterator[None]:
    """A Caddy with these sites, until it is no longer needed."""
    blocks = []
    for site in sites:
        address = f"{site.origin} {{\n    bind 127.0.0.1"
        if site.is_secure:
            address += f"\n    tls {certificate.path} {certificate.key}"
        block = readme_block("caddy", without=site.without).replace("8080", str(site.leads_to))
        blocks.append(block.replace("chat.example.org {", address))
    config = folder / "Caddyfile"
    config.write_text(CADDY.format(sites="\n".join(blocks)))
    command = [path_of("caddy"), "run", "--adapter", "caddyfile", "--config", str(config)]
    with _running(
        command, folder / "caddy.log", HOME=str(folder), XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder)
    ):
        yield


@contextmanager
def _running(command: list[str], log: Path, **settings: str) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **settings})
    try:
        yield
        assert process.poll() is None, log.read_text()
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)
