"""Settings: what is wrong is named in one sentence."""

from pathlib import Path

import pytest

from livechat.config import load_settings
from livechat.errors import StartError

NO_PATH = "must be scheme, host and port alone: livechat is not served under a path."
NAMES_ALONE = "must be names alone, as chat.example.org, by comma: without http:// and port."


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env`, folders in a temporary place."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOST", "PORT", "DATA_DIR", "UPLOADS_DIR", "SECRET", "LIMITS"):
        monkeypatch.delenv(f"LIVECHAT_{name}", raising=False)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "0", "LIVECHAT_PORT: Input should be greater than or equal to 1."),
        ("ENV", "test", "LIVECHAT_ENV: Input should be 'production' or 'development'."),
        ("PUBLIC_URL", "chat.example", "LIVECHAT_PUBLIC_URL: must begin with http:// or https://."),
        ("PUBLIC_URL", "https://", "LIVECHAT_PUBLIC_URL: must be an address like https://chat.example.org."),
        (
            "PUBLIC_URL",
            "https://chat.example:port",
            "LIVECHAT_PUBLIC_URL: must be an address like https://chat.example.org.",
        ),
        ("PUBLIC_URL", "https://chat.example/chat", f"LIVECHAT_PUBLIC_URL: {NO_PATH}"),
        ("PUBLIC_URL", "https://chat.example?room=1", f"LIVECHAT_PUBLIC_URL: {NO_PATH}"),
        ("PUBLIC_URL", "https://me:secret@chat.example", f"LIVECHAT_PUBLIC_URL: {NO_PATH}"),
        ("HOSTS", "chat.lan, http://chat.example", f"LIVECHAT_HOSTS: {NAMES_ALONE}"),
        ("HOSTS", "chat.example:8080", f"LIVECHAT_HOSTS: {NAMES_ALONE}"),
        ("LIMITS", "off", "LIVECHAT_LIMITS=off is for benches: it needs LIVECHAT_HOST=127.0.0.1."),
        (
            "TIMEZONE",
            "Berlin",
            "LIVECHAT_TIMEZONE: there is no time zone “Berlin” on this machine; write one as Europe/Berlin.",
        ),
        ("TLS_KEY", "key.pem", "LIVECHAT_TLS_CERTIFICATE and LIVECHAT_TLS_KEY go together."),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"LIVECHAT_{name}", value)

    with pytest.raises(StartError) as refused:
        load_settings()

    assert str(refused.value) == sentence


def test_a_certificate_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVECHAT_TLS_CERTIFICATE", "cert.pem")
    monkeypatch.setenv("LIVECHAT_TLS_KEY", "key.pem")

    with pytest.raises(StartError, match=r"the TLS file cert\.pem does not exist"):
        load_settings()


def test_the_limits_may_be_off_where_nobody_else_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVECHAT_LIMITS", "off")
    monkeypatch.setenv("LIVECHAT_HOST", "127.0.0.1")

    assert not load_settings().limited


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVECHAT_PORT", "")

    assert load_settings().port == 8080


def test_a_file_beside_the_program_sets_things_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LIVECHAT_PORT=9000\nLIVECHAT_TRUSTED_PROXIES=10.0.0.1, 10.0.0.2\n")

    settings = load_settings()

    assert settings.port == 9000
    assert settings.trusted_proxies == ("10.0.0.1", "10.0.0.2")


def test_the_time_zone_is_the_hosts_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert load_settings().timezone == "Asia/Kolkata"

    monkeypatch.setenv("LIVECHAT_TIMEZONE", "America/New_York")
    assert load_settings().timezone == "America/New_York"


def test_the_folders_and_the_secret_are_made_once(tmp_path: Path) -> None:
    first = load_settings()

    assert load_settings().secret == first.secret == (tmp_path / "data" / "secret").read_text()
    assert (tmp_path / "uploads").is_dir()


def test_a_misspelt_setting_is_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("LIVECHAT_PROT", "9")

    load_settings()

    assert caplog.messages == ["There is no setting LIVECHAT_PROT: it is ignored. Is LIVECHAT_PORT meant?"]


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "uploads").touch()

    with pytest.raises(StartError, match=r"The folder uploads cannot be written: File exists\."):
        load_settings()
