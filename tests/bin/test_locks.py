"""What the locks promise: hashes for everything, no registry, the tests' lock on top of the product's."""

import re
from pathlib import Path

import pytest

from setup.environment import RUNTIME_LOCK, TEST_LOCK

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(
    r"^(?P<pin>[A-Za-z0-9][\w.-]*==\S+)(?P<rest>( ;[^\n]*)? \\\n(    --hash=sha256:\w{64}[ \\]*\n)+)", re.MULTILINE
)


def pins(lock: str) -> dict[str, str]:
    return {found["pin"]: found["rest"] for found in PIN.finditer((ROOT / lock).read_text())}


@pytest.mark.parametrize("lock", [RUNTIME_LOCK, TEST_LOCK])
def test_every_package_has_hashes(lock: str) -> None:
    assert len(pins(lock)) == len(re.findall(r"^\w.*==", (ROOT / lock).read_text(), re.MULTILINE)) > 0


@pytest.mark.parametrize("lock", [RUNTIME_LOCK, TEST_LOCK])
def test_no_registry_is_named(lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|/opt/", (ROOT / lock).read_text())


def test_the_lock_for_the_tests_holds_the_whole_lock_of_the_product() -> None:
    assert pins(RUNTIME_LOCK).items() <= pins(TEST_LOCK).items()


def test_uvloop_is_not_asked_for_on_windows() -> None:
    assert re.search(r"^uvloop==\S+ ; sys_platform != 'win32'", (ROOT / RUNTIME_LOCK).read_text(), re.MULTILINE)
