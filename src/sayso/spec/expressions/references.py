"""What an expression refers to, and what that says about where it can be worked out."""

from dataclasses import dataclass

from sayso.spec.index import SpecIndex

from .errors import ExpressionError
from .nodes import Aggregate, Call, Node, NoOverlap, Path, walk
from .parser import parse
from .resolution import Member, follow, many


@dataclass(frozen=True, slots=True)
class Names:
    """The names in an expression: ``paths`` start at the row; an aggregate lists the paths of its items."""

    paths: frozenset[tuple[str, ...]]
    aggregates: frozenset[tuple[str, tuple[str, ...]]]

    @property
    def own(self) -> frozenset[str]:
        """The names of the row itself: first names of paths, and relations that are aggregated."""
        return frozenset({path[0] for path in self.paths} | {relation for relation, _ in self.aggregates})


def names(node: Node) -> Names:
    """Everything ``node`` names; ``count(lines)`` is the aggregate ``("lines", ())``."""
    paths: set[tuple[str, ...]] = set()
    aggregates: set[tuple[str, tuple[str, ...]]] = set()
    for inner in walk(node):
        if isinstance(inner, Path) and not inner.of_item:
            paths.add(inner.names)
        elif isinstance(inner, Aggregate):
            aggregates.add((inner.relation, ()))
            aggregates |= {
                (inner.relation, item.names)
                for item in walk(inner)
                if isinstance(item, Path) and item.of_item
            }
    return Names(frozenset(paths), frozenset(aggregates))


def uses(node: Node, index: SpecIndex, entity: str) -> frozenset[tuple[str, str]]:
    """Every (entity, name) that ``node`` touches along its paths: what must stay for it to mean the same."""
    return frozenset((step.entity, step.name) for step in _steps(node, index, entity)) | frozenset(
        (entity, inner.relation) for inner in walk(node) if isinstance(inner, Aggregate)
    )


def computed_uses(node: Node, index: SpecIndex, entity: str) -> frozenset[tuple[str, str]]:
    """The computed values that ``node`` is derived from directly."""
    return frozenset(computed_places(node, index, entity))


def computed_places(node: Node, index: SpecIndex, entity: str) -> tuple[tuple[str, str], ...]:
    """The computed values in ``node``, as often as they stand there."""
    return tuple((step.entity, step.name) for step in _steps(node, index, entity) if step.kind == "computed")


def _steps(node: Node, index: SpecIndex, entity: str) -> tuple[Member, ...]:
    found: list[Member] = []
    for inner in walk(node):
        if isinstance(inner, Path) and not inner.of_item:
            found += follow(index, entity, inner.names)
        elif isinstance(inner, Aggregate):
            items = many(index, entity, inner.relation)
            if items is not None:
                for item in walk(inner):
                    if isinstance(item, Path) and item.of_item:
                        found += follow(index, items.entity, item.names)
    return tuple(found)


def is_row_local(node: Node, index: SpecIndex, entity: str) -> bool:
    """Whether a form can work it out from the row and what it belongs to; sees through computed values."""
    return _is_row_local(node, index, entity, set())


def _is_row_local(node: Node, index: SpecIndex, entity: str, seen: set[str]) -> bool:
    for inner in walk(node):
        if isinstance(inner, (Aggregate, NoOverlap)):
            return False
        if isinstance(inner, Path) and len(inner.names) == 1 and inner.names[0] not in seen:
            value = index.computed(entity).get(inner.names[0])
            if value is None:
                continue
            seen.add(value.name)
            try:
                derived = parse(value.expression)
            except ExpressionError:
                return False
            if not _is_row_local(derived, index, entity, seen):
                return False
    return True


def uses_clock(node: Node) -> bool:
    """Whether the value changes as time passes, so that it must not be stored."""
    return any(isinstance(inner, Call) and inner.function in {"now", "today"} for inner in walk(node))
