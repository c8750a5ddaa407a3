"""Rows of the spreadsheet that a session began with, brought into the module that it was published as."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import asyncpg

from sayso.conversations.records import messages, sheets
from sayso.conversations.records.sheets import Rows, SessionSheet
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import hold
from sayso.conversations.types import NewMessage, Session, Speaker
from sayso.db.database import Database
from sayso.db.scope import Scope
from sayso.errors import AppError
from sayso.identity.people import repository as people
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.transfer.columns import SheetColumn, column_of
from sayso.runtime.transfer.imports import Import
from sayso.runtime.transfer.report import told_errors
from sayso.runtime.types import Module
from sayso.sheets.types import Sheet
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

_log = logging.getLogger(__name__)
_LAST = 2**32 - 1
_GONE = "There is no place for these rows any more: what they were was removed."


@dataclass(frozen=True, slots=True)
class _Brought:
    """What became of the rows of a sheet."""

    report: dict[str, Any]
    left: Rows


class SheetImport:
    """Imports the rows that wait; a row that does not fit is told of and stops nothing."""

    def __init__(self, database: Database, telling: Telling) -> None:
        self._database = database
        self._telling = telling

    async def bring(self, known: Session, module: Module, spec: AppSpec, author_id: UUID) -> None:
        """Import what the session's sheets still have; never fails, since the module is published already."""
        async with self._database.unit(known.agency_id) as session:
            found = await sheets.sheets_of(session, known)
        waiting = [one for one in in_order(found) if one.imported_at is None]
        if not waiting:
            return
        plan = ModulePlan(module, SpecIndex(spec))
        runtime = ModuleRuntime(plan, self._database.gate)
        async with self._database.unit(known.agency_id) as session:
            member_id = await people.ensure_member(session, module.site, author_id)
        role = plan.index.widest_role or next(iter(plan.roles), "")
        scope = Scope(module.site.id, member_id, role, plan.time_zone.key)
        reports = []
        for sheet in waiting:
            async with self._database.unit(known.agency_id) as session:
                rows = await sheets.rows_of(session, known, sheet.number)
            try:
                brought = await _sheet(runtime, scope, known, sheet, rows)
            except (AppError, asyncpg.PostgresError) as error:
                _log.warning("a sheet could not be imported", exc_info=error)
                said = error.message if isinstance(error, AppError) else "The database refused these rows."
                brought = _Brought(_report(0, rows, problem=said), rows)
            async with self._database.unit(known.agency_id) as session:
                await sheets.note_imported(session, known, sheet.number, brought.report, brought.left)
            reports.append((sheet, brought.report))
        await self._say(known, reports)

    async def _say(self, known: Session, reports: Sequence[tuple[SessionSheet, dict[str, Any]]]) -> None:
        text = words_of(reports)
        payload = {"spreadsheet": [{"sheet": sheet.name, **report} for sheet, report in reports]}
        async with self._database.unit(known.agency_id) as session:
            held = await hold(session, known.agency_id, known.id)
            number = await messages.add_message(
                session, held, NewMessage(Speaker.SYSTEM, text, payload=payload)
            )
            await self._telling.tell(session, held, "message", number=number, role="system", text=text)


def words_of(reports: Sequence[tuple[SessionSheet, dict[str, Any]]]) -> str:
    """What became of the rows, in a sentence or two."""
    created = sum(report["created"] for _, report in reports)
    rows = sum(report["rows"] for _, report in reports)
    first = reports[0][0].file
    if created == rows:
        which = "The row" if rows == 1 else f"All {rows:,} rows"
        return f"{which} of {first} {'is' if rows == 1 else 'are'} imported."
    said = f"{created:,} of {rows:,} rows of {first} are imported."
    return f"{said} {rows - created:,} were left out; look at why, and download them."


def in_order(found: Sequence[SessionSheet]) -> list[SessionSheet]:
    """Sheets after those that they refer to, as far as that goes."""
    done: list[SessionSheet] = []
    left = list(found)
    while left:
        placed = {one.number for one in done}
        free = [
            one
            for one in left
            if all(c.refers in {None, one.number} or c.refers in placed for c in one.columns)
        ]
        following = free or left[:1]
        done += following
        left = [one for one in left if one not in following]
    return done


def id_of(known: Session, sheet: int, row: int | str) -> UUID:
    """The id that the row of a sheet gets; rows of one moment are listed by it, as the sheet has them."""
    falling = (_LAST - int(row)).to_bytes(4, "big")
    return UUID(bytes=falling + uuid5(known.id, f"{sheet}:{row}").bytes[4:])


async def _sheet(
    runtime: ModuleRuntime, scope: Scope, known: Session, sheet: SessionSheet, rows: Rows
) -> _Brought:
    plan = next((one for one in runtime.plan.by_entity.values() if one.entity.id == sheet.entity), None)
    if plan is None:
        return _Brought(_report(0, rows, problem=_GONE), rows)
    columns, ignored = _columns(runtime.plan, plan, sheet)
    referred = {place: one.refers for place, one in enumerate(sheet.columns) if one.refers is not None}
    lines = [
        (number, [
            str(id_of(known, referred[place], cell)) if cell and place in referred else cell
            for place, cell in enumerate(cells)
        ])
        for number, cells in _sorted(sheet, rows)
    ]  # fmt: skip
    header = [column.heading for column in sheet.columns]
    done = await Import(runtime, plan, scope).keep(
        Sheet(header, lines, sheet.name),
        columns,
        partial=True,
        ids={number: id_of(known, sheet.number, number) for number, _ in rows},
    )
    wrong = {error.row for error in done.errors}
    report = _report(
        done.created, rows, errors=told_errors(done.errors), error_count=len(done.errors), ignored=ignored
    )
    return _Brought(report, tuple(row for row in rows if row[0] in wrong))


def _sorted(sheet: SessionSheet, rows: Rows) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows after those of the same sheet that they refer to."""
    own = [place for place, column in enumerate(sheet.columns) if column.refers == sheet.number]
    if not own:
        yield from rows
        return
    left, done = dict(rows), set[str]()
    while left:
        ready = [
            (number, cells)
            for number, cells in left.items()
            if all(not cells[place] or cells[place] in done for place in own)
        ]
        for number, cells in ready or list(left.items()):
            del left[number]
            done.add(str(number))
            yield number, cells


def _columns(
    module: ModulePlan, plan: CollectionPlan, sheet: SessionSheet
) -> tuple[list[SheetColumn], list[str]]:
    """The columns by what their elements are called now, and the headings of those that have no place."""
    spec = module.index.spec
    names = {field.id: field.name for field in plan.entity.fields} | {
        link.id: link.name for link in spec.relationships if link.from_entity == plan.entity.name
    }
    columns, ignored, used = list[SheetColumn](), list[str](), set[str]()
    for place, kept in enumerate(sheet.columns):
        found = column_of(module, plan, place, names.get(kept.element, kept.name), is_exact=True)
        if found is None or found.field in used:
            ignored.append(kept.heading)
        else:
            used.add(found.field)
            columns.append(found)
    return columns, ignored


def _report(
    created: int,
    rows: Rows,
    *,
    errors: Sequence[dict[str, Any]] = (),
    error_count: int = 0,
    ignored: Sequence[str] = (),
    problem: str = "",
) -> dict[str, Any]:
    return {
        "created": created,
        "rows": len(rows),
        "errors": list(errors),
        "error_count": error_count,
        "ignored": list(ignored),
        "problem": problem,
    }
