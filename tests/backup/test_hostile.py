"""A backup is rows and files: what somebody put into one beside them is refused, and leaves nothing."""

import asyncio
import hashlib
import io
import json
import stat
import zipfile
from collections.abc import AsyncIterator, Callable, Container, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from sayso.backup import code
from sayso.backup.code import Platform
from sayso.backup.errors import DamagedError, ForeignCodeError, NotEmptyError, ToolError
from sayso.backup.full_backup import save
from sayso.backup.leftovers import look_around
from sayso.backup.restoration import restore
from sayso.db import embedded
from sayso.db.access import LOGIN, PASSWORD_FILE
from sayso.errors import AppError
from sayso.spec.model import AppSpec
from tests.backup.conftest import Saved, put_module, put_site, silent, small
from tests.backup.test_hosted import GUEST, TENANT, hosted, installed
from tests.backup.test_restoration import is_untouched
from tests.support.postgres import TestDatabase, fresh_database
from tests.support.processes import open_folder
from tests.support.servers import TestServer

# ruff: noqa: ASYNC240 - tests that look at files

pytestmark = [pytest.mark.usefixtures("made_once"), pytest.mark.rotating(20)]

IN_THE_PLATFORM = {
    "a function that gives everybody's rows": (
        "create function public.give() returns setof users language sql security definer as "
        "'select * from users'"
    ),
    "a function of Sayso's that does something else": (
        "create or replace function public.sayso_agency() returns uuid language sql stable "
        "as 'select id from public.agencies limit 1'"
    ),
    "a trigger on sign-ins": (
        "create function public.tap() returns trigger language plpgsql as "
        "$$ begin insert into agencies (name, slug) values (new::text, gen_random_uuid()::text); "
        "return new; end $$; "
        "create trigger tap after insert on sessions for each row execute function public.tap()"
    ),
    "a trigger of PostgreSQL's own function": (
        "create trigger lose before update on users for each row "
        "execute function suppress_redundant_updates_trigger()"
    ),
    "a policy that shows every agency": "create policy all_of_it on agencies to sayso_platform using (true)",
    "a policy of Sayso's that shows more": "alter policy agencies_own on agencies using (true)",
    "walls taken down": "alter table users disable row level security",
    "a right for everybody": "grant select on users to public",
    "a right for requests of applications": "grant all on sessions to sayso_app",
    "a right on a column": "grant select (password_hash) on users to sayso_platform",
    "a view of all secrets": "create view public.peek as select * from users",
    "a rule": "create rule r as on insert to agencies do also delete from users",
    "a table of somebody else's": "alter table agencies owner to sayso_app",
    "a log that can be changed": "drop trigger audit_log_only_added on audit_log",
    "an operator": (
        "create function public.same(uuid, uuid) returns boolean language sql as 'select true'; "
        "create operator public.= (leftarg = uuid, rightarg = uuid, function = public.same)"
    ),
}
IN_AN_APPLICATION = {
    "a function in an application": (
        "create function apps.run() returns int language sql security definer as 'select 1'"
    ),
    "a policy in an application": (
        "create policy all_of_it on apps.mod_salon_clients to sayso_app using (true)"
    ),
    "walls of an application taken down": "alter table apps.mod_salon_clients no force row level security",
    "a right in an application": "grant all on apps.mod_salon_history to sayso_app",
    "a trigger switched off": "alter table apps.mod_salon_clients disable trigger user",
    "an open archive": "grant usage on schema apps_archive to sayso_app",
    "a rule's function that lets everything pass": (
        "create or replace function apps.is_migrating() returns boolean language sql stable as 'select true'"
    ),
}


WHOLE = {"a function that gives everybody's rows", "a right on a column", "walls taken down"}
"""What is saved and restored always; the others are, with `make check-deep`."""
WHOLE_IN_AN_APPLICATION = {"a function in an application", "walls of an application taken down"}


def ways(hostile: Mapping[str, str], always: Container[str]) -> list[Any]:
    """Statements that are carried by a whole backup."""
    return [
        pytest.param(statement, id=name, marks=() if name in always else pytest.mark.deep)
        for name, statement in hostile.items()
    ]


