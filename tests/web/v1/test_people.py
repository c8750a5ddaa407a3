"""The people of an agency over HTTP: roles, coming and going, and the last administrator."""

import asyncio
from uuid import uuid4

import pytest

from sayso.spec.model import AppSpec
from tests.support.office import Caller, Office, role_at


@pytest.fixture
async def ada(office: Office) -> Caller:
    """The administrator of Acme, and nobody else is there but the operator's own user."""
    await office.agency("Acme")
    ada = await office.person("ada@acme.example", "admin", "acme")
    people = await ada.call("GET", "/agency/people")
    founder = next(one for one in people["items"] if one["email"] == "you@localhost")
    await ada.call("DELETE", f"/agency/people/{founder['user_id']}", expect=204)
    return ada


async def test_people_are_listed_in_pages(office: Office, ada: Caller) -> None:
    for name in ("bob", "cleo", "dan"):
        await office.person(f"{name}@acme.example", "viewer", "acme")
    first = await ada.call("GET", "/agency/people", limit=3)
    assert [one["email"].partition("@")[0] for one in first["items"]] == ["ada", "bob", "cleo"]
    second = await ada.call("GET", "/agency/people", limit=3, cursor=first["next_cursor"])
    assert ([one["name"] for one in second["items"]], second["next_cursor"]) == (["dan"], None)


async def test_a_role_in_the_agency_takes_effect_at_once(office: Office, ada: Caller) -> None:
    bob = await office.person("bob@acme.example", "viewer", "acme")
    await bob.call("POST", "/agency/sites", {"name": "North"}, expect=403)
    changed = await ada.call("PATCH", f"/agency/people/{bob.id}", {"role": "admin"})
    assert changed["role"] == "admin"
    await bob.call("POST", "/agency/sites", {"name": "North"}, expect=201)
    await ada.call("PATCH", f"/agency/people/{bob.id}", {"is_active": False})
    assert (await bob.ask_for("GET", "/agency")).status_code == 403
    await ada.call("PATCH", f"/agency/people/{bob.id}", {"is_active": True})
    assert (await bob.call("GET", "/agency"))["slug"] == "acme"


async def test_the_last_administrator_stays(ada: Caller) -> None:
    for change in ({"role": "user"}, {"is_active": False}):
        problem = await ada.call("PATCH", f"/agency/people/{ada.id}", change, expect=409)
        assert problem["hint"] == "Make somebody else an administrator first."
    await ada.call("DELETE", f"/agency/people/{ada.id}", expect=409)
    assert (await ada.call("GET", f"/agency/people/{ada.id}"))["role"] == "admin"


@pytest.mark.parametrize("change", [{"role": "user"}, {"is_active": False}, None])
async def test_of_two_administrators_who_leave_at_once_one_stays(
    office: Office, ada: Caller, change: dict[str, object] | None
) -> None:
    bob = await office.person("bob@acme.example", "admin", "acme")
    method = "DELETE" if change is None else "PATCH"
    answers = await asyncio.gather(
        *(one.ask_for(method, f"/agency/people/{one.id}", change) for one in (ada, bob))
    )
    assert sorted(answer.status_code for answer in answers) == [204 if change is None else 200, 409]


async def test_whoever_was_taken_out_is_out_of_applications_too_and_known_to_their_rows(
    office: Office, salon: AppSpec
) -> None:
    slug = await office.install(salon)
    bob = await office.person("bob@here.example", "admin")
    browser = await office.browser(slug, bob.id)
    row = (await browser.post("/api/clients", json={"name": "Cleo"})).json()
    member = (await browser.get("/api/session")).json()["member"]["id"]
    await office.operator.call("PUT", f"/modules/{slug}/members/{bob.id}", {"role": "owner"})
    await office.operator.call("DELETE", f"/agency/people/{bob.id}", expect=204)
    assert await role_at(browser) == "denied"
    await bob.call("GET", "/agency", expect=403)
    owner = await office.operator.keyboard(slug)
    history = (await owner.get(f"/api/clients/{row['id']}/history")).json()
    entries = history["items"] if isinstance(history, dict) else history
    assert "Bob" in str(entries) or "bob" in str(entries)
    await office.operator.call("PATCH", f"/agency/people/{bob.id}", {"role": "user"}, expect=404)
    again = {"email": "bob@here.example", "role": "admin"}
    invited = await office.operator.call("POST", "/agency/invitations", again, expect=201)
    await bob.call("POST", "/invitations/accept", {"token": invited["url"].rpartition("/")[2]})
    assert (await browser.get("/api/session")).json()["member"]["id"] == member


