"""Carrying a rename into the text of an expression, which otherwise stays as it was written."""

from dataclasses import dataclass

from sayso.spec.index import SpecIndex

from .errors import ExpressionError
from .inference import option_literals, types_within
from .nodes import Aggregate, Call, Choice, Comparison, Literal, Membership, Node, Path, Span, walk
from .parser import parse
from .resolution import follow, many
from .values import ValueType


@dataclass(frozen=True, slots=True)
class MemberRename:
    """A field, computed value, flow field, relation or inverse of ``entity`` gets another name."""

    entity: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class OptionRename:
    """An option of an enum field, or a state of a flow, gets another name."""

    entity: str
    field: str
    old: str
    new: str


Rename = MemberRename | OptionRename


def rename_reference(text: str, index: SpecIndex, entity: str, rename: Rename) -> str:
    """``text``, an expression on ``entity``, with every mention of what is renamed under its new name.

    ``index`` is of the spec before the rename. Names are followed along paths, so that only mentions of
    that very thing change. A text that is no expression comes back as it is. Entities are never named in
    expressions."""
    try:
        node = parse(text)
    except ExpressionError:
        return text
    if entity not in index.entities:
        return text
    if isinstance(rename, MemberRename):
        changes = dict.fromkeys(_member_spans(node, index, entity, rename), rename.new)
    else:
        changes = {
            literal.span: _quoted_like(text, literal.span, rename.new)
            for literal in _option_literals(node, index, entity, rename)
        }
    for span in sorted(changes, key=lambda span: span.start, reverse=True):
        text = text[: span.start] + changes[span] + text[span.end :]
    return text


def _member_spans(node: Node, index: SpecIndex, entity: str, rename: MemberRename) -> set[Span]:  # noqa: C901 -
    spans: set[Span] = set()

    def collect(path: Path, start: str) -> None:
        steps = follow(index, start, path.names)
        for step, span in zip(steps, path.spans, strict=False):
            if (step.entity, step.name) == (rename.entity, rename.old):
                spans.add(span)

    for inner in walk(node):
        if isinstance(inner, Path) and not inner.of_item:
            collect(inner, entity)
        elif isinstance(inner, Aggregate):
            if (entity, inner.relation) == (rename.entity, rename.old):
                spans.update(inner.relation_spans)
            items = many(index, entity, inner.relation)
            if items is not None:
                for item in walk(inner):
                    if isinstance(item, Path) and item.of_item:
                        collect(item, items.entity)
    return spans


def _option_literals(node: Node, index: SpecIndex, entity: str, rename: OptionRename) -> list[Literal]:
    types = types_within(node, index, entity)

    def means_it(value: ValueType) -> bool:
        return (value.entity, value.field) == (rename.entity, rename.field)

    found: list[Literal] = []
    for inner in walk(node):
        beside: list[Node]
        if isinstance(inner, Choice) or (isinstance(inner, Call) and inner.function == "coalesce"):
            beside = [inner] if means_it(types[id(inner)]) else []
        else:
            beside = [other for choice, other in _compared(inner) if means_it(types[id(choice)])]
        found += [o for other in beside for o in option_literals(other) if o.value == rename.old]
    return found


def _compared(node: Node) -> list[tuple[Node, Node]]:
    """The pairs of values that ``node`` compares, each both ways round where it could be either."""
    if isinstance(node, Comparison):
        return [(node.left, node.right), (node.right, node.left)]
    if isinstance(node, Membership):
        if isinstance(node.within, tuple):
            return [(node.value, element) for element in node.within]
        return [(node.within, node.value)]
    return []


def _quoted_like(text: str, span: Span, new: str) -> str:
    quote = text[span.end - 1]
    return f"{quote}{new}{quote}"
