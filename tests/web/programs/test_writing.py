"""Bots change rows as far as they were granted, and as far as whoever has them may: never further."""

from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from sqlalchemy import text

from sayso.devloop.programs.grants import ModuleGrant
from sayso.identity.permissions import AgencyRole
from sayso.runtime.sample.service import fill
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Network, Program, Service, ServiceAnswer, ServiceRequest
from sayso.settings import Settings
from sayso.spec.model import Action, AppSpec
from sayso.web.body_limits import ROW
from tests.support.running import Salon
from tests.web.programs.test_rows import stylist_of
from tests.web.v1.people import make_person

EVERYTHING = ModuleGrant(slug="salon", actions=tuple(Action))


class Bot:
    """A bot that asks for rows."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> ServiceAnswer:
        """What it is answered."""
        said = b"" if body is None else orjson.dumps(body)
        sent = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
        return await self._service(ServiceRequest(method, f"/salon/{path}", sent, said))

    async def does(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """What it gets."""
        answer = await self.ask(method, path, body, **headers)
        assert answer.status < 300, answer.body
        return orjson.loads(answer.body) if answer.body else None

    async def refused(self, method: str, path: str, body: Any = None, *, status: int = 403) -> str:
        """Why it does not get that."""
        answer = await self.ask(method, path, body)
        assert answer.status == status, answer.body
        said = orjson.loads(answer.body)
        return f"{said['detail']} {said['hint']}"


def bot_of(shop: Salon, user_id: UUID | None, *grants: ModuleGrant, cause: str = "") -> Bot:
    """A bot of this person, which may do everything unless something else is said."""
    modules = shop.sayso.services.program_modules
    agency = shop.home.site.agency_id
    return Bot(modules.service(agency, user_id, grants or (EVERYTHING,), agent="bot", cause=cause))


@pytest.fixture
async def busy(shop: Salon, salon: AppSpec) -> Salon:
    """A salon with rows."""
    await fill(shop.sayso.services.database, shop.module, salon)
    return shop


@pytest.fixture
async def booked(busy: Salon) -> tuple[dict[str, Any], dict[str, Any]]:
    """An appointment of the stylist whose person is asked for, and one of somebody else."""
    _, stylist = await stylist_of(busy)
    rows = (await busy.owner.get("/api/appointments", params={"page_size": 200})).json()["items"]
    own = next(one for one in rows if one["stylist_id"] == stylist and one["status"] == "booked")
    return own, next(one for one in rows if one["stylist_id"] != stylist)


async def test_it_creates_changes_moves_and_deletes_rows(busy: Salon, booked: Any) -> None:
    bot = bot_of(busy, busy.home.user_id)
    client = await bot.does("POST", "clients", {"name": "Ada", "email": "ada@a.example"})
    changed = await bot.does("PATCH", f"client/{client['id']}", {"name": "Ada L."})
    assert (changed["name"], changed["version"]) == ("Ada L.", 2)
    items = [{"name": f"Bob {n}", "email": f"bob{n}@a.example"} for n in range(3)]
    made = await bot.does("POST", "clients/bulk", {"items": items})
    assert [one["name"] for one in made["items"]] == ["Bob 0", "Bob 1", "Bob 2"]
    moves = await bot.does("GET", f"appointments/{booked[0]['id']}/transitions")
    name, state = moves["items"][0]["name"], moves["items"][0]["to"]
    moved = await bot.does("POST", f"appointments/{booked[0]['id']}/transitions/{name}")
    assert moved["status"] == state
    await bot.does("DELETE", f"clients/{client['id']}")
    assert "no such client" in await bot.refused("GET", f"clients/{client['id']}", status=404)


async def test_the_same_key_creates_once(busy: Salon) -> None:
    bot, key = bot_of(busy, busy.home.user_id), str(uuid4())
    ada = {"name": "Ada", "email": "ada@a.example"}
    first = await bot.does("POST", "clients", ada, idempotency_key=key)
    assert await bot.does("POST", "clients", ada, idempotency_key=key) == first
    many = {"items": [{"name": f"Bob {n}", "email": f"bob{n}@a.example"} for n in range(3)]}
    made = await bot.does("POST", "clients/bulk", many, idempotency_key=f"{key}-many")
    assert await bot.does("POST", "clients/bulk", many, idempotency_key=f"{key}-many") == made
    other = {"items": [{"name": "Cy", "email": "cy@a.example"}]}
    reused = await bot.ask("POST", "clients/bulk", other, idempotency_key=f"{key}-many")
    assert (reused.status, orjson.loads(reused.body)["code"]) == (409, "idempotency_key_reused")
    broken = {"items": [*many["items"], {"email": "nobody@a.example"}]}
    assert (await bot.ask("POST", "clients/bulk", broken, idempotency_key="new")).status == 422
    found = (await busy.owner.get("/api/clients", params={"filter[name][starts_with]": "Bob"})).json()
    assert found["page"]["total"] == 3


ALL = ("read", "create", "update", "delete")


async def test_it_does_what_it_was_granted_alone(busy: Salon) -> None:
    for actions, method, path, said in [
        ((), "GET", "clients", "does not read “clients” of Salon. It was granted nothing there."),
        (("read",), "POST", "clients", "does not create rows of “clients” of Salon. It may read there."),
        (("read", "create"), "PATCH", "clients/1", "does not change rows of “clients”"),
        (("read", "create"), "POST", "appointments/1/transitions/complete", "does not change rows of"),
        (("read", "create"), "PUT", "clients/1/tags", "does not change rows of"),
        (("read", "update"), "POST", "clients/bulk", "does not create rows of"),
        (("read", "update"), "DELETE", "clients/1", "does not delete rows of “clients”"),
        (("create",), "GET", "clients/stats", "does not read “clients”"),
        (ALL, "POST", "clients/import", "not answered at “import”"),
        (ALL, "POST", "clients/1/restore", "not answered at “restore”"),
        (ALL, "POST", "session/role", "not answered at “session”"),
        (ALL, "PATCH", "session/settings", "not answered at “session”"),
        (ALL, "POST", "files", "not answered at “files”"),
    ]:
        grant = ModuleGrant(slug="salon", actions=tuple(map(Action, actions)))
        bot = bot_of(busy, busy.home.user_id, grant)
        assert said in await bot.refused(method, path, {"name": "Eve", "email": "eve@a.example"})


async def test_entities_that_were_not_granted_stay_as_they_are(busy: Salon) -> None:
    bot = bot_of(
        busy, busy.home.user_id, ModuleGrant(slug="salon", entities=("client",), actions=tuple(Action))
    )
    await bot.does("POST", "clients", {"name": "Ada", "email": "ada@a.example"})
    said = await bot.refused("POST", "services", {"name": "Cut", "price": 1, "duration": 5})
    assert said == "This program does not create rows of “services” of Salon. It uses client."


async def test_a_bot_does_no_more_than_whoever_has_it(busy: Salon, booked: Any) -> None:
    """A stylist changes own appointments only, sees no prices, and makes no services; so does their bot."""
    user_id, stylist = await stylist_of(busy)
    own, foreign = booked
    bot = bot_of(busy, user_id)
    rows = (await bot.does("GET", "appointments?page_size=200"))["items"]
    assert {one["stylist_id"] for one in rows} == {stylist}
    assert (await bot.does("PATCH", f"appointments/{own['id']}", {"notes": "late"}))["notes"] == "late"
    await bot.refused("PATCH", f"appointments/{foreign['id']}", {"notes": "mine"}, status=404)
    await bot.refused("DELETE", f"appointments/{foreign['id']}", status=404)
    await bot.refused("POST", f"appointments/{foreign['id']}/transitions/complete", status=404)
    await bot.refused("POST", "services", {"name": "Cut", "price": 1, "duration": 5})
    service = (await bot.does("GET", "services?page_size=1"))["items"][0]
    assert service["price"] is None
    answer = await bot.ask("PATCH", f"services/{service['id']}", {"price": 1})
    assert answer.status == 403
    as_owner = await bot.ask("DELETE", f"services/{service['id']}", sayso_act_as="owner")
    assert as_owner.status == 403


async def test_what_whoever_has_it_may_not_do_any_more_it_may_not_either(busy: Salon) -> None:
    services, agency = busy.sayso.services, busy.home.site.agency_id
    user_id = await make_person(busy.sayso, "vera@acme.example", role=AgencyRole.ADMIN)
    bot, client = bot_of(busy, user_id), {"name": "Ada", "email": "ada@a.example"}
    made = await bot.does("POST", "clients", client)
    await services.people.change(agency, user_id, is_active=False)
    assert "is switched off" in await bot.refused("DELETE", f"clients/{made['id']}")
    await services.people.change(agency, user_id, is_active=True)
    await services.people.remove(agency, user_id)
    assert "does not belong to the agency" in await bot.refused("POST", "clients", client)
    assert "does not belong to the agency" in await bot_of(busy, None).refused("POST", "clients", client)
    other = await busy.sayso.home("globex", "gus@globex.example")
    modules = services.program_modules
    stranger = Bot(modules.service(other.site.agency_id, other.user_id, (EVERYTHING,), agent="bot"))
    assert "no application" in await stranger.refused("POST", "clients", client, status=404)
    assert (await busy.owner.get(f"/api/clients/{made['id']}")).status_code == 200


async def test_what_it_wrote_is_told_to_whoever_follows_rows(
    busy: Salon, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, Any]] = []
    changes = busy.sayso.services.blocks.noticing.changes
    monkeypatch.setattr(changes, "heard", lambda slug, names=None: heard.append((slug, names)))
    bot = bot_of(busy, busy.home.user_id)
    await bot.does("GET", "clients")
    assert heard == []
    await bot.does("POST", "clients", {"name": "Ada", "email": "ada@a.example"})
    assert [(slug, "client" in names) for slug, names in heard] == [("salon", True)]


async def test_the_history_keeps_which_bot_wrote_a_row_and_for_whom(busy: Salon) -> None:
    bot = bot_of(busy, busy.home.user_id, cause="bot 1 0")
    made = await bot.does("POST", "clients", {"name": "Ada", "email": "ada@a.example"})
    history = (await busy.owner.get(f"/api/clients/{made['id']}/history")).json()["items"]
    assert [one["action"] for one in history] == ["create"]
    async with busy.sayso.services.database.system() as session:
        runtime = await busy.sayso.services.registry.runtime("salon")
        assert runtime is not None
        table = runtime.plan.relations.everything
        query = text(f"select new ->> '$cause' from {table} where row_id = :id")
        found = await session.scalar(query, {"id": made["id"]})
    assert found == "bot 1 0"


async def test_a_body_that_is_too_long_or_no_json_is_refused(busy: Salon) -> None:
    bot = bot_of(busy, busy.home.user_id)
    await bot.refused("POST", "clients", {"name": "x" * ROW.size}, status=413)
    await bot.refused("POST", "clients", ["Ada"], status=422)


_PROGRAM = """
def run(ctx, input):
    salon = ctx.rows("salon")
    ada = salon.create("client", {"name": "Ada", "email": "ada@a.example"})
    many = salon.create_many("client", [{"name": f"Bob {n}", "email": f"bob{n}@a.example"} for n in range(3)])
    salon.update("client", ada["id"], {"name": "Ada L."})
    salon.delete("client", many[0]["id"])
    same = salon.upsert("client", {"email": "ada@a.example"}, {"name": "Ada Lovelace"})
    new = salon.upsert("client", {"email": "cy@a.example"}, {"name": "Cy"})
    booked = salon.list("appointment", where={"status": "booked"}, limit=1)[0]
    moved = salon.transition("appointment", booked["id"], input["move"])
    try:
        salon.create("client", {"nome": "Eve"})
    except Exception as error:
        refused = [type(error).__name__, error.status, error.code]
    return {
        "same": same["id"] == ada["id"],
        "name": salon.get("client", ada["id"])["name"],
        "gone": salon.get("client", many[0]["id"]),
        "new": new["name"],
        "bobs": salon.count("client", where={"name": {"starts_with": "Bob"}}),
        "moved": moved["status"],
        "refused": refused,
    }
"""


async def test_a_bot_in_the_sandbox_writes_rows_as_its_ctx_promises(busy: Salon, booked: Any) -> None:
    moves = await bot_of(busy, busy.home.user_id).does("GET", f"appointments/{booked[0]['id']}/transitions")
    modules = busy.sayso.services.program_modules
    agency, owner = busy.home.site.agency_id, busy.home.user_id
    service = modules.service(agency, owner, (EVERYTHING,), agent="bot")

    async def keeps(request: ServiceRequest) -> ServiceAnswer:
        return ServiceAnswer(204, b"")

    program = Program(_PROGRAM, Entry.BOT, {"move": moves["items"][0]["name"]}, about={"run_id": "r"})
    network = Network(services={"modules.sayso": service, "bot.sayso": keeps})
    async with OsSandbox.cold(Settings()).open() as sandbox:
        outcome = await sandbox.run(program, network)
    assert outcome.result == {
        "same": True,
        "name": "Ada Lovelace",
        "gone": None,
        "new": "Cy",
        "bobs": 2,
        "moved": moves["items"][0]["to"],
        "refused": ["RowsError", 422, "invalid_fields"],
    }, outcome.error
