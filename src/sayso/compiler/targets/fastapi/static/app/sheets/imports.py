"""Import of a CSV file: every row is read and tried, every error is told with its row."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any
from uuid import UUID

import asyncpg
from fastapi import Request
from pydantic import ValidationError

from app.bodies import Body
from app.database import Connection
from app.entities import ENTITIES
from app.lists.paths import title
from app.problems import Malformed, Problem, WrongMediaType, complaints
from app.rows.refusals import problem_of
from app.rows.rows import Rows, Values
from app.sessions import Session
from app.sheets.columns import SheetColumn, Titles, Writing, fillable, matched, parts
from app.sheets.report import mapping_in, placed_columns, told_errors
from app.sheets.sheet import Sheet, read_sheet, unguarded
from app.uploads import media_type, sent_part
from app.values.read import Unreadable

BATCH = 500
_SHEETS = frozenset(
    {
        "text/csv",
        "text/plain",
        "application/csv",
        "application/vnd.ms-excel",
        "text/tab-separated-values",
    }
)
Line = tuple[int, Values]
"""A row of the file that could be read, with its number."""


class _NotKept(Exception):
    """Rolls back an import that is only a trial, or that has errors."""


@dataclass
class Import:
    """One import into the rows of an entity, whose new rows `model` describes."""

    rows: Rows
    model: type[Body]
    session: Session
    errors: list[dict[str, Any]] = field(default_factory=list)

    async def run(
        self, request: Request, *, dry_run: bool, partial: bool, mapping: str = ""
    ) -> dict[str, Any]:
        """Create the rows; none if any fails, unless `partial`; none at all in a dry run.

        `mapping` is where a person wants each column to go. The answer says where each went.
        """
        wanted = mapping_in(mapping)
        sheet = await asyncio.to_thread(read_sheet, await sent_file(request))
        settings = self.session.settings
        writing = Writing(
            self.session.zone,
            str(settings.get("locale") or "en"),
            str(settings.get("currency") or "USD"),
        )
        columns = matched(self.rows.entity, sheet.header, writing, wanted)
        placed = placed_columns(sheet, columns)
        if not columns and not dry_run:
            known = ", ".join(column.label for column in self.rows.entity.written.values())
            raise Malformed("No column of the file is known.", hint=f"Columns: {known}.")
        titles = await self._titles(sheet, columns)
        lines = await asyncio.to_thread(self._read, sheet, columns, titles) if columns else []
        created = 0
        try:
            async with self.rows.transaction(self.session) as connection:
                for start in range(0, len(lines), BATCH):
                    created += await self._insert(connection, lines[start : start + BATCH])
                if dry_run or (self.errors and not partial):
                    raise _NotKept
        except _NotKept:
            created = created if dry_run and (partial or not self.errors) else 0
        self.errors.sort(key=itemgetter("row"))
        return {
            "created": created,
            "errors": told_errors(self.errors),
            "error_count": len(self.errors),
            "rows": len(sheet.rows),
            "ignored": [
                one["heading"] for one in placed if one["field"] is None and one["heading"]
            ],
            "columns": placed,
            "fields": fillable(self.rows.entity),
            "dry_run": dry_run,
        }

    def _read(
        self, sheet: Sheet, columns: Sequence[SheetColumn], titles: dict[str, Titles]
    ) -> list[Line]:
        lines = []
        for number, cells in sheet.rows:
            given, wrong = dict[str, object](), dict[str, str]()
            for column in columns:
                text = cells[column.position].strip() if column.position < len(cells) else ""
                try:
                    if text:
                        given[column.field] = column.read(text, titles.get(column.other or "", {}))
                except Unreadable as error:
                    wrong[column.field] = f"{column.label} {error}"
            try:
                body = self.model.model_validate(given)
            except ValidationError as error:
                wrong = dict(complaints(error.errors())) | wrong
            if not wrong:
                lines.append((number, self.rows.values(self.session, body.given())))
            fields = [column.field for column in columns]
            for name in sorted(
                wrong, key=lambda name: fields.index(name) if name in fields else -1
            ):
                self._wrong(number, name, wrong[name])
        return lines

    async def _insert(self, connection: Connection, lines: Sequence[Line]) -> int:
        """Insert rows; where one is refused, halves find it in few steps."""
        if not lines:
            return 0
        try:
            async with connection.transaction():
                for _, values in lines:
                    await self.rows.insert(connection, values)
        except (asyncpg.PostgresError, Problem) as error:
            if len(lines) > 1:
                middle = len(lines) // 2
                first = await self._insert(connection, lines[:middle])
                return first + await self._insert(connection, lines[middle:])
            self._refused(lines[0][0], error)
            return 0
        return len(lines)

    def _refused(self, number: int, error: asyncpg.PostgresError | Problem) -> None:
        problem = error if isinstance(error, Problem) else problem_of(error, self.rows.entity)
        if problem is None:
            raise error
        for place in problem.errors or [{"field": "", "message": problem.detail}]:
            self._wrong(number, place["field"], place["message"])

    def _wrong(self, number: int, name: str, message: str) -> None:
        self.errors.append({"row": number, "field": name, "message": message})

    async def _titles(self, sheet: Sheet, columns: Sequence[SheetColumn]) -> dict[str, Titles]:
        """The rows that cells name by their titles, for each entity that is referred to."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for column in columns:
            if column.other is None:
                continue
            for _, cells in sheet.rows:
                text = cells[column.position] if column.position < len(cells) else ""
                named = parts(text) if column.several else [text.strip()]
                wanted[column.other].update(unguarded(one).lower() for one in named if one)
        found: dict[str, Titles] = {}
        async with self.rows.transaction(self.session) as connection:
            for name, called in wanted.items():
                sql = title(ENTITIES[name], "t")
                known: dict[str, list[UUID]] = defaultdict(list)
                for row in await connection.fetch(
                    f"select t.id, lower({sql}) as title from {ENTITIES[name].view} t "
                    f"where lower({sql}) = any($1::text[])",
                    sorted(called),
                ):
                    known[row["title"]].append(row["id"])
                found[name] = known
        return found


async def sent_file(request: Request) -> bytes:
    """The CSV file of a request: its body, or the part `file` of a form."""
    kind = media_type(request)
    if kind == "multipart/form-data":
        return (await sent_part(request)).content
    if kind not in _SHEETS:
        hint = "Send text/csv, or multipart/form-data with a part “file”."
        raise WrongMediaType("This call reads CSV.", hint=hint)
    return await request.body()
