"""Nobody gets in to the embedded server but Sayso, and Sayso not as the superuser."""

import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from sayso.compiler.targets.sql import bootstrap_sql
from sayso.db import access
from sayso.db.binaries import Binaries, find
from sayso.db.database import Database
from sayso.db.embedded import EmbeddedServer, running_dsn, start
from sayso.db.migrate import migrate
from sayso.db.places import Places
from sayso.db.roles import ROLES
from sayso.spec.model import AppSpec
from tests.conftest import OLDEST
from tests.support.postgres import TestDatabase
from tests.support.servers import TestServer

# ruff: noqa: ASYNC220, ASYNC221 - tests that look at files, and ask another client in turn

REFUSED = (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidPasswordError)


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sayso-home-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    folder = Path(tempfile.mkdtemp(prefix="sayso-home-"))
    folder.chmod(0o755)
    with start(folder) as running:
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("user", ["postgres", access.LOGIN, *ROLES, "root", "nobody"])
@pytest.mark.parametrize("database", ["sayso", "postgres", "template1"])
@pytest.mark.parametrize("password", ["", "postgres", "sayso"])
async def test_who_reaches_the_socket_does_not_get_in(
    server: EmbeddedServer, user: str, database: str, password: str
) -> None:
    with pytest.raises(REFUSED):
        await asyncpg.connect(
            host=str(server.places.sockets), user=user, database=database, password=password, timeout=10
        )


def test_psql_does_not_get_in_either(server: EmbeddedServer) -> None:
    psql = find(None, server.places.shared).folder / "psql"
    asked = [
        psql,
        f"--host={server.places.sockets}",
        "--username=postgres",
        "--no-password",
        "--command=select 1",
    ]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd="/")

    assert done.returncode != 0
    assert "pg_hba.conf rejects connection" in done.stderr


async def test_the_password_opens_one_database_and_no_other(server: EmbeddedServer) -> None:
    with pytest.raises(REFUSED, match="rejects connection"):
        await asyncpg.connect(server.dsn.replace("@/sayso?", "@/postgres?"))


def test_the_password_is_for_its_owner_alone_and_in_no_address(server: EmbeddedServer) -> None:
    file = server.places.home / access.PASSWORD_FILE
    password = access.password_of(server.places.home)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(password) == 43
    assert password not in server.dsn
    assert password not in (running_dsn(server.places.home) or "")
    assert password not in server.places.log.read_text()


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 1) to program 'id'",
        "create temp table t (x text); copy t from program 'id'",
        "copy (select 1) to '/tmp/out'",
        "select pg_read_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "select lo_import('/etc/passwd')",
        "create function run(text) returns int language c as 'libc.so.6', 'system'",
        "create extension file_fdw",
        "alter system set archive_command = 'id'",
        "load '$libdir/plpgsql'",
        "create role other login superuser",
        "create role other",
        "alter role postgres password 'x'",
        "alter role sayso superuser",
        "alter role sayso bypassrls",
        "set role postgres",
        "set session authorization postgres",
        "grant postgres to sayso",
        "grant pg_execute_server_program to sayso",
        "create event trigger t on ddl_command_end execute function pg_catalog.now()",
        "create language plpython3u",
        "create database other",
        "update pg_catalog.pg_authid set rolsuper = true",
    ],
)
async def test_the_login_is_refused_what_only_a_superuser_may(server: EmbeddedServer, statement: str) -> None:
    connection = await asyncpg.connect(server.dsn)
    try:
        with pytest.raises(
            (
                asyncpg.InsufficientPrivilegeError,
                asyncpg.FeatureNotSupportedError,
                asyncpg.UndefinedObjectError,
                asyncpg.InvalidGrantOperationError,
            )
        ) as refused:
            await connection.execute(statement)
        if not isinstance(refused.value, asyncpg.InsufficientPrivilegeError):
            assert re.search("not available|extension|event trigger", str(refused.value)), refused.value
    finally:
        await connection.close()


async def test_nobody_who_can_log_in_is_more_than_anybody(server: EmbeddedServer) -> None:
    connection = await asyncpg.connect(server.dsn)
    found = await connection.fetch(
        "select rolname, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as more "
        "from pg_roles where rolcanlogin order by 1"
    )
    assert [tuple(row) for row in found] == [("postgres", True), ("sayso", False)]
    await connection.close()


async def test_a_password_that_was_lost_or_spoiled_is_made_anew_and_the_rows_stay(home: Path) -> None:
    with start(home) as server:
        await execute(server.dsn, "create table kept as select 7 as n")
        first = access.password_of(home)
    for spoiled in (None, "", "*:*:*:sayso:short\n"):
        if spoiled is None:
            (home / access.PASSWORD_FILE).unlink()
        else:
            (home / access.PASSWORD_FILE).write_text(spoiled)
        with start(home) as server:
            assert await value(server.dsn, "select n from kept") == 7
            assert access.password_of(home) != first


async def test_rules_that_somebody_opened_are_closed_at_the_next_start(home: Path) -> None:
    with start(home) as server:
        rules = server.places.data / "pg_hba.conf"
    rules.write_text("local all all trust\n")
    with start(home) as server:
        with pytest.raises(REFUSED):
            await asyncpg.connect(host=str(server.places.sockets), user="postgres", database="sayso")
        assert await value(server.dsn, "select 1") == 1


