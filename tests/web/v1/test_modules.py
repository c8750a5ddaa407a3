"""The record of a module: draft, published, archived, removed, and what is known of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from sayso.runtime.service import sweep
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.studio import Studio
from tests.web.v1.edits import add_field, rename_role

pytestmark = pytest.mark.rotating(3)


async def test_a_draft_has_no_tables_until_it_is_published(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon, draft=True)
    module = await studio.call("GET", f"/modules/{slug}")
    assert module["status"] == "draft"
    visitor = await studio.sayso.client(studio.sayso.settings.module_origin(slug))
    assert (await visitor.get("/api/session")).status_code == 404
    change = await studio.do(slug, add_field(salon, "nickname"))
    assert (change["revision"], change["plan"]["steps"]) == (2, [])
    assert (await studio.call("POST", f"/modules/{slug}/publish"))["status"] == "published"
    keyboard = await studio.keyboard(slug)
    assert (await keyboard.post("/api/clients", json={"name": "Ada", "nickname": "A"})).status_code == 201
    await studio.call("POST", f"/modules/{slug}/publish", expect=409)
    await studio.undo(slug, confirmed=True)
    assert "nickname" not in (await keyboard.get("/api/clients")).json()["items"][0]


async def test_an_archived_module_comes_back_as_what_it_was(studio: Studio, salon: AppSpec) -> None:
    published, draft = await studio.install(salon), await studio.install(salon, draft=True)
    for slug, status in ((published, "published"), (draft, "draft")):
        assert (await studio.call("POST", f"/modules/{slug}/archive"))["status"] == "archived"
        change = {"text": "x", "edits": [add_field(salon, "nickname")]}
        await studio.call("POST", f"/modules/{slug}/changes", change, expect=409)
        assert (await studio.call("POST", f"/modules/{slug}/restore"))["status"] == status


async def test_members_keep_their_role_when_it_is_renamed(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    keyboard = await studio.keyboard(slug)
    assert (await keyboard.get("/api/session")).json()["role"]["name"] == "owner"
    await studio.do(slug, rename_role(salon, "owner", "boss"))
    fresh = await studio.keyboard(slug)
    studio.sayso.services.admissions.forget()
    assert (await fresh.get("/api/session")).json()["role"]["name"] == "boss"
    await studio.undo(slug)
    studio.sayso.services.admissions.forget()
    assert (await fresh.get("/api/session")).json()["role"]["name"] == "owner"


async def test_migrations_are_kept_in_order_with_their_way_back(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    await studio.do(slug, add_field(salon, "nickname"))
    await studio.undo(slug, confirmed=True)
    manifest = await studio.call("GET", f"/modules/{slug}/manifest")
    kept = [path for path in manifest["files"] if path.startswith(("migrations/", "rollback/"))]
    assert kept == [
        "migrations/0000_bootstrap.sql",
        "migrations/0000_files.sql",
        "migrations/0001_create.sql",
        "migrations/0002_by_hand.sql",
        "migrations/0003_undo_by_hand.sql",
        "rollback/0001_drop.sql",
        "rollback/0002_by_hand.sql",
        "rollback/0003_undo_by_hand.sql",
    ]
    assert manifest["version"] == (await studio.call("GET", f"/modules/{slug}"))["version"] == "2.0.0"


async def test_a_change_that_touches_no_table_adds_no_migration(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    page = {"op": "rename", "kind": "page", "target": salon.pages[0].id, "name": salon.pages[0].name}
    done = await studio.do(slug, {**page, "label": "Start"})
    assert (done["plan"]["steps"], done["module"]["version"]) == ([], "1.0.1")
    manifest = await studio.call("GET", f"/modules/{slug}/manifest")
    assert "migrations/0002_by_hand.sql" not in manifest["files"]


async def test_every_element_is_traced(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    traced = await studio.call("GET", f"/modules/{slug}/trace", limit=500)
    client = next(one for one in traced["items"] if one["name"] == "Client")
    assert "src/entities/client.ts" in client["files"] or client["files"]


async def test_an_unknown_module_names_those_there_are(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    problem = await studio.call("GET", "/modules/nothing/revisions", expect=404)
    assert slug in problem["hint"]


async def test_the_api_describes_itself(studio: Studio) -> None:
    described = await studio.call("GET", "/openapi.json")
    paths = described["paths"]
    for path in ("changes/{change_id}/publish", "undo", "revisions/compare", "preview", "promote"):
        assert f"/api/v1/modules/{{slug}}/{path}" in paths
    shown = paths["/api/v1/modules/{slug}/changes/{change_id}/publish"]["post"]["responses"]["200"]
    assert shown["content"]["application/json"]["schema"]["$ref"].endswith("PublishedView")


async def test_a_removed_module_is_kept_for_thirty_days_and_comes_back_till_then(
    studio: Studio, salon: AppSpec
) -> None:
    slug = await studio.install(salon)
    keyboard = await studio.keyboard(slug)
    assert (await keyboard.post("/api/clients", json={"name": "Ada"})).status_code == 201
    rows = (await studio.call("GET", f"/modules/{slug}/contents"))["rows"]
    assert {one["label"]: one["count"] for one in rows}["Clients"] == 1

    removed = await studio.call("DELETE", f"/modules/{slug}")
    assert removed["status"] == "archived"
    assert datetime.fromisoformat(removed["goes_at"]) > datetime.now(UTC) + timedelta(days=29)
    listed = (await studio.call("GET", "/modules"))["items"]
    assert [one["goes_at"] for one in listed] == [removed["goes_at"]]
    assert await sweep(studio.sayso.services.database) == 0

    restored = await studio.call("POST", f"/modules/{slug}/restore")
    assert (restored["status"], restored["goes_at"]) == ("published", None)
    assert (await keyboard.get("/api/clients")).json()["page"]["total"] == 1


async def test_what_was_removed_thirty_days_ago_goes_with_its_rows_and_nothing_else(
    studio: Studio, salon: AppSpec
) -> None:
    slug, other = await studio.install(salon), await studio.install(salon)
    await studio.call("DELETE", f"/modules/{slug}")
    database = studio.sayso.services.database
    async with database.system() as session:
        await session.execute(text("update modules set deleted_at = deleted_at - interval '31 days'"))
    assert await sweep(database) == 1
    assert [one["slug"] for one in (await studio.call("GET", "/modules"))["items"]] == [other]
    await studio.call("POST", f"/modules/{slug}/restore", expect=404)
    assert (await (await studio.keyboard(other)).get("/api/clients")).status_code == 200


async def test_one_that_cannot_be_let_go_keeps_no_other_waiting(
    studio: Studio, salon: AppSpec, database: TestDatabase
) -> None:
    """Something of an extension that has the name of its tables cannot be dropped."""
    slug, other = await studio.install(salon), await studio.install(salon)
    for one in (slug, other):
        await studio.call("DELETE", f"/modules/{one}")
    own = studio.sayso.services.database
    async with own.system() as session:
        await session.execute(text("update modules set deleted_at = deleted_at - interval '31 days'"))
        prefix = await session.scalar(text("select prefix from modules where slug = :slug"), {"slug": slug})
    function, admin = f"apps.mod_{prefix}_kept()", await database.admin()
    await admin.execute(f"create function {function} returns int language sql return 1")
    await admin.execute(f"alter extension plpgsql add function {function}")
    assert await sweep(own) == 1
    assert [one["slug"] for one in (await studio.call("GET", "/modules"))["items"]] == [slug]
