"""Sample rows that are not in any database yet, and what the expressions of a spec give for them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from sayso.spec.expressions import Aggregate, Node, evaluate, parse
from sayso.spec.expressions.nodes import Arithmetic, Call, Choice, Negate
from sayso.spec.index import SpecIndex

Row = Mapping[str, Any]

_DEEPEST = 12
"""Computed values that need one another, below which nothing is known any more."""


class RowSet:
    """Rows of all entities, and what is computed of them.

    A row is its columns with its ``id``; what it belongs to stands under ``<name>_id``.
    """

    def __init__(self, index: SpecIndex, now: datetime, zone: tzinfo) -> None:
        self.index = index
        self.now = now.astimezone(zone)
        self.zone = zone
        self._parsed: dict[str, Node] = {}
        self.rows: dict[str, dict[UUID, Row]] = defaultdict(dict)

    def parsed(self, expression: str) -> Node:
        """The expression, read once."""
        if expression not in self._parsed:
            self._parsed[expression] = parse(expression)
        return self._parsed[expression]

    def keep(self, entity: str, row: Row) -> None:
        """Let a row count from now on."""
        self.rows[entity][row["id"]] = row

    def forget(self, entity: str, row: Row) -> None:
        """Let a row count no longer."""
        self.rows[entity].pop(row["id"], None)

    def computed(self, entity: str, row: Row, name: str) -> Any:
        """A computed value of a row."""
        return _Place(self, entity, row).value((name,))

    def of(self, entity: str, row: Row, node: Node) -> Any:
        """What an expression gives for a row."""
        return evaluate(node, _Place(self, entity, row))

    def of_item(self, entity: str, row: Row, node: Node) -> Any:
        """What an expression within an aggregate gives for one of its rows."""
        place = _Place(self, entity, row)
        return evaluate(node, place, place)


@dataclass(frozen=True, slots=True)
class _Place:
    """A row among the others; ``depth`` counts the computed values that led here."""

    within: RowSet
    entity: str
    row: Row
    depth: int = 0

    @property
    def now(self) -> datetime:
        return self.within.now

    @property
    def zone(self) -> tzinfo:
        return self.within.zone

    def value(self, names: tuple[str, ...]) -> Any:
        entity, row = self.entity, self.row
        for name in names[:-1]:
            link = self.within.index.parents(entity).get(name)
            above = self.within.rows[link.parent].get(row[f"{name}_id"]) if link else None
            if link is None or above is None:
                return None
            entity, row = link.parent, above
        last = names[-1]
        if computed := self.within.index.computed(entity).get(last):
            place = _Place(self.within, entity, row, self.depth + 1)
            node = self.within.parsed(computed.expression)
            return evaluate(node, place) if self.depth < _DEEPEST else None
        return row.get(last, row.get(f"{last}_id"))

    def items(self, relation: str) -> Iterator["_Place"]:
        link = self.within.index.children(self.entity).get(relation)
        if link is not None:
            mine = (
                one
                for one in self.within.rows[link.child].values()
                if one.get(f"{link.name}_id") == self.row["id"]
            )
            yield from (_Place(self.within, link.child, one, self.depth) for one in mine)

    def others(self) -> Iterator["_Place"]:
        rows = self.within.rows[self.entity].values()
        yield from (_Place(self.within, self.entity, one) for one in rows if one["id"] != self.row["id"])


def leaves(node: Node, sign: int = 1) -> Iterator[tuple[Aggregate, int]]:
    """The aggregates that a sum is made of, each with 1 where it adds and -1 where it takes away."""
    match node:
        case Aggregate():
            yield node, sign
        case Negate(operand=operand):
            yield from leaves(operand, -sign)
        case Arithmetic(op=op, left=left, right=right):
            yield from leaves(left, sign)
            yield from leaves(right, -sign if op == "-" else sign)
        case Call(function="coalesce" | "round", arguments=arguments):
            yield from leaves(arguments[0], sign)
        case Choice(then=then, otherwise=otherwise):
            yield from leaves(then, sign)
            yield from leaves(otherwise, sign)
        case _:
            return
