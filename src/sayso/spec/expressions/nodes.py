"""What an expression consists of. Two nodes are equal when they say the same, wherever they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as OneOf

ArithmeticOp = OneOf["+", "-", "*", "/", "//", "%"]
ComparisonOp = OneOf["==", "!=", "<", "<=", ">", ">="]
AggregateOp = OneOf["count", "sum", "avg", "min", "max"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text: characters from ``start`` up to, not including, ``end``."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, True, False or None (a missing value)."""

    value: str | int | float | bool | None
    span: Span = field(default=NOWHERE, compare=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and (type(self.value), self.value) == (
            type(other.value),
            other.value,
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Path:
    """A name of the row itself, or belongs_to names followed by a name of the last of them.

    ``of_item`` says that the path starts at the item an aggregate is looking at, not at the row.
    """

    names: tuple[str, ...]
    spans: tuple[Span, ...] = field(default=(), compare=False)
    of_item: bool = False

    @property
    def span(self) -> Span:
        """From the first name to the last."""
        return Span(self.spans[0].start, self.spans[-1].end) if self.spans else NOWHERE


@dataclass(frozen=True, slots=True)
class Negate:
    """``-operand``."""

    operand: "Node"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left op right``; also joins texts and moves dates and times by a duration."""

    op: ArithmeticOp
    left: "Node"
    right: "Node"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left op right``; a chain such as ``0 < a < b`` is the ``and`` of its links."""

    op: ComparisonOp
    left: "Node"
    right: "Node"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """``value in [..]``, ``option in multi_enum_field`` or ``text in text_field``."""

    value: "Node"
    within: "tuple[Node, ...] | Node"
    negated: bool = False
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NullCheck:
    """``value is None``, or ``is not None`` when negated; never unknown itself."""

    value: "Node"
    negated: bool = False
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """``and`` or ``or`` of two or more conditions."""

    op: OneOf["and", "or"]
    parts: "tuple[Node, ...]"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """``not operand``."""

    operand: "Node"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """``then if condition else otherwise``; an unknown condition takes ``otherwise``."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the catalogue in ``functions``."""

    function: str
    arguments: "tuple[Node, ...]"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate over the rows behind a has_many or many_to_many name.

    Inside ``value`` and ``when``, paths marked ``of_item`` start at the item; all others start at the row.
    """

    op: AggregateOp
    relation: str
    value: "Node | None" = None
    when: "Node | None" = None
    span: Span = field(default=NOWHERE, compare=False)
    relation_spans: tuple[Span, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class NoOverlap:
    """``no_overlap(start, end, by, when=condition)``: among rows with equal ``by`` no two spans meet.

    A span includes its start and excludes its end. Rows that miss ``condition`` do not count; without ``by``
    all rows of the site are compared.
    """

    start: "Node"
    end: "Node"
    by: Path | None = None
    when: "Node | None" = None
    span: Span = field(default=NOWHERE, compare=False)


Node = (
    Literal
    | Path
    | Negate
    | Arithmetic
    | Comparison
    | Membership
    | NullCheck
    | Logic
    | Not
    | Choice
    | Call
    | Aggregate
    | NoOverlap
)


def children(node: Node) -> tuple[Node, ...]:  # noqa: C901 - one line for each kind of node
    """The nodes directly inside ``node``, left to right."""
    match node:
        case Negate(operand=operand) | Not(operand=operand):
            return (operand,)
        case Arithmetic() | Comparison():
            return (node.left, node.right)
        case Membership():
            return (node.value, *(node.within if isinstance(node.within, tuple) else (node.within,)))
        case NullCheck():
            return (node.value,)
        case Logic():
            return node.parts
        case Choice():
            return (node.condition, node.then, node.otherwise)
        case Call():
            return node.arguments
        case Aggregate():
            return tuple(part for part in (node.value, node.when) if part is not None)
        case NoOverlap():
            return tuple(part for part in (node.start, node.end, node.by, node.when) if part is not None)
        case Literal() | Path():
            return ()


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything inside it, outermost first."""
    yield node
    for child in children(node):
        yield from walk(child)
