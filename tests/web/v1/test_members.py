"""Who may enter an application, in which role and why, over HTTP."""

from uuid import uuid4

import pytest

from sayso.runtime.sample.service import fill
from sayso.spec.model import AppSpec
from tests.support.office import Office, role_at
from tests.web.v1.edits import rename_role

pytestmark = pytest.mark.rotating(3)


async def test_members_are_whoever_may_enter_with_the_reason(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    people = {}
    for role in ("admin", "user", "viewer", "api_user"):
        people[role] = await office.person(f"{role}@here.example", role)
    resting = await office.person("resting@here.example", "admin")
    await office.operator.call("PATCH", f"/agency/people/{resting.id}", {"is_active": False})
    await office.operator.call("PUT", f"/modules/{slug}/members/{people['viewer'].id}", {"role": "owner"})
    first = await office.operator.call("GET", f"/modules/{slug}/members", limit=2)
    second = await office.operator.call(
        "GET", f"/modules/{slug}/members", limit=2, cursor=first["next_cursor"]
    )
    shown = [*first["items"], *second["items"]]
    assert [(one["email"].partition("@")[0], one["role"], one["reason"]) for one in shown] == [
        ("admin", "owner", "membership"),
        ("user", "stylist", "default"),
        ("viewer", "owner", "given"),
        ("you", "owner", "given"),
    ]
    assert (shown[1]["role_label"], shown[1]["agency_role"]) == ("Stylist", "user")
    assert second["next_cursor"] is None


async def test_the_list_and_the_door_agree(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    module = await office.module(slug)
    await fill(office.sayso.services.database, module, salon)
    for role in ("admin", "user", "viewer", "api_user"):
        await office.person(f"{role}@here.example", role)
    members = (await office.operator.call("GET", f"/modules/{slug}/members", limit=200))["items"]
    assert len(members) > 5
    for one in members:
        assert await role_at(await office.browser(slug, one["user_id"])) == one["role"]


async def test_a_role_takes_effect_at_once(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    bob = await office.person("bob@here.example", "user")
    browser = await office.browser(slug, bob.id)
    path = f"/modules/{slug}/members/{bob.id}"
    assert await role_at(browser) == "stylist"
    given = await office.operator.call("PUT", path, {"role": "owner"})
    assert (given["role"], given["reason"]) == ("owner", "given")
    assert await role_at(browser) == "owner"
    back = await office.operator.call("PUT", path, {"role": None})
    assert (back["role"], back["reason"]) == ("stylist", "default")
    assert await role_at(browser) == "stylist"
    await office.operator.call("PUT", path, {"role": "owner"})
    await office.operator.call("DELETE", path, expect=204)
    await office.operator.call("DELETE", path, expect=204)
    assert await role_at(browser) == "stylist"
    await office.operator.call("PATCH", f"/agency/people/{bob.id}", {"role": "admin"})
    assert await role_at(browser) == "owner"
    await office.operator.call("PATCH", f"/agency/people/{bob.id}", {"role": "api_user"})
    assert await role_at(browser) == "denied"
    await office.operator.call("PATCH", f"/agency/people/{bob.id}", {"role": "user", "is_active": False})
    assert await role_at(browser) == "denied"
    await office.operator.call("PUT", path, {"role": "owner"}, expect=409)
    await office.operator.call("PATCH", f"/agency/people/{bob.id}", {"is_active": True})
    assert await role_at(browser) == "stylist"


async def test_viewers_work_in_applications_and_change_none(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    vera = await office.person("vera@here.example", "viewer")
    await office.operator.call("PUT", f"/modules/{slug}/members/{vera.id}", {"role": "owner"})
    browser = await office.browser(slug, vera.id)
    assert (await browser.post("/api/clients", json={"name": "Cleo"})).status_code == 201
    await vera.call("GET", f"/modules/{slug}")
    for path in ("changes", "archive", "undo"):
        await vera.call("POST", f"/modules/{slug}/{path}", {"text": "add a nickname"}, expect=403)


async def test_builders_do_not_hand_out_roles(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    bob = await office.person("bob@here.example", "user")
    for known in (slug, "unknown"):
        await bob.call("PUT", f"/modules/{known}/members/{bob.id}", {"role": "owner"}, expect=403)
        await bob.call("DELETE", f"/modules/{known}/members/{bob.id}", expect=403)
    assert len((await bob.call("GET", f"/modules/{slug}/members"))["items"]) == 2


async def test_whoever_builds_an_application_has_its_widest_role(office: Office, salon: AppSpec) -> None:
    bob = await office.person("bob@here.example", "user")
    slug = await bob.install(salon)
    assert await role_at(await office.browser(slug, bob.id)) == "owner"


async def test_roles_are_those_of_the_present_matrix(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    roles = (await office.operator.call("GET", f"/modules/{slug}/roles"))["items"]
    assert [(one["name"], one["label"], one["is_default"], one["is_widest"]) for one in roles] == [
        ("owner", "Owner", False, True),
        ("stylist", "Stylist", True, False),
    ]
    bob = await office.person("bob@here.example", "user")
    browser = await office.browser(slug, bob.id)
    await office.operator.do(slug, rename_role(salon, "stylist", "artist"))
    assert await role_at(browser) == "artist"
    path = f"/modules/{slug}/members/{bob.id}"
    problem = await office.operator.call("PUT", path, {"role": "stylist"}, expect=422)
    assert problem["errors"][0] == {
        "field": "role",
        "message": "The application has no role “stylist”; it has owner, artist.",
    }
    for body in ({}, {"role": "artist", "until": "Friday"}, {"role": 1}):
        await office.operator.call("PUT", path, body, expect=422)


async def test_people_and_applications_of_other_agencies_are_not_there(
    office: Office, salon: AppSpec
) -> None:
    slug = await office.install(salon)
    await office.agency("Rivals")
    eve = await office.person("eve@rivals.example", "admin", "rivals")
    bob = await office.person("bob@here.example", "user")
    theirs = await eve.install(salon)
    for method, body in {"PUT": {"role": "owner"}, "DELETE": None}.items():
        there = await eve.ask_for(method, f"/modules/{slug}/members/{eve.id}", body)
        nowhere = await eve.ask_for(method, f"/modules/{'x' * len(slug)}/members/{eve.id}", body)
        assert there.status_code == nowhere.status_code == 404
        assert there.text == nowhere.text.replace("x" * len(slug), slug)
        known = await eve.ask_for(method, f"/modules/{theirs}/members/{bob.id}", body)
        unknown = await eve.ask_for(method, f"/modules/{theirs}/members/{uuid4()}", body)
        assert (known.status_code, known.content) == (404, unknown.content)
    for what in ("members", "roles"):
        await eve.call("GET", f"/modules/{slug}/{what}", expect=404)
    assert await role_at(await office.browser(theirs, bob.id)) == "denied"
    assert bob.email not in str(await eve.call("GET", f"/modules/{theirs}/members"))
