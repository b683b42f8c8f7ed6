"""Files that cannot be served with are told apart."""

import subprocess
from pathlib import Path

import pytest

from livechat.startup.tls_files import fault_of_tls_files
from tests.certificate import make_certificate
from tests.web.test_tls import needs_openssl


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    return make_certificate(tmp_path)


@needs_openssl
def test_a_certificate_and_its_key_will_do(made: tuple[Path, Path]) -> None:
    assert fault_of_tls_files(*made) == ""


@needs_openssl
def test_files_that_are_none_are_named(made: tuple[Path, Path], tmp_path: Path) -> None:
    certificate, key = made
    text = tmp_path / "shopping-list"
    text.write_text("milk")

    assert fault_of_tls_files(text, key) == f"the TLS file {text} is no certificate in PEM form"
    assert fault_of_tls_files(certificate, text) == f"the TLS file {text} is no key in PEM form without a passphrase"
    assert fault_of_tls_files(tmp_path / "a", key) == f"the TLS file {tmp_path / 'a'} does not exist"


@needs_openssl
def test_a_key_of_another_certificate_is_named(made: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    _, other = make_certificate(tmp_path / "other")

    assert "belongs to another certificate" in fault_of_tls_files(made[0], other)


@needs_openssl
def test_nobody_is_asked_for_a_passphrase(made: tuple[Path, Path], tmp_path: Path) -> None:
    locked = tmp_path / "locked.pem"
    encrypt = ["-aes256", "-passout", "pass:secret"]
    subprocess.run(["openssl", "pkey", "-in", made[1], *encrypt, "-out", locked], check=True, capture_output=True)

    assert fault_of_tls_files(made[0], locked).endswith("is no key in PEM form without a passphrase")
