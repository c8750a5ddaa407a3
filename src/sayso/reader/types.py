"""A Reading: spans of a text, each with a role and a head."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ROLES = (
    "thing", "attr", "option", "state", "type", "must", "default", "limit", "one", "many", "act", "formula",
    "neg", "name", "actor", "may", "maynot", "move", "own", "only", "all", "except", "add", "remove",
    "rename", "change", "show", "hide", "place", "undo", "split", "merge", "compute", "page", "part",
    "report", "role", "kind", "new", "where", "order", "looks", "measure", "group", "period", "cond", "value",
    "compare", "event", "time", "notify", "to", "message", "source", "wait", "ask", "else", "call", "stop",
    "software", "talk",
)  # fmt: skip
"""What a span can be, as ``training/README.md`` explains each."""

COMMANDS = frozenset(
    ("add", "remove", "rename", "change", "show", "hide", "place", "undo", "split", "merge", "compute")
)
"""Roles of the verbs that ask for a change of an application."""


class Mode(StrEnum):
    """What a text is read as: a first description, a message to an application, a card, an automation."""

    DESCRIPTION = "description"
    CHANGE = "change"
    DASHBOARD = "dashboard"
    AUTOMATION = "automation"


MODES = tuple(Mode)


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a text that mean something together.

    ``start`` and ``end`` are places in the text; ``head`` is the index, in the Reading, of the span that this
    one says something of. ``sureness``, from 0 to 1, is the least probability that the model gave to a word's
    role or to the head.
    """

    text: str
    role: str
    start: int
    end: int
    head: int | None
    sureness: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text, in the order of the text.

    ``outside`` has the probability that a word in no span says nothing by itself, by the place where the word
    begins.
    """

    text: str
    mode: Mode
    spans: tuple[Span, ...]
    outside: Mapping[int, float] = field(default_factory=dict)

    def of(self, head: int | None, *roles: str) -> list[int]:
        """Indexes of the spans that hang on a span, of these roles if any are named."""
        return [
            at
            for at, span in enumerate(self.spans)
            if span.head == head and (not roles or span.role in roles)
        ]

    def all(self, *roles: str) -> list[int]:
        """Indexes of the spans of these roles."""
        return [at for at, span in enumerate(self.spans) if span.role in roles]
