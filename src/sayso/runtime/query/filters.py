"""Filter parameters, ``filter[field][op]=value``, as conditions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import TEXT_TYPES, ModulePlan, SetRelation
from sayso.runtime.query.paths import Arguments, Paths, Target
from sayso.runtime.query.spans import CLOCKED, NAMED, SIDES_OF_NOW, bound, named_span
from sayso.runtime.values.body import did_you_mean
from sayso.runtime.values.readers import UnreadableError, read_uuid
from sayso.runtime.values.text import address_reader_of
from sayso.spec.model import FieldType

_KEY = re.compile(r"filter\[([^\[\]]{1,200})\](?:\[([a-z_]{1,20})\])?")
_COMPARISONS = {"eq": "=", "ne": "is distinct from", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
OPERATORS = (
    *_COMPARISONS, "in", "contains", "starts_with", "is_null", "has", "has_any", "between",
    *NAMED, *SIDES_OF_NOW,
)  # fmt: skip
_DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_VALUES = 500
MOST_FILTERS = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition as it was asked for."""

    path: str
    op: str
    value: str


def read_filters(parameters: Sequence[tuple[str, str]]) -> list[Filter]:
    """The filters among the parameters of an address."""
    found = []
    for key, value in parameters:
        if not key.startswith("filter"):
            continue
        match = _KEY.fullmatch(key)
        if match is None:
            raise MalformedError(
                f'"{key[:80]}" is not a filter.', hint="Write filter[field]=value or filter[field][op]=value."
            )
        op = match[2] or "eq"
        if op not in OPERATORS:
            raise MalformedError(
                f'There is no filter operator "{op}".{did_you_mean(op, list(OPERATORS))}',
                hint=f"Operators: {', '.join(OPERATORS)}.",
            )
        found.append(Filter(match[1], op, value))
    if len(found) > MOST_FILTERS:
        raise MalformedError(f"At most {MOST_FILTERS} filters can be combined.")
    return found


