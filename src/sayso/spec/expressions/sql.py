"""Expressions as PostgreSQL (15 and newer).

What is missing stays missing: arithmetic, comparisons and functions of a missing value are NULL, division
by zero is NULL, a count is never NULL and the sum of nothing is 0. A rule whose condition is NULL passes.

Calendar questions (the date of a moment, adding days to one) are asked in ``SqlScope.time_zone``. The
result is not cast: a computed value that is stored or shown as a certain column type is cast by whoever
declares the column."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from sayso.spec.index import SpecIndex

from .functions import CALENDAR_DURATIONS
from .inference import types_within
from .literals import sql_text, sql_value
from .nodes import (
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Literal,
    Logic,
    Membership,
    Negate,
    Node,
    NoOverlap,
    Not,
    NullCheck,
    Path,
    children,
)
from .values import DURATIONS, TEXTS, Kind


class SqlScope(Protocol):
    """How a row, what it belongs to and what belongs to it are written in SQL.

    Whatever is returned must need no brackets around it: a column, a call or something in brackets.
    """

    @property
    def index(self) -> SpecIndex:
        """The spec."""
        ...

    @property
    def entity(self) -> str:
        """The entity of the row."""
        ...

    @property
    def time_zone(self) -> str:
        """SQL of the site's time zone, such as ``'Europe/London'`` in quotes or a function call."""
        ...

    def column(self, name: str) -> str:
        """A field, flow, computed value or system column of the row; for a belongs_to name its id column."""
        ...

    def path(self, names: tuple[str, ...]) -> str:
        """The last of ``names`` (two or more), reached through the belongs_to names before it."""
        ...

    def items(self, relation: str) -> "ItemRows":
        """The rows behind a has_many or many_to_many name."""
        ...


@dataclass(frozen=True, slots=True)
class ItemRows:
    """``FROM source WHERE condition``, and how each of those rows is written."""

    source: str
    condition: str
    scope: SqlScope


class _Sql(NamedTuple):
    text: str
    level: int


# How tightly PostgreSQL binds, https://www.postgresql.org/docs/15/sql-syntax-lexical.html#SQL-PRECEDENCE
_ATOM, _CAST, _NEGATE, _ZONE, _TIMES, _PLUS, _OTHER, _IN, _COMPARE, _IS, _NOT, _AND, _OR = range(13, 0, -1)


def to_sql(node: Node, scope: SqlScope) -> str:
    """``node`` as one PostgreSQL expression; it must have passed ``infer`` without problems."""
    return _Writer(node, scope).write(node).text


def overlap_to_sql(node: NoOverlap, row: SqlScope, other: SqlScope) -> str:
    """The condition that two rows overlap; that they are not the same row is for the caller to say."""
    ours, theirs = _Writer(node, row), _Writer(node, other)
    parts: list[str] = []
    if node.by is not None:
        parts.append(f"{theirs.fit(node.by, _IS)} = {ours.fit(node.by, _IS)}")
    parts.append(f"{theirs.fit(node.start, _IS)} < {ours.fit(node.end, _IS)}")
    parts.append(f"{theirs.fit(node.end, _IS)} > {ours.fit(node.start, _IS)}")
    if node.when is not None:
        parts += [theirs.fit(node.when, _AND), ours.fit(node.when, _AND)]
    return " AND ".join(parts)


