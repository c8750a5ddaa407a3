"""The list call: its parameters, and the one statement that answers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan, ModulePlan
from sayso.runtime.query.cursors import Cursor, decode_cursor
from sayso.runtime.query.filters import Conditions, read_filters
from sayso.runtime.query.paths import Arguments, Paths, Target
from sayso.runtime.query.rows import RowShapes
from sayso.runtime.values.readers import UnreadableError, reader_of
from sayso.runtime.values.text import address_reader_of
from sayso.spec.model import FieldType
from sayso.spec.query import UNORDERED, Condition, read_order

PAGE_SIZE = 20
LARGEST_PAGE = 200
FARTHEST_ROW = 1_000_000
COUNT_LIMIT = 10_000
"""Totals are exact up to here; counting on would make lists of large tables slow."""

_DEFAULT_SORT = "-created_at"


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A list call with its parameters read."""

    page: int
    page_size: int
    sort: str
    cursor: Cursor | None
    search: str
    expand: tuple[str, ...]
    counts: bool
    filters: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A statement giving ``items``, ``more``, ``last`` (sort keys) and ``total``."""

    sql: str
    arguments: Sequence[object]


def read_list_request(parameters: Sequence[tuple[str, str]]) -> ListRequest:
    """Read the parameters of an address."""
    given = dict(parameters)
    cursor = decode_cursor(given["cursor"]) if given.get("cursor") else None
    sort = given.get("sort") or (cursor.sort if cursor else _DEFAULT_SORT)
    if cursor is not None and cursor.sort != sort:
        raise MalformedError(
            "The cursor belongs to another sort order.", hint="Start again without a cursor."
        )
    page = _number(given, "page", 1, FARTHEST_ROW)
    size = _number(given, "page_size", PAGE_SIZE, LARGEST_PAGE)
    if page * size > FARTHEST_ROW:
        raise MalformedError(
            "That page is too far away.", hint="Go on with next_cursor, or narrow the list by filters."
        )
    return ListRequest(
        page=page,
        page_size=size,
        sort=sort,
        cursor=cursor,
        search=given.get("q", "")[:200],
        expand=tuple(dict.fromkeys(name for name in given.get("expand", "").split(",") if name)),
        counts=given.get("count", "true") != "false" and (cursor is None or given.get("count") == "true"),
        filters=tuple(read_filters(parameters)),
    )


def _number(given: dict[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not 1 <= int(text) <= most:
        raise MalformedError(f"{name} must be a whole number from 1 to {most}.")
    return int(text)


class ListBuilder:
    """Builds list statements for one module."""

    def __init__(self, module: ModulePlan, shapes: RowShapes, now: Callable[[], datetime]) -> None:
        self._module = module
        self._shapes = shapes
        self._now = now

    def build(self, plan: CollectionPlan, request: ListRequest) -> ListQuery:
        """The statement for a request; the same shape of request gives the same text, prepared once."""
        arguments = Arguments()
        paths = Paths(self._module, plan)
        conditions = Conditions(self._module, paths, arguments, self._now)
        for wanted in request.filters:
            conditions.add(wanted)
        if request.search:
            conditions.search(request.search)
        counted = f" from {plan.view} t{paths.sql}{conditions.sql}"
        keys = self._sort_keys(paths, request.sort)
        if request.cursor is not None:
            conditions.parts.append(self._after(keys, request.cursor, arguments))
        offset = (request.page - 1) * request.page_size if request.cursor is None else 0
        columns = self._shapes.select(plan.name, request.expand, with_sets=False)
        key_columns = "".join(f", {target.sql} as k{n}" for n, (target, _) in enumerate(keys))
        order = ", ".join(_ordered(target, descending) for target, descending in keys)
        last = ", ".join(f"k{n}::text" for n in range(len(keys)))
        size = request.page_size
        total = f"(select count(*) from (select 1{counted} limit {COUNT_LIMIT + 1}) c)"
        sql = (
            f"select coalesce(json_agg(p.j) filter (where p.n <= {size}), '[]'::json)::text as items, "
            f"coalesce(max(p.n) > {size}, false) as more, "
            f"(json_agg(json_build_array({last})) filter (where p.n = {size}))::text as last, "
            f"{total if request.counts else 'null::bigint'} as total "
            f"from (select q.*, row_number() over () as n from ("
            f"select (select row_to_json(r) from (select {columns}) r) as j{key_columns} "
            f"from {plan.view} t{paths.sql}{conditions.sql} order by {order} limit {size + 1}"
            f"{f' offset {arguments.add(offset)}' if offset else ''}) q) p"
        )
        return ListQuery(sql, arguments.values)

    def _sort_keys(self, paths: Paths, sort: str) -> list[tuple[Target, bool]]:
        keys = []
        for key in read_order(sort):
            target = paths.target(key.path)
            if target.type in UNORDERED:
                raise MalformedError(f"{target.column.label} cannot be sorted by.")
            keys.append((target, key.descending))
        return [*keys, (paths.target("id"), keys[-1][1])]

    def _after(self, keys: list[tuple[Target, bool]], cursor: Cursor, arguments: Arguments) -> str:
        """Rows behind the cursor; empty values come last in both directions."""
        if len(cursor.keys) != len(keys):
            raise MalformedError(
                "The cursor belongs to another sort order.", hint="Start again without a cursor."
            )
        values = [self._key(target, text) for (target, _), text in zip(keys, cursor.keys, strict=True)]
        if len({descending for _, descending in keys}) == 1 and all(
            target.is_never_null for target, _ in keys
        ):
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

    def _key(self, target: Target, text: str | None) -> object:
        if text is None:
            return None
        try:
            zone = self._module.time_zone
            if target.type in {FieldType.UUID, FieldType.IMAGE, FieldType.FILE, FieldType.DATETIME}:
                return reader_of(target.type, zone)(text)
            if target.type is FieldType.TEXT:
                return text
            return address_reader_of(target.type, self._module.writing)(text)
        except UnreadableError as error:
            raise MalformedError("The cursor is damaged.", hint="Start again without a cursor.") from error


def _ordered(target: Target, descending: bool) -> str:
    """Empty values last; left unsaid where there are none, so that a plain index serves."""
    if not descending:
        return target.sql
    return f"{target.sql} desc" if target.is_never_null else f"{target.sql} desc nulls last"
