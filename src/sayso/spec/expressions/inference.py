"""Which type an expression has, and everything that is wrong with it."""

from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.index import SpecIndex

from .arithmetic import arithmetic_type
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
from .resolution import follow, many, many_names, members
from .signatures import type_of_call
from .suggestions import did_you_mean
from .values import (
    BOOLEAN,
    DECIMAL,
    DURATIONS,
    INTEGER,
    MISSING,
    ORDERED,
    TEXT,
    TEXTS,
    UNKNOWN,
    Kind,
    ValueType,
    unified,
)


def type_of(node: Node, index: SpecIndex, entity: str) -> ValueType:
    """The type of the value; ``UNKNOWN`` where ``infer`` would report a problem."""
    return infer(node, index, entity)[0]


def infer(
    node: Node, index: SpecIndex, entity: str, path: str = ""
) -> tuple[ValueType, tuple[Diagnostic, ...]]:
    """The type of ``node`` on a row of ``entity`` and all its problems; ``path`` is its place in the spec."""
    inference = _Inference(index, entity, path)
    found = inference.visit(node)
    return found, tuple(inference.problems)


def types_within(node: Node, index: SpecIndex, entity: str) -> dict[int, ValueType]:
    """The types of ``node`` and of all nodes inside it, by ``id(node)``; for those who write it out."""
    inference = _Inference(index, entity, "")
    inference.visit(node)
    return inference.types


