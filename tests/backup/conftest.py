"""Backups that several tests look at, and empty places to restore them into."""

import hashlib
import resource
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from sayso.backup import restoration
from sayso.backup.code import Platform
from sayso.backup.full_backup import save
from sayso.db.access import LOGIN
from sayso.db.migrate import migrate
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.servers import TestServer
from tests.support.snapshots import Snapshot

BACKUP = "a.backup"
MADE_BY_US = restoration._made_by_us
SAVED = b"0123456789abcdef" * 200_000


def silent(text: str) -> None:
    """Hears how far something is."""
    del text


@dataclass(frozen=True)
class Saved:
    """A home, its database and its backup."""

    home: Path
    dsn: str
    file: Path


@pytest.fixture(scope="session")
def kept_saved(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Snapshot[None]:
    """A small installation in ``home``, and its backup beside it."""

    async def make(dsn: str, folder: Path) -> None:
        await small(dsn, folder)

    return Snapshot(postgres, tmp_path_factory.mktemp("saved"), "saved", make)


@pytest.fixture
def saved(kept_saved: Snapshot[None], database: TestDatabase, tmp_path: Path) -> Saved:
    """A small installation that was saved."""
    del kept_saved  # which `database` is a copy of
    return Saved(tmp_path / "home", database.dsn, tmp_path / BACKUP)


async def small(dsn: str, folder: Path, passphrase: str = "", spec: AppSpec | None = None) -> Saved:
    """An agency with one upload and two keys, an application if there is a spec, and its backup."""
    await migrate(dsn)
    home = folder / "home"
    admin = await asyncpg.connect(dsn)
    agency, site = await put_site(admin)
    file = await admin.fetchval(
        "insert into files (id, agency_id, site_id, name, size, content_type, sha256) "
        "values (gen_random_uuid(), $1, $2, 'a.bin', $3, 'x/y', $4) returning id",
        agency, site, len(SAVED), hashlib.sha256(SAVED).hexdigest(),
    )  # fmt: skip
    if spec is not None:
        await put_module(admin, agency, site, spec)
    await admin.close()
    upload = home / "files" / str(site) / str(file)[:2] / str(file)
    upload.parent.mkdir(parents=True)
    upload.write_bytes(SAVED)
    for name in ("signing.key", "secrets.key"):
        (home / name).write_text("ab" * 32)
        (home / name).chmod(0o600)
    (home / "serve.log").write_text("nobody needs this")
    (home / "models.json").write_text("{}")
    out = folder / BACKUP
    await save(home, dsn, out, silent, passphrase=passphrase)
    return Saved(home, dsn, out)


async def put_site(admin: asyncpg.Connection) -> tuple[UUID, UUID]:
    """An agency with a site."""
    agency = await admin.fetchval("insert into agencies (name, slug) values ('Ünïcode', 'a') returning id")
    site = await admin.fetchval(
        "insert into sites (agency_id, name, slug) values ($1, 's', 's') returning id", agency
    )
    return agency, site


async def put_module(admin: asyncpg.Connection, agency: UUID, site: UUID, spec: AppSpec) -> None:
    """What is noted of an application whose tables are there."""
    module = await admin.fetchval(
        "insert into modules (agency_id, site_id, slug, name, version, status, prefix, published_at) "
        "values ($1, $2, $3, $3, '1.0.0', 'published', $3, now()) returning id", agency, site, spec.slug,
    )  # fmt: skip
    await admin.execute(
        "with r as (insert into revisions (agency_id, module_id, number, spec) values ($1, $2, 1, $3) "
        "returning id) update modules set revision_id = (select id from r) where id = $2",
        agency, module, spec.model_dump_json(),
    )  # fmt: skip


@asynccontextmanager
async def empty_database(server: TestServer, name: str) -> AsyncIterator[str]:
    """A database that nobody touched."""
    admin = await asyncpg.connect(server.dsn_of("postgres"))
    await admin.execute(f"create database {name} owner {LOGIN}")
    try:
        yield server.dsn_of(name, LOGIN)
    finally:
        await admin.execute(f"drop database {name} with (force)")
        await admin.close()


@pytest.fixture
async def empty(postgres: TestServer) -> AsyncIterator[str]:
    """An empty database of the newest PostgreSQL."""
    async with empty_database(postgres, "test_restored") as dsn:
        yield dsn


@pytest.fixture(scope="package")
async def platform(postgres: TestServer) -> AsyncIterator[Platform]:
    """What this Sayso makes of an empty database, made once."""
    async with empty_database(postgres, "test_made") as dsn:
        yield await MADE_BY_US(dsn)


@pytest.fixture
def made_once(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """Restores hold a database against that, rather than make it anew each time."""

    async def made(dsn: str) -> Platform:
        del dsn
        return platform

    monkeypatch.setattr(restoration, "_made_by_us", made)


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond a megabyte, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * 1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)
