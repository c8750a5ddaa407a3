"""The audit log: who did what and when, from where, and how things were before and after."""

import csv
import io
from collections.abc import AsyncIterator, Callable
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime, BaseModel

from sayso.identity.audit import AuditLog, Entry, Wanted
from sayso.sheets.cells import guarded
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDatabase
from sayso.web.v1.access import Me
from sayso.web.v1.pagination import Page, Paging

LONGEST_WORDS = 200
_BOM = "\ufeff"
_COLUMNS = (
    "id", "at", "actor_kind", "actor_id", "actor_name", "key_id", "action", "resource", "resource_id",
    "resource_name", "changes", "address", "user_agent",
)  # fmt: skip

router = api_routes("/audit")
Words = Annotated[str | None, Query(min_length=1, max_length=LONGEST_WORDS)]


class EntryView(BaseModel):
    """An entry; `changes` are pairs of the value before and after by column, with secrets masked."""

    id: int
    at: AwareDatetime
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


class ExportFormat(StrEnum):
    """How an export is written: a table, or one JSON object per line."""

    CSV = "csv"
    JSONL = "jsonl"


def _wanted(
    *,
    actor: Words = None,
    action: Words = None,
    resource: Words = None,
    resource_id: Words = None,
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    address: Words = None,
    text: Words = None,
) -> Wanted:
    return Wanted(actor, action, resource, resource_id, since, until, address, text)


Asked = Annotated[Wanted, Depends(_wanted)]


@router.get("")
async def list_entries(database: KnownDatabase, me: Me, wanted: Asked, paging: Paging) -> Page[EntryView]:
    """The log of the agency, the newest first.

    `actor` is the id of a user or key, an e-mail address, a name or a kind such as `key`; `action` the whole
    name or what stands before its dot, such as `module`. `since` counts in, `until` does not.
    """
    return paging.page(await AuditLog(database).part(me, wanted, paging.window), _view)


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}, "application/x-ndjson": {}}}},
)
async def export_entries(
    database: KnownDatabase, me: Me, wanted: Asked, form: Annotated[ExportFormat, Query(alias="format")]
) -> StreamingResponse:
    """All of what was asked for as a file, the newest first. The export is an entry of the log itself."""
    pieces = await AuditLog(database).export(me, wanted, form.value)
    media_type, write = _FORMS[form]
    headers = {"content-disposition": f'attachment; filename="audit-log.{form.value}"'}
    return StreamingResponse(_written(pieces, write), media_type=media_type, headers=headers)


async def _written(
    pieces: AsyncIterator[list[Entry]], write: Callable[[list[Entry], bool], str]
) -> AsyncIterator[str]:
    is_first = True
    async for piece in pieces:
        yield write(piece, is_first)
        is_first = False


def _table(entries: list[Entry], is_first: bool) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    if is_first:
        out.write(_BOM)
        writer.writerow(_COLUMNS)
    writer.writerows([_cell(getattr(entry, column)) for column in _COLUMNS] for entry in entries)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    return guarded("" if value is None else str(value))


def _lines(entries: list[Entry], _: bool) -> str:
    return "".join(f"{_view(entry).model_dump_json()}\n" for entry in entries)


def _view(entry: Entry) -> EntryView:
    return EntryView.model_validate(entry, from_attributes=True)


_FORMS = {
    ExportFormat.CSV: ("text/csv; charset=utf-8", _table),
    ExportFormat.JSONL: ("application/x-ndjson", _lines),
}
