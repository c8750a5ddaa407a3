"""Options of a field, stored so that no two that people tell apart become one."""

from collections.abc import Iterable

from sayso.kit.ids import IdSource
from sayso.kit.words import snake
from sayso.spec.model import Option

_MAX_NAME = 64
_MAX_LABEL = 160
_SIGNED = 4
"""Below this length a stroke is a sign, as in the blood group A-; above, it joins words."""


def options_of(labels: Iterable[str], ids: IdSource) -> tuple[Option, ...]:
    """Options with these labels; those that would be stored alike are one."""
    found: dict[str, Option] = {}
    for label in labels:
        shown = label.strip().strip('"').strip()
        name = option_name(shown)
        if name and name not in found:
            text = shown if any(letter.isupper() for letter in shown) else shown[:1].upper() + shown[1:]
            found[name] = Option(id=ids.new("opt"), name=name, label=text[:_MAX_LABEL])
    return tuple(found.values())


def option_name(text: str) -> str:
    """``On hold`` gives ``on_hold``, ``A+`` gives ``a_plus``, ``A-`` ``a_minus``; signs alone nothing."""
    minus = " minus " if len(text) < _SIGNED else " "
    return snake(text.replace("+", " plus ").replace("-", minus))[:_MAX_NAME].strip("_")
