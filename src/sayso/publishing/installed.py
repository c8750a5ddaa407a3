"""Remembers by which Sayso the tables and the logic of each module were made."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.evolution.generations import GENERATION
from sayso.evolution.renewal import logic_digest, maker
from sayso.publishing.tables import FoundationRow, InstalledRow
from sayso.runtime.tables import ModuleRow, RevisionRow
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec

_FIRST_GENERATION = 1
"""What tables are taken for of which nothing is known: converting later ones changes nothing."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A module that has tables, its running spec, and what is known of how they were made."""

    id: UUID
    agency_id: UUID
    slug: str
    name: str
    prefix: str
    spec: dict[str, Any]
    generation: int
    digest: str
    problem: str | None


async def keep_installed(session: AsyncSession, module: Module, spec: AppSpec) -> None:
    """Note in the transaction that makes them that tables and logic are what this Sayso makes of the spec."""
    await _keep(session, module.id, module.site.agency_id, _known(logic_digest(spec, module.prefix)))


async def keep_confirmed(session: AsyncSession, installed: Installed, digest: str) -> None:
    """Note that a module has what this Sayso makes of its spec, with this digest."""
    await _keep(session, installed.id, installed.agency_id, _known(digest))


async def keep_problem(session: AsyncSession, installed: Installed, problem: str) -> None:
    """Note why a module could not be brought up to date; it stays what it was."""
    before = {"generation": installed.generation, "digest": installed.digest, "maker": ""}
    await _keep(session, installed.id, installed.agency_id, {**before, "problem": problem})


async def is_current(session: AsyncSession, module: Module) -> bool:
    """Whether tables and logic of a module were made by exactly this Sayso."""
    query = select(InstalledRow.module_id).where(
        InstalledRow.agency_id == module.site.agency_id,
        InstalledRow.module_id == module.id,
        InstalledRow.maker == maker(),
        InstalledRow.generation == GENERATION,
    )
    return (await session.execute(query)).one_or_none() is not None


async def made_by_others(session: AsyncSession, module_id: UUID | None = None) -> list[Installed]:
    """Modules of all agencies whose tables another Sayso made, or one of them; archived ones, too."""
    query = (
        select(ModuleRow, RevisionRow.spec, InstalledRow)
        .join(RevisionRow, RevisionRow.id == ModuleRow.revision_id)
        .outerjoin(InstalledRow, InstalledRow.module_id == ModuleRow.id)
        .where(
            ModuleRow.published_at.is_not(None),
            func.coalesce(InstalledRow.maker, "") != maker(),
        )
        .order_by(ModuleRow.status.desc(), ModuleRow.created_at)
    )
    if module_id is not None:
        query = query.where(ModuleRow.id == module_id)
    return [_installed(*row) for row in (await session.execute(query)).all()]


async def outdated_foundations(session: AsyncSession, scripts: Mapping[str, str]) -> list[str]:
    """Paths of the scripts that were not run with this text."""
    rows = (await session.execute(select(FoundationRow.path, FoundationRow.digest))).all()
    run = {row.path: row.digest for row in rows}
    return [path for path, script in scripts.items() if run.get(path) != _digest(script)]


async def keep_foundations(session: AsyncSession, scripts: Mapping[str, str], paths: Sequence[str]) -> None:
    """Note that these scripts were run."""
    for path in paths:
        values = {"digest": _digest(scripts[path])}
        await session.execute(
            insert(FoundationRow)
            .values(path=path, **values)
            .on_conflict_do_update(index_elements=["path"], set_={**values, "run_at": func.now()})
        )


async def _keep(session: AsyncSession, module_id: UUID, agency_id: UUID, values: Mapping[str, Any]) -> None:
    await session.execute(
        insert(InstalledRow)
        .values(module_id=module_id, agency_id=agency_id, **values)
        .on_conflict_do_update(index_elements=["module_id"], set_={**values, "made_at": func.now()})
    )


def _known(digest: str) -> dict[str, Any]:
    return {"generation": GENERATION, "digest": digest, "maker": maker(), "problem": None}


def _installed(module: ModuleRow, spec: dict[str, Any], row: InstalledRow | None) -> Installed:
    return Installed(
        module.id,
        module.agency_id,
        module.slug,
        module.name,
        module.prefix,
        spec,
        row.generation if row else _FIRST_GENERATION,
        row.digest if row else "",
        row.problem if row else None,
    )


def _digest(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()
