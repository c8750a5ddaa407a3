"""Applications of the same name: what is made for one says one name throughout."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from sayso.compiler.build import Target
from sayso.compiler.compilation import compiled
from sayso.compiler.export import export
from sayso.errors import InputError
from sayso.publishing.name_reservation import Names, reserved_names
from sayso.publishing.types import Candidate
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.studio import Studio, open_studio


class Observed:
    """Proves nothing, and keeps what it was given to prove."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []

    async def prove(self, candidate: Candidate) -> Sequence[Diagnostic]:
        """Nothing was tried."""
        self.candidates.append(candidate)
        return ()


@pytest.fixture
def observed() -> Observed:
    return Observed()


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path, observed: Observed) -> AsyncIterator[RunningSayso]:
    async with running_sayso(database.dsn, tmp_path, prover=observed) as running:
        yield running


@pytest.fixture
async def studio(sayso: RunningSayso) -> Studio:
    return await open_studio(sayso)


async def files_of(studio: Studio, slug: str) -> dict[str, str]:
    answer = await studio.client.get(f"/api/v1/modules/{slug}/files.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


async def test_everything_of_a_second_salon_says_the_same_name(
    studio: Studio, observed: Observed, salon: AppSpec
) -> None:
    assert [await studio.install(salon) for _ in range(2)] == ["salon", "salon-2"]
    assert "//salon-2." in (await studio.call("GET", "/modules/salon-2"))["url"]
    files = await files_of(studio, "salon-2")
    assert 'slug: "salon-2"' in files["src/app.tsx"]
    assert '"slug": "salon-2"' in files["module.json"]
    page = await (await studio.keyboard("salon-2")).get("/")
    script = page.text.partition('src="/assets/')[2].partition('"')[0]
    bundle = (await (await studio.keyboard("salon-2")).get(f"/assets/{script}")).text
    assert 'slug:"salon-2"' in bundle
    assert 'slug:"salon"' not in bundle
    project = export(await studio.spec("salon-2"), Target.NEXTJS)
    [package] = [draft.text for draft in project.drafts if draft.path == "package.json"]
    assert '"name": "salon-2"' in package
    candidate = observed.candidates[-1]
    assert candidate.after == await studio.spec("salon-2")
    assert {draft.path: draft.text for draft in candidate.drafts} == files


async def test_publishing_compiles_once(studio: Studio, observed: Observed, salon: AppSpec) -> None:
    unlike = salon.model_copy(update={"slug": "once", "description": "Nobody has compiled this before."})
    before = compiled.cache_info().misses
    slug = await studio.install(unlike)
    assert compiled.cache_info().misses == before + 1
    assert {draft.path: draft.text for draft in observed.candidates[-1].drafts} == await files_of(
        studio, slug
    )


async def test_two_that_are_published_at_once_get_names_of_their_own(studio: Studio, salon: AppSpec) -> None:
    slugs = await asyncio.gather(*(studio.install(salon) for _ in range(3)))
    assert sorted(slugs) == ["salon", "salon-2", "salon-3"]


async def test_a_name_is_free_again_when_nothing_came_of_it(sayso: RunningSayso) -> None:
    database = sayso.services.database
    async with reserved_names(database, "sal-on") as first:
        assert first == Names("sal-on", "salon")
        async with reserved_names(database, "sal-on") as second:
            assert second == Names("sal-on-2", "salon2")
    async with reserved_names(database, "sal-on") as third:
        assert third == first


async def test_some_names_are_no_addresses_of_applications(sayso: RunningSayso) -> None:
    async with reserved_names(sayso.services.database, "studio") as names:
        assert names.slug == "studio-2"
    with pytest.raises(InputError, match="host name"):
        async with reserved_names(sayso.services.database, "xn--salon"):
            pass
