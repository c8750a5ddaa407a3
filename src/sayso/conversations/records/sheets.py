"""Queries on the sheets that sessions began with; each names its agency."""

import zlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.tables import SheetRow
from sayso.conversations.types import Session
from sayso.sheets.entity_draft import KeptColumn, KeptSheet

Rows = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """A sheet of a session without its rows; ``report`` says what became of them."""

    number: int
    file: str
    name: str
    entity: str
    columns: tuple[KeptColumn, ...]
    row_count: int
    report: dict[str, Any] | None
    imported_at: datetime | None


async def add_sheet(session: AsyncSession, known: Session, number: int, file: str, sheet: KeptSheet) -> None:
    """Keep a sheet with its rows."""
    await session.execute(
        insert(SheetRow).values(
            session_id=known.id,
            agency_id=known.agency_id,
            number=number,
            file=file,
            name=sheet.name,
            entity=sheet.entity,
            columns=[asdict(column) for column in sheet.columns],
            row_count=len(sheet.rows),
            content=packed(sheet.rows),
        )
    )


async def sheets_of(session: AsyncSession, known: Session) -> list[SessionSheet]:
    """The sheets of a session, in the order of its file."""
    query = (
        select(
            SheetRow.number,
            SheetRow.file,
            SheetRow.name,
            SheetRow.entity,
            SheetRow.columns,
            SheetRow.row_count,
            SheetRow.report,
            SheetRow.imported_at,
        )
        .where(SheetRow.agency_id == known.agency_id, SheetRow.session_id == known.id)
        .order_by(SheetRow.number)
    )
    return [
        SessionSheet(
            row.number,
            row.file,
            row.name,
            row.entity,
            tuple(KeptColumn(**column) for column in row.columns),
            row.row_count,
            row.report,
            row.imported_at,
        )
        for row in await session.execute(query)
    ]


async def rows_of(session: AsyncSession, known: Session, number: int) -> Rows:
    """The rows of a sheet that are not imported."""
    query = select(SheetRow.content).where(
        SheetRow.agency_id == known.agency_id, SheetRow.session_id == known.id, SheetRow.number == number
    )
    found = orjson.loads(zlib.decompress((await session.execute(query)).scalar_one()))
    return tuple((place, tuple(cells)) for place, cells in found)


async def note_imported(
    session: AsyncSession, known: Session, number: int, report: dict[str, Any], left: Rows
) -> None:
    """Say what became of the rows of a sheet; those that are ``left`` stay to be looked at."""
    await session.execute(
        update(SheetRow)
        .where(
            SheetRow.agency_id == known.agency_id,
            SheetRow.session_id == known.id,
            SheetRow.number == number,
        )
        .values(report=report, content=packed(left), imported_at=func.now())
    )


def packed(rows: Rows) -> bytes:
    """Rows as they are kept."""
    return zlib.compress(orjson.dumps(rows), 6)
