"""Filter parameters, `filter[field][op]=value`, as conditions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from app.description import DAYS, TEXTS, Condition, Kind, Set
from app.lists.paths import Arguments, Paths, Target, like, title
from app.lists.spans import NAMED, bound, span_of
from app.problems import Malformed
from app.values.read import Unreadable, read_uuid
from app.values.written import read_written_date, read_yes_or_no, written_reader

_KEY = re.compile(r"filter\[([^\[\]]{1,200})\](?:\[([a-z_]{1,20})\])?")
_COMPARISONS = {
    "eq": "=",
    "ne": "is distinct from",
    "lt": "<",
    "lte": "<=",
    "gt": ">",
    "gte": ">=",
}
_CLOCKED = (*NAMED, "upcoming", "past")
_WORDS = ("in", "contains", "starts_with", "is_null", "has", "has_any", "between")
OPERATORS = (*_COMPARISONS, *_WORDS, *_CLOCKED)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_VALUES = 500
MOST_FILTERS = 40


def read_filters(parameters: Sequence[tuple[str, str]]) -> list[Condition]:
    """The filters among the parameters of an address."""
    found = []
    for key, value in parameters:
        if not key.startswith("filter"):
            continue
        match = _KEY.fullmatch(key)
        if match is None:
            hint = "Write filter[field]=value or filter[field][op]=value."
            raise Malformed(f'"{key[:80]}" is not a filter.', hint=hint)
        op = match[2] or "eq"
        if op not in OPERATORS:
            raise Malformed(
                f'There is no filter operator "{op}".{like(op, OPERATORS)}',
                hint=f"Operators: {', '.join(OPERATORS)}.",
            )
        found.append(Condition(match[1], op, value))
    if len(found) > MOST_FILTERS:
        raise Malformed(f"At most {MOST_FILTERS} filters can be combined.")
    return found


@dataclass
class Conditions:
    """Collects conditions on the rows of one entity, with their arguments."""

    paths: Paths
    arguments: Arguments
    zone: tzinfo

    def __post_init__(self) -> None:
        self.parts: list[str] = []

    @property
    def sql(self) -> str:
        """` where …`, or nothing."""
        return f" where {' and '.join(self.parts)}" if self.parts else ""

    def add(self, *wanted: Condition) -> None:
        """Add filters."""
        for one in wanted:
            try:
                self.parts.append(self._condition(one))
            except Unreadable as error:
                raise Malformed(f"The filter on {one.path} {error}") from error

    def search(self, text: str) -> None:
        """Every word has to occur in some searched column."""
        _refuse_nul(text)
        columns = [self.paths.target(name).sql for name in self.paths.entity.searched]
        columns = columns or [title(self.paths.entity, "t")]
        for word in text.split()[:12]:
            place = self.arguments.add(f"%{_escaped(word)}%")
            self.parts.append("(" + " or ".join(f"{sql} ilike {place}" for sql in columns) + ")")

    def _condition(self, wanted: Condition) -> str:
        _refuse_nul(wanted.value)
        entity, op, value = self.paths.entity, wanted.op, wanted.value
        relation = entity.sets.get(wanted.path) or entity.sets.get(wanted.path.removesuffix("_ids"))
        if relation is not None:
            return self._linked(relation, wanted)
        path = f"{wanted.path}_id" if wanted.path in entity.parents else wanted.path
        target = self.paths.target(path)
        if op == "is_null":
            return f"{target.sql} is {'null' if read_yes_or_no(value or 'true') else 'not null'}"
        if op in _CLOCKED:
            _demand(target, op, DAYS)
            return self._by_clock(target, op)
        if op == "between":
            return self._between(target, value)
        if target.kind in {Kind.MULTI_ENUM, Kind.JSON}:
            return self._on_list(target, op, value)
        if op in {"contains", "starts_with"}:
            _demand(target, op, TEXTS | {Kind.ENUM})
            head = "%" if op == "contains" else ""
            return f"{target.sql} ilike {self.arguments.add(f'{head}{_escaped(value)}%')}"
        if op in {"in", "has_any"}:
            values = [self._read(target, part) for part in _parts(value)]
            return f"{target.sql} = any({self.arguments.add(values)})"
        op = "eq" if op == "has" else op
        if target.kind is Kind.DATETIME and _DAY.fullmatch(value):
            return self._on_day(target, op, value)
        place = self.arguments.add(self._read(target, value))
        return f"{target.sql} {_COMPARISONS[op]} {place}"

    def _linked(self, relation: Set, wanted: Condition) -> str:
        linked = f'select from {relation.table} s where s."{relation.own}" = t.id'
        if wanted.op == "is_null":
            none = read_yes_or_no(wanted.value or "true")
            return f"{'not ' if none else ''}exists ({linked})"
        if wanted.op not in {"eq", "in", "has", "has_any", "contains"}:
            raise Malformed(f"{wanted.path} can be filtered by has, has_any and is_null.")
        place = self.arguments.add([read_uuid(part) for part in _parts(wanted.value)])
        return f'exists ({linked} and s."{relation.other}" = any({place}))'

    def _on_list(self, target: Target, op: str, value: str) -> str:
        if target.kind is Kind.JSON or op not in {"eq", "has", "contains", "in", "has_any"}:
            raise Malformed(f"{target.column.label} cannot be filtered by {op}.")
        if op in {"in", "has_any"}:
            return f"{target.sql} && {self.arguments.add(_parts(value))}"
        return f"{self.arguments.add(value)} = any({target.sql})"

    def _between(self, target: Target, value: str) -> str:
        ends = _parts(value)
        if len(ends) != 2:
            raise Malformed("between takes two values separated by a comma.")
        if target.kind in DAYS and all(_DAY.fullmatch(end) for end in ends):
            first, last = (_day(end) for end in ends)
            return self._within(target, first, last + timedelta(days=1))
        low, high = (self.arguments.add(self._read(target, end)) for end in ends)
        return f"({target.sql} >= {low} and {target.sql} <= {high})"

    def _on_day(self, target: Target, op: str, value: str) -> str:
        """A datetime compared with a day: the whole day counts, on the site's clock."""
        day = _day(value)
        after = day + timedelta(days=1)
        if op == "eq":
            return self._within(target, day, after)
        if op == "ne":
            return f"({self._within(target, day, after)}) is not true"
        first = day if op in {"lt", "gte"} else after
        place = self.arguments.add(bound(target.kind, first, self.zone))
        return f"{target.sql} {'<' if op in {'lt', 'lte'} else '>='} {place}"

    def _within(self, target: Target, first: date, after: date) -> str:
        low = self.arguments.add(bound(target.kind, first, self.zone))
        high = self.arguments.add(bound(target.kind, after, self.zone))
        return f"({target.sql} >= {low} and {target.sql} < {high})"

    def _by_clock(self, target: Target, op: str) -> str:
        """Within a span like today; or from now on or before now, by days where there are only days."""
        now = datetime.now(UTC)
        today = now.astimezone(self.zone).date()
        if op in NAMED:
            return self._within(target, *span_of(NAMED[op], today))
        place = self.arguments.add(today if target.kind is Kind.DATE else now)
        return f"{target.sql} {'>=' if op == 'upcoming' else '<'} {place}"

    def _read(self, target: Target, text: str) -> object:
        return written_reader(target.kind, self.zone)(text)


def _demand(target: Target, op: str, kinds: frozenset[Kind]) -> None:
    if target.kind not in kinds:
        raise Malformed(f"{target.column.label} cannot be filtered by {op}.")


def _day(text: str) -> date:
    day = read_written_date(text)
    if day.year > 9990:
        raise Unreadable("must be a date like 2026-11-21.")
    return day


def _parts(value: str) -> list[str]:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > MOST_VALUES:
        raise Malformed(f"A filter takes at most {MOST_VALUES} values.")
    return parts


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _refuse_nul(text: str) -> None:
    if "\x00" in text:
        raise Malformed("The character NUL cannot be looked for.")
