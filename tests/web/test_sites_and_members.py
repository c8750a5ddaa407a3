"""Applications whose own things are called site and member, like the words Sayso uses for itself."""

import pytest

from sayso.runtime.sample.service import fill
from sayso.spec.checks import check
from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso, Salon, open_salon
from tests.support.specs import belongs_to, entity, field, matrix, may, spec


@pytest.fixture
def builders() -> AppSpec:
    """Building sites with members, crews that sign in and belong to a member, and inspections of sites."""
    return spec(
        entities=[
            entity("site", field("name", required=True), "street"),
            entity("member", field("name", required=True)),
            entity("crew", field("name", required=True), person_role="crew"),
            entity("inspection", field("title", required=True), "due_on:date"),
        ],
        relationships=[
            belongs_to("inspection", "site", required=True),
            belongs_to("inspection", "member", on_delete="set_null"),
            belongs_to("crew", "member", required=True),
            {"kind": "many_to_many", "from": "member", "to": "site", "name": "sites", "inverse": "members"},
        ],
        permissions=matrix(
            "boss crew",
            *(may("boss", name) for name in ("site", "member", "crew", "inspection")),
            may("crew", "crew", "read", scope="own", owner="self"),
            may("crew", "inspection", "read", "update", fields=["title", "due_on"]),
        ),
    )


@pytest.fixture
async def works(sayso: RunningSayso, builders: AppSpec) -> Salon:
    """The builders' application, empty."""
    return await open_salon(sayso, builders)


def test_such_names_are_fine(builders: AppSpec) -> None:
    assert [finding for finding in check(builders) if finding.level == "error"] == []


async def test_rows_belong_to_a_site_and_a_member(works: Salon) -> None:
    harbour = await works.create("sites", name="Harbour", street="Quay 1")
    member = await works.create("members", name="Ada", sites_ids=[harbour["id"]])
    made = await works.create("inspections", title="Scaffold", site_id=harbour["id"], member_id=member["id"])
    assert (made["site_id"], made["site_title"]) == (harbour["id"], "Harbour")
    assert (made["member_id"], made["member_title"]) == (member["id"], "Ada")
    address = f"/api/inspections/{made['id']}"
    whole = (await works.owner.get(address, params={"expand": "site,member"})).json()
    assert whole["site"]["street"] == "Quay 1"
    for condition in ("filter[site_id]", "filter[site]", "filter[member]"):
        wanted = harbour["id"] if "site" in condition else member["id"]
        page = (await works.owner.get("/api/inspections", params={condition: wanted, "sort": "site"})).json()
        assert [row["id"] for row in page["items"]] == [made["id"]]
    linked = (await works.owner.get(f"/api/members/{member['id']}")).json()
    assert linked["sites_titles"] == ["Harbour"]


async def test_changes_and_their_history_speak_of_the_site(works: Salon) -> None:
    first, second = [await works.create("sites", name=name) for name in ("Harbour", "Station")]
    row = await works.create("inspections", title="Scaffold", site_id=first["id"])
    address = f"/api/inspections/{row['id']}"
    moved = await works.owner.patch(address, json={"site_id": second["id"]})
    assert moved.json()["site_title"] == "Station"
    entries = (await works.owner.get(f"{address}/history")).json()
    newest = (entries["items"] if isinstance(entries, dict) else entries)[0]
    assert newest["changes"]["site_id"] == [first["id"], second["id"]]
    missing = await works.owner.patch(address, json={"site_id": row["id"]})
    assert missing.status_code == 422
    assert missing.json()["errors"][0]["field"] == "site_id"
    used = await works.owner.delete(f"/api/sites/{second['id']}")
    assert (used.status_code, used.json()["code"]) == (409, "in_use")


async def test_people_who_sign_in_can_belong_to_a_member(works: Salon) -> None:
    member = await works.create("members", name="Ada")
    crew = await works.create("crews", name="Bricklayers", member_id=member["id"])
    assert (crew["member_id"], crew["member_title"]) == (member["id"], "Ada")


async def test_another_agency_sees_none_of_it(works: Salon, sayso: RunningSayso, builders: AppSpec) -> None:
    theirs = await open_salon(sayso, builders, "rivals")
    harbour = await works.create("sites", name="Harbour")
    await works.create("inspections", title="Scaffold", site_id=harbour["id"])
    assert (await theirs.owner.get("/api/inspections")).json()["items"] == []
    stolen = await theirs.owner.post("/api/inspections", json={"title": "x", "site_id": harbour["id"]})
    assert stolen.status_code == 422


async def test_sample_rows_have_sites_and_members_too(works: Salon, builders: AppSpec) -> None:
    written = await fill(works.sayso.services.database, works.module, builders, seed=3)
    assert min(written[name] for name in ("site", "member", "crew", "inspection")) > 0
    rows = (await works.owner.get("/api/inspections")).json()["items"]
    assert all(row["site_title"] for row in rows)
