"""Modules have builders, and what lets somebody reach further waits for those who may approve it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sayso.identity.permissions import Hold, Permission
from sayso.spec.model import AppSpec
from sayso.web.permissions import API
from tests.spec.test_reach import desk
from tests.support.office import Caller, Office, open_office
from tests.support.postgres import TestDatabase

pytestmark = pytest.mark.rotating(2)


@pytest.fixture
async def office(database: TestDatabase, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(database.dsn, tmp_path) as office:
        yield office


def rule(fields: list[str] | None) -> dict[str, Any]:
    """The edit by which clerks read and write these fields."""
    return {"op": "set", "kind": "permission", "target": "prm_clerk000", "values": {"fields": fields}}


def note(number: int) -> dict[str, Any]:
    """An edit that lets nobody reach further: a field of bosses."""
    name = f"note_{number}"
    field = {"id": f"fld_note000{number}", "name": name, "label": name.title(), "type": "text"}
    return {"op": "add", "kind": "field", "parent": "ent_ticket00", "element": field}


async def publish(who: Caller, slug: str, edit: dict[str, Any]) -> Any:
    """What publishing an edit is answered."""
    asked = await who.ask_for("POST", f"/modules/{slug}/changes", {"text": "Change it", "edits": [edit]})
    if asked.status_code != 201:
        return asked
    change = asked.json()["id"]
    return await who.ask_for("POST", f"/modules/{slug}/changes/{change}/publish", {"confirmed": True})


async def make(office: Office) -> tuple[str, Caller, Caller]:
    """A desk, its maker, and somebody else who may build."""
    ada = await office.person("ada@acme.example", "user")
    bo = await office.person("bo@acme.example", "user")
    return await ada.install(desk()), ada, bo


def test_everything_that_changes_a_module_asks_whether_it_is_ones_own() -> None:
    for key, line in API.items():
        if "/modules/{slug}" in key and line.needs is Permission.MODULES_WRITE:
            assert line.hold in {Hold.MODULE_BUILDER, Hold.MODULE_KEEPER}, key


async def test_only_its_builders_change_a_module(office: Office) -> None:
    slug, ada, bo = await make(office)
    refused = await publish(bo, slug, note(1))
    assert (refused.status_code, refused.json()["detail"]) == (403, "You do not build this application.")
    for method, path in (("POST", "/archive"), ("POST", "/undo"), ("PUT", "/files/src/app.ts")):
        assert (await bo.ask_for(method, f"/modules/{slug}{path}", {})).status_code == 403
    begun = await bo.call("POST", "/sessions", {"module": slug, "feedback_seconds": 0}, expect=201)
    at = f"/sessions/{begun['session']['id']}"
    await bo.call("POST", f"{at}/edits", {"edits": [note(1)]})
    refused = await bo.ask_for("POST", f"{at}/publish", {"confirmed": True})
    assert (refused.status_code, refused.json()["code"]) == (403, "denied")

    await ada.call("PUT", f"/modules/{slug}/builders/{bo.id}")
    assert (await bo.ask_for("POST", f"{at}/publish", {"confirmed": True})).status_code == 200
    people = (await ada.call("GET", f"/modules/{slug}/builders"))["builders"]
    assert [(one["email"], one["is_maker"]) for one in people] == [
        ("ada@acme.example", True), ("bo@acme.example", False),
    ]  # fmt: skip
    await ada.call("DELETE", f"/modules/{slug}/builders/{bo.id}", expect=200)
    assert (await publish(bo, slug, note(2))).status_code == 403
    ann = await office.person("ann@acme.example", "admin")
    assert (await publish(ann, slug, note(2))).status_code == 200


async def test_what_lets_somebody_reach_further_waits_for_the_widest_role(office: Office) -> None:
    slug, ada, bo = await make(office)
    await ada.call("PUT", f"/modules/{slug}/builders/{bo.id}")
    assert (await publish(bo, slug, note(1))).status_code == 200, "nobody reaches further"

    wider = rule(["title", "cost"])
    refused = await publish(bo, slug, wider)
    assert (refused.status_code, refused.json()["code"]) == (409, "approval_needed")
    assert "This lets Clerk read Cost of tickets." in refused.json()["detail"]
    assert "Boss" in refused.json()["hint"]
    assert (await publish(bo, slug, wider)).status_code == 409

    begun = await bo.call("POST", "/sessions", {"module": slug, "feedback_seconds": 0}, expect=201)
    at = f"/sessions/{begun['session']['id']}"
    await bo.call("POST", f"{at}/edits", {"edits": [wider]})
    planned = await bo.call("GET", f"{at}/plan")
    assert planned["needs_approval"]
    assert "This lets Clerk read Cost of tickets." in planned["widens"]
    assert (await bo.ask_for("POST", f"{at}/publish", {"confirmed": True})).status_code == 409

    waiting = await bo.call("GET", f"/modules/{slug}/approvals?open=true")
    assert not waiting["may_decide"]
    (asked,) = waiting["approvals"]
    place = f"/modules/{slug}/approvals/{asked['id']}"
    assert (await bo.ask_for("POST", place, {"approved": True})).status_code == 403
    mine = await ada.call("GET", f"/modules/{slug}/approvals?open=true")
    assert mine["may_decide"]
    said = await ada.call("POST", place, {"approved": True, "comment": "  Fine, Bo.  "})
    assert [(one["decision"], one["comment"]) for one in said["approvals"]] == [(True, "Fine, Bo.")]
    assert (await ada.ask_for("POST", place, {"approved": False})).status_code == 409
    (told,) = (await bo.call("GET", "/notices"))["items"]
    assert told["title"] == "Desk: your change was approved"
    assert "This lets Clerk read Cost of tickets." in told["text"]
    assert "“Fine, Bo.”" in told["text"]
    assert told["link"] == f"/modules/{slug}/builders"
    assert (await ada.call("GET", "/notices"))["items"] == [], "whoever decides knows"
    assert (await bo.ask_for("POST", f"{at}/publish", {"confirmed": True})).status_code == 200

    assert (await publish(bo, slug, rule(["title"]))).status_code == 200, "narrower"
    undone = await bo.ask_for("POST", f"/modules/{slug}/undo", {"confirmed": True})
    assert undone.json()["code"] == "approval_needed", "what was approved once is spent, also for undo"
    ann = await office.person("ann@acme.example", "admin")
    entries = (await ann.call("GET", "/audit?action=reach"))["items"]
    assert {one["action"] for one in entries} == {"reach.asked", "reach.approved"}
    (approved,) = [one for one in entries if one["action"] == "reach.approved"]
    assert approved["changes"]["comment"] == [None, "Fine, Bo."]


async def test_a_refusal_is_told_with_its_comment_and_lets_nothing_through(office: Office) -> None:
    slug, ada, bo = await make(office)
    await ada.call("PUT", f"/modules/{slug}/builders/{bo.id}")
    wider = rule(["title", "cost"])
    assert (await publish(bo, slug, wider)).status_code == 409
    (asked,) = (await ada.call("GET", f"/modules/{slug}/approvals?open=true"))["approvals"]
    place = f"/modules/{slug}/approvals/{asked['id']}"
    long = await ada.ask_for("POST", place, {"approved": False, "comment": "x" * 2_001})
    assert long.status_code == 422
    await ada.call("POST", place, {"approved": False, "comment": "Costs stay with us."})
    (told,) = (await bo.call("GET", "/notices"))["items"]
    assert (told["title"], told["level"]) == ("Desk: your change was refused", "warning")
    assert "“Costs stay with us.”" in told["text"]
    assert (await publish(bo, slug, wider)).status_code == 409


async def test_whoever_holds_the_widest_role_waits_for_nobody_but_a_key_of_theirs_does(
    office: Office,
) -> None:
    slug, ada, _ = await make(office)
    scopes = ["modules:read", "modules:write"]
    made = await ada.call("POST", "/keys", {"name": "k", "scopes": scopes}, expect=201)
    program = await office.stranger()
    program.client.headers["authorization"] = f"Bearer {made['key']}"
    refused = await publish(program, slug, rule(["title", "cost"]))
    assert refused.json()["code"] == "approval_needed"
    begun = await program.call("POST", "/sessions", {"module": slug, "feedback_seconds": 0}, expect=201)
    at = f"/sessions/{begun['session']['id']}"
    await program.call("POST", f"{at}/edits", {"edits": [rule(["title", "cost"])]})
    assert (await program.ask_for("POST", f"{at}/publish", {"confirmed": True})).status_code == 409
    assert (await publish(ada, slug, rule(["title", "cost"]))).status_code == 200


async def test_a_preview_is_no_way_around_it(office: Office) -> None:
    slug, ada, bo = await make(office)
    await ada.call("PUT", f"/modules/{slug}/builders/{bo.id}")
    preview = await bo.client.post(f"/api/v1/modules/{slug}/preview", json={"rows": "none"})
    assert preview.status_code in {200, 201}, preview.text
    tried = preview.json()["module"]["slug"] if "module" in preview.json() else preview.json()["slug"]
    assert (await publish(bo, tried, rule(["title", "cost"]))).status_code == 200
    refused = await bo.ask_for("POST", f"/modules/{tried}/promote", {"confirmed": True})
    assert refused.json()["code"] == "approval_needed"


def test_the_desk_is_sound() -> None:
    assert isinstance(desk(), AppSpec)
