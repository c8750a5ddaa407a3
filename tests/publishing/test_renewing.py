"""A newer Sayso starts on the database of an older one: everything goes on, and can be changed and undone."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import BOOTSTRAP, CREATE
from sayso.db.database import Database
from sayso.identity.people.demo import demo_home
from sayso.identity.types import Home
from sayso.proofs.catalogue import catalogue
from sayso.publishing.upgrade import outdated, renew_all
from sayso.runtime.service import Kind
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec
from tests.evolution.earlier import FOLDER, OF_THE_FOUNDATION, SALON, install_today
from tests.support.postgres import Person, TestDatabase
from tests.support.running import RunningSayso, installed, running_sayso
from tests.support.studio import open_studio
from tests.support.unproved import Unproved

EARLIER_TEXTS = {CREATE: SALON.create, BOOTSTRAP: (FOLDER / "0000_bootstrap.sql").read_text()}


@dataclass
class Old:
    """A database with a salon of the first generation in it, and rows that were changed and deleted there."""

    database: TestDatabase
    folder: Path
    module: Module
    home: Home
    deleted: str

    @property
    def dsn(self) -> str:
        return self.database.dsn

    @asynccontextmanager
    async def start(self) -> AsyncIterator[RunningSayso]:
        """Today's Sayso on it."""
        async with running_sayso(self.dsn, self.folder, prover=Unproved(), as_server=True) as sayso:
            yield sayso


def as_compiled_then(named: AppSpec, prefix: str) -> list[FileDraft]:
    drafts = compile_app(named, prefix=prefix)
    return [FileDraft(one.path, EARLIER_TEXTS.get(one.path, one.text), one.elements) for one in drafts]


@pytest.fixture
async def old(each_database: TestDatabase, tmp_path: Path) -> Old:
    async with running_sayso(each_database.dsn, tmp_path, prover=Unproved(), as_server=True) as sayso:
        admin = await each_database.admin()
        await admin.execute(OF_THE_FOUNDATION)
        async with sayso.services.database.system() as session:
            home = await demo_home(session)
        await admin.execute("create schema apps authorization sayso")
        module = await installed(sayso.services.database, SALON.spec, home, as_compiled_then)
    person = Person(site=home.site.id, role="owner")
    async with each_database.acting(person) as c:
        add = "insert into apps.mod_salon_clients (name, mobile) values ($1, $2) returning id"
        kept = await c.fetchval(add, "Ada", "1")
        await c.execute("update apps.mod_salon_clients set mobile = '2' where id = $1", kept)
        deleted = await c.fetchval(add, "Bob", "3")
        await c.execute("delete from apps.mod_salon_clients where id = $1", deleted)
    return Old(each_database, tmp_path, module, home, str(deleted))


async def rows(sayso: RunningSayso, old: Old) -> list[tuple[str, str]]:
    owner = await sayso.visitor(old.module, old.home.user_id)
    answer = await owner.get("/api/clients")
    assert answer.status_code == 200, answer.text
    return [(row["name"], row["mobile"]) for row in answer.json()["items"]]


async def test_rows_and_their_history_are_there_through_the_data_api(old: Old) -> None:
    async with old.start() as sayso:
        assert await rows(sayso, old) == [("Ada", "2")]
        owner = await sayso.visitor(old.module, old.home.user_id)
        ada = (await owner.get("/api/clients")).json()["items"][0]
        told = (await owner.get(f"/api/clients/{ada['id']}/history")).json()
        assert [change["action"] for change in told["items"]] == ["update", "create"], told
        answer = await owner.post(f"/api/clients/{old.deleted}/restore")
        assert answer.status_code == 200, answer.text
        assert sorted(await rows(sayso, old)) == [("Ada", "2"), ("Bob", "3")]
        assert await outdated(sayso.services.database) == []


async def test_the_next_change_publishes_and_undoes(old: Old) -> None:
    async with old.start() as sayso:
        studio = await open_studio(sayso)
        spec = await studio.spec("salon")
        client = next(entity for entity in spec.entities if entity.name == "client")
        field = {"id": "fld_nickname1", "name": "nickname", "label": "Nickname"}
        mobile = next(field for field in client.fields if field.name == "mobile")
        await studio.do(
            "salon",
            {"op": "add", "kind": "field", "parent": client.id, "element": field},
            {"op": "rename", "kind": "field", "target": mobile.id, "name": "phone"},
        )
        owner = await sayso.visitor(old.module, old.home.user_id)
        assert (await owner.get("/api/clients")).json()["items"][0]["phone"] == "2"
        await studio.undo("salon")
        assert await rows(sayso, old) == [("Ada", "2")]


