"""Nothing is lost on any way through any changes; the way there and back leads home."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from sayso.spec.edits import diff
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso

from .changes import Changes
from .journey import Journey, Revision
from .rows import Writer

ROWS, STEPS = 150, 9
DEEP_ROWS, DEEP_STEPS, DEEP_SEEDS = 10_000, 60, 4


@pytest.fixture
async def sayso(each_database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    async with running_sayso(each_database.dsn, tmp_path, as_server=True) as running:
        yield running


async def travel(
    sayso: RunningSayso, database: TestDatabase, spec: AppSpec, *, seed: int, rows: int, steps: int
) -> Journey:
    """Fill an application, change it, write into it, undo and redo; hold it to the laws all along."""
    random = Random(seed)  # noqa: S311 - the same journey every time
    home = await sayso.home()
    module = await sayso.install(spec, home)
    client = await sayso.visitor(module, home.user_id)
    scratch = await database.connect()
    journey = Journey(
        random, sayso.services.database, await database.admin(), scratch, module, [Revision(spec)]
    )
    writer, changes = Writer(random, client), Changes(random)
    before = await journey.look()
    await writer.fill(spec, rows)
    before = await journey.note_writes(before)
    assert len(journey.rows) > rows // 3
    for _ in range(steps):
        match random.choices(["change", "write", "undo", "redo", "there and back"], [8, 4, 3, 3, 2])[0]:
            case "change":
                edits, after = changes.draw(journey.spec)
                await journey.advance(edits, after)
            case "write":
                before = await journey.look()
                await writer.meddle(journey.spec, 8)
                await journey.note_writes(before)
            case "undo" if journey.place > 0:
                await journey.undo()
            case "redo" if journey.place + 1 < len(journey.timeline):
                await journey.redo()
            case "there and back":
                edits, after = changes.draw(journey.spec)
                if await journey.advance(edits, after):
                    await journey.undo()
                    await journey.redo()
            case _:
                continue
        await journey.hold_everything()
    while journey.place > 0:
        await journey.undo()
    await journey.hold_everything()
    while journey.place + 1 < len(journey.timeline):
        await journey.redo()
    await journey.hold_everything()
    return journey


@pytest.mark.parametrize(("each_database", "seed"), [("18", 0), ("15", 1)], indirect=["each_database"])
async def test_nothing_is_lost_on_the_way(
    sayso: RunningSayso, each_database: TestDatabase, salon: AppSpec, seed: int
) -> None:
    journey = await travel(sayso, each_database, salon, seed=seed, rows=ROWS, steps=STEPS)
    assert len(journey.timeline) > 1


@pytest.mark.deep
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(100, 100 + DEEP_SEEDS))
async def test_nothing_of_ten_thousand_rows_is_lost_on_a_long_way(
    sayso: RunningSayso, each_database: TestDatabase, salon: AppSpec, seed: int
) -> None:
    journey = await travel(sayso, each_database, salon, seed=seed, rows=DEEP_ROWS, steps=DEEP_STEPS)
    assert len(journey.timeline) > 3
    assert diff(journey.timeline[0].spec, salon) == ()
