"""Designs of the catalogue hold what they promise: a few always, all of them published with rows when deep.

``SAYSO_FAMILY_SEED`` chooses the few; without it the day does.
"""

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.catalogue.load import files
from sayso.db.database import Database
from sayso.design.drafts.template import template
from sayso.errors import AppError
from sayso.kit.ids import SeededIds
from sayso.proofs.service import Proofs
from sayso.runtime.sample.service import fill
from sayso.spec.model import AppSpec
from sayso.web.inprocess import InProcess
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso

FEW = 5
SLICES = 8
SEED = os.environ.get("SAYSO_FAMILY_SEED") or datetime.now(UTC).date().isoformat()
DESIGNS = tuple(path.stem for path in files())


def application(slug: str) -> AppSpec:
    """What somebody begins from who takes this design as a template."""
    return template(slug, SeededIds(slug)).spec


async def test_a_few_designs_keep_rows_permissions_and_moves_as_they_say(
    opened: Database, routes: InProcess
) -> None:
    proofs, wrong = Proofs(opened, routes), []
    for slug in random.Random(SEED).sample(DESIGNS, FEW):  # noqa: S311 - no secret
        found = await proofs.examine(application(slug))
        wrong += [f"{slug}: {one.path}: {one.message}" for one in found.diagnostics if one.level == "error"]
    assert wrong == [], f"SAYSO_FAMILY_SEED={SEED}"


@pytest.mark.rotating(6, of="what takes longest")
async def test_a_field_called_was_is_brought_back_with_its_row(opened: Database, routes: InProcess) -> None:
    spec = application("dance-school")
    assert any(one.name == "was" for entity in spec.entities for one in entity.fields)
    found = await Proofs(opened, routes).examine(spec)
    assert [one for one in found.diagnostics if one.level == "error"] == []


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(SLICES))
async def test_every_design_is_published_with_rows(database: TestDatabase, tmp_path: Path, part: int) -> None:
    """Publishing proves rows, matrix, moves, pages and calls, and that what was generated is sound."""
    async with running_sayso(database.dsn, tmp_path) as sayso:
        wrong = [problem for slug in DESIGNS[part::SLICES] for problem in await published(sayso, slug)]
    assert wrong == []


async def published(sayso: RunningSayso, slug: str) -> list[str]:
    """What keeps a design from being published with rows of each of its things."""
    spec, services, home = application(slug), sayso.services, await sayso.home()
    try:
        module = await services.publisher.publish(spec, home)
    except AppError as error:
        return [f"{slug}: {error} {error.details}"]
    written = await fill(services.database, module, spec, uploads=services.uploads)
    return [f"{slug}: no row of {name} could be made" for name, count in written.items() if not count]
