"""A backup goes into an empty place, as a whole or not at all."""

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from sayso.backup import database_dump, programs, restoration
from sayso.backup.errors import DamagedError, NotEmptyError, ToolError
from sayso.backup.full_backup import save
from sayso.backup.restoration import restore
from sayso.errors import ConflictError, InputError, MachineError
from sayso.spec.model import AppSpec
from tests.backup.conftest import SAVED, Saved, empty_database, silent, small
from tests.support.postgres import TestDatabase, fresh_database
from tests.support.servers import TestServer

pytestmark = pytest.mark.rotating(6)


async def restored(home: Path, dsn: str, file: Path) -> None:
    """Restore as the command does, beside the loop of the test."""
    await asyncio.to_thread(restore, home, dsn, file, silent)


def described(dsn: str) -> list[str]:
    """Everything but rows that a database is made of: tables, functions, policies, owners and rights."""
    address, variables = programs.environment(dsn)
    done = subprocess.run(
        [programs.dumping(18).path, "--schema-only", f"--dbname={address}"],
        capture_output=True, text=True, check=True, env=variables,
    )  # fmt: skip
    return [line for line in done.stdout.splitlines() if not line.startswith(("\\", "--"))]


def names_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


async def is_untouched(dsn: str) -> bool:
    """Whether a database is as empty as before."""
    admin = await asyncpg.connect(dsn)
    count = await admin.fetchval(
        "select count(*) from pg_class where relnamespace in (select oid from pg_namespace "
        "where nspname !~ '^(pg_|information_schema)')"
    )
    await admin.close()
    return bool(count == 0)


async def test_tables_owners_rights_and_files_are_as_they_were(
    database: TestDatabase, tmp_path: Path, empty: str, salon: AppSpec
) -> None:
    await database.install(salon)
    saved = await small(database.dsn, tmp_path, spec=salon)
    await restored(tmp_path / "new", empty, saved.file)
    assert described(empty) == described(database.dsn)
    new = {
        path.relative_to(tmp_path / "new").as_posix()
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }
    assert {"signing.key", "secrets.key", "models.json"} < new
    assert "serve.log" not in new
    assert (tmp_path / "new" / "signing.key").stat().st_mode & 0o777 == 0o600
    (upload,) = (tmp_path / "new" / "files").rglob("*-*-*-*-*/*/*")
    assert upload.read_bytes() == SAVED


@pytest.mark.deep
async def test_a_backup_of_the_oldest_postgresql_goes_into_the_newest(
    postgres_15: TestServer, tmp_path: Path, empty: str, salon: AppSpec
) -> None:
    async with fresh_database(postgres_15) as database:
        await database.install(salon)
        saved = await small(database.dsn, tmp_path, spec=salon)
        await restored(tmp_path / "new", empty, saved.file)
        admin = await asyncpg.connect(empty)
        assert await admin.fetchval("select name from agencies") == "Ünïcode"
        await admin.close()
        async with empty_database(postgres_15, "test_again") as same:
            await restored(tmp_path / "same", same, saved.file)


async def test_a_newer_database_does_not_go_into_an_older_one(
    saved: Saved, postgres_15: TestServer, tmp_path: Path
) -> None:
    async with empty_database(postgres_15, "test_older") as dsn:
        with pytest.raises(MachineError, match="PostgreSQL 18"):
            await restored(tmp_path / "new", dsn, saved.file)
        assert await is_untouched(dsn)
    assert not (tmp_path / "new").exists()


async def test_what_is_there_is_never_overwritten(saved: Saved, tmp_path: Path, empty: str) -> None:
    with pytest.raises(NotEmptyError, match="secrets"):
        await restored(saved.home, empty, saved.file)
    with pytest.raises(NotEmptyError, match=r"public\.agencies"):
        await restored(tmp_path / "new", saved.dsn, saved.file)
    assert not (tmp_path / "new").exists()


async def test_a_damaged_backup_touches_nothing(saved: Saved, tmp_path: Path, empty: str) -> None:
    data = bytearray(saved.file.read_bytes())
    data[data.index(SAVED[:1000]) + 500] ^= 1
    saved.file.write_bytes(data)
    with pytest.raises(DamagedError, match=r"is not as it was|cannot be read"):
        await restored(tmp_path / "new", empty, saved.file)
    assert not (tmp_path / "new").exists()
    assert await is_untouched(empty)


