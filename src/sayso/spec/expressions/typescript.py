"""Expressions as TypeScript, for form checks and values worked out while typing.

The generated code calls small null-safe functions of the app kit, imported as ``expr`` from
``@sayso/app-kit`` (``app-kit/src/expr.ts``); missing operands give null, as in SQL. It uses:

- numbers: ``add sub mul div floorDiv mod neg round abs``
- conditions: ``eq ne lt lte gt gte oneOf has contains missing present and or not``; a rule is
  ``holds(condition)``
- texts: ``join concat lower upper trim length``
- dates and times: ``today now date year month day weekday shift shiftBack``
- durations: ``minutes hours days weeks months years both without times inverse between``
- spans: ``minutesBetween hoursBetween daysBetween yearsBetween``
- any value: ``coalesce least greatest``

``setTimeZone`` tells the kit the site's time zone. Aggregates and ``no_overlap`` need other rows: they are
calls of ``rows`` (``rows.sum(row.lines, (item) => item.price)``) where the scope knows other rows, and cannot
be written elsewhere: ask ``is_row_local`` first."""

from typing import Protocol, runtime_checkable

from sayso.kit.words import camel
from sayso.spec.index import SpecIndex

from .inference import types_within
from .literals import typescript_value
from .nodes import (
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Literal,
    Logic,
    Membership,
    Negate,
    Node,
    NoOverlap,
    Not,
    NullCheck,
    Path,
)
from .parser import parse
from .values import DURATIONS, TEXTS, Kind

_COMPARE = {"==": "eq", "!=": "ne", "<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}
_CALCULATE = {"+": "add", "-": "sub", "*": "mul", "/": "div", "//": "floorDiv", "%": "mod"}


class TypeScriptScope(Protocol):
    """How the values of a row are written in TypeScript."""

    @property
    def index(self) -> SpecIndex:
        """The spec."""
        ...

    @property
    def entity(self) -> str:
        """The entity of the row."""
        ...

    def value(self, names: tuple[str, ...]) -> str:
        """The value a path leads to, null or undefined when missing; needs no brackets around it."""
        ...


@runtime_checkable
class RelatedScope(TypeScriptScope, Protocol):
    """A scope that knows other rows, too."""

    @property
    def variable(self) -> str:
        """The name of the row."""
        ...

    def items(self, relation: str) -> "RelatedScope":
        """One of the rows behind a has_many or many_to_many name."""
        ...


class RowScope:
    """A row as the data API gives it: ``row.client_id``, and ``row.client?.name`` of expanded relations.

    Computed values of the row itself are worked out on the spot: they may depend on what is being typed.
    """

    def __init__(self, index: SpecIndex, entity: str, variable: str = "row") -> None:
        self.index = index
        self.entity = entity
        self._variable = variable

    def value(self, names: tuple[str, ...]) -> str:
        """A member access, or a computed value's own expression."""
        *relations, last = names
        entity = self.entity
        for relation in relations:
            entity = self.index.parents(entity)[relation].parent
        if not relations and last in self.index.computed(entity):
            written = to_typescript(parse(self.index.computed(entity)[last].expression), self)
            return f"({written})" if " ? " in written else written
        key = f"{last}_id" if last in self.index.parents(entity) else last
        return (
            "?.".join([".".join([self._variable, *relations[:1]]), *relations[1:], key])
            if relations
            else (f"{self._variable}.{key}")
        )


def to_typescript(node: Node, scope: TypeScriptScope) -> str:
    """``node`` as one TypeScript expression; it must have passed ``infer`` and be row-local."""
    return _Writer(node, scope).write(node)


class _Writer:
    def __init__(self, node: Node, scope: TypeScriptScope) -> None:
        self._scope = scope
        self._item: RelatedScope | None = None
        self._types = types_within(node, scope.index, scope.entity)

    def _kind(self, node: Node) -> Kind:
        return self._types[id(node)].kind

    def _use(self, function: str, *arguments: Node) -> str:
        return f"expr.{function}({', '.join(self.write(argument) for argument in arguments)})"

    def write(self, node: Node) -> str:  # noqa: C901, PLR0912 - one case for each kind of node
        match node:
            case Literal():
                return typescript_value(node.value)
            case Path():
                scope = self._item if node.of_item and self._item else self._scope
                return scope.value(node.names)
            case Negate(operand=Literal(value=int() | float())):
                return f"-{self.write(node.operand)}"
            case Negate():
                return self._use("inverse" if self._kind(node.operand) in DURATIONS else "neg", node.operand)
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison():
                return self._use(_COMPARE[node.op], node.left, node.right)
            case Membership():
                return self._membership(node)
            case NullCheck():
                return self._use("present" if node.negated else "missing", node.value)
            case Logic():
                return self._use(node.op, *node.parts)
            case Not():
                return self._use("not", node.operand)
            case Choice():
                condition, then = self._operand(node.condition), self._operand(node.then)
                return f"{condition} ? {then} : {self.write(node.otherwise)}"
            case Call():
                return self._call(node)
            case Aggregate():
                return self._aggregate(node, self._related())
            case NoOverlap():
                return self._no_overlap(node, self._related())

    def _related(self) -> RelatedScope:
        if isinstance(self._scope, RelatedScope):
            return self._scope
        raise ValueError("other rows are not known here: ask is_row_local first")

    def _aggregate(self, node: Aggregate, scope: RelatedScope) -> str:
        self._item = item = scope.items(node.relation)
        parts = (self._of(item, node.value), self._of(item, node.when))
        self._item = None
        return f"rows.{node.op}({scope.variable}.{node.relation}, {', '.join(parts)})"

    def _no_overlap(self, node: NoOverlap, scope: RelatedScope) -> str:
        parts = (self._of(scope, part) for part in (node.start, node.end, node.by, node.when))
        return f"rows.noOverlap({scope.variable}, {', '.join(parts)})"

    def _of(self, scope: RelatedScope, node: Node | None) -> str:
        return "undefined" if node is None else f"({scope.variable}) => {self.write(node)}"

    def _operand(self, node: Node) -> str:
        text = self.write(node)
        return f"({text})" if isinstance(node, Choice) else text

    def _membership(self, node: Membership) -> str:
        if isinstance(node.within, tuple):
            listed = ", ".join(self.write(element) for element in node.within)
            text = f"expr.oneOf({self.write(node.value)}, [{listed}])"
        else:
            function = "has" if self._kind(node.within) is Kind.CHOICES else "contains"
            text = self._use(function, node.within, node.value)
        return f"expr.not({text})" if node.negated else text

    def _arithmetic(self, node: Arithmetic) -> str:
        left, right = self._kind(node.left), self._kind(node.right)
        if left in TEXTS:
            return self._use("join", node.left, node.right)
        if left in DURATIONS and right in DURATIONS:
            return self._use("both" if node.op == "+" else "without", node.left, node.right)
        if left in DURATIONS and node.op == "*":
            return self._use("times", node.left, node.right)
        if right in DURATIONS:
            return self._use("shift" if node.op == "+" else "shiftBack", node.left, node.right)
        if left in DURATIONS:
            return self._use("shift", node.right, node.left)
        if left is Kind.DATE:
            return self._use("daysBetween", node.right, node.left)
        if left in {Kind.DATETIME, Kind.TIME}:
            return self._use("between", node.right, node.left)
        return self._use(_CALCULATE[node.op], node.left, node.right)

    def _call(self, node: Call) -> str:
        first = node.arguments[0] if node.arguments else None
        if node.function == "date" and isinstance(first, Literal):
            return self.write(first)
        return self._use(camel(node.function), *node.arguments)
