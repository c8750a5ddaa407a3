"""Brings an installation back from its backup, into an empty place, as a whole or not at all."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg

from sayso.backup import programs
from sayso.backup.archive import Reading
from sayso.backup.code import Platform, demand_own_modules, demand_own_platform, platform_of
from sayso.backup.database_dump import load
from sayso.backup.emptiness import clear, demand_empty_database, demand_empty_home, make_roles
from sayso.backup.errors import DamagedError, ForeignCodeError, NewerError, OlderError, ToolError, on_disk
from sayso.backup.homes import OF_PROCESSES, is_kept
from sayso.backup.leftovers import Surroundings, look_around, take_away
from sayso.backup.snapshot import counts_of, owned_of
from sayso.backup.types import DUMP, HOME, Entry, Manifest, Tell
from sayso.db import embedded
from sayso.db.database import Database
from sayso.db.migrate import FIRST, HEAD, WITH_STEPS, migrate
from sayso.db.roles import ROLES
from sayso.errors import InputError, MachineError
from sayso.publishing.upgrade import renew_all

_WORK = "restore.work"
_PAUSES = (0.2, 1.0, 5.0, 20.0)
"""Seconds between the tries to empty a database that something else may still hold."""


def look_into(path: Path, tell: Tell, *, passphrase: str = "") -> Manifest:
    """Read a backup to its end; what it holds, where it is sound and this Sayso can restore it.

    Raises:
        DamagedError: when it is not as it was written.
        LockedError: when the passphrase does not open it.
        NewerError: when a newer Sayso made it.
        OlderError: when it is of tables that this Sayso has no way from.
    """
    with Reading(path, passphrase) as backup:
        _check(backup, tell)
        return backup.manifest


def restore(home: Path, dsn: str | None, path: Path, tell: Tell, *, passphrase: str = "") -> Manifest:
    """Restore a backup into an empty home; into the database at ``dsn``, or into an embedded one of the home.

    The backup is read to its end before anything is touched. What is begun and not finished is removed.

    Raises:
        NotEmptyError: when there is something in the home or the database.
        DamagedError: as ``look_into``, and so LockedError, NewerError and OlderError.
        ToolError: when PostgreSQL does not take what was saved.
        MachineError: when the disk is full, or a program of PostgreSQL is missing.
    """
    demand_empty_home(home)
    if dsn is not None:
        asyncio.run(demand_empty_database(dsn))
    with Reading(path, passphrase) as backup:
        _check(backup, tell)
        try:
            with _staged(home) as folder:
                _files(backup, folder, tell)
                if dsn is not None:
                    _into_another(backup, dsn, folder, tell)
                else:
                    with embedded.start(folder) as server:
                        _database(backup, server.dsn, folder, tell)
                shutil.rmtree(folder / _WORK)
        except OSError as error:
            raise on_disk(error, home) from error
        return backup.manifest


def _check(backup: Reading, tell: Tell) -> None:
    manifest = backup.manifest
    if not manifest.migration.isdecimal() or int(manifest.migration) > int(HEAD):
        raise NewerError(
            f"{backup.path} was made by a newer Sayso, {manifest.sayso}.",
            hint=f"Install Sayso {manifest.sayso} or newer and restore it with that.",
        )
    if int(manifest.migration) < int(FIRST):
        raise OlderError(
            f"{backup.path} has tables of revision {manifest.migration}, and this Sayso begins at {FIRST}.",
            hint=f"Restore it with Sayso of {WITH_STEPS}, and restore here a backup of that.",
        )
    paths = [entry.path for entry in manifest.entries]
    if DUMP not in paths or len(set(paths)) < len(paths) or not all(map(_is_kept, paths)):
        raise DamagedError(backup.path, "what it says about itself cannot be so.")
    done = 0
    for entry in backup.check():
        done += entry.size
        tell(f"Checking the backup, {done / max(manifest.size, 1):.0%}")


def _is_kept(path: str) -> bool:
    """Whether a backup has such a file: within the home, and nothing that a server starts from."""
    parts = path.split("/")
    if path == DUMP:
        return True
    if not path.startswith(HOME) or {"", ".", "..", _WORK} & set(parts) or not path.isprintable():
        return False
    return is_kept(parts[1]) if len(parts) == 2 else parts[1] not in OF_PROCESSES


@contextmanager
def _staged(home: Path) -> Iterator[Path]:
    """A folder that becomes the home when the block ends well, and is removed otherwise.

    A home on a volume of its own cannot be replaced; what was made then moves into it, the database last.
    """
    is_mount = home.exists() and os.path.ismount(home)
    folder = home / "restoring.tmp" if is_mount else home.with_name(f"{home.name}.restoring")
    _remove(folder)
    folder.mkdir(parents=True)
    folder.chmod(home.stat().st_mode & 0o777 if home.exists() else 0o755)
    try:
        yield folder
    except BaseException:
        _remove(folder)
        raise
    if not is_mount:
        if home.exists():
            shutil.rmtree(home)
        folder.rename(home)
        return
    for one in sorted(folder.iterdir(), key=lambda found: found.name == "postgres"):
        one.rename(home / one.name)
    folder.rmdir()


def _remove(folder: Path) -> None:
    """Remove what an unfinished restore left, with the data that a link in it leads to."""
    data = folder / "postgres"
    if data.is_symlink():
        with suppress(OSError):
            shutil.rmtree(data.resolve().parent)
    shutil.rmtree(folder, ignore_errors=True)


def _files(backup: Reading, folder: Path, tell: Tell) -> None:
    entries = [entry for entry in backup.manifest.entries if entry.path.startswith(HOME)]
    for number, entry in enumerate(entries, 1):
        tell(f"Restoring files, {number:,} of {len(entries):,}")
        _write(backup, entry, folder / entry.path.removeprefix(HOME))
    work = folder / _WORK
    work.mkdir(mode=0o700)
    dump = next(entry for entry in backup.manifest.entries if entry.path == DUMP)
    _write(backup, dump, work / DUMP)


def _write(backup: Reading, entry: Entry, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        os.fchmod(file.fileno(), entry.mode & 0o700 | 0o400)
        backup.pour(entry, file)
        file.flush()
        os.fsync(file.fileno())


def _into_another(backup: Reading, dsn: str, folder: Path, tell: Tell) -> None:
    with asyncio.Runner() as runner:
        watching = runner.run(asyncpg.connect(dsn))
        try:
            runner.run(make_roles(watching))
            before = runner.run(look_around(watching))
            try:
                _database(backup, dsn, folder, tell)
            except BaseException as error:
                runner.run(_undo(watching, dsn, before, error))
                raise
        finally:
            runner.run(watching.close())


async def _undo(watching: Any, dsn: str, before: Surroundings, error: BaseException) -> None:
    """Remove all that a restore made; a dump may have ended the connection that watched it."""
    if watching.is_closed():
        watching = await asyncpg.connect(dsn)
    left: list[str] = []
    try:
        left = await take_away(watching, dsn, before)
    finally:
        left += await _cleared(dsn)
    if left:
        raise ForeignCodeError(
            f"what it did to the server could not all be undone. Say this by hand: {'; '.join(left)}."
        ) from error


async def _cleared(dsn: str) -> list[str]:
    """Empty the database again, ending connections that keep it from that; what is left, in words of SQL."""
    for pause in _PAUSES:
        try:
            await clear(dsn, ends_others=pause > _PAUSES[0])
        except (OSError, asyncpg.PostgresError):
            await asyncio.sleep(pause)
        else:
            return []
    return ["drop owned by current_user cascade"]


def _database(backup: Reading, dsn: str, folder: Path, tell: Tell) -> None:
    manifest, work = backup.manifest, folder / _WORK
    server = asyncio.run(_begin(dsn, manifest))
    made = asyncio.run(_made_by_us(dsn))
    tell("Restoring the database")
    load(dsn, work / DUMP, programs.restoring(manifest.dumped_with, server), work)
    try:
        asyncio.run(_finish(dsn, manifest))
    except asyncpg.InvalidAuthorizationSpecificationError as error:
        raise ForeignCodeError("it changes who is let in to the database.") from error
    tell("Bringing the database up to date")
    asyncio.run(migrate(dsn))
    tell("Checking that all code in it is Sayso's")
    asyncio.run(_demand_ours(dsn, made))


async def _made_by_us(dsn: str) -> Platform:
    """What this Sayso makes of the empty database, which is empty again afterwards."""
    await migrate(dsn)
    connection = await asyncpg.connect(dsn)
    try:
        return await platform_of(connection)
    finally:
        await connection.close()
        await clear(dsn)


async def _demand_ours(dsn: str, made: Platform) -> None:
    """Bring applications up to date, and refuse whatever differs from what this Sayso makes.

    Raises:
        ForeignCodeError: with the first that differs.
    """
    connection = await asyncpg.connect(dsn)
    try:
        await demand_own_platform(connection, made)
        database = Database(dsn)
        try:
            await renew_all(database, lambda _: None)
        finally:
            await database.close()
        await demand_own_modules(connection)
    finally:
        await connection.close()


async def _begin(dsn: str, manifest: Manifest) -> int:
    """Make roles; gives the major version of the server."""
    connection = await asyncpg.connect(dsn)
    try:
        server: int = connection.get_server_version().major
        if server < manifest.server:
            raise MachineError(
                f"The backup is of PostgreSQL {manifest.server}, and the database is PostgreSQL {server}.",
                hint=f"Restore it into PostgreSQL {manifest.server} or newer.",
            )
        await make_roles(connection)
        return server
    finally:
        await connection.close()


async def _finish(dsn: str, manifest: Manifest) -> None:
    """Give to each role what it owned, and count the rows."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("set local search_path to ''")
            there = {(one.kind, one.name) for one in await owned_of(connection, everybody=True)}
            for owned in manifest.owned:
                if owned.role not in ROLES or (owned.kind, owned.name) not in there:
                    raise ForeignCodeError(f"it gives {owned.name!r} to {owned.role!r}.")
                try:
                    await connection.execute(f"alter {owned.kind} {owned.name} owner to {owned.role}")
                except asyncpg.InsufficientPrivilegeError as error:
                    raise ForeignCodeError(f"it gives {owned.name} to {owned.role}.") from error
        found = await counts_of(connection)
    finally:
        await connection.close()
    if found != manifest.counts:
        names = sorted({*found, *manifest.counts})
        name = next(one for one in names if found.get(one) != manifest.counts.get(one))
        raise ToolError(
            f"{name} has {found.get(name, 0):,} rows, and the backup says {manifest.counts.get(name, 0):,}.",
            hint="Use another backup; nothing was changed.",
        )


def demand_file(path: Path) -> None:
    """Refuse what is no file.

    Raises:
        InputError: with what it is.
    """
    if not path.is_file():
        raise InputError(
            f"{path} is no file." if path.exists() else f"There is no file {path}.",
            hint="Name a backup that `sayso backup` wrote.",
        )
