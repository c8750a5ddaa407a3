"""A module with rows that goes from revision to revision, and is compared with one that was made at once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.migrations import migrate, transforms_of
from sayso.compiler.migrations.types import Choice, Migration
from sayso.evolution.archive import read_archive
from sayso.proofs.catalogue import catalogue
from sayso.spec.edits import EDITS, apply
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase

PREFIX = "lab"
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Step:
    """A change that was made, so that it can be taken back."""

    before: AppSpec
    edits: Any
    after: AppSpec
    migration: Migration


@dataclass
class Lab:
    """One module in one database; ``other`` is empty and shows what a fresh module looks like."""

    database: TestDatabase
    spec: AppSpec
    site: UUID = field(default_factory=uuid4)
    done: list[Step] = field(default_factory=list)

    async def open(self) -> "Lab":
        """Make the tables."""
        await self.database.install(self.spec, PREFIX)
        return self

    @property
    def names(self) -> ModuleNames:
        """Names of the running revision."""
        return ModuleNames.of(SpecIndex(self.spec), PREFIX)

    def table(self, entity: str) -> str:
        """The table of an entity."""
        return self.names.qualified(self.names.table(entity))

    async def insert(self, entity: str, *rows: Mapping[str, Any], site: UUID | None = None) -> list[UUID]:
        """Rows, written as text."""
        admin = await self.database.admin()
        made = []
        for row in rows:
            values = {"site_id": str(site or self.site), **row}
            columns = ", ".join(f'"{name}"' for name in values)
            table = self.table(entity)
            found = await admin.fetchval(
                f"insert into {table} ({columns}) select {columns} "
                f"from jsonb_populate_record(null::{table}, $1) returning id",
                json.dumps(values),
            )
            made.append(found)
        return made

    async def rows(self, entity: str, *columns: str) -> list[tuple[Any, ...]]:
        """Values of all rows, oldest first."""
        admin = await self.database.admin()
        names = ", ".join(f'"{c}"' for c in columns)
        found = await admin.fetch(f"select {names} from {self.table(entity)} order by created_at, id")
        return [tuple(row.values()) for row in found]

    async def everything(self) -> Rows:
        """Every row of every table as text, to the byte."""
        admin = await self.database.admin()
        tables = await admin.fetch(
            "select c.relname from pg_class c "
            "where c.relnamespace = 'apps'::regnamespace and c.relkind = 'r' "
            "and c.relname like $1 order by 1",
            f"mod\\_{PREFIX}\\_%",
        )
        found: Rows = {}
        for (table,) in tables:
            rows = await admin.fetch(f"select to_jsonb(t)::text as row from apps.{table} t")
            plain = [
                {k: v for k, v in json.loads(row["row"]).items() if not k.startswith("archived_")}
                for row in rows
            ]
            found[table] = sorted(plain, key=repr)
        return found

    async def change(
        self, *edits: Any, choices: Mapping[str, Choice] | None = None, phased: bool = False
    ) -> Migration:
        """Apply edits to the spec, and the migration to the tables."""
        read = EDITS.validate_python(list(edits))
        result = apply(self.spec, read)
        assert result.ok, result.diagnostics
        migration = await self.go(result.spec, transforms_of(read, self.spec), choices, phased=phased)
        self.done.append(Step(result.before, read, result.spec, migration))
        return migration

    async def back(self, choices: Mapping[str, Choice] | None = None, *, phased: bool = False) -> Migration:
        """Take the last change back."""
        last = self.done.pop()
        transforms = transforms_of(last.edits, last.before, backward=True)
        return await self.go(last.before, transforms, choices, phased=phased)

    async def go(
        self,
        spec: AppSpec,
        transforms: Sequence[Any] = (),
        choices: Mapping[str, Choice] | None = None,
        *,
        phased: bool = False,
    ) -> Migration:
        """Migrate to any revision."""
        admin = await self.database.admin()
        archive = await read_archive(admin, PREFIX, self.spec)
        migration = migrate(
            self.spec, spec, prefix=PREFIX, transforms=transforms, archive=archive, choices=choices or {}
        )
        if phased:
            await self._in_phases(migration)
        elif migration.script:
            async with admin.transaction():
                await admin.execute(migration.script)
        self.spec = spec
        left, said = await read_archive(admin, PREFIX, spec), migration.leaves
        assert (left.tables, left.columns, left.notes) == (said.tables, said.columns, said.notes)
        assert left.kept <= said.kept
        return migration

    async def _in_phases(self, migration: Migration) -> None:
        admin = await self.database.admin()
        for statement in migration.prepare:
            await admin.execute(statement)
        async with admin.transaction():
            await admin.execute("set local sayso.migrating = 'on'")
            if migration.tables:
                await admin.execute(f"lock table {', '.join(migration.tables)} in share row exclusive mode")
            if migration.switch:
                await admin.execute(migration.switch)
        for statement in migration.finish:
            await admin.execute(statement)

    async def findings(self, migration: Migration) -> dict[str, int]:
        """What the probes of a migration say about the rows, before it."""
        admin = await self.database.admin()
        found = {}
        for step in migration.steps:
            for probe in step.probes:
                found[probe.meaning] = await admin.fetchval(probe.count)
                if probe.examples:
                    await admin.fetch(probe.examples.rows)
        return {meaning: count for meaning, count in found.items() if count}

    async def plan(
        self, *edits: Any, choices: Mapping[str, Choice] | None = None
    ) -> tuple[Migration, dict[str, int]]:
        """A migration that is not made, with what the rows say about it."""
        read = EDITS.validate_python(list(edits))
        result = apply(self.spec, read)
        assert result.ok, result.diagnostics
        admin = await self.database.admin()
        archive = await read_archive(admin, PREFIX, self.spec)
        migration = migrate(
            self.spec,
            result.spec,
            prefix=PREFIX,
            transforms=transforms_of(read, self.spec),
            archive=archive,
            choices=choices or {},
        )
        return migration, await self.findings(migration)

    async def is_like_fresh(self, other: TestDatabase) -> None:
        """Asserts that the catalogue is that of the same spec installed at once."""
        await other.install(self.spec, PREFIX)
        mine = await catalogue(await self.database.admin(), PREFIX)
        fresh = await catalogue(await other.admin(), PREFIX)
        for what, found in fresh.items():
            assert mine[what] == found, what