class Conditions:
    """Collects conditions with their arguments."""

    def __init__(
        self, module: ModulePlan, paths: Paths, arguments: Arguments, now: Callable[[], datetime]
    ) -> None:
        self._module = module
        self._paths = paths
        self._arguments = arguments
        self._now = now
        self.parts: list[str] = []

    @property
    def sql(self) -> str:
        """`` where …``, or nothing."""
        return f" where {' and '.join(self.parts)}" if self.parts else ""

    def add(self, wanted: Filter) -> None:
        """Add one filter."""
        try:
            self.parts.append(self._condition(wanted))
        except UnreadableError as error:
            raise MalformedError(f"The filter on {wanted.path} {error}") from error

    def search(self, text: str) -> None:
        """Every word has to occur in some searched column."""
        plan = self._paths.plan
        columns = [f't."{name}"' for name in plan.searched]
        if not plan.has_search:
            columns += [self._paths.target(name).sql for name in plan.parents]
        columns = columns or [self._module.title(plan.name, "t")]
        _refuse_nul(text)
        for word in text.split()[:12]:
            pattern = self._arguments.add(f"%{_escaped(word)}%")
            self.parts.append("(" + " or ".join(f"{column} ilike {pattern}" for column in columns) + ")")

    def _condition(self, wanted: Filter) -> str:
        _refuse_nul(wanted.value)
        relation = self._set(wanted.path)
        if relation is not None:
            return self._linked(relation, wanted)
        target = self._paths.target(self._column_path(wanted.path))
        op, value = wanted.op, wanted.value
        if op == "is_null":
            null = address_reader_of(FieldType.BOOLEAN, self._module.writing)(value or "true")
            return f"{target.sql} is {'null' if null else 'not null'}"
        if op in CLOCKED:
            self._demand(target, op, _DAYS)
            return self._by_clock(target, op)
        if op == "between":
            return self._between(target, value)
        if target.type in {FieldType.MULTI_ENUM, FieldType.JSON}:
            return self._on_list(target, op, value)
        if op in {"contains", "starts_with"}:
            self._demand(target, op, TEXT_TYPES)
            head = "%" if op == "contains" else ""
            return f"{target.sql} ilike {self._arguments.add(f'{head}{_escaped(value)}%')}"
        if op in {"in", "has_any"}:
            values = [self._read(target, part) for part in _parts(value)]
            return f"{target.sql} = any({self._arguments.add(values)})"
        if op == "has":
            op = "eq"
        if target.type is FieldType.DATETIME and _DAY.fullmatch(value):
            return self._on_day(target, op, value)
        return f"{target.sql} {_COMPARISONS[op]} {self._arguments.add(self._read(target, value))}"

    def _column_path(self, path: str) -> str:
        """``client`` filters by id, like ``client_id``; ``client.name`` by the parent's value."""
        return f"{path}_id" if path in self._paths.plan.parents else path

    def _set(self, path: str) -> SetRelation | None:
        sets = self._paths.plan.sets
        return sets.get(path) or sets.get(path.removesuffix("_ids"))

    def _linked(self, relation: SetRelation, wanted: Filter) -> str:
        linked = f'select from {relation.table} s where s."{relation.own}" = t.id'
        if wanted.op == "is_null":
            null = address_reader_of(FieldType.BOOLEAN, self._module.writing)(wanted.value or "true")
            return f"{'not ' if null else ''}exists ({linked})"
        if wanted.op not in {"eq", "in", "has", "has_any", "contains"}:
            raise MalformedError(f"{wanted.path} can be filtered by has, has_any and is_null.")
        ids = [read_uuid(part) for part in _parts(wanted.value)]
        return f'exists ({linked} and s."{relation.other}" = any({self._arguments.add(ids)}))'

    def _on_list(self, target: Target, op: str, value: str) -> str:
        if target.type is FieldType.JSON or op not in {"eq", "has", "contains", "in", "has_any"}:
            raise MalformedError(f"{target.column.label} cannot be filtered by {op}.")
        if op in {"in", "has_any"}:
            return f"{target.sql} && {self._arguments.add(_parts(value))}"
        return f"{self._arguments.add(value)} = any({target.sql})"

    def _between(self, target: Target, value: str) -> str:
        ends = _parts(value)
        if len(ends) != 2:
            raise MalformedError("between takes two values separated by a comma.")
        if target.type in _DAYS and all(_DAY.fullmatch(end) for end in ends):
            first, last = (self._day(end) for end in ends)
            return self._within(target, first, last + timedelta(days=1))
        low, high = (self._arguments.add(self._read(target, end)) for end in ends)
        return f"({target.sql} >= {low} and {target.sql} <= {high})"

    def _on_day(self, target: Target, op: str, value: str) -> str:
        """A datetime compared with a day: the whole day counts, on the site's clock."""
        day = self._day(value)
        if op == "eq":
            return self._within(target, day, day + timedelta(days=1))
        if op == "ne":
            return f"({self._within(target, day, day + timedelta(days=1))}) is not true"
        first = day if op in {"lt", "gte"} else day + timedelta(days=1)
        start = self._arguments.add(bound(target.type, first, self._module.time_zone))
        return f"{target.sql} {'<' if op in {'lt', 'lte'} else '>='} {start}"

    def _within(self, target: Target, first: date, after: date) -> str:
        zone = self._module.time_zone
        low = self._arguments.add(bound(target.type, first, zone))
        high = self._arguments.add(bound(target.type, after, zone))
        return f"({target.sql} >= {low} and {target.sql} < {high})"

    def _by_clock(self, target: Target, op: str) -> str:
        """Within a span like today; or from now on or before now, by days where there are only days."""
        now = self._now()
        today = now.astimezone(self._module.time_zone).date()
        if op in NAMED:
            return self._within(target, *named_span(op, today))
        moment = today if target.type is FieldType.DATE else now
        return f"{target.sql} {'>=' if op == 'upcoming' else '<'} {self._arguments.add(moment)}"

    def _day(self, text: str) -> date:
        value = address_reader_of(FieldType.DATE, self._module.writing)(text)
        if not isinstance(value, date) or value.year > 9990:
            raise UnreadableError("must be a date like 2026-11-21.")
        return value

    def _read(self, target: Target, text: str) -> object:
        return address_reader_of(target.type, self._module.writing)(text)

    def _demand(self, target: Target, op: str, kinds: frozenset[FieldType]) -> None:
        if target.type not in kinds:
            raise MalformedError(f"{target.column.label} cannot be filtered by {op}.")


def _parts(value: str) -> list[str]:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > MOST_VALUES:
        raise MalformedError(f"A filter takes at most {MOST_VALUES} values.")
    return parts


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _refuse_nul(text: str) -> None:
    if "\x00" in text:
        raise MalformedError("The character NUL cannot be looked for.")