async def test_keys_of_whoever_was_taken_out_do_not_come_back_with_them(office: Office, ada: Caller) -> None:
    bob = await office.person("bob@acme.example", "user", "acme")
    key = await bob.call("POST", "/keys", {"name": "Export", "scopes": ["modules:read"]}, expect=201)
    program = await office.stranger()
    program.client.headers["authorization"] = f"Bearer {key['key']}"
    await program.call("GET", "/modules")
    await ada.call("DELETE", f"/agency/people/{bob.id}", expect=204)
    await program.call("GET", "/modules", expect=401)
    invited = await ada.call("POST", "/agency/invitations", {"email": bob.email, "role": "user"}, expect=201)
    await bob.call("POST", "/invitations/accept", {"token": invited["url"].rpartition("/")[2]})
    await program.call("GET", "/modules", expect=401)


async def test_people_of_other_agencies_are_nobody_here(office: Office, ada: Caller) -> None:
    await office.agency("Rivals")
    eve = await office.person("eve@rivals.example", "admin", "rivals")
    bodies = {"GET": None, "PATCH": {"role": "user"}, "DELETE": None}
    for method, body in bodies.items():
        theirs = await eve.ask_for(method, f"/agency/people/{ada.id}", body)
        nobodys = await eve.ask_for(method, f"/agency/people/{uuid4()}", body)
        assert theirs.status_code == 404
        assert theirs.content == nobodys.content
    link = await eve.ask_for("POST", f"/agency/people/{ada.id}/reset-link")
    assert (link.status_code, link.json()["detail"]) == (404, "There is no such person here.")
    assert [one["email"] for one in (await eve.call("GET", "/agency/people"))["items"]] == [
        "you@localhost",
        eve.email,
    ]


async def test_only_administrators_change_people(office: Office, ada: Caller) -> None:
    for role in ("user", "viewer", "api_user"):
        other = await office.person(f"{role}@acme.example", role, "acme")
        for unknown_or_not in (ada.id, str(uuid4())):
            path = f"/agency/people/{unknown_or_not}"
            await other.call("PATCH", path, {"role": "user"}, expect=403)
            await other.call("DELETE", path, expect=403)
            await other.call("POST", f"{path}/reset-link", expect=403)
        await other.call("GET", "/agency/people", expect=403 if role == "api_user" else 200)


async def test_an_administrator_resets_who_belongs_to_this_agency_alone(office: Office, ada: Caller) -> None:
    bob = await office.person("bob@acme.example", "user", "acme")
    made = await ada.call("POST", f"/agency/people/{bob.id}/reset-link", expect=201)
    assert made["url"].startswith(f"{office.sayso.settings.platform_origin}/reset/")
    await office.agency("Rivals")
    eve = await office.person("eve@rivals.example", "admin", "rivals")
    invited = await eve.call("POST", "/agency/invitations", {"email": bob.email, "role": "user"}, expect=201)
    await bob.call("POST", "/invitations/accept", {"token": invited["url"].rpartition("/")[2]})
    problem = await ada.call("POST", f"/agency/people/{bob.id}/reset-link", expect=409)
    assert "reaches beyond this agency" in problem["detail"]
    token = made["url"].rpartition("/")[2]
    spent = {"token": token, "password": "another plum harbour violet"}
    stranger = await office.stranger()
    assert (await stranger.ask_for("POST", "/auth/password/reset", spent)).status_code >= 400
    await office.sign_in(bob.email)


async def test_a_person_in_two_agencies_switches_between_them(office: Office, ada: Caller) -> None:
    rivals = await ada.call("POST", "/agencies", {"name": "Acme North"}, expect=201)
    assert (rivals["slug"], rivals["role"], rivals["is_current"]) == ("acme-north", "admin", False)
    mine = (await ada.call("GET", "/agencies"))["items"]
    assert [(one["slug"], one["is_current"]) for one in mine] == [("acme", True), ("acme-north", False)]
    await ada.call("POST", "/agency/sites", {"name": "Harbour"}, expect=201)
    await ada.call("POST", "/auth/agency", {"agency": "acme-north"})
    assert (await ada.call("GET", "/agency"))["slug"] == "acme-north"
    assert (await ada.call("GET", "/agency/sites"))["items"] == []
    there = await ada.client.get("/api/v1/agency", headers={"sayso-agency": "acme"})
    assert there.json()["slug"] == "acme"


async def test_agencies_have_slugs_of_their_own_and_go_only_empty(
    office: Office, ada: Caller, salon: AppSpec
) -> None:
    second = await ada.call("POST", "/agencies", {"name": "Acme"}, expect=201)
    assert second["slug"] == "acme-2"
    await ada.call("POST", "/agencies", {"name": "Other", "slug": "acme"}, expect=409)
    await ada.call("POST", "/agencies", {"name": "Other", "slug": "Not a slug"}, expect=422)
    await ada.call("POST", "/agencies", {"name": "Other", "is_free": True}, expect=422)
    await ada.call("PATCH", "/agency", {"slug": "acme-2"}, expect=409)
    assert (await ada.call("PATCH", "/agency", {"name": "Acme & Co"}))["name"] == "Acme & Co"
    slug = await ada.install(salon)
    problem = await ada.call("DELETE", "/agency", expect=409)
    assert slug in problem["detail"]
    await ada.client.delete("/api/v1/agency", headers={"sayso-agency": "acme-2"})
    assert [one["slug"] for one in (await ada.call("GET", "/agencies"))["items"]] == ["acme"]


