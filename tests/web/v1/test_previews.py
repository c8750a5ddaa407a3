"""Previews: a module beside the live one, and the way from there to the live one."""

from typing import Any

import pytest

from sayso.spec.model import AppSpec
from tests.support.studio import Studio

pytestmark = pytest.mark.rotating(2)


def field(spec: AppSpec, name: str, entity: str = "client") -> dict[str, Any]:
    """An edit that adds a text field."""
    parent = next(one for one in spec.entities if one.name == entity)
    added = {"id": f"fld_{name.replace('_', '')}00", "name": name, "label": name.title()}
    return {"op": "add", "kind": "field", "parent": parent.id, "element": added}


async def preview_of(studio: Studio, slug: str, **body: Any) -> str:
    made = await studio.call("POST", f"/modules/{slug}/preview", body, expect=201)
    assert made["is_preview"]
    preview: str = made["slug"]
    return preview


async def test_a_preview_has_rows_of_its_own(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon, sample=True)
    live = await studio.keyboard(slug)
    preview = await preview_of(studio, slug, rows="copy")
    there = await studio.keyboard(preview)
    for collection in ("clients", "stylists", "services", "appointments"):
        ours = (await live.get(f"/api/{collection}", params={"page_size": 200})).json()["items"]
        theirs = (await there.get(f"/api/{collection}", params={"page_size": 200})).json()["items"]
        assert {row["id"]: row.get("client_title") for row in ours} == {
            row["id"]: row.get("client_title") for row in theirs
        }
    stylist = (await there.get("/api/stylists")).json()["items"][0]
    assert (await there.get(f"/api/files/{stylist['photo']}")).status_code == 200
    (noted,) = (await studio.call("GET", "/audit?action=rows.copied"))["items"]
    assert (noted["resource_name"].startswith("Salon"), noted["changes"]) == (True, {"into": [None, preview]})
    client = (await there.get("/api/clients")).json()["items"][0]
    assert (await there.patch(f"/api/clients/{client['id']}", json={"name": "Tried"})).status_code == 200
    assert (await live.get(f"/api/clients/{client['id']}")).json()["name"] == client["name"]


async def test_a_preview_starts_empty_or_with_sample_rows(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    empty, filled = await preview_of(studio, slug), await preview_of(studio, slug, rows="sample")
    assert (empty, filled) == ("salon-preview", "salon-preview-2")
    for preview, is_empty in ((empty, True), (filled, False)):
        keyboard = await studio.keyboard(preview)
        total = (await keyboard.get("/api/clients")).json()["page"]["total"]
        assert (total == 0) is is_empty


async def test_what_was_tried_on_a_preview_is_promoted_to_the_live_rows(
    studio: Studio, salon: AppSpec
) -> None:
    slug = await studio.install(salon)
    live = await studio.keyboard(slug)
    row = (await live.post("/api/clients", json={"name": "Ada"})).json()
    preview = await preview_of(studio, slug)
    await studio.do(preview, field(salon, "nickname"))
    await studio.do(preview, field(salon, "pronouns"))
    await studio.do(slug, field(salon, "shoe_size"))
    planned = await studio.call("POST", f"/modules/{preview}/promote/plan", {})
    assert planned["sentences"] == [
        "Add field Nickname to Client (text)",
        "Add field Pronouns to Client (text)",
    ]
    published = await studio.call("POST", f"/modules/{preview}/promote", {})
    assert (published["module"]["slug"], published["revision"]) == (slug, 3)
    now = (await live.get(f"/api/clients/{row['id']}")).json()
    assert now.keys() >= {"nickname", "pronouns", "shoe_size"}
    assert now["name"] == "Ada"
    again = await studio.call("POST", f"/modules/{preview}/promote", {}, expect=409)
    assert again["code"] == "nothing_there"
    await studio.do(preview, field(salon, "allergies"))
    assert (await studio.call("POST", f"/modules/{preview}/promote", {}))["revision"] == 4


async def test_an_open_change_is_tried_on_a_preview(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    change = await studio.suggest(slug, field(salon, "nickname"))
    preview = await preview_of(studio, slug, change=change["id"])
    there = await studio.keyboard(preview)
    assert (await there.post("/api/clients", json={"name": "Ada", "nickname": "A"})).status_code == 201
    live = await studio.keyboard(slug)
    assert (await live.post("/api/clients", json={"name": "Ada", "nickname": "A"})).status_code == 422


async def test_a_preview_cannot_be_previewed_nor_a_live_module_promoted(
    studio: Studio, salon: AppSpec
) -> None:
    slug = await studio.install(salon)
    preview = await preview_of(studio, slug)
    await studio.call("POST", f"/modules/{preview}/preview", {}, expect=409)
    await studio.call("POST", f"/modules/{slug}/promote", {}, expect=409)
