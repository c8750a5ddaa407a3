"""What is served follows every change at once, whoever is looking a module up meanwhile."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.runtime import repository, service
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import open_salon, running_sayso


async def test_a_look_up_that_began_before_a_module_was_archived_is_not_kept(
    database: TestDatabase, tmp_path: Path, salon: AppSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, archived = asyncio.Event(), asyncio.Event()
    look_up = repository.module_by_slug

    async def late(session: AsyncSession, slug: str) -> Module | None:
        found = await look_up(session, slug)
        read.set()
        await archived.wait()
        return found

    async with running_sayso(database.dsn, tmp_path) as sayso:
        shop = await open_salon(sayso, salon)
        registry = sayso.services.registry
        registry.forget("salon")
        monkeypatch.setattr(repository, "module_by_slug", late)
        somebody = asyncio.create_task(registry.runtime("salon"))
        await read.wait()
        await service.archive(sayso.services.database, shop.home.site.agency_id, shop.module.id)
        registry.forget("salon")
        archived.set()
        assert await somebody is not None
        assert await registry.runtime("salon") is None
        assert (await shop.owner.get("/api/session")).status_code == 404