@pytest.fixture(scope="module")
async def sound(postgres: TestServer, salon: AppSpec) -> AsyncIterator[asyncpg.Connection]:
    """A superuser's connection to a database with the salon that nothing is wrong with."""
    async with fresh_database(postgres) as database:
        owned = TestDatabase(database.dsn)
        await owned.install(salon)
        await owned.close()
        admin = await database.admin()
        await put_module(admin, *await put_site(admin), salon)
        yield admin


@pytest.fixture
async def spoiled(sound: asyncpg.Connection, statement: str) -> AsyncIterator[asyncpg.Connection]:
    """The same after a statement, as Sayso's own login; as if it had not been said afterwards."""
    work = sound.transaction()
    await work.start()
    await sound.execute(f"{statement}; set local session authorization {LOGIN}")
    yield sound
    await work.rollback()


@pytest.mark.parametrize("statement", IN_THE_PLATFORM.values(), ids=IN_THE_PLATFORM)
async def test_code_that_is_not_of_the_platform_is_seen(
    spoiled: asyncpg.Connection, platform: Platform
) -> None:
    with pytest.raises(ForeignCodeError) as error:
        await code.demand_own_platform(spoiled, platform)
    assert error.value.hint


@pytest.mark.parametrize("statement", IN_AN_APPLICATION.values(), ids=IN_AN_APPLICATION)
async def test_code_that_no_spec_says_is_seen(spoiled: asyncpg.Connection) -> None:
    with pytest.raises(ForeignCodeError) as error:
        await code.demand_own_modules(spoiled)
    assert error.value.hint


@pytest.mark.parametrize("statement", ["select 1"])
async def test_what_is_sayso_s_own_is_not_taken_for_foreign(
    spoiled: asyncpg.Connection, platform: Platform
) -> None:
    await code.demand_own_platform(spoiled, platform)
    await code.demand_own_modules(spoiled)


@pytest.mark.parametrize("statement", ways(IN_THE_PLATFORM, WHOLE))
async def test_code_that_is_not_of_the_platform_is_refused(
    saved: Saved, admin_of: Callable[[str], Any], tmp_path: Path, empty: str, statement: str
) -> None:
    await admin_of(statement)
    await save(saved.home, saved.dsn, tmp_path / "hostile.backup", silent)
    await refused(ForeignCodeError, tmp_path, empty)


@pytest.mark.parametrize("statement", ways(IN_AN_APPLICATION, WHOLE_IN_AN_APPLICATION))
async def test_code_that_no_spec_says_is_refused_or_made_anew(
    database: TestDatabase, salon: AppSpec, tmp_path: Path, empty: str, statement: str
) -> None:
    await database.install(salon)
    saved = await small(database.dsn, tmp_path, spec=salon)
    before = await in_applications(database.dsn)
    await (await database.admin()).execute(statement)
    assert await in_applications(database.dsn) != before
    await save(saved.home, saved.dsn, tmp_path / "hostile.backup", silent)
    try:
        await asyncio.to_thread(restore, tmp_path / "new", empty, tmp_path / "hostile.backup", silent)
    except ForeignCodeError:
        assert await is_untouched(empty)
    else:
        assert await in_applications(empty) == before


