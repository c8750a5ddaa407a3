"""Reading the audit log, and noting in it what is no row of a table."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.principal import Principal, PrincipalKind
from sayso.identity.tables import AuditRow, UserRow

EXPORTED_AT_ONCE = 500
_NOTE = text("select sayso_note(:action, :resource, :id, :name, cast(:changes as jsonb), :agency)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did; ``changes`` are pairs of the value before and after, secrets masked."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    key_id: UUID | None
    action: str
    resource: str
    resource_id: str
    resource_name: str
    changes: dict[str, Any]
    address: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; what is none plays no part.

    ``actor`` is the id of a user or key, an e-mail address, a name or a kind. ``action`` is the whole name or
    what stands before its dot. ``since`` counts in, ``until`` does not. ``words`` are looked for anywhere.
    """

    actor: str | None = None
    action: str | None = None
    resource: str | None = None
    resource_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    address: str | None = None
    words: str | None = None

    def said(self) -> dict[str, str]:
        """What was asked for, as it is noted."""
        asked = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: str(value) for name, value in asked if value is not None}


async def note(
    session: AsyncSession,
    action: str,
    resource: str,
    resource_id: str = "",
    *,
    name: str = "",
    changes: Mapping[str, Any] | None = None,
    agency_id: UUID | None = None,
) -> None:
    """Write down what is no row of a table; gone again if the session's transaction is rolled back.

    In a unit it belongs to the unit's agency, whatever ``agency_id`` says.
    """
    values = {"action": action, "resource": resource, "id": resource_id, "name": name, "agency": agency_id}
    await session.execute(_NOTE, values | {"changes": orjson.dumps(dict(changes or {})).decode()})


class AuditLog:
    """The log of an agency; the operator of the machine also sees what belongs to none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def part(self, me: Principal, wanted: Wanted, window: Window) -> Part[Entry]:
        """Some of what was asked for, the newest first."""
        agency_id = me.home_agency.id
        if me.kind is PrincipalKind.OPERATOR:
            async with self._database.system() as session:
                found = or_(AuditRow.agency_id == agency_id, AuditRow.agency_id.is_(None))
                return await _part(session, found, wanted, window)
        async with self._database.unit(agency_id) as session:
            return await _part(session, AuditRow.agency_id == agency_id, wanted, window)

    async def export(self, me: Principal, wanted: Wanted, form: str) -> AsyncIterator[list[Entry]]:
        """All that was asked for in pieces, the newest first; that it was taken out is noted before."""
        async with self._database.unit(me.home_agency.id) as session:
            changes = {"format": [None, form], **{key: [None, one] for key, one in wanted.said().items()}}
            await note(session, "audit.exported", "audit_log", changes=changes)
        return self._pieces(me, wanted)

    async def _pieces(self, me: Principal, wanted: Wanted) -> AsyncIterator[list[Entry]]:
        window: Window | None = Window(EXPORTED_AT_ONCE)
        while window is not None:
            part = await self.part(me, wanted, window)
            yield part.items
            window = Window(EXPORTED_AT_ONCE, part.last) if part.last else None


async def _part(
    session: AsyncSession, place: ColumnElement[bool], wanted: Wanted, window: Window
) -> Part[Entry]:
    query = _narrowed(select(AuditRow).where(place), wanted)
    part = await part_of_query(session, query, window, AuditRow.id, descending=True)
    return part.map(lambda row: _entry(row[0]))


def _narrowed(query: Select[AuditRow], wanted: Wanted) -> Select[AuditRow]:
    log = AuditRow
    if wanted.actor is not None:
        query = query.where(_is_actor(wanted.actor))
    if wanted.action is not None:
        below = log.action.startswith(wanted.action.rstrip(".") + ".", autoescape=True)
        query = query.where(or_(log.action == wanted.action, below))
    for column, value in (
        (log.resource, wanted.resource),
        (log.resource_id, wanted.resource_id),
        (log.address, wanted.address),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(log.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(log.at < wanted.until)
    if wanted.words is not None:
        said = func.concat_ws(
            " ", log.actor_name, log.action, log.resource_name, log.resource_id, cast(log.changes, Text)
        )
        query = query.where(said.icontains(wanted.words, autoescape=True))
    return query


def _is_actor(said: str) -> ColumnElement[bool]:
    try:
        known = UUID(said)
    except ValueError:
        of_address = select(UserRow.id).where(UserRow.email == said.lower())
        return or_(
            AuditRow.actor_kind == said,
            func.lower(AuditRow.actor_name) == said.lower(),
            AuditRow.actor_id.in_(of_address),
        )
    return or_(AuditRow.actor_id == known, AuditRow.key_id == known)


def _entry(row: AuditRow) -> Entry:
    return Entry(
        row.id,
        row.at,
        row.actor_kind,
        row.actor_id,
        row.actor_name,
        row.key_id,
        row.action,
        row.resource,
        row.resource_id,
        row.resource_name,
        row.changes,
        row.address,
        row.user_agent,
    )
