"""Two servers on one data directory, files that are broken, and starts that are killed."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench.measures import eventually as became
from tests.faults.clients.browser import get
from tests.faults.figures import Figure, certain
from tests.faults.oracle import check_store
from tests.faults.pace import pass_time
from tests.faults.scale import Scale
from tests.faults.site import Site, running_site, seeded_site

START_SECONDS = 15.0
LONGEST_START_SECONDS = 1.5


async def second_server(folder: Path, scale: Scale) -> list[Figure]:
    """The second one refuses and says why; a killed one keeps nobody out."""
    async with running_site(folder, 1) as first:
        (folder / "second").mkdir()
        second = Site(folder / "second", data_dir=first.database.parent)
        refused = await _refuses(second)
        first_serves = (await get(first, 1, "/")).status_code == 200
        await first.kill()
        second.launch()
        starts = await became(lambda: second.origin in second.output, START_SECONDS)
        await second.kill()
    return [*refused, certain("the first goes on", first_serves), certain("after a kill the other starts", starts)]


async def _refuses(site: Site) -> list[Figure]:
    site.launch()
    ended = await became(lambda: not site.is_running, START_SECONDS)
    code = await site.kill()
    words, path = site.output, site.folder / "output"
    path.unlink()
    return [
        certain("it refuses", ended and code == 1),
        certain(
            f"in a sentence: {words[:80]!r}", words.startswith("livechat cannot start: ") and words.count("\n") == 1
        ),
    ]


def is_sentence(words: str) -> bool:
    """Whether that is all that a refused start says."""
    return words.startswith("livechat cannot start: ") and words.count("\n") == 1


async def killed_starts(folder: Path, scale: Scale) -> list[Figure]:
    """The very first starts, each killed at some moment; then one that may live."""
    site, chance = Site(folder), random.Random(12)
    for _ in range(scale.start_kills):
        site.launch()
        await pass_time(chance.uniform(0.2, LONGEST_START_SECONDS))
        await site.kill()
    await site.start()
    code = await site.stop()
    return [
        Figure("kills", scale.start_kills),
        certain("it starts and ends", code == 0),
        *await check_store(site.database),
    ]


async def broken_file(name: str, folder: Path, scale: Scale) -> list[Figure]:
    """A start with something that cannot be used: a sentence, and what is not ours stays as it was."""
    site = await seeded_site(folder, 1)
    BROKEN[name](site)
    before = _contents(site)
    figures = await _refuses(site)
    if name in NOT_OURS:
        figures.append(certain("it was not touched", _contents(site) == before))
    return figures


def _contents(site: Site) -> list[tuple[str, int, bytes]]:
    """Name, mode and bytes of everything that looks like the database's."""
    files = [path for path in sorted(site.database.parent.glob("livechat.db*")) if path.is_file()]
    return [(path.name, path.stat().st_mode, path.read_bytes()) for path in files]


def _foreign(site: Site, *statements: str) -> None:
    for path in site.database.parent.glob("livechat.db*"):
        path.unlink()
    with closing(sqlite3.connect(site.database)) as database, database:
        database.execute("CREATE TABLE songs (title TEXT)")
        for statement in statements:
            database.execute(statement)
    site.database.chmod(0o644)


def _foreign_with_revision(site: Site, revision: str) -> None:
    _foreign(
        site,
        "CREATE TABLE alembic_version (version_num TEXT)",
        f"INSERT INTO alembic_version VALUES ('{revision}')",
    )


def _overwrite(site: Site, begin: int, end: int | None) -> None:
    data = bytearray(site.database.read_bytes())
    end = len(data) if end is None else end
    data[begin:end] = os.urandom(end - begin)
    site.database.write_bytes(data)


def _without_table(site: Site) -> None:
    with closing(sqlite3.connect(site.database)) as database, database:
        database.execute("DROP TABLE draft")


def _folder_for(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def _no_certificate(site: Site) -> None:
    for name in ("certificate", "key"):
        path = site.folder / f"{name}.pem"
        path.write_text("shopping list")
        site.settings[f"tls_{name}"] = path


BROKEN: dict[str, Callable[[Site], object]] = {
    "foreign": _foreign,
    "foreign_alembic": lambda site: _foreign_with_revision(site, "0001"),
    "foreign_alembic_elsewhere": lambda site: _foreign_with_revision(site, "8a1f"),
    "no_database": lambda site: site.database.write_text("shopping list " * 100),
    "damaged_schema": lambda site: _overwrite(site, 100, 4_096),
    "damaged_pages": lambda site: _overwrite(site, 4_096, None),
    "table_missing": _without_table,
    "folder_for_the_database": lambda site: _folder_for(site.database),
    "folder_for_the_secret": lambda site: _folder_for(site.database.parent / "secret"),
    "secret_unreadable": lambda site: (site.database.parent / "secret").write_bytes(b"\xff\xfe\x00"),
    "no_certificate": _no_certificate,
}
NOT_OURS = ("foreign", "foreign_alembic", "foreign_alembic_elsewhere", "no_database")
