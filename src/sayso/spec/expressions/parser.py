"""From text to nodes. Python's own grammar reads the text; only what the language knows is let through."""

import ast
import keyword
import re
from functools import lru_cache

from .errors import ExpressionError
from .functions import AGGREGATE_USAGE, AGGREGATES, FUNCTIONS, NO_OVERLAP_USAGE
from .nodes import (
    Aggregate,
    AggregateOp,
    Arithmetic,
    ArithmeticOp,
    Call,
    Choice,
    Comparison,
    ComparisonOp,
    Literal,
    Logic,
    Membership,
    Negate,
    Node,
    NoOverlap,
    Not,
    NullCheck,
    Path,
    Span,
)
from .suggestions import closest

_MAX_DEPTH = 60
_MAX_LENGTH = 2000
_BLANKS = str.maketrans("\n\r\t\f\v", "     ")
_ARITHMETIC: dict[type[ast.operator], ArithmeticOp] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
}  # fmt: skip
_COMPARISON: dict[type[ast.cmpop], ComparisonOp] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_SPELLINGS = {
    "true": "True", "false": "False", "null": "None", "none": "None", "nil": "None", "undefined": "None",
    "TRUE": "True", "FALSE": "False", "NULL": "None",
}  # fmt: skip
_FOREIGN = {
    "&&": "Write “and”.",
    "||": "Write “or”; texts are joined with +.",
    "<>": "Write “!=”.",
    "===": "Write “==”.",
    "!==": "Write “!=”.",
    "?": "Write “a if condition else b”.",
}
_OUR_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "None", "True", "False"})
_PYTHON_WORDS = frozenset(keyword.kwlist) - _OUR_WORDS
_TEXT_OR_WORD = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\b[a-z_]\w*\b""", re.ASCII)
_ALLOWED = (
    "Allowed are names and paths such as service.price, numbers, texts in quotes, True, False, None, lists, "
    "+ - * / // %, comparisons, in, is None, and, or, not, “a if c else b”, and functions."
)


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The expression that ``text`` says; one that was read before is not read again.

    Raises:
        ExpressionError: with the position in ``text`` and what may stand there instead.
    """
    if len(text) > _MAX_LENGTH:
        raise ExpressionError(
            f"The expression is longer than {_MAX_LENGTH} characters.",
            text=text[:80],
            position=0,
            hint="Split it into several computed values.",
        )
    flat = text.translate(_BLANKS)
    source = flat.strip()
    if not source:
        raise ExpressionError("There is no expression.", text=text, position=0, hint=_ALLOWED)
    return _Reader(flat, source).read()


