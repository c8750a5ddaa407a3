"""Filter parameters, ``filter[field][op]=value``, as conditions."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import ModulePlan, SetRelation
from sayso.runtime.query.paths import Arguments, Paths
from sayso.runtime.values.body import did_you_mean
from sayso.runtime.values.readers import UnreadableError, read_uuid
from sayso.runtime.values.text import address_reader_of
from sayso.spec.model import FieldType, Operator
from sayso.spec.predicates import Among, Clock, Compared, Missing, Predicate, Reads, Within, predicate_of
from sayso.spec.query import OF_SETS, SYMBOLS, Condition, ConditionError

_KEY = re.compile(r"filter\[([^\[\]]{1,200})\](?:\[([a-z_]{1,20})\])?")
_SIGNS = {op: sign for sign, op in SYMBOLS.items()} | {Operator.NE: "is distinct from"}
MOST_FILTERS = 40


def read_filters(parameters: Sequence[tuple[str, str]]) -> list[Condition]:
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
        op = match[2] or Operator.EQ
        if op not in set(Operator):
            raise MalformedError(
                f'There is no filter operator "{op}".{did_you_mean(op, list(Operator))}',
                hint=f"Operators: {', '.join(Operator)}.",
            )
        found.append(Condition(match[1], Operator(op), value))
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
        self._clock = Clock(now(), module.time_zone)
        self.parts: list[str] = []

    @property
    def sql(self) -> str:
        """`` where …``, or nothing."""
        return f" where {' and '.join(self.parts)}" if self.parts else ""

    def add(self, wanted: Condition) -> None:
        """Add one filter."""
        _refuse_nul(wanted.value)
        relation = self._set(wanted.path)
        label = wanted.path
        try:
            if relation is not None:
                self.parts.append(self._linked(relation, wanted))
                return
            target = self._paths.target(self._column_path(wanted.path))
            label = target.column.label
            predicate = predicate_of(wanted, target.type, self._read, self._clock)
            self.parts.append(sql_of(predicate, target.sql, self._arguments))
        except ConditionError as error:
            raise MalformedError(f"{label} {error}") from error
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

    def _column_path(self, path: str) -> str:
        """``client`` filters by id, like ``client_id``; ``client.name`` by the parent's value."""
        return f"{path}_id" if path in self._paths.plan.parents else path

    def _set(self, path: str) -> SetRelation | None:
        sets = self._paths.plan.sets
        return sets.get(path) or sets.get(path.removesuffix("_ids"))

    def _linked(self, relation: SetRelation, wanted: Condition) -> str:
        linked = f'select from {relation.table} s where s."{relation.own}" = t.id'
        if wanted.op not in OF_SETS:
            raise MalformedError(f"{wanted.path} can be filtered by has, has_any and is_null.")
        if wanted.op is Operator.IS_NULL:
            none = self._read(FieldType.BOOLEAN, wanted.value or "true")
            return f"{'not ' if none else ''}exists ({linked})"
        ids = [read_uuid(part) for part in wanted.parts]
        return f'exists ({linked} and s."{relation.other}" = any({self._arguments.add(ids)}))'

    def _read(self, kind: FieldType, text: str) -> object:
        return address_reader_of(kind, self._module.writing)(text)


def sql_of(predicate: Predicate, value: str, arguments: Arguments) -> str:
    """A predicate about a value that is SQL itself."""
    add = arguments.add
    match predicate:
        case Missing(is_missing):
            return f"{value} is {'null' if is_missing else 'not null'}"
        case Compared(op, other):
            return f"{value} {_SIGNS[op]} {add(other)}"
        case Within(first, last, is_closed, is_outside):
            within = f"({value} >= {add(first)} and {value} {'<=' if is_closed else '<'} {add(last)})"
            return f"{within} is not true" if is_outside else within
        case Reads(part, is_start):
            head = "" if is_start else "%"
            return f"{value} ilike {add(f'{head}{_escaped(part)}%')}"
        case Among(values, is_list):
            return f"{value} && {add(values)}" if is_list else f"{value} = any({add(values)})"


def _escaped(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _refuse_nul(text: str) -> None:
    if "\x00" in text:
        raise MalformedError("The character NUL cannot be looked for.")
