"""Installing, archiving and removing modules."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.compiler.draft import FileDraft
from sayso.errors import NotFoundError
from sayso.runtime import files, repository, service
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, installed, open_salon, running_sayso


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    async with running_sayso(database.dsn, tmp_path, as_server=True) as running:
        yield running


async def test_the_same_spec_can_be_installed_again_under_fresh_names(
    sayso: RunningSayso, salon: AppSpec
) -> None:
    home = await sayso.home()
    modules = [await sayso.install(salon, home) for _ in range(3)]
    assert [module.slug for module in modules] == ["salon", "salon-2", "salon-3"]
    assert len({module.prefix for module in modules}) == 3
    async with sayso.services.database.system() as session:
        assert len(await repository.modules_of(session, home.site.agency_id)) == 3
        drafts = await files.drafts_of(session, home.site.agency_id, modules[1].id)
    assert any(f"mod_{modules[1].prefix}_clients" in draft.text for draft in drafts)


async def test_an_installation_that_fails_leaves_nothing_behind(sayso: RunningSayso, salon: AppSpec) -> None:
    home = await sayso.home()

    def broken(named: AppSpec, prefix: str) -> list[FileDraft]:
        return [FileDraft("migrations/0001_create.sql", f"create table apps.mod_{prefix}_x (); select 1/0;")]

    with pytest.raises(Exception, match="division by zero"):
        await installed(sayso.services.database, salon, home, broken)
    async with sayso.services.database.system() as session:
        assert await repository.modules_of(session, home.site.agency_id) == []
    assert (await sayso.install(salon, home)).slug == "salon"


async def test_an_archived_module_is_not_served_and_comes_back(sayso: RunningSayso, salon: AppSpec) -> None:
    shop = await open_salon(sayso, salon)
    agency_id, database = shop.home.site.agency_id, sayso.services.database
    await service.archive(database, agency_id, shop.module.id)
    sayso.services.registry.forget("salon")
    assert (await shop.owner.get("/api/session")).status_code == 404
    await service.restore(database, agency_id, shop.module.id)
    sayso.services.registry.forget("salon")
    assert (await shop.owner.get("/api/session")).status_code == 200


async def test_removing_a_module_takes_its_tables_along_and_no_others(
    sayso: RunningSayso, salon: AppSpec
) -> None:
    shop, other = await open_salon(sayso, salon), await open_salon(sayso, salon, "rivals")
    database = sayso.services.database
    with pytest.raises(NotFoundError):
        await service.uninstall(database, other.home.site.agency_id, shop.module.id)
    await service.uninstall(database, shop.home.site.agency_id, shop.module.id)
    sayso.services.registry.forget("salon")
    assert (await shop.owner.get("/api/session")).status_code == 404
    assert (await other.owner.get("/api/clients")).status_code == 200


async def test_the_live_page_is_bundled_served_and_locked_down(sayso: RunningSayso, salon: AppSpec) -> None:
    shop = await open_salon(sayso, salon)
    page = await shop.owner.get("/appointments")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-cache"
    policy = page.headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy
    script = page.text.partition('src="/assets/')[2].partition('"')[0]
    asset = await shop.owner.get(f"/assets/{script}")
    assert asset.status_code == 200
    assert "immutable" in asset.headers["cache-control"]
    assert (await shop.owner.get("/assets")).headers["content-type"].startswith("text/html")
    kit = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert (await shop.owner.get(kit)).headers["content-type"].startswith("text/css")
