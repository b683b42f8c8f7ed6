import subprocess
import sys

import pytest

from tests.server import ROOT

PROGRAM = """
import resource
from livechat.web.file_limit import raise_file_limit
resource.setrlimit(resource.RLIMIT_NOFILE, (64, {hard}))
print(raise_file_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("hard", [64, 900])
def test_as_many_files_may_be_open_as_the_system_allows(hard: int) -> None:
    command = [sys.executable, "-c", PROGRAM.format(hard=hard)]
    raised = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert raised.stdout.split() == [str(hard), str(hard)]
