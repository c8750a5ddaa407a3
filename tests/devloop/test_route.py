"""The seating plan is asked for over HTTP, published with the saved files, and outlasts what comes after."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sayso.design.replies import NOTES
from tests.devloop.test_component_writer import FORBIDDEN, GOOD
from tests.devloop.theatre import ASKED, PATH, seating_plan, theatre
from tests.support.models import Json, ModelServer, Step, model_server
from tests.support.postgres import TestDatabase
from tests.support.running import running_sayso
from tests.support.studio import Studio, open_studio
from tests.support.unproved import Unproved

pytestmark = pytest.mark.rotating(1)


@pytest.fixture
async def studio(database: TestDatabase, tmp_path: Path) -> AsyncIterator[Studio]:
    """A running Sayso whose proofs of tables are left to other tests."""
    settings = {"models_private_addresses": True}
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), **settings) as sayso:
        yield await open_studio(sayso)


async def set_up_models(studio: Studio, server: ModelServer) -> None:
    """A model for code."""
    provider = {"name": "local", "kind": "compatible", "base_url": server.url("openai")}
    chains = {"code": {"models": ["local:code"], "retries": 0}}
    await studio.call("PUT", "/models", {"providers": [provider], "chains": chains})


async def ask(
    studio: Studio, slug: str, asked: str = ASKED, *, expect: int = 200, name: str = "SeatingPlan"
) -> Any:
    return await studio.call(
        "POST", f"/modules/{slug}/components/{name}/code", {"asked": asked}, expect=expect
    )


async def file(studio: Studio, slug: str) -> Any:
    return await studio.call("GET", f"/modules/{slug}/files/{PATH}")


async def test_a_seating_plan_is_written_saved_published_and_seen(studio: Studio) -> None:
    async with model_server([Json(GOOD)]) as server:
        await set_up_models(studio, server)
        slug = await studio.install(theatre())
        written = await ask(studio, slug)
    assert written["ok"], written
    assert written["notices"] == [f"{NOTES} “{GOOD['explanation']}”"]
    assert [attempt["findings"] for attempt in written["attempts"]] == [[]]
    saved = await file(studio, slug)
    assert saved["text"] == seating_plan()
    assert saved["published"] != seating_plan()
    assert "saved" in saved["marks"]

    await studio.call("POST", f"/modules/{slug}/files", {"reason": "A seating plan"})

    assert (await file(studio, slug))["published"] == seating_plan()
    keyboard = await studio.keyboard(slug)
    page = (await keyboard.get("/seats")).text
    script = page.split('<script type="module" src="')[1].split('"')[0]
    assert "Seating plan" in (await keyboard.get(script)).text

    await demand_that_a_field_keeps_its_name(studio, slug)


async def demand_that_a_field_keeps_its_name(studio: Studio, slug: str) -> None:
    """A field called otherwise is refused, with the lines that use it."""
    spec = await studio.spec(slug)
    taken = next(one for one in spec.entities if one.name == "seat").fields[2]
    rename = {"op": "rename", "kind": "field", "target": taken.id, "name": "is_sold"}
    change = await studio.suggest(slug, rename)
    refused = await studio.publish(slug, change, expect=409)
    places = [one["path"] for one in refused["diagnostics"]]
    assert places
    assert all(place.startswith(f"{PATH}:") for place in places)
    assert (await file(studio, slug))["published"] == seating_plan()


async def test_what_cannot_be_written_saves_nothing_and_says_why(studio: Studio) -> None:
    slug = await studio.install(theatre())
    await demand_the_closest_kinds(studio, slug)
    for name in ("SeatTable", "Nothing", "x" * 300):
        assert "SeatingPlan" in (await ask(studio, slug, expect=404, name=name))["hint"]
    for asked in ("", "x" * 4_001):
        assert (await ask(studio, slug, asked, expect=422))["errors"]

    bad: Step = Json({**GOOD, "code": FORBIDDEN})
    async with model_server([bad, bad, bad]) as server:
        await set_up_models(studio, server)
        written = await ask(studio, slug)
    assert not written["ok"]
    assert len(written["attempts"]) == 3
    assert "did not work out" in written["notices"][0]
    assert (await file(studio, slug))["marks"] == ["generated"]


async def demand_the_closest_kinds(studio: Studio, slug: str) -> None:
    """Without a model, the built-in kinds that come closest are named."""
    refused = await ask(studio, slug, expect=409)
    assert refused["code"] == "models_not_set_up"
    assert "cards, one for each row" in refused["hint"]
