"""Two agencies with the same application never meet, whatever a request says."""

import pytest

from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso, Salon, open_salon


@pytest.fixture
async def theirs(sayso: RunningSayso, salon: AppSpec, shop: Salon) -> Salon:
    """The same application of another agency."""
    return await open_salon(sayso, salon, "rivals")


async def test_the_same_application_gets_names_of_its_own(shop: Salon, theirs: Salon) -> None:
    assert (shop.module.slug, theirs.module.slug) == ("salon", "salon-2")
    assert shop.module.prefix != theirs.module.prefix
    assert shop.module.site.agency_id != theirs.module.site.agency_id


async def test_rows_of_another_agency_are_not_there(shop: Salon, theirs: Salon) -> None:
    cast = await shop.cast()
    row = await shop.create("appointments", **cast, starts_at="2026-11-23T10:00:00Z")
    for path in (f"/api/appointments/{row['id']}", f"/api/clients/{cast['client_id']}"):
        assert (await theirs.owner.get(path)).status_code == 404
        assert (await theirs.owner.patch(path, json={})).status_code == 404
        assert (await theirs.owner.delete(path)).status_code == 404
        assert (await theirs.owner.get(f"{path}/history")).status_code == 404
        assert (await theirs.owner.post(f"{path}/restore")).status_code == 404
    assert (await theirs.owner.get("/api/clients")).json()["page"]["total"] == 0
    stolen = await theirs.owner.post("/api/appointments", json={**cast, "starts_at": "2026-11-23T10:00:00Z"})
    assert stolen.status_code == 422


async def test_two_sites_in_one_module_share_tables_but_no_rows(
    sayso: RunningSayso, shop: Salon, salon: AppSpec
) -> None:
    """The same tables, another site: what row-level security alone keeps apart."""
    from uuid import uuid4

    from sayso.db.scope import Scope

    row = await shop.create("clients", name="Ada")
    gate, table = sayso.services.database.gate, f"apps.mod_{shop.module.prefix}_clients"
    ours = Scope(shop.module.site.id, uuid4(), "owner")
    other = Scope(uuid4(), uuid4(), "owner")
    assert [r["name"] for r in await gate.fetch(ours, f"select name from {table}_v")] == ["Ada"]
    assert await gate.fetch(other, f"select name from {table}_v") == []
    assert await gate.fetch(other, f"delete from {table} where id = $1 returning id", row["id"]) == []
    assert len(await gate.fetch(ours, f"select id from {table}_v")) == 1


async def test_a_session_of_one_application_is_worth_nothing_in_another(shop: Salon, theirs: Salon) -> None:
    cookie = shop.owner.cookies["sayso_session"]
    stranger = await theirs.sayso.visitor(theirs.module)
    answer = await stranger.get("/api/clients", headers={"cookie": f"sayso_session={cookie}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


async def test_files_are_seen_within_their_site_only(shop: Salon, theirs: Salon) -> None:
    upload = await shop.owner.post("/api/files", files={"file": ("a.txt", b"secret", "text/plain")})
    url, file_id = upload.json()["url"], upload.json()["id"]
    assert (await shop.owner.get(url)).content == b"secret"
    assert (await theirs.owner.get(url)).status_code == 404
    borrowed = await theirs.owner.post("/api/stylists", json={"name": "Eve", "photo": file_id})
    assert (borrowed.status_code, borrowed.json()["errors"][0]["field"]) == (422, "photo")


async def test_someone_who_is_no_member_is_turned_away(shop: Salon) -> None:
    user_id = await shop.sayso.member(shop.module, "guest@example.com", role=None)
    guest = await shop.sayso.visitor(shop.module, user_id)
    assert (await guest.get("/api/clients")).status_code == 403


async def test_many_scopes_at_once_never_mix(shop: Salon, theirs: Salon) -> None:
    import asyncio

    await shop.create("clients", name="Ours")
    await theirs.create("clients", name="Theirs")

    async def ask(salon: Salon) -> str:
        answer = await salon.owner.get("/api/clients")
        return ",".join(row["name"] for row in answer.json()["items"])

    answers = await asyncio.gather(*(ask(salon) for _ in range(60) for salon in (shop, theirs)))
    assert set(answers[::2]) == {"Ours"}
    assert set(answers[1::2]) == {"Theirs"}
