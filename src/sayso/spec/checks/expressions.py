"""Computed values, rules and guards can be read, typed and worked out."""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import NamedTuple

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import (
    ExpressionError,
    Kind,
    Node,
    NoOverlap,
    computed_places,
    fits,
    infer,
    of_field,
    parse,
    walk,
)
from sayso.spec.expressions.nodes import children
from sayso.spec.index import SpecIndex
from sayso.spec.model import Computed

from .cycles import cycles
from .findings import error

MOST_PARTS, MOST_LEVELS = 1_000, 100
"""Of a value or condition with all written out that it is worked out from, as the database has it."""

_Place = tuple[str, str]


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Every expression of the spec."""
    for entity in index.spec.entities:
        for value in entity.computed:
            yield from _computed(index, entity.name, value)
    for path, of, text in _conditions(index):
        yield from _condition(index, of, text, path, "rule" if path.startswith("entities.") else "guard")
    yield from _wholes(index)


def _conditions(index: SpecIndex) -> Iterator[tuple[str, str, str]]:
    """Rules and guards: where they stand, the entity they are about, and their text."""
    for entity in index.spec.entities:
        for rule in entity.rules:
            yield f"entities.{entity.name}.rules.{rule.name}", entity.name, rule.expression
    for flow in index.spec.flows:
        for one in flow.transitions:
            if one.guard is not None and flow.entity in index.entities:
                yield f"flows.{flow.entity}.transitions.{one.name}.guard", flow.entity, one.guard


def _read(text: str, path: str) -> Node | Diagnostic:
    try:
        return parse(text)
    except ExpressionError as problem:
        place = text[problem.position : problem.position + 20].strip()
        where = f" At “{place}” (character {problem.position + 1})." if place else ""
        return error("expression-syntax", path, f"{problem.message}{where}", problem.hint)


def _computed(index: SpecIndex, entity: str, value: Computed) -> Iterator[Diagnostic]:
    path = f"entities.{entity}.computed.{value.name}"
    node = _read(value.expression, path)
    if isinstance(node, Diagnostic):
        yield node
        return
    if any(isinstance(inner, NoOverlap) for inner in walk(node)):
        yield error(
            "no-overlap-misplaced",
            path,
            "no_overlap is a rule, not a value.",
            "Make it a rule of the entity.",
        )
        return
    found, problems = infer(node, index, entity, path)
    yield from problems
    if not problems and not fits(found, value.type):
        hint = f"Declare it as {_suggested(found.kind)}."
        if of_field(value.type) is Kind.INTEGER and found.is_number:
            hint = "Declare it as decimal or money, or round it: round(…)."
        yield error(
            "computed-type",
            path,
            f"“{value.name}” is declared as {value.type.value}, but gives {found.kind.value}.",
            hint,
        )


def _suggested(kind: Kind) -> str:
    names = {Kind.TEXT: "text", Kind.CHOICE: "text", Kind.OPAQUE: "what it takes its value from"}
    return names.get(kind, kind.name.lower())


def _condition(index: SpecIndex, entity: str, text: str, path: str, what: str) -> Iterator[Diagnostic]:
    node = _read(text, path)
    if isinstance(node, Diagnostic):
        yield node
        return
    is_whole = isinstance(node, NoOverlap)
    if not (is_whole and what == "rule") and any(isinstance(inner, NoOverlap) for inner in walk(node)):
        yield error(
            "no-overlap-misplaced",
            path,
            "no_overlap must stand alone as a rule.",
            "Give it a rule of its own.",
        )
        return
    found, problems = infer(node, index, entity, path)
    yield from problems
    if not problems and found.kind is not Kind.BOOLEAN:
        yield error(
            "rule-not-boolean",
            path,
            f"A {what} must be a condition; this is {found.kind.value}.",
            "Compare it with something, for example “… > 0”.",
        )


def _wholes(index: SpecIndex) -> Iterator[Diagnostic]:
    """Whether computed values end, and stay small with the others written out in them."""
    nodes: dict[_Place, Node] = {}
    for entity in index.spec.entities:
        for value in entity.computed:
            node = _read(value.expression, "")
            if not isinstance(node, Diagnostic):
                nodes[entity.name, value.name] = node
    graph = {place: computed_places(node, index, place[0]) for place, node in nodes.items()}
    circles = cycles({place: sorted(set(used)) for place, used in graph.items()})
    yield from (_circle(one) for one in circles)
    if not circles:
        yield from _large(index, nodes, graph)


def _circle(cycle: tuple[_Place, ...]) -> Diagnostic:
    entity, name = cycle[0]
    shown = " → ".join(f"{owner}.{value}" for owner, value in [*cycle, cycle[0]])
    return error(
        "computed-cycle",
        f"entities.{entity}.computed.{name}",
        f"“{name}” of {entity} is derived from itself: {shown}.",
        "Base one of them on stored fields.",
    )


class _Size(NamedTuple):
    """How many parts an expression has written out, and how deep they stand in each other."""

    parts: int
    levels: int

    @property
    def is_large(self) -> bool:
        return self.parts > MOST_PARTS or self.levels > MOST_LEVELS


def _size(node: Node, within: Iterable[_Size]) -> _Size:
    inner = list(within)
    deepest = max((one.levels for one in inner), default=0)
    return _Size(sum(1 for _ in walk(node)) + sum(one.parts for one in inner), _levels(node) + deepest)


def _levels(node: Node) -> int:
    return 1 + max(map(_levels, children(node)), default=0)


def _large(
    index: SpecIndex, nodes: dict[_Place, Node], graph: dict[_Place, tuple[_Place, ...]]
) -> Iterator[Diagnostic]:
    sizes: dict[_Place, _Size] = {}
    for place in TopologicalSorter(graph).static_order():
        if place not in nodes:
            continue
        sizes[place] = _size(nodes[place], (sizes[used] for used in graph[place] if used in sizes))
        if sizes[place].is_large:
            entity, name = place
            yield _too_large(f"entities.{entity}.computed.{name}", name)
            return
    for path, entity, text in _conditions(index):
        node = _read(text, path)
        if not isinstance(node, Diagnostic):
            used = computed_places(node, index, entity)
            if _size(node, (sizes[one] for one in used if one in sizes)).is_large:
                yield _too_large(path, path.removesuffix(".guard").rpartition(".")[2])


def _too_large(path: str, name: str) -> Diagnostic:
    return error(
        "expression-too-large",
        path,
        f"“{name}” has more than {MOST_PARTS} parts or {MOST_LEVELS} levels, with all written out that it "
        "is worked out from.",
        "Base it on stored fields, or name each computed value once.",
    )