@pytest.mark.parametrize("version", ["18", OLDEST])
async def test_data_of_an_earlier_sayso_is_taken_over_without_loss(
    version: str, home: Path, salon: AppSpec, request: pytest.FixtureRequest
) -> None:
    """It let in everybody, and its superuser owned the platform's tables and acted for the applications."""
    binaries = None
    if version == "15":
        binaries = request.getfixturevalue("binaries_15")
    before = await an_earlier_one(home, binaries, salon)

    with start(home, binaries=binaries) as server:
        with pytest.raises(REFUSED):
            await asyncpg.connect(host=str(server.places.sockets), user="postgres", database="sayso")
        assert await value(server.dsn, OF_THE_SUPERUSER) == 0
        assert await counts(server.dsn) == before
        database = await Database.open(server.dsn)
        try:
            async with database.system() as session:
                assert (await session.connection()).dialect.name == "postgresql"
        finally:
            await database.close()
        await execute(server.dsn, "insert into agencies (name, slug) values ('Second', 'second')")
        await execute(
            server.dsn, "alter table agencies add column mine int; alter table agencies drop column mine"
        )
        await execute(
            server.dsn,
            "begin; set local role sayso_mover; "
            "insert into apps.mod_salon_clients (site_id, name) values (gen_random_uuid(), 'Grace'); commit",
        )
        rules = (server.places.data / "pg_hba.conf").stat().st_mtime_ns
    with start(home, binaries=binaries) as server:
        assert await value(server.dsn, "select count(*) from agencies") == 2
        assert (server.places.data / "pg_hba.conf").stat().st_mtime_ns == rules


OF_THE_SUPERUSER = """
select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where relowner = 'postgres'::regrole and n.nspname !~ '^pg_|^information_schema$')
  + (select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where proowner = 'postgres'::regrole and n.nspname !~ '^pg_|^information_schema$')
  + (select count(*) from pg_type t join pg_namespace n on n.oid = t.typnamespace
     where typowner = 'postgres'::regrole and n.nspname !~ '^pg_|^information_schema$')
  + (select count(*) from pg_namespace
     where nspowner = 'postgres'::regrole and nspname !~ '^pg_|^information_schema$')
  + (select count(*) from pg_database where datname = 'sayso' and datdba = 'postgres'::regrole)
"""


@pytest.fixture(scope="session")
def binaries_15(postgres_15: TestServer) -> Path:
    from tests.support.postgres import binaries_of_15

    found = binaries_of_15()
    assert found is not None
    return found


async def an_earlier_one(home: Path, folder: Path | None, salon: AppSpec) -> dict[str, int]:
    """Data as an earlier Sayso left it; gives its rows by table."""
    places = Places.of(home)
    places.prepare()
    binaries = Binaries.at(folder, places.user) if folder else find(places.user, places.shared)
    places.data.mkdir(mode=0o700)
    identity = places.user.identity if places.user else {}
    if places.user:
        places.user.owns(places.data)
    asked = [
        binaries.initdb,
        f"--pgdata={places.data}",
        "--username=postgres",
        "--encoding=UTF8",
        "--locale=C",
    ]
    subprocess.run([*asked, "--auth-local=trust"], check=True, capture_output=True, cwd=home, **identity)
    alone = [binaries.postgres, "--single", "-D", str(places.data), "postgres"]
    subprocess.run(
        alone, input=b"create database sayso\n", check=True, capture_output=True, cwd=home, **identity
    )
    serving = [binaries.postgres, "-D", str(places.data), "-c", f"unix_socket_directories={places.sockets}"]
    process = subprocess.Popen(
        [*serving, "-c", "listen_addresses="], cwd=home, stderr=subprocess.DEVNULL, **identity
    )
    dsn = f"postgresql://postgres@/sayso?host={places.sockets}"
    try:
        while True:
            try:
                await value(dsn, "select 1")
                break
            except (OSError, asyncpg.CannotConnectNowError):
                assert process.poll() is None
        await migrate(dsn)
        database = TestDatabase(dsn)
        await (await database.admin()).execute("insert into agencies (name, slug) values ('First', 'first')")
        await (await database.admin()).execute(bootstrap_sql())
        await database.install(salon, "salon")
        await (await database.admin()).execute(
            "create type public.mood as enum ('good'); create sequence public.tickets; "
            "insert into apps.mod_salon_clients (site_id, name) values (gen_random_uuid(), 'Ada')"
        )
        await database.close()
        return await counts(dsn)
    finally:
        os.kill(process.pid, signal.SIGINT)
        process.wait()


async def counts(dsn: str) -> dict[str, int]:
    """Rows of every table, seen by whoever sees all."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            found = await connection.fetch(
                "select format('%I.%I', schemaname, tablename) as name, schemaname = 'apps' as is_apps "
                "from pg_tables where schemaname in ('public', 'apps', 'apps_archive', 'sayso_queue')"
            )
            rows = {}
            for row in found:
                await connection.execute(f"set local role {'sayso_mover' if row['is_apps'] else 'none'}")
                rows[row["name"]] = await connection.fetchval(f"select count(*) from {row['name']}")
            return rows
    finally:
        await connection.close()


async def execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(statement)
    await connection.close()


async def value(dsn: str, statement: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
