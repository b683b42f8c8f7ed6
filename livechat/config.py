"""Settings from the environment or `.env`; a wrong value stops the start with one sentence."""

import secrets
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from livechat.errors import StartError

LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")


class Settings(BaseSettings):
    """Everything an operator may set, as `LIVECHAT_…`."""

    model_config = SettingsConfigDict(env_prefix="LIVECHAT_", env_file=".env", extra="ignore", env_ignore_empty=True)

    host: str = "0.0.0.0"  # noqa: S104 - a chat for the whole network
    port: int = Field(8080, ge=1, le=65535)
    data_dir: Path = Path("data")
    uploads_dir: Path = Path("uploads")
    env: Literal["production", "development"] = "production"
    registration: Literal["open", "invite"] = "open"
    secret: str = ""
    public_url: str = ""
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    limits: Literal["on", "off"] = "on"

    message_burst: int = Field(10, ge=1)
    message_rate_per_second: float = Field(1.0, gt=0)
    message_max_characters: int = Field(10_000, ge=1, le=15_000)
    password_min_characters: int = Field(12, ge=8, le=64)
    sign_in_attempts_per_minute: int = Field(10, ge=1)
    registrations_per_hour: int = Field(100, ge=1)  # from one address
    room_idle_seconds: float = Field(300.0, gt=0)

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_proxies(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.limits == "off" and self.host not in LOOPBACK_HOSTS:
            raise ValueError("LIVECHAT_LIMITS=off is for benches: it needs LIVECHAT_HOST=127.0.0.1")
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("LIVECHAT_TLS_CERTIFICATE and LIVECHAT_TLS_KEY go together")
        for path in (self.tls_certificate, self.tls_key):
            if path is not None and not path.is_file():
                raise ValueError(f"the TLS file {path} does not exist")
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
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"LIVECHAT_{'_'.join(str(part) for part in first['loc']).upper()}: " if first["loc"] else ""
        raise StartError(f"{name}{first['msg'].removeprefix('Value error, ')}.") from None
    for folder in (settings.data_dir, settings.uploads_dir):
        _make_writable(folder)
    if not settings.secret:
        settings.secret = _secret_of(settings.data_dir / "secret")
    return settings


def _make_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-test-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartError(f"The folder {folder} cannot be written: {error.strerror}.") from None


def _secret_of(path: Path) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text().strip()
