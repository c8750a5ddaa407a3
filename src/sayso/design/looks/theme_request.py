"""What becomes of a message that is about looks alone."""

import re
from collections.abc import Iterator

from sayso.design.types import Decision, Refinement
from sayso.kit.colors import color_of
from sayso.spec.edits import apply, change_spec, each_said
from sayso.spec.model import AppSpec
from sayso.spec.model.theme import Theme

from .parser import looks_of

_JOINT = re.compile(r"[,;.]?\s+(?:and|also|then)\s+(?:also\s+|then\s+)?|[,;.]\s+")


def wished(spec: AppSpec, message: str) -> Refinement | None:
    """The application with other looks; none where a message speaks of anything else, too.

    A colour that the application itself keeps, as a choice or a name, could be meant; such a message is left
    to whoever reads the others.
    """
    looks = looks_of(message)
    if not looks.is_whole or not looks.used.isdisjoint(kept_colors(spec)):
        return None
    after = looks.over(spec.theme)
    if after == (spec.theme or Theme()):
        return Refinement(Decision.REFINEMENT, "It looks so already. Nothing needed to change.", (), spec)
    edits = (change_spec(theme=None if after == Theme() else after),)
    reply = f"{'. '.join(each_said(spec, edits))}."
    return Refinement(Decision.REFINEMENT, reply, edits, apply(spec, edits).spec)


def parted(message: str) -> tuple[str, str] | None:
    """What a message says of looks, first or last, and the rest; none where it does not speak of both."""
    for joint in _JOINT.finditer(message):
        first, last = message[: joint.start()], message[joint.end() :]
        for looks, rest in ((first, last), (last, first)):
            if rest.strip() and looks_of(looks).is_whole:
                return looks, rest
    return None


def kept_colors(spec: AppSpec) -> Iterator[str]:
    """Colours that are names of something in the application."""
    for entity in spec.entities:
        for field in entity.fields:
            texts = [field.label, *(option.label for option in field.options)]
            yield from (word for text in texts for word in text.lower().split() if color_of(word))
