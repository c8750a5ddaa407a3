"""Values as models write them, taken for what they are most likely meant to be; none where they are not."""

import math
from typing import Any

from sayso.design.agents.prompt_fence import clean

_YES = frozenset({"true", "yes", "y", "1", "on", "required", "always"})
_NO = frozenset({"false", "no", "n", "0", "off", "none", "never", "optional"})
_DEEPEST, _WIDEST, _LONGEST = 14, 400, 4_000


def bounded(data: Any, deepest: int = _DEEPEST) -> Any:
    """The data with no list, text or depth beyond what an answer can mean."""
    match data:
        case str():
            return clean(data[:_LONGEST])
        case dict() if deepest > 0:
            return {str(key)[:80]: bounded(data[key], deepest - 1) for key in list(data)[:_WIDEST]}
        case list() | tuple() if deepest > 0:
            return [bounded(item, deepest - 1) for item in data[:_WIDEST]]
        case float() if not math.isfinite(data):
            return None
        case int() if not isinstance(data, bool) and abs(data) >= 2**63:
            return None
        case bool() | int() | float() | None:
            return data
        case _:
            return None


def text(value: Any, most: int = _LONGEST) -> str | None:
    """One text; numbers are written out, anything else is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return clean(str(value))[:most].strip() or None


def flag(value: Any) -> bool | None:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    said = (text(value) or "").lower()
    return True if said in _YES else False if said in _NO else None


def number(value: Any) -> float | None:
    """A number, also one written as a text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def items(value: Any, key: str = "name", other: str = "type") -> list[Any]:
    """A list of what was meant as one: a single item, or an object whose keys are the names."""
    match value:
        case None | "":
            return []
        case list():
            return [item for item in value if item not in (None, "", {}, [])]
        case dict() if key in value:
            return [value]
        case dict():
            return [
                {key: name, **inner} if isinstance(inner, dict) else {key: name, other: inner}
                for name, inner in value.items()
            ]
        case _:
            return [value]


def words(value: Any) -> list[str]:
    """A list of names: of texts, of objects with a name, or one text with commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    found: list[str] = []
    for item in items(value):
        said = text(item.get("name") or item.get("field")) if isinstance(item, dict) else text(item)
        if said:
            found.append(said)
    return found


def record(value: Any) -> dict[str, Any]:
    """An object; empty where it is none."""
    return value if isinstance(value, dict) else {}
