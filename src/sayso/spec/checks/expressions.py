"""Computed values, rules and guards can be read, typed and worked out."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import (
    ExpressionError,
    Kind,
    Node,
    NoOverlap,
    computed_uses,
    fits,
    infer,
    of_field,
    parse,
    walk,
)
from sayso.spec.index import SpecIndex
from sayso.spec.model import Computed

from .cycles import cycles
from .findings import error


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Every expression of the spec."""
    for entity in index.spec.entities:
        for value in entity.computed:
            yield from _computed(index, entity.name, value)
        for rule in entity.rules:
            yield from _condition(
                index, entity.name, rule.expression, f"entities.{entity.name}.rules.{rule.name}", "rule"
            )
    for flow in index.spec.flows:
        for transition in flow.transitions:
            if transition.guard is not None and flow.entity in index.entities:
                path = f"flows.{flow.entity}.transitions.{transition.name}.guard"
                yield from _condition(index, flow.entity, transition.guard, path, "guard")
    yield from _circles(index)


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


def _circles(index: SpecIndex) -> Iterator[Diagnostic]:
    graph: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for entity in index.spec.entities:
        for value in entity.computed:
            node = _read(value.expression, "")
            if not isinstance(node, Diagnostic):
                graph[entity.name, value.name] = sorted(computed_uses(node, index, entity.name))
    for cycle in cycles(graph):
        entity_name, name = cycle[0]
        shown = " → ".join(f"{owner}.{value}" for owner, value in [*cycle, cycle[0]])
        yield error(
            "computed-cycle",
            f"entities.{entity_name}.computed.{name}",
            f"“{name}” of {entity_name} is derived from itself: {shown}.",
            "Base one of them on stored fields.",
        )