@pytest.mark.usefixtures("made_once")
async def test_a_restore_that_fails_on_the_way_leaves_nothing(
    saved: Saved, tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in ("load", "_finish", "_begin"):
        with monkeypatch.context() as patch:
            patch.setattr(restoration, step, failing(getattr(restoration, step), begins=step == "load"))
            with pytest.raises(ToolError, match="went away"):
                await restored(tmp_path / "new", empty, saved.file)
        assert names_in(tmp_path) == ["a.backup", "home"], step
        assert await is_untouched(empty), step
    await restored(tmp_path / "new", empty, saved.file)


def failing(work: Callable[..., object], *, begins: bool) -> Callable[..., object]:
    """It breaks, after what it does or before."""

    def fails(*given: object) -> object:
        if begins:
            work(*given)
        raise ToolError("The database went away.")

    return fails


@pytest.mark.usefixtures("made_once")
async def test_what_a_killed_restore_left_is_removed_by_the_next(
    saved: Saved, tmp_path: Path, empty: str
) -> None:
    (tmp_path / "new.restoring" / "files").mkdir(parents=True)
    (tmp_path / "new.restoring" / "signing.key").write_text("half")
    await restored(tmp_path / "new", empty, saved.file)
    assert (tmp_path / "new" / "signing.key").read_text() == "ab" * 32
    assert not (tmp_path / "new.restoring").exists()


async def test_a_full_disk_is_said_and_leaves_nothing(
    saved: Saved, tmp_path: Path, empty: str, full_disk: None
) -> None:
    del full_disk
    with pytest.raises(MachineError, match="is full"):
        await restored(tmp_path / "new", empty, saved.file)
    assert not (tmp_path / "new").exists()
    assert await is_untouched(empty)


@pytest.mark.usefixtures("made_once")
async def test_the_backup_is_one_moment_whatever_is_written_meanwhile(
    saved: Saved, tmp_path: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.backup import full_backup

    dumped = database_dump.dump

    def writes_first(*given: Any, **named: Any) -> None:
        subprocess.run(
            [programs.dumping(18).path.with_name("psql"), saved.dsn, "-qc",
             "insert into agencies (name, slug) values ('late', 'late')"],
            check=True,
        )  # fmt: skip
        dumped(*given, **named)

    monkeypatch.setattr(full_backup, "dump", writes_first)
    await save(saved.home, saved.dsn, tmp_path / "b.backup", silent)
    await restored(tmp_path / "new", empty, tmp_path / "b.backup")
    admin = await asyncpg.connect(empty)
    assert await admin.fetchval("select array_agg(slug) from agencies") == ["a"]
    await admin.close()


async def test_a_backup_is_not_written_into_what_it_saves_nor_over_another(saved: Saved) -> None:
    with pytest.raises(InputError, match="lies in the folder"):
        await save(saved.home, saved.dsn, saved.home / "a.backup", silent)
    with pytest.raises(ConflictError, match="is there already"):
        await save(saved.home, saved.dsn, saved.file, silent)
    await save(saved.home, saved.dsn, saved.file, silent, overwrites=True)


async def test_an_upload_whose_bytes_are_gone_is_said(saved: Saved, tmp_path: Path) -> None:
    (upload,) = (saved.home / "files").rglob("*-*-*-*-*/*/*")
    upload.unlink()
    manifest = await save(saved.home, saved.dsn, tmp_path / "b.backup", silent)
    assert manifest.missing == (upload.relative_to(saved.home).as_posix(),)


def test_no_password_is_seen_among_processes() -> None:
    address, variables = programs.environment(
        "postgresql://ada:s%40cret@db.example:5433/sayso?sslmode=require"
    )
    assert address == "postgresql://ada@db.example:5433/sayso?sslmode=require"
    assert variables["PGPASSWORD"] == "s@cret"
    address, variables = programs.environment("postgresql://ada@/sayso?host=/run/pg&password=other")
    assert "other" not in address
    assert variables["PGPASSWORD"] == "other"
