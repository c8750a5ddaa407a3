"""Who is signed in, in which role, with which settings."""

import pytest

from tests.contract.server import Application, assert_problem

SETTINGS = "/api/session/settings"


async def test_nobody_signed_in_is_told_to_sign_in(shop: Application) -> None:
    stranger = await shop.site.stranger()
    for path in ("/api/session", "/api/clients", "/api/openapi.json", "/api/reports/turnover_per_month"):
        assert_problem(await stranger.get(path), 401, "sign_in_needed")
    assert_problem(await stranger.post("/api/clients", json={"name": "Ada"}), 401, "sign_in_needed")


async def test_a_session_that_was_made_up_is_none(shop: Application) -> None:
    stranger = await shop.site.stranger()
    names = list(shop.api.cookies)
    assert names
    for forged in ("x", "a.b.c", f"{shop.owner.id}.99999999999.AAAA"):
        cookies = "; ".join(f"{name}={forged}" for name in names)
        assert_problem(await stranger.get("/api/clients", headers={"cookie": cookies}), 401, "sign_in_needed")


async def test_signing_out_ends_the_session(shop: Application) -> None:
    assert (await shop.api.post("/__signout")).status_code == 204
    assert_problem(await shop.api.get("/api/session"), 401, "sign_in_needed")


async def test_the_session_tells_who_where_and_how(shop: Application) -> None:
    session = (await shop.api.get("/api/session")).json()
    assert session["member"] == {"id": str(shop.owner.id), "name": shop.owner.name, "email": shop.owner.email}
    assert session["role"] == session["own_role"] == {"name": "owner", "label": "Owner"}
    assert session["roles"] == [
        {"name": "owner", "label": "Owner"},
        {"name": "stylist", "label": "Stylist"},
    ]
    assert session["may_switch"] is True
    assert session["site"].keys() == {"id", "name"}
    assert session["module"]["name"] == "Salon"
    assert session["module"]["version"] == "1.0.0"
    assert session["settings"] == {"currency": "GBP", "time_zone": "Europe/London", "locale": "en"}


async def test_the_widest_role_looks_at_it_as_another_and_back(shop: Application) -> None:
    await shop.create("services", name="Cut", price=30)
    switched = await shop.api.post("/api/session/role", json={"role": "stylist"})
    assert switched.json()["role"] == {"name": "stylist", "label": "Stylist"}
    session = (await shop.api.get("/api/session")).json()
    assert (session["role"]["name"], session["own_role"]["name"]) == ("stylist", "owner")
    assert session["may_switch"] is True
    assert (await shop.rows("services"))[0]["price"] is None
    back = await shop.api.post("/api/session/role", json={"role": None})
    assert back.json()["role"]["name"] == "owner"
    assert (await shop.rows("services"))[0]["price"] == 30


async def test_a_header_does_so_for_one_request(shop: Application) -> None:
    await shop.create("services", name="Cut", price=30)
    seen = await shop.api.get("/api/services", headers={"sayso-act-as": "stylist"})
    assert seen.json()["items"][0]["price"] is None
    assert (await shop.rows("services"))[0]["price"] == 30


async def test_other_roles_stay_who_they_are(shop: Application) -> None:
    sue = (await shop.site.member("stylist")).browser
    assert_problem(await sue.post("/api/session/role", json={"role": "owner"}), 403, "denied")
    seen = (await sue.get("/api/session", headers={"sayso-act-as": "owner"})).json()
    assert (seen["role"]["name"], seen["may_switch"]) == ("stylist", False)
    unknown = await shop.api.post("/api/session/role", json={"role": "pope"})
    assert_problem(unknown, 422, "invalid_fields", "role")


async def test_settings_hold_at_once(shop: Application) -> None:
    shown = (await shop.api.get(SETTINGS)).json()["settings"]
    assert [(one["key"], one["value"]) for one in shown] == [
        ("currency", "GBP"),
        ("time_zone", "Europe/London"),
        ("locale", "en"),
    ]
    assert all(one.keys() == {"key", "label", "type", "options", "value"} for one in shown)
    changed = await shop.api.patch(SETTINGS, json={"currency": "EUR", "time_zone": "Asia/Tokyo"})
    assert changed.status_code == 200
    assert (await shop.api.get("/api/session")).json()["settings"]["currency"] == "EUR"
    back = await shop.api.patch(SETTINGS, json={"currency": None})
    assert [one["value"] for one in back.json()["settings"]] == ["GBP", "Asia/Tokyo", "en"]


async def test_the_clock_of_a_list_is_that_of_the_settings(shop: Application) -> None:
    client = await shop.create("clients", name="Ada")
    stylist = await shop.create("stylists", name="Sue")
    service = await shop.create("services", name="Cut", price=30)
    await shop.create(
        "appointments",
        client_id=client["id"], stylist_id=stylist["id"], service_id=service["id"],
        starts_at="2026-11-22T23:00:00Z",
    )  # fmt: skip
    assert await shop.rows("appointments", **{"filter[starts_at]": "2026-11-23"}) == []
    await shop.api.patch(SETTINGS, json={"time_zone": "Asia/Tokyo"})
    assert len(await shop.rows("appointments", **{"filter[starts_at]": "2026-11-23"})) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("currency", "euros"),
        ("time_zone", "Moon/Base"),
        ("locale", "English!"),
        ("currency", 7),
        ("curency", "EUR"),
    ],
)
async def test_a_setting_that_does_not_fit_is_refused_with_its_key(
    shop: Application, key: str, value: object
) -> None:
    assert_problem(await shop.api.patch(SETTINGS, json={key: value}), 422, "invalid_fields", key)


async def test_other_roles_neither_see_nor_change_settings(shop: Application) -> None:
    sue = (await shop.site.member("stylist")).browser
    assert_problem(await sue.get(SETTINGS), 403, "denied")
    assert_problem(await sue.patch(SETTINGS, json={"currency": "EUR"}), 403, "denied")
    seen_as = await shop.api.patch(SETTINGS, json={"currency": "EUR"}, headers={"sayso-act-as": "stylist"})
    assert_problem(seen_as, 403, "denied")


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
async def test_pages_of_other_origins_cannot_act(shop: Application, headers: dict[str, str]) -> None:
    answer = await shop.api.post("/api/clients", json={"name": "Ada"}, headers=headers)
    assert answer.status_code == 403
    assert await shop.total("clients") == 0
