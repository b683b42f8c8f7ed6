"""Settings from the environment or `.env`; a wrong value stops the start with one sentence."""

import logging
import os
import secrets
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from livechat.addresses.typed import as_host_name, as_link_scheme, as_origin
from livechat.errors import StartError
from livechat.preferences.zones import find_zone, host_zone_name
from livechat.startup.secret_file import secret_in
from livechat.startup.setting_names import unknown_settings
from livechat.startup.tls_files import fault_of_tls_files

ENV_FILE = ".env"
LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")

log = logging.getLogger(__name__)


class Settings(BaseSettings):
    """Everything an operator may set, as `LIVECHAT_…`."""

    model_config = SettingsConfigDict(env_prefix="LIVECHAT_", env_file=ENV_FILE, extra="ignore", env_ignore_empty=True)

    host: str = "0.0.0.0"  # noqa: S104 - a chat for the whole network
    port: int = Field(8080, ge=1, le=65535)
    data_dir: Path = Path("data")
    uploads_dir: Path = Path("uploads")
    env: Literal["production", "development"] = "production"
    registration: Literal["open", "invite"] = "open"
    secret: str = ""
    public_url: str = ""
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    link_schemes: Annotated[tuple[str, ...], NoDecode] = ()  # of links in messages, besides the usual ones
    hosts: Annotated[tuple[str, ...], NoDecode] = ()  # further names under which it may be reached
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    limits: Literal["on", "off"] = "on"
    timezone: str = Field(default_factory=lambda: host_zone_name(os.environ), validate_default=True)

    message_burst: int = Field(10, ge=1)
    message_rate_per_second: float = Field(1.0, gt=0)
    action_burst: int = Field(100, ge=20)  # tokens of each person: see livechat/services/rate_limits/costs.py
    action_rate_per_second: float = Field(20.0, gt=0)
    event_burst: int = Field(600, ge=10)  # what a person's pages say at once: 20 s of a key held down
    event_rate_per_second: float = Field(100.0, gt=0)
    room_burst: int = Field(10, ge=1)
    rooms_per_minute: float = Field(1.0, gt=0)
    message_max_characters: int = Field(10_000, ge=1, le=15_000)
    password_min_characters: int = Field(12, ge=8, le=64)
    sign_in_attempts_per_minute: int = Field(10, ge=1)
    registrations_per_hour: int = Field(100, ge=1)  # from one address
    connections: int = Field(4_000, ge=100)  # in all, if the system lets us open so many files
    connections_per_address: int = Field(2_000, ge=10)
    open_pages_per_person: int = Field(30, ge=1)  # and ten times that from one address, as with the next
    page_fetches_per_minute: int = Field(60, ge=1)
    room_idle_seconds: float = Field(300.0, gt=0)

    @field_validator("trusted_proxies", "link_schemes", "hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("hosts")
    @classmethod
    def _check_hosts(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(as_host_name(name) for name in names)

    @field_validator("link_schemes")
    @classmethod
    def _check_link_schemes(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(as_link_scheme(name) for name in names)

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str) -> str:
        return as_origin(value) if value else ""

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, name: str) -> str:
        zone = find_zone(name)
        if zone is None:
            raise ValueError(f"there is no time zone “{name}” on this machine; write one as Europe/Berlin")
        return zone.key

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.limits == "off" and self.host not in LOOPBACK_HOSTS:
            raise ValueError("LIVECHAT_LIMITS=off is for benches: it needs LIVECHAT_HOST=127.0.0.1")
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("LIVECHAT_TLS_CERTIFICATE and LIVECHAT_TLS_KEY go together")
        return self

    @property
    def limited(self) -> bool:
        """Whether rate and count limits apply."""
        return self.limits == "on"

    @property
    def database(self) -> Path:
        return self.data_dir / "livechat.db"


def load_settings() -> Settings:
    """Read and check the settings, make the folders and the secret.

    Raises StartError with a sentence that names the setting.
    """
    for sentence in unknown_settings(Settings.model_fields, Path(ENV_FILE)):
        log.warning(sentence)
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"LIVECHAT_{'_'.join(str(part) for part in first['loc']).upper()}: " if first["loc"] else ""
        raise StartError(f"{name}{first['msg'].removeprefix('Value error, ')}.") from None
    _check_tls(settings)
    for folder in (settings.data_dir, settings.uploads_dir):
        _make_writable(folder)
    if not settings.secret:
        settings.secret = secret_in(settings.data_dir / "secret")
    return settings


def _check_tls(settings: Settings) -> None:
    if settings.tls_certificate is None or settings.tls_key is None:
        return
    fault = fault_of_tls_files(settings.tls_certificate, settings.tls_key)
    if fault:
        raise StartError(f"LIVECHAT_TLS_CERTIFICATE and LIVECHAT_TLS_KEY: {fault}.")


def _make_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-test-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartError(f"The folder {folder} cannot be written: {error.strerror}.") from None
