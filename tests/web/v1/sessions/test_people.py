"""A session is for its owner and for those it is shared with; administrators may take it over."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from sayso.identity.permissions import Hold, Permission
from sayso.web.permissions import API
from tests.support.office import Caller, Office, open_office
from tests.support.postgres import TestDatabase

SECRET = "Zephyrine Quillfeather"
SHEET = f"Name,Phone\n{SECRET},0151 2345\nOlaf Berg,0151 3456\n"


@pytest.fixture
async def office(database: TestDatabase, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(database.dsn, tmp_path) as office:
        yield office


async def begin(owner: Caller) -> str:
    """A session that began with a spreadsheet of real people."""
    answer = await owner.client.post(
        "/api/v1/sessions/from-spreadsheet", files={"file": ("clients.csv", SHEET.encode(), "text/csv")}
    )
    assert answer.status_code == 201, answer.text
    session: str = answer.json()["id"]
    return session


def routes_of_sessions() -> list[tuple[str, str]]:
    """Every call about one session."""
    found = [key.split(" ", 1) for key in API if "/sessions/{build_session_id}" in key]
    return [(method, path) for method, path in found]


def filled(path: str, session: str) -> str:
    values: Mapping[str, str] = {
        "build_session_id": session, "number": "1", "path:path": "README.md", "steer": "cancel",
        "user_id": str(uuid4()),
    }  # fmt: skip
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    return path + ("?from=1&to=1" if path.endswith("/compare") else "")


async def status(caller: Caller, method: str, path: str, body: object = None) -> int:
    return (await caller.ask_for(method, path, body)).status_code


def test_every_call_about_a_session_asks_whose_it_is() -> None:
    for method, path in routes_of_sessions():
        rule = API[f"{method} {path}"]
        assert rule.hold is not None or rule.needs is Permission.AGENCY_WRITE, path
        if method != "GET" and not (method == "POST" and path.endswith("/plan")) and "/people/" not in path:
            assert rule.hold in {Hold.SESSION_EDITOR, Hold.SESSION_OWNER, None}, path


async def test_a_session_is_not_there_for_those_it_is_not_shared_with(office: Office) -> None:
    owner = await office.person("ada@acme.example", "user")
    session = await begin(owner)
    for other in (
        await office.person("vic@acme.example", "viewer"),
        await office.person("bo@acme.example", "user"),
        await office.person("ann@acme.example", "admin"),
    ):
        assert (await other.call("GET", "/sessions"))["items"] == []
        for method, path in routes_of_sessions():
            if path.endswith("/take-over"):
                continue
            answer = await other.ask_for(method, filled(path, session))
            assert answer.status_code in {403, 404}, (method, path, answer.text)
            assert SECRET not in answer.text, path
    assert (
        SECRET in (await owner.client.get(f"/api/v1/sessions/{session}/spreadsheet/left-out.csv")).text
        or (await owner.call("GET", f"/sessions/{session}/spreadsheet"))["sheets"][0]["rows"] == 2
    )


async def test_it_is_shared_to_look_at_or_to_work_in_and_taken_back(office: Office) -> None:
    owner = await office.person("ada@acme.example", "user")
    other = await office.person("bo@acme.example", "user")
    session = await begin(owner)
    at = f"/sessions/{session}"
    mine = f"{at}/people/{other.id}"

    shared = await owner.call("PUT", mine, {"access": "viewer"})
    assert [(one["email"], one["access"]) for one in shared["people"]] == [
        ("ada@acme.example", "owner"), ("bo@acme.example", "viewer"),
    ]  # fmt: skip
    seen = await other.call("GET", at)
    assert (seen["access"], seen["owner_id"]) == ("viewer", owner.id)
    assert [one["id"] for one in (await other.call("GET", "/sessions"))["items"]] == [session]
    assert await status(other, "PATCH", at, {"name": "Mine"}) == 403
    assert await status(other, "PUT", f"{at}/people/{owner.id}", {"access": "viewer"}) == 403

    await owner.call("PUT", mine, {"access": "editor"})
    await other.call("PATCH", at, {"name": "Ours"})
    assert await status(other, "DELETE", at) == 403
    assert await status(other, "DELETE", f"{at}/people/{owner.id}") == 403
    refused = await owner.ask_for("PUT", f"{at}/people/{uuid4()}", {"access": "viewer"})
    assert refused.status_code == 404
    assert "Invite them" in refused.json()["hint"]

    await owner.call("DELETE", mine, expect=204)
    assert await status(other, "GET", at) == 404

    await owner.call("PUT", mine, {"access": "editor"})
    await other.call("DELETE", mine, expect=204)
    assert await status(other, "GET", at) == 404


async def test_administrators_list_all_sessions_and_take_over(office: Office) -> None:
    owner = await office.person("ada@acme.example", "user")
    admin = await office.person("ann@acme.example", "admin")
    session = await begin(owner)
    assert await status(owner, "GET", "/sessions?everybody=true") == 403
    listed = (await admin.call("GET", "/sessions?everybody=true"))["items"]
    assert [(one["id"], one["owner_id"]) for one in listed] == [(session, owner.id)]
    assert await status(admin, "GET", f"/sessions/{session}") == 404

    assert await status(owner, "POST", f"/sessions/{session}/take-over") == 403
    taken = await admin.call("POST", f"/sessions/{session}/take-over")
    assert taken["owner_id"] == admin.id
    assert (await owner.call("GET", f"/sessions/{session}"))["access"] == "editor"
    entries = (await admin.call("GET", "/audit?action=build_session"))["items"]
    (entry,) = [one for one in entries if one["action"] == "build_session.taken_over"]
    assert entry["changes"]["user_id"] == [owner.id, admin.id]
    assert entry["actor_id"] == admin.id


async def test_who_leaves_the_agency_loses_what_was_shared(office: Office) -> None:
    owner = await office.person("ada@acme.example", "user")
    other = await office.person("bo@acme.example", "user")
    session = await begin(owner)
    await owner.call("PUT", f"/sessions/{session}/people/{other.id}", {"access": "viewer"})
    await office.operator.call("DELETE", f"/agency/people/{other.id}", expect=204)
    people = (await owner.call("GET", f"/sessions/{session}/people"))["people"]
    assert [one["email"] for one in people] == ["ada@acme.example"]


async def test_a_stream_ends_for_whom_a_session_is_no_longer_shared_with(office: Office) -> None:
    owner = await office.person("ada@acme.example", "user")
    other = await office.person("bo@acme.example", "user")
    session = await begin(owner)
    await owner.call("PUT", f"/sessions/{session}/people/{other.id}", {"access": "viewer"})
    heard = asyncio.create_task(other.client.get(f"/api/v1/sessions/{session}/events"))
    await asyncio.sleep(1)
    assert not heard.done()
    await owner.call("DELETE", f"/sessions/{session}/people/{other.id}", expect=204)
    answer = await asyncio.wait_for(heard, 30)
    assert answer.status_code == 200
    assert answer.text.count('"kind":"people"') == 1, "what was told when it was shared"


async def test_the_key_of_somebody_opens_their_sessions_and_no_others(office: Office) -> None:
    owner = await office.person("ada@acme.example", "user")
    other = await office.person("bo@acme.example", "user")
    session = await begin(owner)
    for person, expected in ((owner, 200), (other, 404)):
        made = await person.call("POST", "/keys", {"name": "k", "scopes": ["modules:read"]}, expect=201)
        caller = await office.stranger()
        caller.client.headers["authorization"] = f"Bearer {made['key']}"
        assert await status(caller, "GET", f"/sessions/{session}") == expected
