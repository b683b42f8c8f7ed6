from pathlib import Path

import pytest

from livechat.startup.setting_names import unknown_settings

KNOWN = ("port", "host", "data_dir")


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Not there yet, and nothing set."""
    for name in ("LIVECHAT_TEST_BROWSER", "LIVECHAT_PROT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".env"


def test_a_misspelt_name_is_told_with_the_nearest(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVECHAT_PROT", "9")

    assert list(unknown_settings(KNOWN, env_file)) == [
        "There is no setting LIVECHAT_PROT: it is ignored. Is LIVECHAT_PORT meant?"
    ]


def test_the_file_is_read_as_well(env_file: Path) -> None:
    env_file.write_text("\ufeffLIVECHAT_HSOT=x\n# LIVECHAT_NO=1\nexport LIVECHAT_QWERTYUIOP = 2\nOTHER=3\n", "utf-8")

    assert [sentence.split(": ")[0] for sentence in unknown_settings(KNOWN, env_file)] == [
        "There is no setting LIVECHAT_HSOT",
        "There is no setting LIVECHAT_QWERTYUIOP",
    ]


def test_right_names_and_those_of_the_tests_are_silent(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVECHAT_TEST_BROWSER", "/usr/bin/chromium")
    env_file.write_text("LIVECHAT_PORT=1\nlivechat_host=here\nLIVECHAT_DATA_DIR=\n")

    assert not list(unknown_settings(KNOWN, env_file))
