"""Export of a list as CSV, page by page, so that memory stays small however long the list is."""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from sayso.db.scope import Scope
from sayso.kit.notation import exact
from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan, Column
from sayso.runtime.query.cursors import decode_cursor
from sayso.runtime.query.lists import ListRequest
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.transfer.columns import text_type
from sayso.runtime.values.body import did_you_mean
from sayso.sheets.cells import guarded
from sayso.spec.model import FieldType

PAGE = 1000
_BOM = b"\xef\xbb\xbf"
Cell = Callable[[Mapping[str, Any]], str]


class Export:
    """One export of one entity."""

    def __init__(self, runtime: ModuleRuntime, plan: CollectionPlan, scope: Scope) -> None:
        self._runtime = runtime
        self._plan = plan
        self._records = runtime.records(plan, scope)
        self._zone = runtime.plan.time_zone
        self._language = runtime.plan.writing.language

    async def chunks(self, request: ListRequest, wanted: tuple[str, ...]) -> AsyncIterator[bytes]:
        """The file in pieces; the first page is read at once, while errors can still be told."""
        columns = self._columns(wanted)
        page = replace(
            request, page=1, page_size=PAGE, counts=False, cursor=None, expand=tuple(self._plan.sets)
        )
        first = _loads(await self._records.page(page))

        async def pieces() -> AsyncIterator[bytes]:
            yield _BOM + _lines([[label for label, _ in columns]])
            answer = first
            while True:
                yield _lines([[cell(row) for _, cell in columns] for row in answer["items"]])
                following = answer["page"]["next_cursor"]
                if following is None:
                    return
                cursor = decode_cursor(following)
                answer = _loads(await self._records.page(replace(page, cursor=cursor)))

        return pieces()

    def _columns(self, wanted: tuple[str, ...]) -> list[tuple[str, Cell]]:
        known: dict[str, tuple[str, Cell]] = {}
        for column in self._plan.columns.values():
            if column.link is not None:
                known[column.link.name] = (column.label, _text(f"{column.link.name}_title"))
            elif column.name not in {"id", "version", "member_id", "updated_at"}:
                known[column.name] = (column.label, _cell(column, self._zone, self._language))
        for name in self._plan.sets:
            known[name] = (name.replace("_", " ").capitalize(), _titles(f"{name}_titles"))
        if not wanted:
            return list(known.values())
        chosen = []
        for name in wanted:
            plain = name if name in known else name.removesuffix("_id").removesuffix("_title")
            if name == "id":
                chosen.append(("Id", _text("id")))
            elif plain in known:
                chosen.append(known[plain])
            else:
                raise MalformedError(f'There is no column "{name[:60]}".{did_you_mean(name, list(known))}')
        return chosen


def _loads(page: bytes) -> Any:
    """A page with its numbers as they are kept, however many digits they have."""
    return json.loads(page, parse_float=Decimal)


def _cell(column: Column, zone: tzinfo, language: str) -> Cell:
    name, labels = column.name, dict(column.options)

    def cell(row: Mapping[str, Any]) -> str:
        value = row.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return guarded("; ".join(labels.get(item, str(item)) for item in value))
        if column.type is FieldType.DATETIME:
            return datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        if column.type is FieldType.JSON:
            return guarded(json.dumps(value, ensure_ascii=False, default=float))
        if column.type is FieldType.ENUM:
            return guarded(labels.get(value, str(value)))
        if column.type in {FieldType.DECIMAL, FieldType.MONEY} and isinstance(value, int | Decimal):
            return exact(value, language)
        return guarded(value) if text_type(column.type) else str(value)

    return cell


def _text(name: str) -> Cell:
    return lambda row: guarded(str(row.get(name) or ""))


def _titles(name: str) -> Cell:
    return lambda row: guarded("; ".join(title or "" for title in row.get(name) or []))


def _lines(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
