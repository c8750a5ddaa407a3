"""Carrying a rename into the text of an expression, which otherwise stays as it was written."""

from dataclasses import dataclass

from sayso.spec.index import SpecIndex

from .errors import ExpressionError
from .inference import option_literals, types_within
from .nodes import Aggregate, Comparison, Literal, Membership, Node, Path, Span, walk
from .parsing import parse
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
        pairs: list[tuple[Node, Node]] = []
        if isinstance(inner, Comparison):
            pairs = [(inner.left, inner.right), (inner.right, inner.left)]
        elif isinstance(inner, Membership):
            if isinstance(inner.within, tuple):
                pairs = [(inner.value, element) for element in inner.within]
            else:
                pairs = [(inner.within, inner.value)]
        for choice, other in pairs:
            if means_it(types[id(choice)]):
                found += [literal for literal in option_literals(other) if literal.value == rename.old]
    return found


def _quoted_like(text: str, span: Span, new: str) -> str:
    quote = text[span.end - 1]
    return f"{quote}{new}{quote}"
