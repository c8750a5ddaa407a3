"""The list call: its parameters, and the one statement that answers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from app.description import Condition, Entity, Kind
from app.lists.cursors import Cursor
from app.lists.filters import Conditions
from app.lists.paths import Arguments, Paths, Target
from app.lists.shapes import select_list
from app.problems import Malformed
from app.values.read import Unreadable, read_datetime
from app.values.written import written_reader

PAGE_SIZE = 20
LARGEST_PAGE = 200
FARTHEST_ROW = 1_000_000
COUNT_LIMIT = 10_000
"""Totals are exact up to here; counting on would make lists of large tables slow."""


@dataclass(frozen=True)
class ListRequest:
    """A list call with its parameters read."""

    page: int = 1
    page_size: int = PAGE_SIZE
    sort: str = "-created_at"
    cursor: Cursor | None = None
    search: str = ""
    expand: tuple[str, ...] = ()
    counts: bool = True
    filters: Sequence[Condition] = ()


@dataclass(frozen=True)
class Statement:
    """SQL with its arguments."""

    sql: str
    arguments: Sequence[object]


def list_statement(entity: Entity, request: ListRequest, zone: tzinfo) -> Statement:
    """A statement that gives `items`, `more`, `last` (sort keys of the last row) and `total`."""
    arguments = Arguments()
    paths = Paths(entity)
    conditions = Conditions(paths, arguments, zone)
    conditions.add(*request.filters)
    if request.search:
        conditions.search(request.search)
    counted = f" from {entity.view} t{paths.sql}{conditions.sql}"
    keys = _sort_keys(paths, request.sort)
    if request.cursor is not None:
        conditions.parts.append(_after(keys, request.cursor, arguments, zone))
    offset = (request.page - 1) * request.page_size if request.cursor is None else 0
    columns = select_list(entity.name, request.expand)
    key_columns = "".join(f", {target.sql} as k{n}" for n, (target, _) in enumerate(keys))
    order = ", ".join(_ordered(target, descending) for target, descending in keys)
    last = ", ".join(f"k{n}::text" for n in range(len(keys)))
    size = request.page_size
    total = f"(select count(*) from (select 1{counted} limit {COUNT_LIMIT + 1}) c)"
    rows = (
        f"select (select row_to_json(r) from (select {columns}) r) as j{key_columns} "
        f"from {entity.view} t{paths.sql}{conditions.sql} order by {order} "
        f"limit {size + 1} offset {arguments.add(offset)}"
    )
    sql = (
        f"select coalesce(json_agg(p.j) filter (where p.n <= {size}), '[]')::text as items, "
        f"coalesce(max(p.n) > {size}, false) as more, "
        f"(json_agg(json_build_array({last})) filter (where p.n = {size}))::text as last, "
        f"{total if request.counts else 'null::bigint'} as total "
        f"from (select q.*, row_number() over () as n from ({rows}) q) p"
    )
    return Statement(sql, arguments.values)


def _sort_keys(paths: Paths, sort: str) -> list[tuple[Target, bool]]:
    keys = []
    for name in sort.split(",")[:6]:
        target = paths.target(name.lstrip("+-").strip())
        if target.kind in {Kind.JSON, Kind.MULTI_ENUM}:
            raise Malformed(f"{target.column.label} cannot be sorted by.")
        keys.append((target, name.startswith("-")))
    return [*keys, (paths.target("id"), keys[-1][1])]


def _ordered(target: Target, descending: bool) -> str:
    """Empty values last; left unsaid where there are none, so that a plain index serves."""
    if not descending:
        return target.sql
    return f"{target.sql} desc" if target.is_never_null else f"{target.sql} desc nulls last"


def _after(
    keys: Sequence[tuple[Target, bool]], cursor: Cursor, arguments: Arguments, zone: tzinfo
) -> str:
    """Rows behind the cursor; empty values come last in both directions."""
    if len(cursor.keys) != len(keys):
        raise other_sort()
    values = [_key(target, text, zone) for (target, _), text in zip(keys, cursor.keys, strict=True)]
    if len({down for _, down in keys}) == 1 and all(target.is_never_null for target, _ in keys):
        left = ", ".join(target.sql for target, _ in keys)
        places = ", ".join(arguments.add(value) for value in values)
        return f"({left}) {'<' if keys[0][1] else '>'} ({places})"
    branches, same = [], list[str]()
    for (target, descending), value in zip(keys, values, strict=True):
        if value is None:
            same.append(f"{target.sql} is null")
            continue
        place = arguments.add(value)
        behind = f"{target.sql} {'<' if descending else '>'} {place}"
        if not target.is_never_null:
            behind = f"({behind} or {target.sql} is null)"
        branches.append(" and ".join([*same, behind]))
        same.append(f"{target.sql} = {place}")
    return "(" + " or ".join(f"({branch})" for branch in branches) + ")"


def _key(target: Target, text: str | None, zone: tzinfo) -> object:
    if text is None or target.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.ENUM}:
        return text
    try:
        if target.kind is Kind.DATETIME:
            return read_datetime(text, zone)
        return written_reader(target.kind, zone)(text)
    except Unreadable as error:
        raise Malformed("The cursor is damaged.", hint="Start again without a cursor.") from error


def other_sort() -> Malformed:
    """The error for a cursor of another list."""
    return Malformed(
        "The cursor belongs to another sort order.", hint="Start again without a cursor."
    )
