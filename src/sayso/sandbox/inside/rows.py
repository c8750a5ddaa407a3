"""Rows of modules, with the rights of whoever the program works for."""

import http.client
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from .calls import Calls
from .plain import plain
from .service_client import RowsError, ask, problem

HOST = "modules.sayso"
Row = dict[str, Any]
Found = list[Row]
"""Rows as dictionaries."""
_PAGE = 200
_AT_ONCE = 500


class Rows:
    """Rows of one module, to be read."""

    def __init__(self, module: str, egress: str | None) -> None:
        self._module = module
        self._egress = egress

    def list(
        self,
        entity: str,
        where: Mapping[str, Any] | None = None,
        sort: str | Sequence[str] | None = None,
        fields: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> Found:
        """Rows, at most ``limit``; ``where`` is ``{"status": "open"}`` or ``{"price": {"gte": 10}}``."""
        found: Found = []
        query = [*_filters(where), ("count", "false")]
        if sort:
            query.append(("sort", sort if isinstance(sort, str) else ",".join(sort)))
        cursor = ""
        while limit is None or len(found) < limit:
            size = _PAGE if limit is None else min(_PAGE, limit - len(found))
            paging = [("page_size", str(size)), *([("cursor", cursor)] if cursor else [])]
            answer = self._get(_collection(entity), [*query, *paging])
            found.extend(answer["items"])
            cursor = (answer.get("page") or {}).get("next_cursor") or ""
            if not cursor or not answer["items"]:
                break
        if fields:
            return [{name: row.get(name) for name in fields} for row in found]
        return found

    def get(self, entity: str, id: object) -> Row | None:  # noqa: A002 - what it is called in a row
        """A row by its id; none where there is none, or none that may be seen."""
        found = self.list(entity, where={"id": str(id)}, limit=1)
        return found[0] if found else None

    def count(self, entity: str, where: Mapping[str, Any] | None = None) -> int:
        """How many rows there are."""
        items = self.groups(entity, ["count"], where=where)
        return int(items[0]["count"]) if items else 0

    def groups(
        self,
        entity: str,
        measures: str | Sequence[str] = "count",
        by: str | None = None,
        where: Mapping[str, Any] | None = None,
        date_field: str | None = None,
    ) -> Found:
        """Figures over rows: ``measures`` as ``["count", "sum:price"]``, ``by`` a field or a period."""
        query = [
            ("measures", measures if isinstance(measures, str) else ",".join(measures)),
            *_filters(where),
        ]
        if by:
            query.append(("group_by", by))
        if date_field:
            query.append(("date_field", date_field))
        items: Found = self._get(f"{_collection(entity)}/stats", query)["items"]
        return items

    def report(self, name: str, since: str | None = None, until: str | None = None) -> Found:
        """The rows of a report, over days that are both included."""
        days = [(key, value) for key, value in (("from", since), ("to", until)) if value]
        rows: Found = self._get(f"reports/{quote(name, safe='')}", days)["rows"]
        return rows

    def _get(self, path: str, query: Sequence[tuple[str, str]]) -> Any:
        return self._asked("GET", f"{path}?{urlencode(query)}" if query else path)

    def _asked(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        if self._egress is None:
            raise RowsError(f"This program may not read rows of {self._module}.", http.client.FORBIDDEN)
        headers = {"Idempotency-Key": key} if key else {}
        target = f"{quote(self._module, safe='')}/{path}"
        status, answer = ask(self._egress, HOST, target, method, body=body, headers=headers)
        if not http.client.OK <= status < http.client.MULTIPLE_CHOICES:
            words, code = problem(answer, f"{self._module} answered with status {status}.")
            raise RowsError(words, status, code)
        return json.loads(answer) if answer else None


class WritableRows(Rows):
    """Rows of one module, as a bot reads and changes them; what was done is not done again."""

    def __init__(self, module: str, egress: str | None, calls: Calls) -> None:
        super().__init__(module, egress)
        self._calls = calls

    def create(self, entity: str, values: Mapping[str, Any]) -> Row:
        """A new row, as it was stored."""
        sent = plain(dict(values))
        name = self._calls.name("create", self._module, entity, sent)
        key = self._calls.key(name)
        row: Row = self._calls.once(name, lambda: self._asked("POST", _collection(entity), sent, key))
        return row

    def create_many(self, entity: str, rows: Sequence[Mapping[str, Any]]) -> Found:
        """New rows, all or none of each 500."""
        made: Found = []
        for items in _parts([plain(dict(row)) for row in rows]):
            name = self._calls.name("create", self._module, entity, items)
            made += self._calls.once(name, self._sending_many(entity, items, self._calls.key(name)))
        return made

    def update(self, entity: str, id: object, values: Mapping[str, Any]) -> Row:  # noqa: A002 - as above
        """A row with other values; those that are not named stay."""
        sent = plain(dict(values))
        name = self._calls.name("update", self._module, entity, [str(id), sent])
        path = f"{_collection(entity)}/{_part(id)}"
        row: Row = self._calls.once(name, lambda: self._asked("PATCH", path, sent))
        return row

    def delete(self, entity: str, id: object) -> None:  # noqa: A002 - as above
        """Take a row away."""
        name = self._calls.name("delete", self._module, entity, str(id))
        path = f"{_collection(entity)}/{_part(id)}"
        self._calls.once(name, lambda: self._asked("DELETE", path), is_kept_at_once=True)

    def transition(self, entity: str, id: object, name: str) -> Row:  # noqa: A002 - as above
        """Move a row along its flow; the row as it is then."""
        known = self._calls.name("transition", self._module, entity, [str(id), name])
        path = f"{_collection(entity)}/{_part(id)}/transitions/{_part(name)}"
        row: Row = self._calls.once(known, lambda: self._asked("POST", path), is_kept_at_once=True)
        return row

    def upsert(self, entity: str, match: Mapping[str, Any], values: Mapping[str, Any]) -> Row:
        """The one row that has these values, changed; a new one where there is none.

        Raises:
            RowsError: when several rows match.
        """
        found = self.list(entity, where=match, limit=2)
        if not found:
            return self.create(entity, {**match, **values})
        if len(found) > 1:
            raise RowsError(f"More than one row of {entity} matches {dict(match)}.", http.client.CONFLICT)
        row = found[0]
        changed = {name: value for name, value in plain(dict(values)).items() if row.get(name) != value}
        return self.update(entity, row["id"], changed) if changed else row

    def _sending_many(self, entity: str, items: Found, key: str) -> Any:
        path = f"{_collection(entity)}/bulk"
        return lambda: self._asked("POST", path, {"items": items}, key)["items"]


def _parts(rows: Found) -> Iterator[Found]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def _collection(entity: str) -> str:
    return quote(entity.replace("_", "-"), safe="")


def _part(value: object) -> str:
    return quote(str(value), safe="")


def _filters(where: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for field, condition in (where or {}).items():
        if isinstance(condition, Mapping):
            pairs.extend((f"filter[{field}][{name}]", _text(value)) for name, value in condition.items())
        elif isinstance(condition, list | tuple | set):
            pairs.append((f"filter[{field}][in]", _text(condition)))
        elif condition is None:
            pairs.append((f"filter[{field}][is_null]", "true"))
        else:
            pairs.append((f"filter[{field}]", _text(condition)))
    return pairs


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set):
        return ",".join(_text(one) for one in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
