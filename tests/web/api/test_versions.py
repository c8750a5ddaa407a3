"""Two versions of the API side by side, and lists in pages."""

from uuid import uuid4

from sayso.identity.permissions import AgencyRole
from sayso.runtime.tables import ModuleRow
from tests.web.api.town import Town


def bearer(town: Town) -> dict[str, str]:
    """The administrator of Globex."""
    return {"authorization": f"Bearer {town.globex.tokens[AgencyRole.ADMIN]}"}


async def test_version_2_has_links_and_times_of_the_same_modules(town: Town) -> None:
    first = (await town.client.get("/api/v1/modules", headers=bearer(town))).json()["items"]
    second = (await town.client.get("/api/v2/modules", headers=bearer(town))).json()["items"]
    assert [one["id"] for one in second] == [one["id"] for one in first]
    links, times = second[0]["links"], second[0]["times"]
    assert links["app"] == first[0]["url"]
    assert times["created"] <= times["published"]
    for name in ("self", "spec", "revisions", "changes"):
        assert (await town.client.get(links[name], headers=bearer(town))).status_code == 200, name


async def test_what_version_2_does_not_change_is_that_of_version_1(town: Town) -> None:
    slug = town.globex.things["slug"]
    for path in (f"/modules/{slug}", f"/modules/{slug}/revisions", "/agency", "/auth/me"):
        first = await town.client.get(f"/api/v1{path}", headers=bearer(town))
        second = await town.client.get(f"/api/v2{path}", headers=bearer(town))
        assert (second.status_code, second.json()) == (first.status_code, first.json())
        assert "deprecation" not in first.headers
    assert (await town.client.get(f"/api/v2/modules/{slug}")).status_code == 401


async def test_pages_give_every_module_once_while_others_come(town: Town) -> None:
    mine = town.globex
    async with town.sayso.services.database.system() as session:
        found = await session.get(ModuleRow, mine.things["module_id"])
        assert found is not None
        rows = [_like(found, number) for number in range(30)]
        session.add_all(rows)
    seen: list[str] = []
    cursor = None
    while True:
        query = {"limit": "7"} | ({"cursor": cursor} if cursor else {})
        page = (await town.client.get("/api/v1/modules", params=query, headers=bearer(town))).json()
        seen += [one["slug"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        async with town.sayso.services.database.system() as session:
            session.add(_like(found, 100 + len(seen)))
    assert len(seen) == len(set(seen)) == 31
    assert set(seen) == {mine.things["slug"], *(row.slug for row in rows)}


async def test_all_modules_of_a_large_agency_come_at_once(town: Town) -> None:
    async with town.sayso.services.database.system() as session:
        found = await session.get(ModuleRow, town.acme.things["module_id"])
        assert found is not None
        session.add_all(_like(found, number) for number in range(499))
    headers = {"authorization": f"Bearer {town.acme.tokens[AgencyRole.VIEWER]}"}
    page = (await town.client.get("/api/v1/modules?limit=500", headers=headers)).json()
    assert (len(page["items"]), page["next_cursor"]) == (500, None)


def _like(row: ModuleRow, number: int) -> ModuleRow:
    slug = f"{row.slug}-copy-{number}"
    return ModuleRow(
        id=uuid4(),
        agency_id=row.agency_id,
        site_id=row.site_id,
        slug=slug,
        name=slug,
        version="1.0.0",
        status="draft",
        prefix=f"{row.prefix}c{number}",
    )