async def in_applications(dsn: str) -> object:
    """All that can do or allow something in the schemas of applications."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("set local search_path to ''")
            return await code.code_of(connection, code.MODULES), await code.walls_of(connection, code.MODULES)
    finally:
        await connection.close()


SAID = {
    "a statement in the name of a table": {"kind": "table", "name": "x owner to sayso_app; drop table users"},
    "a table for a superuser": {"kind": "table", "name": "public.users", "role": "postgres"},
}


@pytest.mark.parametrize("owned", SAID.values(), ids=SAID)
async def test_a_manifest_that_says_statements_is_refused(
    saved: Saved, tmp_path: Path, empty: str, owned: dict[str, str]
) -> None:
    def changed(manifest: dict[str, Any]) -> None:
        manifest["owned"].append({"role": "sayso_app", **owned})

    packed(saved.file, tmp_path / "hostile.backup", changed)
    await refused(ForeignCodeError, tmp_path, empty)


PATHS = [
    "home/../../escaped", "home//etc/cron.d/x", "/etc/cron.d/x", "home/..", "home/a/./b", "elsewhere",
    "home/postgres/postgresql.auto.conf", "home/postgres.new/PG_VERSION", "home/postgres.password",
    "home/postgres-run/x", "home/server.json", "home/serve.lock", "home/restore.work/database.dump",
    "home/a\nb", "home/\u202etxt",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
async def test_a_file_that_no_backup_has_is_refused(
    saved: Saved, tmp_path: Path, empty: str, path: str
) -> None:
    packed(saved.file, tmp_path / "hostile.backup", files={path: b"x"})
    await refused(DamagedError, tmp_path, empty)
    assert not (tmp_path / "escaped").exists()


async def test_a_link_among_the_files_becomes_a_file(saved: Saved, tmp_path: Path, empty: str) -> None:
    link = zipfile.ZipInfo("home/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed(saved.file, tmp_path / "hostile.backup", files={link: b"/etc/passwd"})
    await asyncio.to_thread(restore, tmp_path / "new", empty, tmp_path / "hostile.backup", silent)
    assert not (tmp_path / "new" / "link").is_symlink()
    assert (tmp_path / "new" / "link").read_bytes() == b"/etc/passwd"


async def test_no_file_is_restored_to_be_run_or_read_by_others(
    saved: Saved, tmp_path: Path, empty: str
) -> None:
    def changed(manifest: dict[str, Any]) -> None:
        for entry in manifest["entries"]:
            entry["mode"] = 0o7777

    packed(saved.file, tmp_path / "hostile.backup", changed)
    await asyncio.to_thread(restore, tmp_path / "new", empty, tmp_path / "hostile.backup", silent)
    assert (tmp_path / "new" / "signing.key").stat().st_mode & 0o7077 == 0


async def test_a_bomb_is_refused_before_it_grows(saved: Saved, tmp_path: Path, empty: str) -> None:
    bomb = zipfile.ZipInfo("home/bomb")
    bomb.compress_type = zipfile.ZIP_DEFLATED
    packed(saved.file, tmp_path / "hostile.backup", files={bomb: bytes(50_000_000)})
    assert (tmp_path / "hostile.backup").stat().st_size < 10_000_000
    await refused(DamagedError, tmp_path, empty)


async def test_a_file_that_is_there_twice_or_not_told_of_is_refused(
    saved: Saved, tmp_path: Path, empty: str
) -> None:
    hostile = tmp_path / "hostile.backup"
    hostile.write_bytes(saved.file.read_bytes())
    with zipfile.ZipFile(hostile, "a") as archive:
        archive.writestr("home/untold", "x")
    await refused(DamagedError, tmp_path, empty)
    hostile.write_bytes(saved.file.read_bytes())
    with zipfile.ZipFile(hostile, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("home/signing.key", "x")
    await refused(DamagedError, tmp_path, empty)


DUMPS = {
    "no dump": b"drop table users;\n",
    "a script for psql": b"\\! touch /tmp/escaped\ncopy (select 1) to program 'id';\n",
    "half a dump": b"PGDMP\x01\x10\x00\x04\x08\x01",
}


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
async def test_what_is_no_dump_is_refused(saved: Saved, tmp_path: Path, empty: str, dump: bytes) -> None:
    packed(saved.file, tmp_path / "hostile.backup", files={"database.dump": dump})
    await refused(ToolError, tmp_path, empty)


INSIDE = {
    "runs a program": "COPY public.users TO PROGRAM 'touch /tmp/sayso-escaped-by-restore'; --",
    "makes itself superuser": "ALTER ROLE sayso SUPERUSER; --",
    "makes another login": "CREATE ROLE sly LOGIN; --",
    "reads a file": "COPY public.alembic_version FROM '/etc/passwd'; --",
    "makes a schema": "CREATE SCHEMA sly; --",
    "hides code in a block": "DO $$BEGIN EXECUTE 'CREATE SCHEMA sly'; END$$; --",
    "sets the database": "ALTER ROLE sayso SET search_path TO sly; --",
}


@pytest.mark.parametrize("statement", INSIDE.values(), ids=INSIDE)
async def test_statements_hidden_in_a_dump_reach_nothing(
    saved: Saved, tmp_path: Path, empty: str, statement: str
) -> None:
    hidden_in(saved.file, statement, tmp_path / "hostile.backup")

    await refused((ToolError, ForeignCodeError), tmp_path, empty)

    assert not Path("/tmp/sayso-escaped-by-restore").exists()  # noqa: S108 - what must not be there
    connection = await asyncpg.connect(empty)
    assert await connection.fetchval("select count(*) from pg_roles where rolname = 'sly' or rolsuper") == 1
    await connection.close()


def hidden_in(file: Path, statement: str, to: Path) -> None:
    """In the place of one that the dump says itself, of the same length, so that the dump can be read."""
    with zipfile.ZipFile(file) as archive:
        dump = archive.read("database.dump")
    start = dump.index(b"CREATE FUNCTION public.sayso_write(")
    length = int.from_bytes(dump[start - 4 : start], "little")
    assert length >= len(statement)
    hostile = dump[:start] + statement.encode().ljust(length) + dump[start + length :]
    packed(file, to, files={"database.dump": hostile})


ON_THE_SERVER = (
    "create role sly login createrole",
    "grant sayso_owner to {guest}",
    "alter role {tenant} set search_path to sly",
    "create schema sly",
    "create view public.sly as select 1 as one",
    "grant create on database {database} to {guest}",
    "alter database {database} set role to sayso_owner",
    "alter database {database} connection limit 0",
)


async def test_what_a_dump_does_to_a_server_of_one_s_own_is_undone(
    postgres: TestServer, tmp_path: Path, salon: AppSpec
) -> None:
    """By a user who may make roles, and a dump that ends its transaction itself: what it does would stay."""
    async with hosted(postgres) as (one, other):
        saved = await installed(one, tmp_path, salon)
        database = other.partition("?")[0].rpartition("/")[2]
        names = {"guest": GUEST, "tenant": TENANT, "database": database}
        said = "; ".join(ON_THE_SERVER).format(**names)
        hidden_in(saved.file, f"commit; {said}; --", tmp_path / "hostile.backup")
        before = await around(other)

        await refused((ToolError, ForeignCodeError), tmp_path, other)

        assert await around(other) == before


@pytest.mark.deep
async def test_who_is_let_in_by_which_password_stays(saved: Saved, tmp_path: Path) -> None:
    hidden_in(saved.file, f"commit; alter role {LOGIN} password 'sly'; --", tmp_path / "hostile.backup")
    with open_folder() as folder, embedded.start(folder) as server:
        password = (folder / PASSWORD_FILE).read_text().strip().rpartition(":")[2]
        dsn = server.dsn.replace(f"//{LOGIN}@", f"//{LOGIN}:{password}@")
        await refused((ToolError, ForeignCodeError), tmp_path, dsn)


async def around(dsn: str) -> object:
    """What there is on the server beside the tables of a database."""
    connection = await asyncpg.connect(dsn)
    try:
        return await look_around(connection)
    finally:
        await connection.close()


async def refused(expected: type[AppError] | tuple[type[AppError], ...], folder: Path, empty: str) -> None:
    """The backup is refused in words, with a way out, and nothing is left of it."""
    with pytest.raises(expected) as error:
        await asyncio.to_thread(restore, folder / "new", empty, folder / "hostile.backup", silent)
    assert not isinstance(error.value, NotEmptyError)
    assert error.value.message
    assert error.value.hint
    assert not (folder / "new").exists()
    assert not (folder / "new.restoring").exists()
    assert await is_untouched(empty)


@pytest.fixture
def admin_of(database: TestDatabase) -> Callable[[str], Any]:
    """Says statements to the database that is saved, as its superuser."""

    async def said(statement: str) -> None:
        await (await database.admin()).execute(statement)

    return said


def packed(
    file: Path,
    to: Path,
    change: Callable[[dict[str, Any]], None] = lambda _: None,
    *,
    files: dict[Any, bytes] | None = None,
) -> None:
    """A backup again, with a manifest that is true of these files in it and otherwise changed."""
    added = {(one.filename if isinstance(one, zipfile.ZipInfo) else one): (one, data)
             for one, data in (files or {}).items()}  # fmt: skip
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        kept = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in kept.items():
            if name not in added:
                archive.writestr(name, data)
        for name, (one, data) in added.items():
            archive.writestr(one, data, one.compress_type if isinstance(one, zipfile.ZipInfo) else None)
            entry = {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            manifest["entries"] = [old for old in manifest["entries"] if old["path"] != name] + [entry]
        change(manifest)
        archive.writestr("manifest.json", json.dumps(manifest))
    to.write_bytes(out.getvalue())
