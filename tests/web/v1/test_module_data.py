"""Rows of a module at the platform's own address: what the module itself answers, for the same person."""

import httpx

from sayso.identity.permissions import KEY_SCOPES, AgencyRole, Permission
from sayso.spec.model import AppSpec
from tests.support.office import Office
from tests.support.running import Salon
from tests.web.v1.people import make_person, open_browser, signed_in


async def _add(office: Office, slug: str, collection: str, **values: object) -> dict[str, str]:
    row: dict[str, str] = await office.operator.call(
        "POST", f"/modules/{slug}/data/{collection}", values, expect=201
    )
    return row


async def test_rows_are_added_listed_changed_deleted_and_brought_back(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    base = f"/modules/{slug}/data"
    ada = await _add(office, slug, "clients", name="Ada")
    await _add(office, slug, "clients", name="Grace")
    listed = await office.operator.call(
        "GET", f"{base}/clients", **{"filter[name][starts_with]": "A", "sort": "-name", "page_size": "5"}
    )
    assert [row["name"] for row in listed["items"]] == ["Ada"]
    changed = await office.operator.call("PATCH", f"{base}/clients/{ada['id']}", {"name": "Ada L."})
    assert (changed["name"], changed["version"]) == ("Ada L.", 2)
    await office.operator.call("DELETE", f"{base}/clients/{ada['id']}", expect=204)
    back = await office.operator.call("POST", f"{base}/clients/{ada['id']}/restore")
    assert back["name"] == "Ada L."
    history = await office.operator.call("GET", f"{base}/clients/{ada['id']}/history")
    assert {entry["actor"]["name"] for entry in history["items"]} == {"You"}
    here = await office.browser(slug, (await office.operator.call("GET", "/auth/me"))["user"]["id"])
    assert (await here.get(f"/api/clients/{ada['id']}")).json() == back


async def test_an_export_comes_as_the_file_that_the_module_gives(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    await _add(office, slug, "clients", name="Ada")
    answer = await office.operator.client.get(f"/api/v1/modules/{slug}/data/clients/export.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Ada" in answer.text
    refused = await office.operator.client.get(
        f"/api/v1/modules/{slug}/data/clients", params={"sort": "shoe"}
    )
    assert (refused.status_code, refused.json()["code"]) == (400, "malformed")


async def test_a_masked_field_is_as_empty_as_on_the_modules_own_address(shop: Salon) -> None:
    await shop.create("services", name="Cut", price=30, duration=30)
    user_id = await make_person(shop.sayso, "sue@acme.example", "acme", AgencyRole.USER)
    own = await (await shop.sayso.visitor(shop.module, user_id)).get("/api/services")
    browser = await signed_in(shop.sayso, "sue@acme.example")
    here = await browser.call("GET", f"/modules/{shop.module.slug}/data/services")
    assert here.json() == own.json()
    assert (here.json()["items"][0]["price"], here.json()["items"][0]["duration"]) == (None, 30)
    denied = await browser.call(
        "POST", f"/modules/{shop.module.slug}/data/services", {"name": "Mine", "price": 1}
    )
    assert (denied.status_code, denied.json()["code"]) == (403, "denied")


async def test_a_viewer_of_the_agency_works_with_rows_as_the_role_in_the_module_says(shop: Salon) -> None:
    await make_person(shop.sayso, "vera@acme.example", "acme", AgencyRole.VIEWER)
    browser = await signed_in(shop.sayso, "vera@acme.example")
    made = await browser.call("POST", f"/modules/{shop.module.slug}/data/clients", {"name": "New"})
    assert made.status_code in {201, 403}
    user_id = await make_person(shop.sayso, "vera@acme.example", "acme", AgencyRole.VIEWER)
    own = await shop.sayso.visitor(shop.module, user_id)
    assert (await own.post("/api/clients", json={"name": "New"})).status_code == made.status_code


async def test_whoever_has_no_role_in_the_module_is_told_so(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    robot = await office.person("robot@here.example", "api_user")
    answer = await robot.client.get(f"/api/v1/modules/{slug}/data/clients")
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")
    assert "no role in this application" in answer.json()["detail"]


async def test_another_agency_finds_no_module(shop: Salon) -> None:
    await make_person(shop.sayso, "eve@other.example", "other", AgencyRole.ADMIN)
    browser = await signed_in(shop.sayso, "eve@other.example")
    answer = await browser.call("GET", f"/modules/{shop.module.slug}/data/clients")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_key_reads_with_the_scope_for_reading_and_writes_with_the_other(shop: Salon) -> None:
    await make_person(shop.sayso, "kay@acme.example", "acme", AgencyRole.ADMIN)
    browser = await signed_in(shop.sayso, "kay@acme.example")
    path = f"/api/v1/modules/{shop.module.slug}/data/clients"

    async def ask(method: str, *scopes: Permission) -> httpx.Response:
        body = {"name": "K", "scopes": [one.value for one in scopes]}
        secret = (await browser.call("POST", "/keys", body)).json()["key"]
        program = await open_browser(shop.sayso)
        return await program.client.request(
            method,
            path,
            json=None if method == "GET" else {"name": "From a key"},
            headers={"authorization": f"Bearer {secret}"},
        )

    assert (await ask("GET", Permission.DATA_READ)).status_code == 200
    assert (await ask("POST", Permission.DATA_READ)).status_code == 403
    assert (await ask("POST", Permission.DATA_READ, Permission.DATA_WRITE)).status_code == 201
    assert (await ask("GET", *(KEY_SCOPES - {Permission.DATA_READ}))).status_code == 403


async def test_tokens_and_role_cookies_are_left_to_the_modules_own_address(
    office: Office, salon: AppSpec
) -> None:
    slug = await office.install(salon)
    for path in ("session/role", "session/token"):
        answer = await office.operator.client.post(f"/api/v1/modules/{slug}/data/{path}", json={})
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers
    session = await office.operator.call("GET", f"/modules/{slug}/data/session")
    assert session["role"]["name"] == "owner"
    await office.operator.call("PATCH", f"/modules/{slug}/data/session/settings", {"currency": "EUR"})
    session = await office.operator.call("GET", f"/modules/{slug}/data/session")
    assert session["settings"]["currency"] == "EUR"


async def test_rows_of_an_archived_module_wait_until_it_is_restored(office: Office, salon: AppSpec) -> None:
    slug = await office.install(salon)
    await office.operator.call("POST", f"/modules/{slug}/archive")
    answer = await office.operator.client.get(f"/api/v1/modules/{slug}/data/clients")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    described = await office.operator.call("GET", "/openapi.json")
    assert "409" in described["paths"]["/api/v1/modules/{slug}/data/{data_path}"]["get"]["responses"]
    await office.operator.call("POST", f"/modules/{slug}/restore")
    await office.operator.call("GET", f"/modules/{slug}/data/clients")


async def test_a_page_elsewhere_cannot_make_a_browser_write_rows(shop: Salon) -> None:
    await make_person(shop.sayso, "ada@acme.example", "acme", AgencyRole.ADMIN)
    browser = await signed_in(shop.sayso, "ada@acme.example")
    path = f"/modules/{shop.module.slug}/data/clients"
    refused = await browser.call("POST", path, {"name": "x"}, origin="http://evil.example")
    assert (refused.status_code, refused.json()["code"]) == (403, "cross_site")
