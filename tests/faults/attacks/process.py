"""An attacker in a process of its own, which gives way to those who measure."""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

from tests.eventually import eventually
from tests.faults.attacks.attack import Attack
from tests.faults.attacks.catalogue import ATTACKS

NICENESS = 10
BEGIN_SECONDS = 20.0
FIRST_ACT_SECONDS = 70.0  # where the run before has used up what one may do in a minute


@asynccontextmanager
async def attacked(name: str, port: int, account: int) -> AsyncIterator["Synchronized[int]"]:
    """While the attack goes on, by the account's person when it is a member's; how often it has acted so far."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.attacks.process"])
    acts: Synchronized[int] = context.Value("L", 0)
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(name, port, account, theirs, acts), daemon=True)
    process.start()
    try:
        await eventually(ours.poll, seconds=BEGIN_SECONDS, instead=lambda: f"{name}: {process.exitcode}")
        await eventually(lambda: acts.value > 0, seconds=FIRST_ACT_SECONDS, instead=lambda: f"{name} never acted")
        yield acts
        assert process.is_alive(), f"{name} has ended by itself"
    finally:
        process.kill()
        await eventually(lambda: not process.is_alive())
        process.join()
        ours.close()
        theirs.close()


def _run(name: str, port: int, account: int, told: Connection, acts: "Synchronized[int]") -> None:
    def count() -> None:
        acts.value += 1

    os.nice(NICENESS)
    asyncio.run(ATTACKS[name](Attack(port, account, on_begun=lambda: told.send("begun"), on_act=count)))
