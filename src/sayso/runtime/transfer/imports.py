"""Import of a table: every row is read and tried, every error is told with its row."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import asyncpg

from sayso.db.gate import ScopedConnection
from sayso.db.scope import Scope
from sayso.errors import AppError
from sayso.runtime.errors import InvalidFieldsError, MalformedError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.refusals import refusal_of
from sayso.runtime.transfer.columns import SheetColumn, Titles, fillable, matched, parts
from sayso.runtime.transfer.report import placed_columns, told_errors
from sayso.runtime.values.body import Values
from sayso.runtime.values.readers import UnreadableError
from sayso.sheets.cells import trimmed, unguarded
from sayso.sheets.table_reader import read_one
from sayso.sheets.types import Sheet

BATCH = 500
_HOPELESS = 500
"""So many errors, and rows that could be created are not tried any more where one error is too many."""


class RowError(NamedTuple):
    """What is wrong in one cell; ``row`` is the number a spreadsheet shows, the header being row 1."""

    row: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were created, and why others were not."""

    created: int
    errors: list[RowError]


@dataclass(frozen=True, slots=True)
class _Candidate:
    row: int
    id: UUID
    values: Values


class _NotKeptError(Exception):
    """Rolls back an import that is only a trial, or that has errors."""


class Import:
    """One import into one entity."""

    def __init__(self, runtime: ModuleRuntime, plan: CollectionPlan, scope: Scope) -> None:
        self._runtime = runtime
        self._plan = plan
        self._scope = scope
        self._records = runtime.records(plan, scope)

    async def run(
        self, data: bytes, *, dry_run: bool, partial: bool, mapping: Sequence[str | None] | None = None
    ) -> dict[str, Any]:
        """Create the rows of a file; of several sheets, those of the one that is called like the entity.

        ``mapping`` is where a person wants each column to go, by position; null leaves one out. Without it
        columns go where they are called alike. The answer says where each went, and what it holds.
        """
        sheet = await asyncio.to_thread(read_one, data, self._plan.collection)
        columns = await asyncio.to_thread(matched, self._runtime.plan, self._plan, sheet, mapping)
        if not columns and not dry_run:
            known = ", ".join(column.label for column in self._plan.written.values())
            raise MalformedError("No column of the file is known.", hint=f"Columns: {known}.")
        placed = placed_columns(sheet, columns)
        if not columns:
            done = Imported(0, [])
        else:
            done = await self.keep(sheet, columns, dry_run=dry_run, partial=partial)
        return {
            "created": done.created,
            "errors": told_errors(done.errors),
            "error_count": len(done.errors),
            "rows": len(sheet.rows),
            "ignored": [one["heading"] for one in placed if one["field"] is None and one["heading"]],
            "columns": placed,
            "fields": [
                {"field": one.field, "label": one.label, "required": one.required}
                for one in fillable(self._runtime.plan, self._plan)
            ],
            "dry_run": dry_run,
        }

    async def keep(
        self,
        sheet: Sheet,
        columns: Sequence[SheetColumn],
        *,
        dry_run: bool = False,
        partial: bool = False,
        ids: Mapping[int, UUID] | None = None,
    ) -> Imported:
        """Create the rows; none if any fails, unless ``partial``; none in any case when it is a dry run.

        ``ids`` are the ids that rows get, by their number.
        """
        titles = await self._titles(sheet, columns)
        candidates, errors = await asyncio.to_thread(self._read, sheet, columns, titles)
        if ids is not None:
            candidates = [replace(one, id=ids[one.row]) for one in candidates]
        created = 0

        async def work(connection: ScopedConnection) -> None:
            nonlocal created
            groups: dict[tuple[str, ...], list[_Candidate]] = defaultdict(list)
            for candidate in candidates:
                groups[tuple(candidate.values.columns)].append(candidate)
            for group in groups.values():
                for start in range(0, len(group), BATCH):
                    created += await self._batch(connection, group[start : start + BATCH], errors)
            if dry_run or (errors and not partial):
                raise _NotKeptError

        if partial or dry_run or not errors or len(errors) < _HOPELESS:
            try:
                async with self._records.refusals():
                    await self._runtime.gate.transaction(self._scope, work)
            except _NotKeptError:
                created = created if dry_run and (partial or not errors) else 0
        errors.sort(key=lambda error: error.row)
        return Imported(created, errors)

    async def _batch(
        self, connection: ScopedConnection, batch: Sequence[_Candidate], errors: list[RowError]
    ) -> int:
        try:
            async with connection.transaction():
                await self._records.insert_many(connection, [(c.id, c.values) for c in batch])
        except (asyncpg.PostgresError, AppError) as error:
            if len(batch) == 1:
                errors += self._row_errors(batch[0].row, error)
                return 0
            # the batch holds a bad row: halves find it in few steps
            middle = len(batch) // 2
            first = await self._batch(connection, batch[:middle], errors)
            return first + await self._batch(connection, batch[middle:], errors)
        return len(batch)

    def _row_errors(self, row: int, error: asyncpg.PostgresError | AppError) -> list[RowError]:
        refusal = error if isinstance(error, AppError) else refusal_of(error, self._runtime.plan, self._plan)
        if refusal is None:
            raise error
        places = refusal.details.get("errors", [])
        if isinstance(refusal, InvalidFieldsError) or places:
            return [RowError(row, str(place["field"]), str(place["message"])) for place in places]
        return [RowError(row, "", refusal.message)]

    def _read(
        self, sheet: Sheet, columns: Sequence[SheetColumn], titles: dict[str, Titles]
    ) -> tuple[list[_Candidate], list[RowError]]:
        candidates, errors = list[_Candidate](), list[RowError]()
        given = {column.field for column in columns}
        missing = [
            column
            for column in self._plan.written.values()
            if column.required
            and column.name not in given
            and (column.field is None or column.field.default is None)
        ]
        for number, line in sheet.rows:
            values, wrong = Values(), len(errors)
            errors += [RowError(number, column.name, f"{column.label} is required.") for column in missing]
            for column in columns:
                text = trimmed(line[column.position]) if column.position < len(line) else ""
                try:
                    self._cell(values, column, text, titles)
                except UnreadableError as error:
                    errors.append(RowError(number, column.field, f"{column.label} {error}"))
            if len(errors) == wrong:
                candidates.append(_Candidate(number, uuid4(), values))
        return candidates, errors

    def _cell(self, values: Values, column: SheetColumn, text: str, titles: dict[str, Titles]) -> None:
        if not text:
            if column.required:
                raise UnreadableError("is required.")
            return
        value = column.read(text, titles.get(column.parent or "", {}))
        if column.relation is not None:
            values.sets[column.relation] = value if isinstance(value, list) else []
        else:
            values.columns[column.field] = value

    async def _titles(self, sheet: Sheet, columns: Sequence[SheetColumn]) -> dict[str, Titles]:
        """The rows that cells name by their titles, for each entity that is referred to."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for column in columns:
            if column.parent is None:
                continue
            for _, line in sheet.rows:
                text = line[column.position] if column.position < len(line) else ""
                cells = parts(text) if column.relation is not None else [text.strip()]
                wanted[column.parent].update(unguarded(cell).lower() for cell in cells if cell)
        found: dict[str, Titles] = {}
        for entity, names in wanted.items():
            plan = self._runtime.plan.by_entity[entity]
            title = self._runtime.plan.title(entity, "t")
            sql = (
                f"select t.id, lower({title}) as title from {plan.view} t "
                f"where lower({title}) = any($1::text[])"
            )
            known: Titles = defaultdict(list)
            for row in await self._runtime.gate.fetch(self._scope, sql, sorted(names)):
                known[row["title"]].append(row["id"])
            found[entity] = known
        return found
