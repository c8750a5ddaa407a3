"""Values as formatted Python.

Formatting is part of generation: what comes out is what ``ruff format`` leaves as it is at the line width of
the exported project. What does not fit on a line is broken at every comma, each part with a comma behind it,
which is a form that formatters keep.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from .literals import string

LINE_WIDTH = 100
_STEP = "    "


@dataclass(frozen=True, slots=True)
class Raw:
    """Python that is printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """``name(positional, key=value)``."""

    name: str
    positional: tuple["Value", ...] = ()
    named: Mapping[str, "Value"] = field(default_factory=dict)


Value = Raw | Call | str | int | float | None | Sequence["Value"] | Mapping[str, "Value"]
"""What can be printed: sequences come out as tuples, mappings as dictionaries."""


def statement(start: str, value: Value, indent: int = 0, end: str = "") -> str:
    """``start`` and the value, on one line where it fits."""
    margin = _STEP * indent
    line = f"{margin}{start}{flat(value)}{end}"
    if len(line) <= LINE_WIDTH:
        return line
    if isinstance(value, str) and start.endswith(" = "):
        alone = f"{margin}{_STEP}{flat(value)}"
        return f"{margin}{start}(\n{alone}\n{margin})" if len(alone) <= LINE_WIDTH else line
    return f"{margin}{start}{_broken(value, indent)}{end}"


def flat(value: Value) -> str:
    """The value on one line."""
    atom = _atom(value)
    if atom is not None:
        return atom
    opening, closing = _brackets(value)
    items = _items(value)
    comma = "," if opening == "(" and len(items) == 1 else ""
    return f"{opening}{', '.join(f'{key}{flat(part)}' for key, part in items)}{comma}{closing}"


def subscript(start: str, name: str, parts: Sequence[Value]) -> str:
    """``start = name[…]``, over several lines where one does not suffice."""
    line = f"{start}{name}[{', '.join(flat(part) for part in parts)}]"
    if len(line) <= LINE_WIDTH or len(parts) < 2:
        return line
    inner = "".join(f"{_STEP}{flat(part)},\n" for part in parts)
    return f"{start}{name}[\n{inner}]"


def signature(name: str, *parameters: str, returns: str = "Response") -> str:
    """``async def name(parameters) -> returns:``."""
    start, end = f"async def {name}(", f") -> {returns}:"
    line = f"{start}{', '.join(parameters)}{end}"
    if len(line) <= LINE_WIDTH:
        return line
    return "\n".join([start, *(f"{_STEP}{one}," for one in parameters), end])


def imports(module: str, names: Collection[str]) -> str:
    """``from module import names``, sorted as import sorters do: constants, classes, functions.

    Nothing where nothing is imported.
    """
    if not names:
        return ""
    ordered = sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= LINE_WIDTH:
        return line
    inner = "".join(f"{_STEP}{name},\n" for name in ordered)
    return f"from {module} import (\n{inner})"


def _broken(value: Value, indent: int) -> str:
    items = _items(value)
    if not items:
        return flat(value)
    opening, closing = _brackets(value)
    lines = [statement(key, part, indent + 1, ",") for key, part in items]
    return "\n".join([opening, *lines, _STEP * indent + closing])


def _items(value: Value) -> list[tuple[str, Value]]:
    """The parts of a collection or call, each with what stands before it."""
    match value:
        case Call():
            named = [(f"{key}=", part) for key, part in value.named.items()]
            return [("", part) for part in value.positional] + named
        case Mapping():
            return [(f"{string(key)}: ", part) for key, part in value.items()]
        case str():
            return []
        case Sequence():
            return [("", part) for part in value]
    return []


def _brackets(value: Value) -> tuple[str, str]:
    if isinstance(value, Call):
        return f"{value.name}(", ")"
    return ("{", "}") if isinstance(value, Mapping) else ("(", ")")


def _atom(value: Value) -> str | None:
    """The text of what is no collection."""
    match value:
        case Raw():
            return value.text
        case str():
            return string(value)
        case float() if value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        case bool() | int() | float() | None:
            return repr(value)
    return None
