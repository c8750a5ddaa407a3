"""Migrations there and back on scratch tables: rows return as they were, tables are as if made afresh."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import uuid4

import asyncpg

from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.migrations import migrate
from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Archive, Choice, Choices, Decision, Do, Migration
from sayso.evolution import read_archive
from sayso.proofs.catalogue import Catalogue, catalogue, differences
from sayso.proofs.findings import Findings
from sayso.proofs.people import People
from sayso.proofs.rows import Placing
from sayso.proofs.scene import Compile, create_tables, sample_files, stored_rows
from sayso.proofs.stage import Stage
from sayso.proofs.values import Maker
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.spec.model.base import Json

KIND = "migrations"
_PREFERRED = (Do.KEEP, Do.NUMBER, Do.FIRST, Do.EMPTY, Do.DEFAULT, Do.REPLACE)

Stored = dict[str, dict[str, dict[str, object]]]


class Journey:
    """From one revision to another and back, on an empty stage."""

    def __init__(
        self,
        stage: Stage,
        before: AppSpec,
        after: AppSpec,
        findings: Findings,
        compile_sql: Compile,
        *,
        transforms: Sequence[Transform] = (),
        reverse: Sequence[Transform] = (),
        choices: Choices | None = None,
    ) -> None:
        self._stage = stage
        self._before = before
        self._after = after
        self._findings = findings
        self._compile = compile_sql
        self._transforms = transforms
        self._reverse = reverse
        self._choices = choices or {}

    async def prove(self, wanted: Catalogue) -> None:
        """Make the old tables, fill them, go there and back; ``wanted`` is what new tables are like."""
        await create_tables(self._stage, self._before, self._compile)
        start = await self._catalogue()
        await self._fill()
        there = await self._way(self._before, self._after, self._transforms, self._choices)
        rows = await stored_rows(self._stage, self._names_of(self._before))
        if not await self._go(there, self._after, "there", wanted):
            return
        archive = await read_archive(self._stage.connection, self._stage.prefix, self._after)
        back = await self._way(self._after, self._before, self._reverse, {}, archive)
        if await self._go(back, self._before, "back", start):
            await self._compare(rows)

    async def _way(
        self,
        start: AppSpec,
        end: AppSpec,
        transforms: Sequence[Transform],
        choices: Choices,
        archive: Archive | None = None,
    ) -> Migration:
        """The migration; sample rows may meet decisions that live rows do not, which are made here then."""

        def made(chosen: Choices) -> Migration:
            return migrate(
                start,
                end,
                prefix=self._stage.prefix,
                transforms=transforms,
                archive=archive,
                choices=chosen,
            )

        way = made(choices)
        open_decisions = [
            probe.decision
            for step in way.steps
            for probe in step.probes
            if probe.decision and probe.decision.default is None and probe.decision.key not in choices
        ]
        answers = {decision.key: await self._answer(decision, start, end) for decision in open_decisions}
        return made({**choices, **answers}) if answers else way

    async def _answer(self, decision: Decision, start: AppSpec, end: AppSpec) -> Choice:
        """An answer that suits sample rows: what loses least, and a value that fits."""
        index = SpecIndex(end)
        links = {link.element: link for link in index.links}
        link = links.get(decision.key.split(".")[0])
        if link is None:
            return _answer(decision, end)
        tables = {entity.id: entity.name for entity in start.entities}
        names = self._names_of(start)
        parent, child = (tables.get(index.entities[name].id) for name in (link.parent, link.child))
        found: dict[str, Json] = {}
        if parent is not None:
            query = f"select distinct on (site_id) site_id, id from {names.qualified(names.table(parent))}"
            found = {str(row["site_id"]): str(row["id"]) for row in await self._stage.connection.fetch(query)}
        if not found and child is not None:
            # nothing to link to: such a change can only be made where there are no rows
            await self._stage.connection.execute(f"truncate {names.qualified(names.table(child))} cascade")
        return Choice(Do.DEFAULT, found or str(uuid4()))

    def _names_of(self, spec: AppSpec) -> ModuleNames:
        return ModuleNames.of(SpecIndex(spec), self._stage.prefix)

    async def _catalogue(self) -> Catalogue:
        await self._stage.gate.leave()
        return await catalogue(self._stage.connection, self._stage.prefix)

    async def _fill(self) -> None:
        names = self._names_of(self._before)
        people = People.of(names.index)
        maker = Maker(self._before, await sample_files(self._stage, self._before, people))
        await Placing(self._stage, names, people, maker).place()

    async def _go(self, way: Migration, to: AppSpec, where: str, wanted: Catalogue) -> bool:
        """Whether the way could be gone; what then differs from fresh tables is reported."""
        try:
            async with self._stage.connection.transaction():
                await self._stage.run(way.script)
        except asyncpg.PostgresError as error:
            self._stage.connection.scope = None
            path = self._path_of(to, getattr(error, "table_name", None) or "", way)
            self._findings.fail(
                "proof-migration",
                path,
                f"The way {where} broke on sample rows: {error}",
                "Nothing was published. Take the change back, or answer what its plan asks.",
            )
            return False
        found = differences(wanted, await self._catalogue())
        for relation, how in found:
            self._findings.fail(
                "proof-migration",
                self._path_of(to, relation, way),
                f"After the way {where}, the tables are not what they would be if they were new: {how}",
            )
        self._findings.permitted[KIND] += 0 if found else 1
        return True

    async def _compare(self, rows: Stored) -> None:
        """There and back, every row has to be what it was."""
        names = self._names_of(self._before)
        found = await stored_rows(self._stage, names)
        for entity, kept in rows.items():
            for key, row in kept.items():
                changed = _changed(row, found[entity].get(key))
                if changed is None:
                    self._findings.permitted["migrated rows"] += 1
                    continue
                part = f".fields.{changed}" if changed in names.index.fields(entity) else ""
                self._findings.fail(
                    "proof-rows",
                    f"entities.{entity}{part}",
                    f"A row of {entity} came back changed from there and back: {changed or 'it is gone'}.",
                )

    def _path_of(self, spec: AppSpec, relation: str, way: Migration) -> str:
        names = self._names_of(spec)
        bare = relation.removeprefix("apps.").strip('"')
        for entity in sorted(names.index.entities, key=lambda name: -len(names.table(name))):
            if bare.startswith(names.table(entity)):
                return f"entities.{entity}"
        elements = [element for step in way.steps for element in step.elements]
        return paths_by_id(spec).get(elements[0], "entities") if elements else "entities"


def _answer(decision: Decision, spec: AppSpec) -> Choice:
    do = next((do for do in _PREFERRED if do in decision.options), decision.options[0])
    value = None
    for entity in spec.entities:
        for field in entity.fields:
            if do in {Do.DEFAULT, Do.REPLACE} and decision.key.startswith(f"{field.id}."):
                value = Maker(spec, defaultdict(uuid4)).fields(entity.name, uuid4())[field.name]
    return Choice(do, value)


def _changed(row: dict[str, object], now: dict[str, object] | None) -> str | None:
    """The first column that differs; an empty name where the row is gone, none where nothing differs."""
    if now is None:
        return ""
    return next((name for name, value in row.items() if now.get(name) != value), None)


def paths_by_id(spec: AppSpec) -> dict[str, str]:
    """Where each entity, field and relationship of a spec is, by its id."""
    found: dict[str, str] = {}
    for entity in spec.entities:
        found[entity.id] = f"entities.{entity.name}"
        found |= {field.id: f"entities.{entity.name}.fields.{field.name}" for field in entity.fields}
    for link in spec.relationships:
        found[link.id] = f"relationships.{link.from_entity}.{link.name}"
    return found
