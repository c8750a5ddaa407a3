"""Settings of a running module, and keys of requests that run out."""

from sayso.runtime import service
from tests.support.postgres import TestDatabase
from tests.support.running import Salon

SETTINGS = "/api/session/settings"


async def test_the_widest_role_sets_up_the_application_and_it_holds_at_once(shop: Salon) -> None:
    shown = (await shop.owner.get(SETTINGS)).json()["settings"]
    assert [(one["key"], one["value"]) for one in shown] == [
        ("currency", "GBP"),
        ("time_zone", "Europe/London"),
        ("locale", "en"),
    ]
    changed = await shop.owner.patch(SETTINGS, json={"currency": "EUR", "time_zone": "Asia/Tokyo"})
    assert changed.status_code == 200
    assert (await shop.owner.get("/api/session")).json()["settings"]["currency"] == "EUR"
    cast = await shop.cast()
    row = await shop.create("appointments", **cast, starts_at="2026-11-22T23:00:00Z")
    found = await shop.owner.get("/api/appointments", params={"filter[starts_at]": "2026-11-23"})
    assert [one["id"] for one in found.json()["items"]] == [row["id"]]
    runtime = await shop.sayso.services.registry.runtime(shop.module.slug)
    assert runtime is not None
    back = await shop.owner.patch(SETTINGS, json={"currency": None})
    assert back.json()["settings"][0]["value"] == "GBP"
    assert back.json()["settings"][1]["value"] == "Asia/Tokyo"


async def test_the_database_looks_at_the_clock_of_the_site(shop: Salon) -> None:
    from sayso.identity.people.admission import Visitor

    async def zone() -> str:
        runtime = await shop.sayso.services.registry.runtime(shop.module.slug)
        assert runtime is not None
        visitor: Visitor = await shop.sayso.services.admissions.admit(
            shop.module.site,
            shop.module.id,
            shop.home.user_id,
            roles=runtime.plan.module_roles,
            time_zone=runtime.plan.time_zone.key,
        )
        found = await runtime.gate.fetchrow(visitor.scope, "select apps.time_zone('UTC') as zone")
        assert found is not None
        return str(found["zone"])

    assert await zone() == "Europe/London"
    await shop.owner.patch(SETTINGS, json={"time_zone": "Asia/Tokyo"})
    assert await zone() == "Asia/Tokyo"


async def test_what_does_not_fit_is_refused_with_its_key(shop: Salon) -> None:
    for key, value, words in [
        ("currency", "euros", "three letters"),
        ("time_zone", "Moon/Base", "a place such as"),
        ("time_zone", "localtime", "a place such as"),
        ("locale", "English!", "a language such as"),
        ("currency", 7, "must be a text"),
        ("curency", "EUR", "Did you mean"),
    ]:
        answer = await shop.owner.patch(SETTINGS, json={key: value})
        assert answer.status_code == 422
        problem = answer.json()["errors"][0]
        assert problem["field"] == key
        assert words in problem["message"]


async def test_other_roles_neither_see_nor_change_settings(shop: Salon) -> None:
    user_id = await shop.sayso.member(shop.module, "sue@example.com", "stylist")
    stylist = await shop.sayso.visitor(shop.module, user_id)
    assert (await stylist.get(SETTINGS)).status_code == 403
    assert (await stylist.patch(SETTINGS, json={"currency": "EUR"})).status_code == 403
    seen_as = await shop.owner.patch(SETTINGS, json={"currency": "EUR"}, headers={"sayso-act-as": "stylist"})
    assert seen_as.status_code == 403


async def test_idempotency_keys_run_out_after_a_day(shop: Salon, database: TestDatabase) -> None:
    admin = await database.admin()
    for key in ("old", "fresh"):
        made = await shop.owner.post("/api/clients", json={"name": key}, headers={"idempotency-key": key})
        assert made.status_code == 201
    await admin.execute(
        "update idempotency_keys set created_at = now() - interval '25 hours' where key = 'old'"
    )
    again = await shop.owner.post("/api/clients", json={"name": "new"}, headers={"idempotency-key": "new"})
    assert again.status_code == 201
    kept = await admin.fetch("select key from idempotency_keys order by key")
    assert [row["key"] for row in kept] == ["fresh", "new"]


async def test_the_endpoints_of_the_spec_are_told_with_where_they_are_answered(shop: Salon) -> None:
    document = (await shop.owner.get("/api/openapi.json")).json()
    assert [(one["path"], one["served_at"]) for one in document["x-endpoints"]] == [
        ("/appointments", "/api/appointments")
    ]
    assert document["x-endpoints"][0]["served_at"] in document["paths"]


async def test_removing_a_module_leaves_no_table_and_no_function(shop: Salon, database: TestDatabase) -> None:
    admin = await database.admin()
    named = f"mod_{shop.module.prefix}%"
    left = (
        "select (select count(*) from pg_class where relnamespace = 'apps'::regnamespace and relname like $1)"
        " + (select count(*) from pg_proc where pronamespace = 'apps'::regnamespace and proname like $1)"
    )
    assert await admin.fetchval(left, named) > 10
    await service.uninstall(shop.sayso.services.database, shop.home.site.agency_id, shop.module.id)
    assert await admin.fetchval(left, named) == 0
