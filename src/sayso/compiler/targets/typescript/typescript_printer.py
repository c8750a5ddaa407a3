"""Values, calls and JSX as formatted TypeScript.

Formatting is part of generation: what comes out is what Prettier and Biome would leave as it is at 110
columns with double quotes, so that a formatter run over an exported project changes nothing. Each node
knows its text on one line (none when it must not stand on one) and its text over several.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .literals import attribute, key, number, string, width

LINE_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Raw:
    """TypeScript that is printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Regex(Raw):
    """A regular expression literal; call chains that hold one are always broken."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """``(row) => expression``."""

    parameters: str
    body: "Value"


@dataclass(frozen=True, slots=True)
class Choice:
    """``condition ? then : otherwise``."""

    condition: "Value"
    then: "Value"
    otherwise: "Value"


@dataclass(frozen=True, slots=True)
class Call:
    """``name(arguments)``; in a chain, ``.name(arguments)``."""

    name: str
    arguments: tuple["Value", ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """``root.first().second()``."""

    root: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Jsx:
    """An element; an attribute that is ``True`` stands without a value."""

    tag: str
    attributes: Mapping[str, "Value"] = field(default_factory=dict)
    children: tuple["Jsx", ...] = ()


Value = (
    str
    | int
    | float
    | bool
    | None
    | Raw
    | Arrow
    | Choice
    | Call
    | Chain
    | Jsx
    | Mapping[str, "Value"]
    | Sequence["Value"]
)


def show(value: Value, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """``value`` as text that continues a line.

    Args:
        indent: columns by which further lines are indented.
        before: columns already taken on the first line, indentation included.
        after: columns that must stay free after the last line, for a comma or bracket.
    """
    flat = _flat(value)
    if flat is not None and before + width(flat) + after <= LINE_WIDTH:
        return flat
    return _broken(value, indent, before, after)


def statement(prefix: str, value: Value, suffix: str = ";") -> str:
    """A line of its own: ``prefix`` followed by ``value``."""
    return prefix + show(value, 0, width(prefix), len(suffix)) + suffix


def _flat(value: Value) -> str | None:  # noqa: C901 - one line for each kind of value
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return string(value)
        case int() | float():
            return number(value)
        case Raw():
            return value.text
        case Arrow():
            body = _flat(value.body)
            return None if body is None else f"({value.parameters}) => {body}"
        case Choice():
            parts = _flat_all((value.condition, value.then, value.otherwise))
            return None if parts is None else f"{parts[0]} ? {parts[1]} : {parts[2]}"
        case Call():
            return _flat_call(value)
        case Chain():
            return _flat_chain(value)
        case Jsx():
            return _flat_jsx(value)
        case Mapping():
            return _flat_object(value)
    return _flat_array(value)


def _flat_all(values: Sequence[Value]) -> list[str] | None:
    parts: list[str] = []
    for value in values:
        flat = _flat(value)
        if flat is None:
            return None
        parts.append(flat)
    return parts


def _flat_call(call: Call) -> str | None:
    parts = _flat_all(call.arguments)
    return None if parts is None else f"{call.name}({', '.join(parts)})"


def _flat_chain(chain: Chain) -> str | None:
    if len(chain.calls) > 2 and any(isinstance(a, Regex) for call in chain.calls for a in call.arguments):
        return None
    parts = _flat_all(chain.calls)
    return None if parts is None else ".".join([chain.root, *parts])


def _flat_object(value: Mapping[str, Value]) -> str | None:
    parts = _flat_all(list(value.values()))
    if parts is None:
        return None
    return (
        "{ " + ", ".join(f"{key(k)}: {v}" for k, v in zip(value, parts, strict=True)) + " }"
        if parts
        else "{}"
    )


def _flat_array(value: Sequence[Value]) -> str | None:
    if len(value) > 1 and (
        all(isinstance(item, Mapping) and len(item) > 1 for item in value)
        or all(_is_array(item) and len(item) > 1 for item in value)  # type: ignore[arg-type]  # asked just before
    ):
        return None
    parts = _flat_all(value)
    return None if parts is None else f"[{', '.join(parts)}]"


def _is_array(value: Value) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _flat_jsx(element: Jsx) -> str | None:
    if element.children:
        return None
    parts = [element.tag]
    for name, value in element.attributes.items():
        text = _flat_attribute(name, value)
        if text is None:
            return None
        parts.append(text)
    return f"<{' '.join(parts)} />"


def _flat_attribute(name: str, value: Value) -> str | None:
    if value is True:
        return name
    if isinstance(value, str):
        return f"{name}={attribute(value)}"
    flat = _flat(value)
    return None if flat is None else f"{name}={{{flat}}}"


def _broken(value: Value, indent: int, before: int, after: int) -> str:
    match value:
        case Arrow():
            return _broken_arrow(value, indent, after)
        case Choice():
            return _broken_choice(value, indent, before, after)
        case Call():
            return _broken_call(value, indent, before, after)
        case Chain():
            return _broken_chain(value, indent, before, after)
        case Jsx():
            return _broken_jsx(value, indent)
        case Mapping():
            entries = [_entry(k, v, indent + 2) for k, v in value.items()]
            return _block("{", entries, "}", indent)
    if _is_array(value):
        return _broken_array(value, indent)  # type: ignore[arg-type]  # asked in the line above
    return _flat(value) or ""


def _broken_arrow(arrow: Arrow, indent: int, after: int) -> str:
    inner = indent + 2
    return f"({arrow.parameters}) =>\n{' ' * inner}{show(arrow.body, inner, inner, after)}"


def _broken_choice(choice: Choice, indent: int, before: int, after: int) -> str:
    inner = indent + 4
    condition = show(choice.condition, indent, before)
    then, otherwise = show(choice.then, inner, inner), show(choice.otherwise, inner, inner, after)
    return f"{condition}\n{' ' * (indent + 2)}? {then}\n{' ' * (indent + 2)}: {otherwise}"


def _entry(name: str, value: Value, indent: int) -> str:
    head = f"{key(name)}: "
    if isinstance(value, str) and indent + width(head) + width(string(value)) + 1 > LINE_WIDTH:
        return f"{key(name)}:\n{' ' * (indent + 2)}{string(value)}"
    return head + show(value, indent, indent + width(head), 1)


def _block(start: str, lines: Sequence[str], end: str, indent: int) -> str:
    inner = " " * (indent + 2)
    return start + "\n" + "".join(f"{inner}{line},\n" for line in lines) + " " * indent + end


def _broken_array(value: Sequence[Value], indent: int) -> str:
    inner = indent + 2
    if value and all(isinstance(item, (int, float)) and not isinstance(item, bool) for item in value):
        return _filled_numbers([number(item) for item in value], indent)  # type: ignore[arg-type]  # all are numbers
    return _block("[", [show(item, inner, inner, 1) for item in value], "]", indent)


def _filled_numbers(numbers: Sequence[str], indent: int) -> str:
    lines, line = [], ""
    for text in numbers:
        longer = f"{line} {text}," if line else f"{text},"
        if line and indent + 2 + len(longer) > LINE_WIDTH:
            lines.append(line)
            longer = f"{text},"
        line = longer
    inner = " " * (indent + 2)
    return "[\n" + "".join(f"{inner}{text}\n" for text in [*lines, line]) + " " * indent + "]"


def _broken_call(call: Call, indent: int, before: int, after: int) -> str:
    *firsts, last = call.arguments or (Raw(""),)
    start = before + width(call.name) + 1
    flats = _flat_all(firsts)
    if flats is not None and isinstance(last, (Mapping, list, tuple, Call, Arrow)):
        head = "".join(f"{text}, " for text in flats)
        hugged = isinstance(last, (Mapping, list, tuple)) and not (
            firsts and _is_array(last) and _is_array(firsts[0])
        )
        if hugged and start + width(head) < LINE_WIDTH:
            return f"{call.name}({head}{_broken(last, indent, start + width(head), after + 1)})"
    inner = indent + 2
    return _block(f"{call.name}(", [show(a, inner, inner, 1) for a in call.arguments], ")", indent)


def _broken_chain(chain: Chain, indent: int, before: int, after: int) -> str:
    if len(chain.calls) == 1:
        call = chain.calls[0]
        return show(Call(f"{chain.root}.{call.name}", call.arguments), indent, before, after)
    inner = indent + 2
    root, *path = chain.root.split(".")
    first, *rest = chain.calls
    calls = [Call(".".join([*path, first.name]), first.arguments), *rest]
    lines = [
        " " * inner + "." + show(call, inner, inner + 1, after if call is calls[-1] else 0) for call in calls
    ]
    return "\n".join([root, *lines])


def _broken_jsx(element: Jsx, indent: int) -> str:
    inner = indent + 2
    closing = ">" if element.children else " />"
    head = _flat_jsx(Jsx(element.tag, element.attributes))
    opening = None if head is None else head.removesuffix(" />") + closing
    if opening is None or indent + width(opening) > LINE_WIDTH:
        lines = [" " * inner + _attribute(name, value, inner) for name, value in element.attributes.items()]
        opening = "\n".join([f"<{element.tag}", *lines, " " * indent + closing.strip()])
    if not element.children:
        return opening
    children = [" " * inner + show(child, inner, inner) for child in element.children]
    return "\n".join([opening, *children, f"{' ' * indent}</{element.tag}>"])


def _attribute(name: str, value: Value, indent: int) -> str:
    flat = _flat_attribute(name, value)
    if flat is not None and indent + width(flat) <= LINE_WIDTH:
        return flat
    if isinstance(value, str):
        return flat or ""
    return f"{name}={{{_broken(value, indent, indent + width(name) + 2, 1)}}}"