class _Reader:
    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._lead = len(text) - len(text.lstrip())
        self._ascii = source.isascii()
        self._bytes = b"" if self._ascii else source.encode()

    def read(self) -> Node:
        try:
            tree = ast.parse(_without_python_words(self._source), mode="eval")
        except SyntaxError as error:
            raise self._syntax_error(error) from None
        except (ValueError, RecursionError, MemoryError):
            raise self._refuse(
                "This is too deeply nested or holds characters that cannot be read.", 0
            ) from None
        return self._node(tree.body, item=None, depth=0)

    # --- where things stand

    def _offset(self, column: int) -> int:
        if not self._ascii:
            column = len(self._bytes[:column].decode(errors="ignore"))
        return column + self._lead

    def _span(self, node: ast.expr) -> Span:
        return Span(self._offset(node.col_offset), self._offset(node.end_col_offset or node.col_offset))

    def _refuse(self, message: str, at: int | ast.expr, hint: str = "") -> ExpressionError:
        position = at if isinstance(at, int) else self._span(at).start
        return ExpressionError(message, text=self._text, position=position, hint=hint)

    def _syntax_error(self, error: SyntaxError) -> ExpressionError:
        for sign, hint in _FOREIGN.items():
            if sign in self._source:
                return self._refuse(f"“{sign}” is not understood here.", self._text.index(sign), hint)
        position = max((error.offset or 1) - 1, 0) + self._lead
        position = min(position, max(len(self._text) - 1, 0))
        words = error.msg.lower()
        if self._text[position : position + 1] == "=" or "==" in words or "assign" in words:
            return self._refuse(
                "A single “=” does not compare.", position, "Write “==” to ask whether values are equal."
            )
        if "never closed" in words or "unterminated" in words or "unexpected eof" in words:
            return self._refuse(
                "Something that was opened here is never closed.", position, "Close it: ) ] or a quote."
            )
        return self._refuse("The expression cannot be read from here on.", position, _ALLOWED)

    # --- nodes

    def _node(self, node: ast.expr, *, item: str | None, depth: int) -> Node:  # noqa: C901, PLR0912 - one case for each kind of node
        if depth > _MAX_DEPTH:
            raise self._refuse("This is too deeply nested.", node, "Split it into several computed values.")
        down = depth + 1
        span = self._span(node)
        match node:
            case ast.Constant(value=value):
                if value is None or isinstance(value, (bool, int, float, str)):
                    return self._literal(value, node)
                raise self._refuse(f"“{ast.unparse(node)}” is not a value of the language.", node, _ALLOWED)
            case ast.Name() | ast.Attribute():
                return self._path(node, item)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negate(self._node(operand, item=item, depth=down), span)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self._node(operand, item=item, depth=down)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self._node(operand, item=item, depth=down), span)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                sides = (self._node(left, item=item, depth=down), self._node(right, item=item, depth=down))
                return Arithmetic(_ARITHMETIC[type(op)], *sides, span)
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self._node(value, item=item, depth=down) for value in values)
                return Logic("and" if isinstance(op, ast.And) else "or", parts, span)
            case ast.Compare():
                return self._comparison(node, item, down)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                condition, then, otherwise = (
                    self._node(n, item=item, depth=down) for n in (test, body, orelse)
                )
                return Choice(condition, then, otherwise, span)
            case ast.Call():
                return self._call(node, item, down)
            case ast.List() | ast.Tuple() | ast.Set():
                raise self._refuse(
                    "A list may only stand after “in”.", node, 'For example: status in ["open", "paid"].'
                )
            case ast.BinOp(op=ast.Pow()):
                raise self._refuse("Powers are not part of the language.", node, "Multiply: x * x.")
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr()):
                raise self._refuse("“&” and “|” are not part of the language.", node, "Write “and” or “or”.")
        raise self._refuse(f"“{ast.unparse(node)[:40]}” is not part of the language.", node, _ALLOWED)

    def _literal(self, value: str | float | bool | None, node: ast.expr) -> Literal:
        if isinstance(value, str) and "\x00" in value:
            raise self._refuse("A text cannot hold a null character.", node)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) > 10**18:
            raise self._refuse("The number is too large.", node, "Numbers go up to 10^18.")
        return Literal(value, self._span(node))

    def _path(self, node: ast.expr, item: str | None) -> Path:
        names: list[str] = []
        spans: list[Span] = []
        at = node
        while isinstance(at, ast.Attribute):
            end = self._span(at).end
            names.insert(0, at.attr)
            spans.insert(0, Span(end - len(at.attr), end))
            at = at.value
        if not isinstance(at, ast.Name):
            raise self._refuse(
                "Only names can be joined by dots.", at, "For example: service.price or client.company.name."
            )
        names.insert(0, at.id)
        spans.insert(0, self._span(at))
        written = [self._text[span.start : span.end] for span in spans]
        names = [word if word in _PYTHON_WORDS else name for name, word in zip(names, written, strict=True)]
        for name, span in zip(names, spans, strict=True):
            if not name.isascii() or self._text[span.start : span.end] != name:
                raise self._refuse(f"“{name}” is not a name.", span.start, "Names consist of a-z, 0-9 and _.")
        if len(names) == 1 and names[0] in _SPELLINGS:
            wanted = _SPELLINGS[names[0]]
            raise self._refuse(f"“{names[0]}” is not a value.", node, f"Write “{wanted}”.")
        if item is not None and names[0] == item:
            if len(names) == 1:
                raise self._refuse(
                    f"“{item}” stands for many rows here.", node, f"Name a value of it: {item}.…."
                )
            return Path(tuple(names[1:]), tuple(spans[1:]), of_item=True)
        return Path(tuple(names), tuple(spans))

    def _comparison(self, node: ast.Compare, item: str | None, depth: int) -> Node:
        operands = [node.left, *node.comparators]
        links = tuple(
            self._link(left, op, right, item, depth)
            for left, op, right in zip(operands[:-1], node.ops, operands[1:], strict=True)
        )
        return links[0] if len(links) == 1 else Logic("and", links, self._span(node))

    def _link(self, left: ast.expr, op: ast.cmpop, right: ast.expr, item: str | None, depth: int) -> Node:
        span = Span(self._span(left).start, self._span(right).end)
        value = self._node(left, item=item, depth=depth)
        match op:
            case ast.Is() | ast.IsNot():
                if not (isinstance(right, ast.Constant) and right.value is None):
                    raise self._refuse("“is” only goes with None.", right, "Write “==” to compare values.")
                return NullCheck(value, isinstance(op, ast.IsNot), span)
            case ast.In() | ast.NotIn():
                negated = isinstance(op, ast.NotIn)
                if isinstance(right, (ast.List, ast.Tuple, ast.Set)):
                    if not right.elts:
                        raise self._refuse("The list is empty.", right, "Name at least one value.")
                    return Membership(
                        value, tuple(self._node(e, item=item, depth=depth) for e in right.elts), negated, span
                    )
                return Membership(value, self._node(right, item=item, depth=depth), negated, span)
        other = self._node(right, item=item, depth=depth)
        if type(op) in (ast.Eq, ast.NotEq):
            for side, against in ((value, other), (other, value)):
                if isinstance(side, Literal) and side.value is None:
                    return NullCheck(against, isinstance(op, ast.NotEq), span)
        return Comparison(_COMPARISON[type(op)], value, other, span)

    # --- calls

    def _call(self, node: ast.Call, item: str | None, depth: int) -> Node:
        if not isinstance(node.func, ast.Name):
            raise self._refuse(
                "Only functions of the language can be called.", node, f"They are: {_function_list()}."
            )
        name = node.func.id
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                raise self._refuse("“*” cannot stand before an argument.", argument)
        if name == "no_overlap":
            return self._no_overlap(node, item, depth)
        if name in AGGREGATES:
            return self._aggregate(name, node, item, depth)  # type: ignore[arg-type]  # narrowed by the line above
        function = FUNCTIONS.get(name)
        if function is None:
            near = closest(name, [*FUNCTIONS, *AGGREGATES, "no_overlap"])
            hint = f"Did you mean “{near}”?" if near else f"There are: {_function_list()}."
            raise self._refuse(f"There is no function “{name}”.", node, hint)
        if node.keywords:
            raise self._refuse(f"{name}() takes no named arguments.", node, f"Write {function.usage}.")
        if not function.least <= len(node.args) <= function.most:
            raise self._refuse(
                f"{name}() was given {len(node.args)} arguments.",
                node,
                f"Write {function.usage}: {function.meaning}.",
            )
        return Call(name, tuple(self._node(a, item=item, depth=depth) for a in node.args), self._span(node))

    def _when(self, node: ast.Call, usage: str) -> ast.expr | None:
        for named in node.keywords:
            if named.arg != "when":
                raise self._refuse(f"“{named.arg}=” is not understood here.", named.value, f"Write {usage}.")
        return node.keywords[0].value if node.keywords else None

    def _aggregate(self, op: AggregateOp, node: ast.Call, item: str | None, depth: int) -> Aggregate:
        usage = AGGREGATE_USAGE[op]
        when = self._when(node, usage)
        if item is not None:
            raise self._refuse(
                "An aggregate cannot stand inside another.",
                node,
                "Make the inner one a computed value of its entity.",
            )
        if len(node.args) != 1:
            hint = (
                f"Of several values write {'least' if op == 'min' else 'greatest'}(a, b)."
                if op in {"min", "max"}
                else ""
            )
            raise self._refuse(f"{op}() goes over one relation.", node, hint or f"Write {usage}.")
        argument = node.args[0]
        head = _leftmost_path(argument)
        if head is None:
            raise self._refuse(f"{op}() does not say over which rows.", argument, f"Write {usage}.")
        spelled = head[0]
        relation = spelled.lower() if spelled.lower() in _PYTHON_WORDS else spelled
        value: Node | None = None
        if isinstance(argument, ast.Name):
            if op != "count":
                raise self._refuse(
                    f"{op}() does not say of what.", argument, f"Name a value: {op}({relation}.…)."
                )
        else:
            value = self._node(argument, item=relation, depth=depth)
        condition = None if when is None else self._node(when, item=relation, depth=depth)
        parts = [part for part in (argument, when) if part is not None]
        inside = [n for part in parts for n in ast.walk(part)]
        called = {id(n.func) for n in inside if isinstance(n, ast.Call)}
        spans = tuple(
            self._span(n)
            for n in inside
            if isinstance(n, ast.Name) and n.id == spelled and id(n) not in called
        )
        return Aggregate(op, relation, value, condition, self._span(node), spans)

    def _no_overlap(self, node: ast.Call, item: str | None, depth: int) -> NoOverlap:
        usage = f"Write {NO_OVERLAP_USAGE}."
        when = self._when(node, NO_OVERLAP_USAGE)
        if item is not None or depth > 1:
            raise self._refuse("no_overlap must stand alone as a rule.", node, "Give it a rule of its own.")
        if not 2 <= len(node.args) <= 3:
            raise self._refuse("no_overlap() needs a start, an end and what it goes by.", node, usage)
        start, end, *rest = (self._node(a, item=None, depth=depth) for a in node.args)
        by = rest[0] if rest else None
        if by is not None and not (isinstance(by, Path) and len(by.names) == 1):
            raise self._refuse(
                "no_overlap goes by a single name.", node.args[2], "Name a belongs_to relation or a field."
            )
        condition = None if when is None else self._node(when, item=None, depth=depth)
        return NoOverlap(start, end, by, condition, self._span(node))


def _without_python_words(source: str) -> str:
    """Words such as ``class`` and ``from`` in capitals, so that Python reads them as names."""
    return _TEXT_OR_WORD.sub(lambda m: m[0].capitalize() if m[0] in _PYTHON_WORDS else m[0], source)


def _leftmost_path(node: ast.expr) -> list[str] | None:
    """The names of the first dotted path in reading order, else the only name."""
    paths = [n for n in ast.walk(node) if isinstance(n, ast.Attribute)]
    if paths:
        first: ast.expr = min(paths, key=lambda n: n.col_offset)
        while isinstance(first, ast.Attribute):
            first = first.value
        return [first.id] if isinstance(first, ast.Name) else None
    return [node.id] if isinstance(node, ast.Name) else None


def _function_list() -> str:
    return ", ".join([*AGGREGATES, *FUNCTIONS, "no_overlap"])
