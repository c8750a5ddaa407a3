"""Writes a backup, while the installation goes on working."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sayso.backup import programs
from sayso.backup.archive import Writing, writing
from sayso.backup.database_dump import dump
from sayso.backup.homes import kept_files, upload_path
from sayso.backup.snapshot import Upload, open_snapshot
from sayso.backup.types import HOME, Manifest, Owned, Tell
from sayso.errors import ConflictError, InputError


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a snapshot of the database says."""

    dsn: str
    name: str
    is_bound: bool
    server: int
    migration: str
    counts: dict[str, int]
    owned: tuple[Owned, ...]
    uploads: Sequence[Upload]


async def save(
    home: Path, dsn: str, path: Path, tell: Tell, *, passphrase: str = "", overwrites: bool = False
) -> Manifest:
    """Write everything that an installation is into one file; nothing else runs on this loop meanwhile.

    What is saved is one moment: the database as it is when this begins, and the files that it speaks of then.

    Raises:
        InputError: when the file may not be where it is to be, or there is nothing to save.
        DeniedError: when the user of the database may not see every row.
        MachineError: when it cannot be written, or PostgreSQL's programs are missing.
        ToolError: when the database could not be read.
    """
    _demand_place(home, path, overwrites=overwrites)
    async with open_snapshot(dsn) as snapshot:
        migration = await snapshot.migration()
        tell("Counting rows")
        counts, owned = await snapshot.counts(), await snapshot.owned()
        uploads = await snapshot.uploads()
        name, is_bound = snapshot.name, snapshot.is_bound
        seen = _Seen(dsn, name, is_bound, snapshot.server, migration, counts, owned, uploads)
        return _saved(seen, home, path, passphrase, tell)


def _demand_place(home: Path, path: Path, *, overwrites: bool) -> None:
    if path.resolve().is_relative_to(home):
        raise InputError(
            f"{path} lies in the folder that is saved.", hint="Choose another place; another disk is best."
        )
    if path.exists() and not overwrites:
        raise ConflictError(f"{path} is there already.", hint="Choose another name, or say --overwrite.")


def _saved(seen: _Seen, home: Path, path: Path, passphrase: str, tell: Tell) -> Manifest:
    program = programs.dumping(seen.server)
    with writing(path, passphrase) as out:
        dump(out, seen.dsn, seen.name, program, tell, is_bound=seen.is_bound)
        missing = _copy(out, home, seen.uploads, tell)
        manifest = Manifest(
            sayso=version("sayso"),
            migration=seen.migration,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            server=seen.server,
            dumped_with=program.major,
            entries=tuple(out.entries),
            counts=seen.counts,
            owned=seen.owned,
            missing=tuple(missing),
        )
        out.close(manifest)
    return manifest


def _copy(out: Writing, home: Path, uploads: Sequence[Upload], tell: Tell) -> list[str]:
    """Copy files of the home, then uploads; gives those that are gone."""
    for name, path in kept_files(home):
        _add(out, name, path)
    missing = []
    for number, upload in enumerate(uploads, 1):
        tell(f"Saving files, {number:,} of {len(uploads):,}")
        name = upload_path(upload.site_id, upload.id)
        if not _add(out, name, home / name):
            missing.append(name)
    return missing


def _add(out: Writing, name: str, path: Path) -> bool:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file, out.entry(HOME + name, os.fstat(file.fileno()).st_mode & 0o700) as pouring:
        pouring.all_of(file)
    return True
