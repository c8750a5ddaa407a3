"""API keys: what they open, what they do not, and how they end."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from tests.support.office import Caller, Office


async def key_of(owner: Caller, *scopes: str, **more: Any) -> Any:
    """A new key of somebody."""
    return await owner.call("POST", "/keys", {"name": "k", "scopes": scopes, **more}, expect=201)


async def program(office: Office, made: Any) -> Caller:
    """A program that calls the API with this key."""
    caller = await office.stranger("program")
    caller.client.headers["authorization"] = f"Bearer {made['key']}"
    return caller


async def test_a_key_is_shown_once_and_opens_what_it_carries(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    made = await key_of(ada, "modules:read", name=" Nightly export ")
    assert made["name"] == "Nightly export"
    assert made["key"].startswith(f"sayso_{made['prefix']}_")
    listed = (await ada.call("GET", "/keys"))["items"]
    assert [one["id"] for one in listed] == [made["id"]]
    assert made["key"] not in str(listed) + str(await ada.call("GET", f"/keys/{made['id']}"))
    caller = await program(office, made)
    assert (await caller.ask_for("GET", "/modules")).status_code == 200
    refused = await caller.ask_for("POST", "/modules", {})
    assert refused.status_code == 403
    assert "modules:write" in refused.json()["detail"]


async def test_only_a_hash_of_a_key_is_kept(office: Office) -> None:
    made = await key_of(await office.person("ada@example.com", "user"), "modules:read")
    secret = made["key"].removeprefix(f"sayso_{made['prefix']}_")
    async with office.sayso.services.database.system() as session:
        rows = (await session.execute(text("select to_jsonb(k)::text from api_keys k"))).scalars().all()
        log = (await session.execute(text("select to_jsonb(l)::text from audit_log l"))).scalars().all()
    assert made["prefix"] in str(rows)
    assert secret not in str(rows) + str(log)
    assert "api_key.created" in str(log)


async def test_a_key_lasts_90_days_unless_something_else_is_asked_for(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")

    async def days(**asked: Any) -> int | None:
        made = await key_of(ada, "modules:read", **asked)
        if made["expires_at"] is None:
            return None
        lasts = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"])
        return round(lasts / timedelta(days=1))

    assert await days() == 90
    assert await days(expires_in_days=7) == 7
    assert await days(expires_in_days=None) is None


async def test_malformed_unknown_expired_and_revoked_keys_are_answered_alike(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    expired, revoked = await key_of(ada, "modules:read"), await key_of(ada, "modules:read")
    async with office.sayso.services.database.system() as session:
        query = text("update api_keys set expires_at = now() where id = :id")
        await session.execute(query, {"id": expired["id"]})
    assert (await ada.ask_for("DELETE", f"/keys/{revoked['id']}")).status_code == 204
    good = (await key_of(ada, "modules:read"))["key"]
    flipped = good[:-1] + ("A" if good[-1] != "A" else "B")
    bad = [
        expired["key"],
        revoked["key"],
        flipped,
        good[:-1],
        f"{good}x",
        good + "x" * 5000,
        "sayso_",
        "sayso__",
    ]
    bad += [good.upper(), "sayso_' or 1=1 --", f"{good} {good}"]
    answers = set()
    for key in bad:
        caller = await program(office, {"key": key})
        answer = await caller.ask_for("GET", "/modules")
        answers.add((answer.status_code, answer.text))
    assert {status for status, _ in answers} == {401}
    assert len(answers) == 1


async def test_a_revoked_key_works_no_more_at_once(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    made = await key_of(ada, "modules:read")
    caller = await program(office, made)
    assert (await caller.ask_for("GET", "/modules")).status_code == 200
    assert (await ada.ask_for("DELETE", f"/keys/{made['id']}")).status_code == 204
    assert (await caller.ask_for("GET", "/modules")).status_code == 401
    shown = await ada.call("GET", f"/keys/{made['id']}")
    assert (await ada.ask_for("DELETE", f"/keys/{made['id']}")).status_code == 204
    assert await ada.call("GET", f"/keys/{made['id']}") == shown, "when it was revoked stays"


async def test_a_key_may_do_no_more_than_its_owner_may_now(office: Office) -> None:
    admin = await office.person("boss@example.com", "admin")
    ada = await office.person("ada@example.com", "user")
    caller = await program(office, await key_of(ada, "modules:read", "keys:write"))
    assert (await caller.ask_for("GET", "/keys")).status_code == 200
    ada_id = (await ada.call("GET", "/auth/me"))["user"]["id"]
    await admin.call("PATCH", f"/agency/people/{ada_id}", {"role": "viewer"})
    assert (await caller.ask_for("GET", "/keys")).status_code == 403
    assert (await caller.ask_for("GET", "/modules")).status_code == 200
    await admin.call("PATCH", f"/agency/people/{ada_id}", {"is_active": False})
    assert (await caller.ask_for("GET", "/modules")).status_code == 401


async def test_nobody_gives_a_key_what_they_lack(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    for scope in ("people:write", "agency:write", "audit:read"):
        refused = await ada.ask_for("POST", "/keys", {"name": "k", "scopes": ["modules:read", scope]})
        assert refused.status_code == 403, scope
        assert scope in refused.json()["detail"]
    assert (await ada.call("GET", "/keys"))["items"] == []


async def test_a_key_makes_no_key_with_more_or_for_longer_than_itself(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    caller = await program(office, await key_of(ada, "modules:read", "keys:write", expires_in_days=10))
    await key_of(caller, "modules:read", expires_in_days=9)
    wanted: list[dict[str, Any]] = [
        {"scopes": ["modules:write"], "expires_in_days": 9},
        {"scopes": ["modules:read"], "expires_in_days": 11},
        {"scopes": ["modules:read"], "expires_in_days": None},
        {"scopes": ["modules:read"]},
    ]
    for body in wanted:
        assert (await caller.ask_for("POST", "/keys", {"name": "k", **body})).status_code == 403, body


async def test_a_key_that_makes_no_sense_is_refused(office: Office) -> None:
    ada = await office.person("ada@example.com", "admin")
    for body in [
        {"name": "k", "scopes": []},
        {"name": "k", "scopes": ["operator"]},
        {"name": "k", "scopes": ["account"]},
        {"name": "k", "scopes": ["everything"]},
        {"name": "  ", "scopes": ["modules:read"]},
        {"name": "two\nlines", "scopes": ["modules:read"]},
        {"name": "k", "scopes": ["modules:read"], "expires_in_days": 0},
        {"name": "k", "scopes": ["modules:read"], "expires_in_days": 10**9},
        {"name": "k", "scopes": ["modules:read"], "user_id": "somebody"},
        {"scopes": ["modules:read"]},
    ]:
        assert (await ada.ask_for("POST", "/keys", body)).status_code in {400, 422}
        assert (await ada.call("GET", "/keys"))["items"] == []


async def test_people_see_their_own_keys_and_administrators_all(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    bo = await office.person("bo@example.com", "user")
    admin = await office.person("boss@example.com", "admin")
    made = await key_of(ada, "modules:read")
    assert (await bo.call("GET", "/keys"))["items"] == []
    missing = await bo.ask_for("GET", "/keys/00000000-0000-0000-0000-000000000000")
    for method in ("GET", "DELETE"):
        answer = await bo.ask_for(method, f"/keys/{made['id']}")
        assert (answer.status_code, answer.json()) == (404, missing.json()), method
    assert [one["owner_email"] for one in (await admin.call("GET", "/keys"))["items"]] == ["ada@example.com"]
    assert (await admin.ask_for("DELETE", f"/keys/{made['id']}")).status_code == 204


async def test_a_viewer_has_no_keys(office: Office) -> None:
    viewer = await office.person("vi@example.com", "viewer")
    assert (await viewer.ask_for("GET", "/keys")).status_code == 403
    assert (
        await viewer.ask_for("POST", "/keys", {"name": "k", "scopes": ["modules:read"]})
    ).status_code == 403


async def test_a_key_belongs_to_one_agency_and_tells_of_no_other(office: Office) -> None:
    other = await office.agency("The other one")
    ada = await office.person("ada@example.com", "admin")
    stranger = await office.person("otto@example.com", "admin", other)
    made = await key_of(ada, "modules:read", "keys:write", "people:write")
    assert (await stranger.ask_for("GET", f"/keys/{made['id']}")).status_code == 404
    assert (await stranger.call("GET", "/keys"))["items"] == []
    caller = await program(office, made)
    caller.client.headers["sayso-agency"] = "my-company"
    assert (await caller.ask_for("GET", "/modules")).status_code == 200
    said = set()
    for slug in (other, "a-third-one"):
        caller.client.headers["sayso-agency"] = slug
        answer = await caller.ask_for("GET", "/modules")
        said.add((answer.status_code, answer.text.replace(slug, "…")))
    assert len(said) == 1
    assert {status for status, _ in said} == {404}


async def test_the_last_use_is_kept_with_its_address(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    made = await key_of(ada, "modules:read")
    assert made["last_used_at"] is None
    await (await program(office, made)).call("GET", "/modules")
    await office.sayso.services.keys.settle()
    used = await ada.call("GET", f"/keys/{made['id']}")
    assert used["last_used_from"] == "127.0.0.1"
    await (await program(office, made)).call("GET", "/modules")
    await office.sayso.services.keys.settle()
    assert await ada.call("GET", f"/keys/{made['id']}") == used, "it is kept once a minute"


async def test_what_a_key_does_is_in_the_log_with_its_id(office: Office) -> None:
    admin = await office.person("boss@example.com", "admin")
    made = await key_of(admin, "keys:write", "modules:read")
    await key_of(await program(office, made), "modules:read", expires_in_days=1)
    log = (await admin.call("GET", "/audit", actor="key"))["items"]
    assert [(one["action"], one["key_id"]) for one in log] == [("api_key.created", made["id"])]


async def test_long_lists_of_keys_come_in_pages(office: Office) -> None:
    ada = await office.person("ada@example.com", "user")
    made = [(await key_of(ada, "modules:read", name=f"k{number}"))["name"] for number in range(5)]
    seen: list[str] = []
    more: dict[str, Any] = {}
    while True:
        page = await ada.call("GET", "/keys", limit=2, **more)
        seen += [one["name"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        more = {"cursor": page["next_cursor"]}
    assert seen == made[::-1]
