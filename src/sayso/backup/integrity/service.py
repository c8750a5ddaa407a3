"""Everything that is looked at, one after the other."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg

from sayso.backup.integrity import bots, encryption_keys, files, modules, tables, work
from sayso.backup.integrity.installation import Installation
from sayso.backup.row_visibility import see_every_row
from sayso.backup.snapshot import SCHEMAS
from sayso.backup.types import Finding, Tell
from sayso.db.migrate import FIRST, HEAD, WITH_STEPS
from sayso.settings import Settings


async def look_at(settings: Settings, dsn: str, tell: Tell, *, is_quick: bool = False) -> Sequence[Finding]:
    """Everything that is found; nothing is changed. ``is_quick`` leaves out what reads every row and file.

    Raises:
        DeniedError: when the user of the database may not see every row.
    """
    connection = await asyncpg.connect(dsn, server_settings={"application_name": "sayso-check"})
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("set local search_path to ''")
            await see_every_row(connection, SCHEMAS)
            return [one async for one in _found(Installation(connection, settings, tell, is_quick))]
    finally:
        await connection.close()


async def _found(place: Installation) -> AsyncIterator[Finding]:
    behind = await _version(place.connection)
    yield behind
    if behind.level != "ok":
        return
    for doing, look in (
        ("tables", tables.look),
        ("applications", modules.look),
        ("uploads", files.look),
        ("bots", bots.look),
        ("queued work and schedules", work.look),
        ("keys", encryption_keys.look),
    ):
        place.tell(f"Looking at {doing}")
        async for one in look(place):
            yield one


async def _version(connection: Any) -> Finding:
    try:
        found = await connection.fetchval("select version_num from public.alembic_version")
    except asyncpg.UndefinedTableError:
        found = None
    if found == HEAD:
        return Finding("ok", "Database", f"its tables are those of this Sayso ({HEAD}).")
    if found is None:
        return Finding("problem", "Database", "no Sayso was started on it.", "Start `sayso serve`.")
    if found < FIRST:
        return Finding(
            "problem",
            "Database",
            f"its tables are of revision {found}, and this Sayso begins at {FIRST}.",
            f"Start Sayso of {WITH_STEPS} on it once, then this one.",
        )
    if found < HEAD:
        return Finding(
            "note",
            "Database",
            f"its tables are of an earlier Sayso ({found}).",
            "`sayso serve` brings them up to date; check again then.",
        )
    return Finding(
        "problem",
        "Database",
        f"its tables are of a newer Sayso ({found}).",
        "Install that one, or a newer one.",
    )
