"""Names inside expressions: found where they stand in the text, so that the author's spacing stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.spec.expressions import Aggregate, ExpressionError, Node, Path, parse
from sayso.spec.expressions.inference import option_literals
from sayso.spec.expressions.nodes import Comparison, Membership, Span, children

from .names import Changes, Name, member_name, value_name

Targets = Mapping[tuple[str, str], str]
"""The entity to which each relation leads, by entity and relation name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name and where it stands; an option or state stands in quotes.

    ``droppable`` is what to cut when the value is one of a list and may leave it.
    """

    name: Name
    span: Span
    droppable: Span | None = None


def rewrite_expression(text: str, entity: str, targets: Targets, changes: Changes) -> str | None:
    """An expression over rows of ``entity`` under the new names, or none when it mentions something gone.

    A value that is gone only leaves a list of several. What is no expression mentions nothing and stays as it
    is; the checks report it.
    """
    found = {mention.span: mention for mention in mentions(text, entity, targets) if mention.name in changes}
    for span in sorted(found, key=lambda span: span.start, reverse=True):
        mention = found[span]
        new = changes[mention.name]
        if new is None:
            if mention.droppable is None:
                return None
            cut = text[: mention.droppable.start] + text[mention.droppable.end :]
            return rewrite_expression(cut, entity, targets, changes)
        quote = text[span.end - 1] if mention.name[0] == "value" else ""
        text = text[: span.start] + quote + new + quote + text[span.end :]
    return text


def mentions(text: str, entity: str, targets: Targets) -> Iterator[Mention]:
    """Every member, option and state that an expression over rows of ``entity`` mentions."""
    node = _parsed(text)
    if node is not None:
        yield from _mentions(node, entity, None, targets)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Node | None:
    try:
        return parse(text)
    except ExpressionError:
        return None


def _mentions(node: Node, entity: str, item: str | None, targets: Targets) -> Iterator[Mention]:
    """``item`` is the entity that an aggregate around ``node`` goes over."""
    match node:
        case Path():
            yield from _steps(node, item if node.of_item else entity, targets)
        case Aggregate():
            yield from (Mention(member_name(entity, node.relation), span) for span in node.relation_spans)
            item = targets.get((entity, node.relation))
        case Comparison(left=left, right=right):
            yield from _values(left, right, entity, item, targets)
            yield from _values(right, left, entity, item, targets)
        case Membership(value=value, within=within):
            listed = within if isinstance(within, tuple) else (within,)
            for place, other in enumerate(listed):
                cut = _with_comma(listed, place)
                yield from (replace(m, droppable=cut) for m in _values(value, other, entity, item, targets))
                yield from _values(other, value, entity, item, targets)
        case _:
            pass
    for child in children(node):
        yield from _mentions(child, entity, item, targets)


def _with_comma(listed: tuple[Node, ...], place: int) -> Span | None:
    """An item of a list with the comma that goes with it; none for the only one."""
    spans = [item.span for item in listed]
    if len(spans) == 1:
        return None
    if place + 1 < len(spans):
        return Span(spans[place].start, spans[place + 1].start)
    return Span(spans[place - 1].end, spans[place].end)


def _steps(path: Path, start: str | None, targets: Targets) -> Iterator[Mention]:
    """The members along a path, as far as its relations are known."""
    at = start
    for name, span in zip(path.names, path.spans, strict=False):
        if at is None:
            return
        yield Mention(member_name(at, name), span)
        at = targets.get((at, name))


def _values(choice: Node, said: Node, entity: str, item: str | None, targets: Targets) -> Iterator[Mention]:
    """The texts that a field is compared with are its options or states."""
    if isinstance(choice, Path):
        steps = list(_steps(choice, item if choice.of_item else entity, targets))
        if len(steps) == len(choice.names):
            _, owner, member = steps[-1].name
            for literal in option_literals(said):
                yield Mention(value_name(owner, member, str(literal.value)), literal.span)