class _Inference:
    def __init__(self, index: SpecIndex, entity: str, path: str) -> None:
        self._index = index
        self._entity = entity
        self._item: str | None = None
        self._path = path
        self.problems: list[Diagnostic] = []
        self.types: dict[int, ValueType] = {}

    def _report(self, code: str, message: str, hint: str = "") -> ValueType:
        self.problems.append(
            Diagnostic(code=code, level=Level.ERROR, path=self._path, message=message, hint=hint)
        )
        return UNKNOWN

    def visit(self, node: Node) -> ValueType:
        """The type of ``node``, noted in ``types`` for those who write it out."""
        found = self._visit(node)
        self.types[id(node)] = found
        return found

    def _visit(self, node: Node) -> ValueType:  # noqa: C901, PLR0912 - one answer for each case
        match node:
            case Literal():
                return _of_literal(node)
            case Path():
                return self._visit_path(node)
            case Negate():
                found = self._value(node.operand)
                if found.is_number or found.is_open or found.kind in DURATIONS:
                    return found
                return self._mismatch(f"A minus sign cannot stand before {found.kind.value}.")
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison():
                self._comparison(node)
                return BOOLEAN
            case Membership():
                self._membership(node)
                return BOOLEAN
            case NullCheck():
                self.visit(node.value)
                return BOOLEAN
            case Logic():
                for part in node.parts:
                    self._condition(part, f"“{node.op}”")
                return BOOLEAN
            case Not():
                self._condition(node.operand, "“not”")
                return BOOLEAN
            case Choice():
                return self._choice(node)
            case Call():
                arguments = tuple(self.visit(argument) for argument in node.arguments)
                found = type_of_call(node, arguments, self._report)
                return self._narrowed(found, node, arguments) if node.function == "coalesce" else found
            case Aggregate():
                return self._aggregate(node)
            case NoOverlap():
                return self._no_overlap(node)

    # --- names

    def _visit_path(self, node: Path) -> ValueType:
        entity = self._item if node.of_item and self._item else self._entity
        if entity not in self._index.entities:
            return UNKNOWN
        found = follow(self._index, entity, node.names)
        if len(found) == len(node.names):
            return found[-1].type
        name = node.names[len(found)]
        at = entity if not found else found[-1].type.entity
        if at is None or at not in self._index.entities:
            return self._report(
                "unknown-name",
                f"“{found[-1].name}” is {found[-1].type.kind.value}; it has no “{name}”.",
                "Only belongs_to relations can be followed by a dot.",
            )
        if many(self._index, at, name) is not None:
            return self._report(
                "many-as-value",
                f"“{name}” stands for many rows, not for one value.",
                f"Use an aggregate: count({name}) or sum({name}.…)."
                if at == self._entity and not found
                else f"Add a computed value to {at} that aggregates them, and use that.",
            )
        return self._report(
            "unknown-name",
            f"{at} has no “{name}”.",
            did_you_mean(name, (*members(self._index, at), *many_names(self._index, at))),
        )

    def _mismatch(self, message: str, hint: str = "") -> ValueType:
        return self._report("type-mismatch", message, hint)

    def _value(self, node: Node) -> ValueType:
        """The type of an operand; None is no operand, because every result would be missing."""
        found = self.visit(node)
        if found.kind is Kind.MISSING:
            return self._mismatch(
                "None cannot be calculated or compared with.", "Ask with “is None” or “is not None”."
            )
        return found

    def _condition(self, node: Node, where: str) -> None:
        found = self.visit(node)
        if found.kind not in {Kind.BOOLEAN, Kind.UNKNOWN}:
            self._mismatch(
                f"{where} needs a condition, not {found.kind.value}.", "Compare it with something."
            )

    # --- operators

    def _arithmetic(self, node: Arithmetic) -> ValueType:
        left, right = self._value(node.left), self._value(node.right)
        if Kind.UNKNOWN in {left.kind, right.kind}:
            return UNKNOWN
        found = arithmetic_type(node.op, left, right)
        if found is not None:
            return found
        hint = ""
        if {left.kind, right.kind} & TEXTS and node.op == "+":
            hint = "Join values into a text with concat(a, b)."
        elif left.kind is Kind.DATE and right.kind is Kind.DURATION:
            hint = "Hours and minutes can be added to a date and time; to a date add days(n)."
        elif left.kind in {Kind.DATE, Kind.DATETIME} and right.is_number:
            hint = "Say which unit: days(n), hours(n) or minutes(n)."
        return self._mismatch(f"“{node.op}” does not go with {left.kind.value} and {right.kind.value}.", hint)

    def _comparison(self, node: Comparison) -> None:
        left, right = self._value(node.left), self._value(node.right)
        self._check_options(left, node.right)
        self._check_options(right, node.left)
        if left.is_open or right.is_open:
            return
        shared = unified(left, right)
        if shared is None:
            hint = ""
            if {left.kind, right.kind} == {Kind.DATE, Kind.DATETIME}:
                hint = "Take the date of the other with date(x), or compare with today() instead of now()."
            elif Kind.TEXT in {left.kind, right.kind} and {left.kind, right.kind} & {
                Kind.DATE,
                Kind.DATETIME,
            }:
                hint = 'Write a fixed date as date("2026-01-31").'
            elif Kind.CHOICES in {left.kind, right.kind}:
                hint = 'Ask with in: "name" in field.'
            self._mismatch(f"{_capital(left.kind.value)} cannot be compared with {right.kind.value}.", hint)
        elif node.op in {"==", "!="}:
            if shared.kind is Kind.CHOICES:
                self._mismatch(
                    "Several choices cannot be compared as a whole.", 'Ask with in: "name" in field.'
                )
        elif shared.kind not in ORDERED:
            self._mismatch(f"“{node.op}” does not go with {shared.kind.value}.", "Use == or !=.")

    def _membership(self, node: Membership) -> None:
        value = self._value(node.value)
        if isinstance(node.within, tuple):
            for element in node.within:
                found = self._value(element)
                self._check_options(value, element)
                if not (value.is_open or found.is_open) and unified(value, found) is None:
                    self._mismatch(
                        f"{_capital(value.kind.value)} is never {found.kind.value}, as this list says."
                    )
            if value.kind is Kind.CHOICES:
                self._mismatch("Several choices are not one of a list.", 'Turn it round: "name" in field.')
            return
        within = self._value(node.within)
        self._check_options(within, node.value)
        if (
            within.is_open
            or value.is_open
            or (within.kind in {Kind.CHOICES, Kind.TEXT} and value.kind in TEXTS)
        ):
            return
        self._mismatch(
            f"“in” does not go with {value.kind.value} and {within.kind.value}.",
            "After “in” stands a list, a field with several choices, or a text to search.",
        )

    def _check_options(self, choice: ValueType, other: Node) -> None:
        if choice.kind not in {Kind.CHOICE, Kind.CHOICES} or not choice.options:
            return
        for literal in option_literals(other):
            if literal.value not in choice.options:
                what = "state" if choice.is_state else "option"
                self._report(
                    f"unknown-{what}",
                    f"“{choice.field}” has no {what} “{literal.value}”.",
                    did_you_mean(str(literal.value), choice.options),
                )

    def _choice(self, node: Choice) -> ValueType:
        self._condition(node.condition, "“if”")
        then, otherwise = self.visit(node.then), self.visit(node.otherwise)
        shared = unified(then, otherwise)
        if shared is None:
            return self._mismatch(
                f"The two outcomes differ: {then.kind.value} and {otherwise.kind.value}.",
                "Give both the same type.",
            )
        return self._narrowed(shared, node, (then, otherwise))

    def _narrowed(self, found: ValueType, node: Node, parts: tuple[ValueType, ...]) -> ValueType:
        """A choice rather than a text, where the texts beside it are options of it."""
        choices = {part for part in parts if part.kind is Kind.CHOICE}
        texts = sum(part.kind is Kind.TEXT for part in parts)
        literals = option_literals(node)
        if found.kind is not Kind.TEXT or len(choices) != 1 or texts != len(literals):
            return found
        choice = choices.pop()
        return choice if all(literal.value in choice.options for literal in literals) else found

    # --- rows

    def _aggregate(self, node: Aggregate) -> ValueType:
        if self._entity not in self._index.entities:
            return UNKNOWN
        items = many(self._index, self._entity, node.relation)
        if items is None:
            known = many_names(self._index, self._entity)
            return self._report(
                "unknown-name",
                f"{self._entity} has no rows called “{node.relation}”.",
                did_you_mean(node.relation, known)
                or "Aggregates go over has_many and many_to_many relations.",
            )
        self._item = items.entity
        value = self._value(node.value) if node.value is not None else None
        if node.when is not None:
            self._condition(node.when, "“when”")
        self._item = None
        if node.op == "count" or value is None:
            return INTEGER
        if value.is_open:
            return value
        if node.op in {"min", "max"}:
            if value.kind in ORDERED:
                return value
            return self._mismatch(f"{node.op}() needs numbers, dates or times, not {value.kind.value}.")
        if not value.is_number:
            return self._mismatch(
                f"{node.op}() needs numbers, not {value.kind.value}.",
                f"To count the rows write count({node.relation}).",
            )
        return value if node.op == "sum" or value.kind is Kind.MONEY else DECIMAL

    def _no_overlap(self, node: NoOverlap) -> ValueType:
        start, end = self._value(node.start), self._value(node.end)
        if node.by is not None:
            self.visit(node.by)
        if node.when is not None:
            self._condition(node.when, "“when”")
        for found in (start, end):
            if not found.is_open and (found.kind not in ORDERED or found.kind in DURATIONS):
                self._mismatch(f"no_overlap needs dates or times, not {found.kind.value}.")
        if not (start.is_open or end.is_open) and unified(start, end) is None:
            self._mismatch(
                f"no_overlap cannot go from {start.kind.value} to {end.kind.value}.", "Use one type for both."
            )
        return BOOLEAN


def option_literals(node: Node) -> tuple[Literal, ...]:
    """The texts that ``node`` may have as its value: options, where a choice is compared with it."""
    match node:
        case Literal(value=str()):
            return (node,)
        case Choice():
            return (*option_literals(node.then), *option_literals(node.otherwise))
        case Call(function="coalesce"):
            return tuple(literal for argument in node.arguments for literal in option_literals(argument))
    return ()


def _of_literal(node: Literal) -> ValueType:
    match node.value:
        case None:
            return MISSING
        case bool():
            return BOOLEAN
        case int():
            return INTEGER
        case float():
            return DECIMAL
        case str():
            return TEXT


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