class _Writer:
    def __init__(self, node: Node, scope: SqlScope) -> None:
        self._scope = scope
        self._item: SqlScope | None = None
        self._types = types_within(node, scope.index, scope.entity)

    def _kind(self, node: Node) -> Kind:
        return self._types[id(node)].kind

    def fit(self, node: Node, level: int) -> str:
        """The text of ``node``, in brackets unless it binds at least as tightly as ``level``."""
        return _fit(self.write(node), level)

    def write(self, node: Node) -> _Sql:  # noqa: C901, PLR0912 - one case for each kind of node
        match node:
            case Literal():
                return _Sql(sql_value(node.value), _ATOM)
            case Path():
                return self._path(node)
            case Negate():
                return _Sql(f"-{self.fit(node.operand, _ATOM)}", _NEGATE)
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison():
                op = {"==": "=", "!=": "<>"}.get(node.op, node.op)
                return _Sql(f"{self.fit(node.left, _IN)} {op} {self.fit(node.right, _IN)}", _COMPARE)
            case Membership():
                return self._membership(node)
            case NullCheck():
                return _Sql(f"{self.fit(node.value, _COMPARE)} IS {'NOT ' if node.negated else ''}NULL", _IS)
            case Logic():
                level = _AND if node.op == "and" else _OR
                joined = f" {node.op.upper()} ".join(self.fit(part, level) for part in node.parts)
                return _Sql(joined, level)
            case Not():
                return _Sql(f"NOT {self.fit(node.operand, _NOT)}", _NOT)
            case Choice():
                return self._choice(node)
            case Call():
                return self._call(node)
            case Aggregate():
                return self._aggregate(node)
            case NoOverlap():
                raise ValueError("no_overlap compares two rows: use overlap_to_sql")

    def _path(self, node: Path) -> _Sql:
        scope = self._item if node.of_item and self._item else self._scope
        text = scope.column(node.names[0]) if len(node.names) == 1 else scope.path(node.names)
        return _Sql(text, _ATOM)

    def _choice(self, node: Choice) -> _Sql:
        text = "CASE"
        rest: Node = node
        while isinstance(rest, Choice):
            text += f" WHEN {self.write(rest.condition).text} THEN {self.write(rest.then).text}"
            rest = rest.otherwise
        return _Sql(f"{text} ELSE {self.write(rest).text} END", _ATOM)

    def _membership(self, node: Membership) -> _Sql:
        if isinstance(node.within, tuple):
            listed = ", ".join(self.write(element).text for element in node.within)
            return _Sql(f"{self.fit(node.value, _OTHER)} {'NOT ' if node.negated else ''}IN ({listed})", _IN)
        if self._kind(node.within) is Kind.CHOICES:
            within = self.write(node.within).text
            array = f"{within}::text[]" if within.startswith("(") else within
            op = "<> ALL" if node.negated else "= ANY"
            return _Sql(f"{self.fit(node.value, _IN)} {op} ({array})", _COMPARE)
        found = f"strpos({self.write(node.within).text}, {self.write(node.value).text})"
        return _Sql(f"{found} {'=' if node.negated else '>'} 0", _COMPARE)

    def _aggregate(self, node: Aggregate) -> _Sql:
        rows = self._scope.items(node.relation)
        self._item = rows.scope
        value = None if node.value is None else self.write(node.value).text
        when = None if node.when is None else self.fit(node.when, _AND)
        self._item = None
        measure = f"{node.op}({value or '*'})"
        if node.op == "sum":
            measure = f"coalesce({measure}, 0)"
        where = f"{rows.condition} AND {when}" if when else rows.condition
        return _Sql(f"(SELECT {measure} FROM {rows.source} WHERE {where})", _ATOM)  # noqa: S608 - names and literals are escaped

    # --- arithmetic

    def _arithmetic(self, node: Arithmetic) -> _Sql:
        left, right = self._kind(node.left), self._kind(node.right)
        if left in TEXTS:
            return _Sql(f"{self.fit(node.left, _OTHER)} || {self.fit(node.right, _OTHER + 1)}", _OTHER)
        if right in DURATIONS and left not in DURATIONS:
            return self._shift(node.left, node.op, node.right)
        if left in DURATIONS and right not in DURATIONS and node.op == "+":
            return self._shift(node.right, "+", node.left)
        if (
            left is Kind.DATETIME
        ):  # their plain difference counts days of 24 hours, which are no calendar days
            between = f"{self.fit(node.left, _PLUS)} - {self.fit(node.right, _PLUS + 1)}"
            return _Sql(f"make_interval(secs => extract(epoch FROM {between})::double precision)", _ATOM)
        if node.op in {"+", "-"}:
            return _Sql(f"{self.fit(node.left, _PLUS)} {node.op} {self.fit(node.right, _PLUS + 1)}", _PLUS)
        if node.op == "*":
            return _Sql(f"{self.fit(node.left, _TIMES)} * {self.fit(node.right, _TIMES + 1)}", _TIMES)
        divisor = self._divisor(node.right)
        if node.op == "%":
            remainder = f"{self.fit(node.left, _TIMES)} % {divisor}"
            return _Sql(f"({remainder} + {divisor}) % {divisor}", _TIMES)
        whole = left is right is Kind.INTEGER
        dividend = f"{self.fit(node.left, _CAST)}::numeric" if whole else self.fit(node.left, _TIMES)
        if node.op == "//":
            return _Sql(f"floor({dividend} / {divisor})", _ATOM)
        return _Sql(f"{dividend} / {divisor}", _TIMES)

    def _divisor(self, node: Node) -> str:
        if isinstance(node, Literal) and node.value:
            return self.write(node).text
        return f"NULLIF({self.write(node).text}, 0)"

    def _shift(self, moment: Node, op: str, duration: Node) -> _Sql:
        by = self.fit(duration, _PLUS + 1)
        kind = self._kind(moment)
        if kind is Kind.DATE:
            return _Sql(f"({self.fit(moment, _PLUS)} {op} {by})::date", _CAST)
        if kind is Kind.DATETIME and self._has_calendar_units(duration):
            zone = self._scope.time_zone
            return _Sql(
                f"({self.fit(moment, _ZONE)} AT TIME ZONE {zone} {op} {by}) AT TIME ZONE {zone}", _ZONE
            )
        return _Sql(f"{self.fit(moment, _PLUS)} {op} {by}", _PLUS)

    def _has_calendar_units(self, duration: Node) -> bool:
        if isinstance(duration, Call) and duration.function in CALENDAR_DURATIONS:
            return True
        return any(
            self._has_calendar_units(part) for part in children(duration) if self._kind(part) in DURATIONS
        )

    # --- functions

    def _call(self, node: Call) -> _Sql:  # noqa: C901 - one case for each kind of node
        name, arguments = node.function, node.arguments
        zone = self._scope.time_zone
        match name:
            case "now":
                return _Sql("now()", _ATOM)
            case "today":
                return _Sql(f"(now() AT TIME ZONE {zone})::date", _CAST)
            case "minutes" | "hours" | "days" | "weeks" | "months" | "years":
                return self._duration(name, arguments[0])
            case "hours_between" | "minutes_between":
                start, end = arguments
                span = f"{self.fit(end, _PLUS)} - {self.fit(start, _PLUS + 1)}"
                return _Sql(f"extract(epoch FROM {span}) / {3600 if name == 'hours_between' else 60}", _TIMES)
            case "days_between":
                first, last = (self._local_date(argument) for argument in arguments)
                return _Sql(f"{_fit(last, _PLUS)} - {_fit(first, _PLUS + 1)}", _PLUS)
            case "years_between":
                first, last = (self._local_date(argument) for argument in arguments)
                ages = f"age({_fit(last, _CAST)}::timestamp, {_fit(first, _CAST)}::timestamp)"
                return _Sql(f"extract(year FROM {ages})", _ATOM)
            case "date":
                return self._local_date(arguments[0])
            case "year" | "month" | "day" | "weekday":
                part = "isodow" if name == "weekday" else name
                return _Sql(f"extract({part} FROM {self._local_date(arguments[0]).text})", _ATOM)
            case "trim":
                return _Sql(f"btrim({self.write(arguments[0]).text})", _ATOM)
            case "concat":
                return _Sql(" || ".join(self._joined(argument) for argument in arguments), _OTHER)
            case "round":
                number = f"{self.fit(arguments[0], _CAST)}::numeric"
                places = f", {self.write(arguments[1]).text}" if len(arguments) > 1 else ""
                return _Sql(f"round({number}{places})", _ATOM)
        listed = ", ".join(self.write(argument).text for argument in arguments)
        return _Sql(f"{name}({listed})", _ATOM)

    def _duration(self, unit: str, amount: Node) -> _Sql:
        if self._kind(amount) is Kind.DECIMAL:
            seconds = 3600 if unit == "hours" else 60
            return _Sql(
                f"make_interval(secs => ({self.fit(amount, _TIMES)} * {seconds})::double precision)", _ATOM
            )
        text = (
            self.write(amount).text if isinstance(amount, Literal) else f"{self.fit(amount, _CAST)}::integer"
        )
        return _Sql(f"make_interval({'mins' if unit == 'minutes' else unit} => {text})", _ATOM)

    def _local_date(self, node: Node) -> _Sql:
        if isinstance(node, Literal) and isinstance(node.value, str):
            return _Sql(f"DATE {sql_text(node.value)}", _ATOM)
        if self._kind(node) is Kind.DATETIME:
            return _Sql(f"({self.fit(node, _ZONE)} AT TIME ZONE {self._scope.time_zone})::date", _CAST)
        return self.write(node)

    def _joined(self, node: Node) -> str:
        if isinstance(node, Literal) and isinstance(node.value, str):
            return sql_text(node.value)
        text = self.write(node).text if self._kind(node) in TEXTS else f"{self.fit(node, _CAST)}::text"
        return f"coalesce({text}, '')"


def _fit(sql: _Sql, level: int) -> str:
    return sql.text if sql.level >= level else f"({sql.text})"
