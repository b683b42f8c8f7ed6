"""The last resort, in processes that something keeps."""

import subprocess
import sys

import pytest

from tests.server import ROOT

NEVER = "import threading; from livechat.web.forced_exit import *; {}; threading.Event().wait()"


@pytest.mark.parametrize(
    ("resort", "sentence"),
    [
        ("exit_within(0.05)", "livechat was ended by force: it did not end within 0.05 s.\n"),
        ("exit_now('Two drafts are lost.')", "Two drafts are lost.\n"),
    ],
)
def test_what_hangs_ends_with_a_sentence(resort: str, sentence: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NEVER.format(resort)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, sentence)


def test_what_ends_by_itself_is_not_kept_waiting() -> None:
    program = "from livechat.web.forced_exit import exit_within; exit_within(3600)"

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=30, check=False).returncode == 0
