"""The audit log through the front door: who did what, from where, and how things were before and after."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from sayso.db.actor import Actor, acting, current_actor
from sayso.identity.people import repository as people
from sayso.identity.permissions import AgencyRole
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.studio import Studio, open_studio
from tests.support.unproved import Unproved
from tests.web.v1.people import EMAIL, PASSWORD, Browser, make_person, open_browser, signed_in

pytestmark = pytest.mark.rotating(6)

AGENT = "Mozilla/5.0 (X11; Linux) Firefox/140"
ADMIN = "ada@acme.example"


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    async with running_sayso(database.dsn, tmp_path, prover=Unproved()) as running:
        yield running


async def studio_of(sayso: RunningSayso, agency: str = "acme") -> Studio:
    """The operator in this agency."""
    async with sayso.services.database.system() as session:
        await people.ensure_agency(session, agency, agency.title())
    studio = await open_studio(sayso)
    studio.client.headers["sayso-agency"] = agency
    return studio


async def log_of(caller: Studio | Browser, **query: Any) -> list[dict[str, Any]]:
    """Entries of the log, the newest first."""
    answer = await caller.client.get("/api/v1/audit", params={"limit": 200, **query})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def the_one(caller: Studio | Browser, **query: Any) -> dict[str, Any]:
    """The only entry there is of these."""
    (entry,) = await log_of(caller, **query)
    return entry


def done_by(entry: dict[str, Any]) -> tuple[str, str, str, str]:
    return entry["actor_kind"], entry["actor_name"], entry["address"], entry["user_agent"]


async def test_publishing_and_going_back_is_in_the_log_with_whoever_did_it(
    sayso: RunningSayso, salon: AppSpec
) -> None:
    await make_person(sayso, ADMIN, role=AgencyRole.ADMIN)
    ada = await signed_in(sayso, ADMIN)
    installed = await ada.call("POST", "/modules", {"spec": salon.to_json()})
    assert installed.status_code == 201, installed.text
    slug = installed.json()["module"]["slug"]
    edit = {"text": "By hand", "edits": [{"op": "set_spec", "values": {"name": "Grand salon"}}]}
    change = await ada.call("POST", f"/modules/{slug}/changes", edit)
    if change.status_code != 201:
        pytest.fail(change.text)
    published = await ada.call("POST", f"/modules/{slug}/changes/{change.json()['id']}/publish", {})
    assert published.status_code == 200, published.text
    assert (await ada.call("POST", f"/modules/{slug}/undo", {})).status_code == 200

    entries = await log_of(ada, action="module")
    assert [entry["action"] for entry in entries] == [
        "module.changed",
        "module.undone",
        "module.changed",
        "module.published",
        "module.published",
        "module.created",
    ]
    assert {done_by(entry) for entry in entries} == {("person", "Ada", "127.0.0.1", AGENT)}
    undone = entries[1]
    assert undone["changes"]["number"] == [2, 3]
    assert undone["resource_name"] == "Grand salon"
    assert entries[0]["changes"] == {"name": ["Grand salon", salon.name]}
    assert entries[-1]["changes"]["status"] == [None, "published"]


async def test_hand_edits_tell_their_size_and_not_their_text(sayso: RunningSayso, salon: AppSpec) -> None:
    studio = await studio_of(sayso)
    slug = await studio.install(salon)
    path = "src/lib/note.ts"
    body = {"text": "export const note = 1;\n", "publish": False}
    await studio.call("PUT", f"/modules/{slug}/files/{path}", body)
    body["text"] = "export const note = 2222;\n"
    await studio.call("PUT", f"/modules/{slug}/files/{path}", body)
    await studio.call("DELETE", f"/modules/{slug}/files/{path}?publish=false")
    gone, again, first = await log_of(studio, action="file")
    assert [gone["action"], again["action"], first["action"]] == ["file.reset", "file.saved", "file.saved"]
    assert first["resource_name"].endswith(path)
    assert [told.split(",")[0] for told in again["changes"]["text"]] == ["23 characters", "26 characters"]
    assert done_by(first)[0] == "operator"


async def test_settings_are_in_the_log_with_secrets_masked(sayso: RunningSayso, salon: AppSpec) -> None:
    studio = await studio_of(sayso)
    slug = await studio.install(salon)
    owner = await studio.keyboard(slug)
    changed = await owner.patch("/api/session/settings", json={"currency": "CHF"})
    assert changed.status_code == 200, changed.text
    entry = await the_one(studio, action="module.settings_changed")
    assert entry["changes"] == {"settings.currency": [None, "CHF"]}
    assert entry["actor_kind"] == "person"
    async with sayso.services.database.system() as session:
        await session.execute(
            text('update modules set settings = settings || \'{"smtp_password": "hunter2"}\'')
        )
    assert (await log_of(studio, action="module.settings_changed"))[0]["changes"] == {
        "settings.smtp_password": [None, "•••"]
    }
    assert await log_of(studio, text="hunter2") == []


async def test_keys_and_what_is_done_with_them_are_in_the_log(sayso: RunningSayso, salon: AppSpec) -> None:
    await make_person(sayso, ADMIN, role=AgencyRole.ADMIN)
    ada = await signed_in(sayso, ADMIN)
    made = (await ada.call("POST", "/keys", {"name": "Robot", "scopes": ["modules:write"]})).json()
    robot = await sayso.platform()
    del robot.headers["origin"]
    robot.headers.update({"authorization": f"Bearer {made['key']}", "user-agent": "robot/1"})
    answer = await robot.post("/api/v1/modules", json={"spec": salon.to_json()})
    assert answer.status_code == 201, answer.text
    await ada.call("DELETE", f"/keys/{made['id']}")

    created = await the_one(ada, action="api_key.created")
    assert created["resource_name"] == f"Robot ({made['prefix']}…)"
    assert created["changes"]["scopes"] == [None, ["modules:write"]]
    assert (await the_one(ada, action="api_key.revoked"))["changes"]["revoked_at"][0] is None
    assert len(await log_of(ada, action="api_key")) == 2
    by_key = await the_one(ada, action="module.created", actor=made["id"])
    assert (by_key["actor_kind"], by_key["user_agent"], by_key["key_id"]) == ("key", "robot/1", made["id"])
    assert made["key"].partition(f"{made['prefix']}_")[2] not in (await export(ada, "jsonl")).text


async def test_signing_in_and_being_refused_is_in_the_log(sayso: RunningSayso) -> None:
    await make_person(sayso, ADMIN, role=AgencyRole.ADMIN)
    browser = await open_browser(sayso)
    assert (await browser.sign_in(ADMIN, "no such thing")).status_code == 401
    assert (await browser.sign_in(ADMIN)).status_code == 200
    await browser.call("DELETE", "/auth/session")
    studio = await studio_of(sayso)
    refused = await the_one(studio, action="sign_in.refused")
    assert (refused["actor_kind"], refused["resource_name"]) == ("visitor", ADMIN)
    assert (refused["address"], refused["user_agent"]) == ("127.0.0.1", AGENT)
    started = await the_one(studio, action="session.started")
    assert (started["resource_name"], started["changes"]["kind"]) == (f"Ada <{ADMIN}>", [None, "browser"])
    assert done_by(started)[1] == "Ada"
    ended = await the_one(studio, action="session.ended")
    assert ended["changes"]["ended_because"] == [None, "signed out"]
    assert ended["resource_id"] == started["resource_id"]


async def test_roles_say_whose_and_in_which_module(sayso: RunningSayso, salon: AppSpec) -> None:
    studio = await studio_of(sayso)
    slug = await studio.install(salon)
    user_id = await make_person(sayso, EMAIL)
    async with sayso.services.database.system() as session:
        await session.execute(
            text("update memberships set role = 'viewer' where user_id = :user"), {"user": user_id}
        )
    changed = await the_one(studio, action="membership.changed")
    assert changed["changes"] == {"role": ["user", "viewer"]}
    assert (changed["resource_id"], changed["resource_name"]) == (str(user_id), f"Grace <{EMAIL}>")
    given = await the_one(studio, action="module_role.given", text=slug and salon.name)
    assert given["resource_name"].endswith(f" in {salon.name}")


async def test_what_is_gone_keeps_its_history(sayso: RunningSayso, salon: AppSpec) -> None:
    studio = await studio_of(sayso)
    await studio.install(salon)
    user_id = await make_person(sayso, EMAIL)
    async with sayso.services.database.system() as session:
        await session.execute(text("delete from users where id = :user"), {"user": user_id})
        await session.execute(text("delete from sites"))
    assert (await the_one(studio, action="membership.removed"))["resource_name"] == f"Grace <{EMAIL}>"
    removed = await the_one(studio, action="module.removed")
    assert [one["action"] for one in await log_of(studio, resource_id=removed["resource_id"])] == [
        "module.removed",
        "module.published",
        "module.created",
    ]
    assert (await the_one(studio, action="user.removed"))["resource_id"] == str(user_id)


async def test_the_log_is_read_page_by_page_and_narrowed_down(sayso: RunningSayso, salon: AppSpec) -> None:
    await make_person(sayso, ADMIN, role=AgencyRole.ADMIN)
    ada = await signed_in(sayso, ADMIN)
    for number in range(5):
        await ada.call("POST", "/keys", {"name": f"Key 100%_{number}", "scopes": ["data:read"]})
    everything = await log_of(ada)
    seen: list[int] = []
    cursor = None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await ada.client.get("/api/v1/audit", params=query)).json()
        seen += [entry["id"] for entry in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [entry["id"] for entry in everything] == sorted(seen, reverse=True)

    middle = everything[2]
    assert [e["id"] for e in await log_of(ada, since=middle["at"])] == seen[:3]
    assert [e["id"] for e in await log_of(ada, until=middle["at"])] == seen[3:]
    assert len(await log_of(ada, actor=ADMIN, action="api_key.created")) == 5
    assert len(await log_of(ada, actor="ada", text="100%_3")) == 1
    assert await log_of(ada, text="100__3") == []
    assert await log_of(ada, action="api") == []
    assert await log_of(ada, address="10.0.0.1") == []
    assert await log_of(ada, actor=str(uuid4())) == []
    for wrong in ({"since": "yesterday"}, {"cursor": "x"}, {"limit": 0}, {"who": "ada"}, {"text": ""}):
        assert (await ada.client.get("/api/v1/audit", params=wrong)).status_code in {400, 422}, wrong


async def export(caller: Studio | Browser, form: str, **query: Any) -> httpx.Response:
    """The log as a file."""
    answer = await caller.client.get("/api/v1/audit/export", params={"format": form, **query})
    assert answer.status_code == 200, answer.text
    return answer


async def test_the_log_goes_out_as_a_file_and_the_log_says_so(sayso: RunningSayso) -> None:
    await make_person(sayso, ADMIN, role=AgencyRole.ADMIN)
    ada = await signed_in(sayso, ADMIN)
    made = await ada.call("POST", "/keys", {"name": "=HYPERLINK(1)", "scopes": ["data:read"]})
    assert made.status_code == 201, made.text
    answer = await export(ada, "csv", action="api_key")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert row["resource_name"].startswith("'=HYPERLINK(1)")
    assert json.loads(row["changes"])["name"] == [None, "=HYPERLINK(1)"]
    noted = await the_one(ada, action="audit.exported")
    assert noted["changes"] == {"format": [None, "csv"], "action": [None, "api_key"]}
    assert done_by(noted)[1:] == ("Ada", "127.0.0.1", AGENT)

    lines = [json.loads(line) for line in (await export(ada, "jsonl")).text.splitlines()]
    assert lines == await log_of(ada)
    assert len(lines) > 3


async def test_an_export_of_a_long_log_comes_in_pieces(sayso: RunningSayso) -> None:
    studio = await studio_of(sayso)
    async with sayso.services.database.system() as session:
        await session.execute(
            text(
                "select sayso_note('test.noted', 'test', number::text, '', '{}', (select id from agencies)) "
                "from generate_series(1, 1200) number"
            )
        )
    lines = (await export(studio, "jsonl", action="test")).text.splitlines()
    assert [json.loads(line)["resource_id"] for line in lines] == [str(n) for n in range(1200, 0, -1)]


async def test_the_log_is_for_administrators_of_the_agency_alone(sayso: RunningSayso) -> None:
    await make_person(sayso, EMAIL)
    await make_person(sayso, ADMIN, role=AgencyRole.ADMIN)
    await make_person(sayso, "eve@evil.example", "evil", AgencyRole.ADMIN)
    grace = await signed_in(sayso, EMAIL)
    for path in ("/audit", "/audit/export?format=csv"):
        assert (await grace.call("GET", path)).status_code == 403
        assert (await (await open_browser(sayso)).call("GET", path)).status_code == 401
    eve, ada = await signed_in(sayso, "eve@evil.example"), await signed_in(sayso, ADMIN)
    assert {entry["resource_name"] for entry in await log_of(eve, action="session")} == {
        "Eve <eve@evil.example>"
    }
    assert "eve@evil" not in (await export(ada, "jsonl")).text
    assert PASSWORD not in (await export(ada, "jsonl")).text


async def test_who_publishes_stays_who_acts_while_modules_are_asked_on_the_way(
    sayso: RunningSayso, salon: AppSpec
) -> None:
    """Proofs call the data API as other people, inside the request that publishes."""
    studio = await studio_of(sayso)
    slug = await studio.install(salon)
    owner = await studio.keyboard(slug)
    ada = Actor("person", uuid4(), "Ada", "::1", "test")
    with acting(ada):
        assert (await owner.get("/api/session")).status_code == 200
        assert (await owner.get("/api/nothing")).status_code == 404
        await studio.call("GET", f"/modules/{slug}")
        assert current_actor() == ada
        assert await asyncio.to_thread(current_actor) == ada
        assert await asyncio.create_task(_asked()) == ada


async def _asked() -> Actor:
    return current_actor()