async def test_the_tables_are_those_of_a_fresh_install(old: Old) -> None:
    admin = await old.database.admin()
    async with old.start():
        renewed = await catalogue(admin, "salon")
    files = await admin.fetch(
        "select path, text from module_files where path like 'migrations/%' order by path"
    )
    await admin.execute(OF_THE_FOUNDATION)
    await install_today(old.database, SALON)
    assert await catalogue(admin, "salon") == renewed
    await admin.execute(OF_THE_FOUNDATION)
    for file in files:
        await admin.execute(file["text"])
    assert [file["path"] for file in files][-1] == "migrations/0002_renewed_by_a_newer_sayso.sql"
    assert await catalogue(admin, "salon") == renewed


async def test_two_servers_that_start_at_once_do_it_once(old: Old) -> None:
    async with old.start():
        pass
    admin = await old.database.admin()
    await admin.execute("update installed_logic set maker = '', digest = 'another'")
    told: list[str] = []
    opened = [await Database.open(old.dsn) for _ in range(2)]
    try:
        await asyncio.gather(*(renew_all(database, told.append) for database in opened))
    finally:
        for database in opened:
            await database.close()
    assert told == ["salon"]


async def test_what_is_up_to_date_is_not_made_anew(old: Old) -> None:
    oids = "select array_agg(oid order by oid) from pg_class where starts_with(relname, 'mod_salon_')"
    admin = await old.database.admin()
    async with old.start():
        once = await admin.fetchval(oids)
    await admin.execute("update installed_logic set maker = 'other code that makes the same'")
    async with old.start() as sayso:
        assert await outdated(sayso.services.database) == []
    assert await admin.fetchval(oids) == once


async def test_a_failure_leaves_the_old_logic_and_is_told(old: Old, caplog: pytest.LogCaptureFixture) -> None:
    admin = await old.database.admin()
    await admin.execute("create view public.of_the_office as select name from apps.mod_salon_clients_v")
    before = await catalogue(admin, "salon")
    with caplog.at_level(logging.ERROR):
        async with old.start() as sayso:
            found = await outdated(sayso.services.database)
            studio = await open_studio(sayso)
            spec = await studio.spec("salon")
            edit = {"op": "rename", "kind": "entity", "target": spec.entities[0].id, "name": "guest"}
            change = await studio.call(
                "POST", "/modules/salon/changes", {"text": "Guests", "edits": [edit]}, expect=201
            )
            refused = await studio.publish("salon", change, expect=409, confirmed=True)
    assert await catalogue(admin, "salon") == before
    assert "of_the_office" in str(found[0].problem)
    assert "of_the_office" in caplog.text
    assert "of_the_office" in refused["detail"]
    await admin.execute("drop view public.of_the_office")
    async with old.start() as sayso:
        assert await outdated(sayso.services.database) == []


async def test_tables_of_a_newer_sayso_are_left_alone(old: Old) -> None:
    admin = await old.database.admin()
    async with old.start():
        pass
    await admin.execute("update installed_logic set maker = 'newer', generation = 99")
    async with old.start() as sayso:
        (found,) = await outdated(sayso.services.database)
    assert "newer Sayso" in str(found.problem)
    assert await admin.fetchval("select generation from installed_logic") == 99


async def test_a_draft_of_an_earlier_sayso_gets_tables_of_today(
    database: TestDatabase, tmp_path: Path
) -> None:
    admin = await database.admin()
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), as_server=True) as sayso:
        home = await sayso.home()
        drafted = Kind(is_draft=True)
        module = await installed(sayso.services.database, SALON.spec, home, as_compiled_then, kind=drafted)
        await sayso.services.publisher.serve_draft(module)
        assert await outdated(sayso.services.database) == []
    served = await catalogue(admin, "salon")
    await admin.execute(OF_THE_FOUNDATION)
    await install_today(database, SALON)
    assert await catalogue(admin, "salon") == served
