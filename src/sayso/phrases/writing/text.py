"""Python as text: literals and calls, broken into lines as formatters break them."""

from collections.abc import Mapping, Sequence

WIDTH = 88


class Code(str):
    """An expression that stands as it is."""

    __slots__ = ()


def quoted(text: str) -> str:
    """A string in double quotes, whatever stands in it."""
    plain = repr(text)
    if plain.startswith("'"):
        body = plain[1:-1].replace("\\'", "'").replace('"', '\\"')
        return f'"{body}"'
    return plain


def literal(value: object, indent: int = 0, used: int = 0) -> str:
    """A value as an expression; what does not fit into the rest of the line is broken, ``indent`` deep."""
    flat = _flat(value)
    if indent + used + len(flat) <= WIDTH or not isinstance(value, Mapping | list | tuple) or not value:
        return flat
    inner = " " * (indent + 4)
    if isinstance(value, Mapping):
        lines = [
            f"{inner}{quoted(key)}: {literal(one, indent + 4, len(quoted(key)) + 3)},"
            for key, one in value.items()
        ]
        return "\n".join(["{", *lines, f"{' ' * indent}}}"])
    lines = [f"{inner}{literal(one, indent + 4, 1)}," for one in value]
    opening, closing = ("(", ")") if isinstance(value, tuple) else ("[", "]")
    return "\n".join([opening, *lines, f"{' ' * indent}{closing}"])


def call(
    name: str,
    places: Sequence[object] = (),
    names: Mapping[str, object] | None = None,
    indent: int = 4,
    used: int = 0,
) -> str:
    """A call; ``used`` is what stands before it in its line."""
    given = [_flat(one) for one in places] + [f"{key}={_flat(one)}" for key, one in (names or {}).items()]
    flat = f"{name}({', '.join(given)})"
    if indent + used + len(flat) <= WIDTH:
        return flat
    inner = " " * (indent + 4)
    lines = [f"{inner}{literal(one, indent + 4, 1)}," for one in places]
    lines += [f"{inner}{key}={literal(one, indent + 4, len(key) + 2)}," for key, one in (names or {}).items()]
    return "\n".join([f"{name}(", *lines, f"{' ' * indent})"])


def _flat(value: object) -> str:
    if isinstance(value, Code):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted(str(key))}: {_flat(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(_flat(one) for one in value) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(_flat(one) for one in value) + "]"
    return repr(value)


def module(doc: str, imports: Sequence[str], parts: Sequence[str]) -> str:
    """A whole file: what it is for, imports in order, constants and functions."""
    text = " ".join(doc.replace("\\", "/").replace('"""', "”").split())
    if len(text) > WIDTH - 7:
        text = text[: WIDTH - 8].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
    if text.endswith('"'):
        text += "."
    plain = sorted({one for one in imports if one.startswith("import ") and not _is_foreign(one)})
    taken = sorted({one for one in imports if one.startswith("from ") and not _is_foreign(one)})
    foreign = sorted(
        {one for one in imports if _is_foreign(one)}, key=lambda one: (one.startswith("from"), one)
    )
    blocks = ["\n".join([*plain, *taken]), "\n".join(foreign)]
    head = "\n\n".join(block for block in (f'"""{text}"""', *blocks) if block)
    constants = [part for part in parts if not part.startswith("def ")]
    functions = [part for part in parts if part.startswith("def ")]
    if constants:
        head += "\n\n" + "\n".join(constants)
    return "\n\n\n".join([head, *functions]) + "\n"


def _is_foreign(line: str) -> bool:
    return line.split()[1].partition(".")[0] in {
        "httpx",
        "bs4",
        "jmespath",
        "dateutil",
        "pandas",
        "numpy",
        "requests",
    }