async def test_only_administrators_found_another_agency(office: Office, ada: Caller) -> None:
    bob = await office.person("bob@acme.example", "user", "acme")
    await bob.call("POST", "/agencies", {"name": "Bob"}, expect=403)
    key = await ada.call("POST", "/keys", {"name": "All", "scopes": ["agency:write"]}, expect=201)
    program = await office.stranger()
    program.client.headers["authorization"] = f"Bearer {key['key']}"
    await program.call("POST", "/agencies", {"name": "Machines"}, expect=403)


async def test_sites_are_made_renamed_and_removed(office: Office, ada: Caller, salon: AppSpec) -> None:
    north = await ada.call("POST", "/agency/sites", {"name": "North office"}, expect=201)
    assert (north["slug"], north["modules"]) == ("north-office", 0)
    await ada.call("POST", "/agency/sites", {"name": "North office"}, expect=409)
    south = await ada.call("POST", "/agency/sites", {"name": "South", "slug": "s"}, expect=201)
    await ada.call("PATCH", f"/agency/sites/{south['id']}", {"slug": "north-office"}, expect=409)
    renamed = await ada.call("PATCH", f"/agency/sites/{south['id']}", {"name": "South office"})
    assert (renamed["name"], renamed["slug"]) == ("South office", "s")
    slug = await ada.install(salon, site="north-office")
    assert (await office.module(slug)).site.name == "North office"
    assert (await ada.call("GET", f"/agency/sites/{north['id']}"))["modules"] == 1
    await ada.call("DELETE", f"/agency/sites/{north['id']}", expect=409)
    await ada.call("DELETE", f"/agency/sites/{south['id']}", expect=204)
    await ada.call("POST", "/modules", {"spec": salon.to_json(), "site": "s"}, expect=404)
    assert [one["slug"] for one in (await ada.call("GET", "/agency/sites"))["items"]] == ["north-office"]


async def test_sites_of_other_agencies_are_not_there(office: Office, ada: Caller) -> None:
    site = await ada.call("POST", "/agency/sites", {"name": "North"}, expect=201)
    await office.agency("Rivals")
    eve = await office.person("eve@rivals.example", "admin", "rivals")
    for method, body in {"GET": None, "PATCH": {"name": "Mine"}, "DELETE": None}.items():
        theirs = await eve.ask_for(method, f"/agency/sites/{site['id']}", body)
        nobodys = await eve.ask_for(method, f"/agency/sites/{uuid4()}", body)
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)
    bob = await office.person("bob@acme.example", "viewer", "acme")
    await bob.call("PATCH", f"/agency/sites/{site['id']}", {"name": "Mine"}, expect=403)
    assert (await bob.call("GET", f"/agency/sites/{site['id']}"))["name"] == "North"


async def test_a_key_hands_out_no_more_than_it_carries(office: Office, ada: Caller, salon: AppSpec) -> None:
    bob = await office.person("bob@acme.example", "viewer", "acme")
    slug = await ada.install(salon)

    async def program(*scopes: str) -> Caller:
        made = await ada.call("POST", "/keys", {"name": "People", "scopes": scopes}, expect=201)
        caller = await office.stranger()
        caller.client.headers["authorization"] = f"Bearer {made['key']}"
        return caller

    narrow = await program("people:read", "people:write")
    wide = await program(
        "people:read", "people:write", "modules:read", "models:read", "data:read", "data:write"
    )
    for caller, role, status in ((narrow, "viewer", 403), (wide, "viewer", 201), (wide, "admin", 403)):
        body = {"email": f"{role}@new.example", "role": role}
        await caller.call("POST", "/agency/invitations", body, expect=status)
    await wide.call("PATCH", f"/agency/people/{bob.id}", {"role": "admin"}, expect=403)
    alone = {"email": "guest@new.example", "module": slug, "module_role": "owner"}
    await narrow.call("POST", "/agency/invitations", alone, expect=403)
    path = f"/modules/{slug}/members/{bob.id}"
    await wide.call("PUT", path, {"role": "owner"})
    await narrow.call("PUT", path, {"role": "stylist"}, expect=403)
    await wide.call("POST", f"/agency/people/{ada.id}/reset-link", expect=403)
    await narrow.call("PATCH", f"/agency/people/{bob.id}", {"is_active": False})
