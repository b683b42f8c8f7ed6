"""One server for each data directory; the lock of a dead one holds nobody up."""

import os
from pathlib import Path

import pytest

from livechat.errors import StartError
from livechat.startup.data_lock import NAME, data_directory_held


def test_who_comes_second_reads_who_has_it(tmp_path: Path) -> None:
    with (
        data_directory_held(tmp_path, host="127.0.0.1", port=8080),
        pytest.raises(StartError) as refused,
        data_directory_held(tmp_path, host="127.0.0.1", port=9090),
    ):
        pass

    words = str(refused.value)
    assert words.startswith(f"The data directory {tmp_path} is in use by another livechat, process {os.getpid()} at ")
    assert "127.0.0.1:8080 since " in words
    assert words.endswith(": end that one, or set LIVECHAT_DATA_DIR.")


def test_afterwards_it_is_free(tmp_path: Path) -> None:
    for port in (8080, 9090):
        with data_directory_held(tmp_path, host="127.0.0.1", port=port):
            assert f'"port": {port}' in (tmp_path / NAME).read_text()


def test_a_file_without_its_process_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"pid": 1}')

    with data_directory_held(tmp_path, host="127.0.0.1", port=8080):
        pass


def test_a_lock_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()

    with (
        pytest.raises(StartError, match="cannot be opened: Is a directory"),
        data_directory_held(tmp_path, host="127.0.0.1", port=8080),
    ):
        pass
