"""Export of a list as CSV, page by page, so that memory stays small however long the list is."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from app.description import TEXTS, Column, Entity, Kind
from app.lists.cursors import decode_cursor
from app.lists.lists import ListRequest
from app.lists.paths import like
from app.problems import Malformed
from app.rows.rows import Rows
from app.sessions import Session
from app.sheets.sheet import guarded, written

PAGE = 1000
_BOM = b"\xef\xbb\xbf"
_LEFT_OUT = frozenset({"id", "version", "member_id", "updated_at"})
Cell = Callable[[Mapping[str, Any]], str]


async def export(
    rows: Rows, session: Session, wanted: ListRequest, columns: tuple[str, ...]
) -> AsyncIterator[bytes]:
    """The file in pieces; the first page is read at once, while errors can still be told."""
    cells = _chosen(rows.entity, columns, session.zone)
    request = replace(
        wanted, page=1, page_size=PAGE, counts=False, cursor=None, expand=tuple(rows.entity.sets)
    )
    first = json.loads(await rows.page(session, request))

    async def pieces() -> AsyncIterator[bytes]:
        yield _BOM + written([[label for label, _ in cells]])
        answer = first
        while True:
            yield written([[cell(row) for _, cell in cells] for row in answer["items"]])
            following = answer["page"]["next_cursor"]
            if following is None:
                return
            further = replace(request, cursor=decode_cursor(following))
            answer = json.loads(await rows.page(session, further))

    return pieces()


def _chosen(entity: Entity, wanted: tuple[str, ...], zone: tzinfo) -> list[tuple[str, Cell]]:
    known: dict[str, tuple[str, Cell]] = {}
    for name, column in entity.columns.items():
        if column.parent is not None:
            relation = name.removesuffix("_id")
            known[relation] = column.label, _text(f"{relation}_title")
        elif name not in _LEFT_OUT:
            known[name] = column.label, _cell(name, column, zone)
    for name in entity.sets:
        known[name] = name.replace("_", " ").capitalize(), _titles(f"{name}_titles")
    chosen = []
    for name in wanted or known:
        bare = name if name in known else name.removesuffix("_id").removesuffix("_title")
        if name == "id":
            chosen.append(("Id", _text("id")))
        elif bare in known:
            chosen.append(known[bare])
        else:
            raise Malformed(f'There is no column "{name[:60]}".{like(name, known)}')
    return chosen


def _cell(name: str, column: Column, zone: tzinfo) -> Cell:
    def cell(row: Mapping[str, Any]) -> str:
        value = row.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if column.kind is Kind.JSON:
            return guarded(json.dumps(value, ensure_ascii=False))
        if isinstance(value, list):
            return guarded("; ".join(column.options.get(item, str(item)) for item in value))
        if column.kind is Kind.DATETIME:
            return f"{datetime.fromisoformat(value).astimezone(zone):%Y-%m-%d %H:%M:%S}"
        if column.kind is Kind.ENUM:
            return guarded(column.options.get(value, str(value)))
        return guarded(value) if column.kind in TEXTS else str(value)

    return cell


def _text(name: str) -> Cell:
    return lambda row: guarded(str(row.get(name) or ""))


def _titles(name: str) -> Cell:
    return lambda row: guarded("; ".join(title or "" for title in row.get(name) or []))
