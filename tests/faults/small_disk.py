"""Runs a program with its data on a disk of a few megabytes: `small_disk.py FROM TO BYTES MODE PROGRAM`.

What is in FROM is copied to TO, where a tmpfs of that size is mounted which only the program sees. That needs no root
where the system lets anybody have a namespace. Where it does not, or MODE is "stuck", the "disk" is an ordinary folder,
and full means that no file may be written (RLIMIT_FSIZE). MODE says how the disk is at the start: "free", "full" or
"stuck".
"""

import ctypes
import os
import resource
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_REC, MS_PRIVATE = 0x4000, 0x40000
BALLOON = "balloon"
PIECE = 4_096


def mount_here(path: Path, size: int) -> bool:
    """Whether there is a new tmpfs at the path, for this process alone."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWNS) != 0:
        if libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0:
            return False
        with suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    return bool(libc.mount(b"tmpfs", bytes(path), b"tmpfs", 0, f"size={size},mode=0700".encode()) == 0)


def fill(folder: Path) -> None:
    """Leave no room for anything."""
    with suppress(OSError), (folder / BALLOON).open("ab", buffering=0) as balloon:
        while True:
            balloon.write(b"x" * PIECE)


def print_through_another_process() -> None:
    """So that a bound on this one's files is none on what it says."""
    other = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    assert other.stdin is not None
    for descriptor in (1, 2):
        os.dup2(other.stdin.fileno(), descriptor)


def main() -> None:
    source, target, size, mode, *program = sys.argv[1:]
    disk = Path(target)
    disk.mkdir(exist_ok=True)
    is_mounted = mode != "stuck" and mount_here(disk, int(size))
    shutil.copytree(source, disk, dirs_exist_ok=True)
    if not is_mounted:
        print_through_another_process()
    if mode == "full" and is_mounted:
        fill(disk)
    elif mode != "free":
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    os.execv(sys.executable, [sys.executable, *program])


if __name__ == "__main__":
    main()
