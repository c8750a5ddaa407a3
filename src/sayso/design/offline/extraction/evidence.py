"""The kinds of evidence that readers of clues give, each with the words it came from."""

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.design.language.tokens import Token
from sayso.design.offline.fields import FieldGuess


class Topic(StrEnum):
    """What a labelled part of a description is about."""

    BODY = "body"
    THINGS = "things"
    REPORT = "report"
    ROLE = "role"
    STATE = "state"
    RULE = "rule"
    LATER = "later"


@dataclass(slots=True)
class Segment:
    """A sentence, bullet or labelled list; ``label`` holds the words before its colon or its heading."""

    tokens: list[Token]
    label: list[Token] = field(default_factory=list)
    topic: Topic = Topic.BODY
    title: bool = False
    bullet: bool = False
    paragraph: int = 0
    number: int = 0
    continued: bool = False

    @property
    def words(self) -> list[str]:
        """Lower-case words."""
        return [token.word for token in self.tokens]


@dataclass(slots=True)
class ThingClue:
    """A noun that looks like a thing to keep; ``weight`` says how sure."""

    name: str
    weight: float
    source: str
    why: str
    segment: int = -1
    plural: bool = False


@dataclass(slots=True)
class FieldClue:
    """A value kept about ``owner``."""

    owner: str
    guess: FieldGuess
    segment: int
    linked: bool = False


@dataclass(slots=True)
class LinkClue:
    """Two things that hang together; ``many`` when each side may have several of the other."""

    child: str
    parent: str
    source: str
    weight: float = 1.0
    many: bool = False
    name: str = ""
    several: bool = False


@dataclass(slots=True)
class StateClue:
    """States in the order they were said, of ``owner`` (or of what was talked about last).

    ``instead`` names for a state the one that it stands beside; ``back`` holds moves against the order;
    ``until`` says for a way out from which state on it is closed; ``aside`` are states outside the course.
    """

    owner: str
    states: list[str]
    source: str
    instead: dict[str, str] = field(default_factory=dict)
    back: list[tuple[str, str]] = field(default_factory=list)
    until: dict[str, str] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RoleClue:
    """Somebody who works with the software; unless ``told`` only as far as what he works on is kept."""

    name: str
    source: str
    told: bool = False


@dataclass(slots=True)
class GrantClue:
    """What a role may do; ``things`` empty means everything, ``denied`` turns it round.

    One that ``bounds`` says that no more than its actions is left of a wider grant; ``every`` was said of all
    rows in so many words; who ``keeps`` records edits them as a whole.
    """

    role: str
    actions: tuple[str, ...]
    things: list[str]
    source: str
    own: bool = False
    denied: bool = False
    only: bool = False
    bounds: bool = False
    every: bool = False
    keeps: bool = False


@dataclass(slots=True)
class HiddenClue:
    """Values that a role may not see, or not change; of everybody but it where it ``alone`` may.

    ``beside`` are things that the same sentence names before: *see pots, but not the value*.
    """

    role: str
    values: list[str]
    things: list[str]
    actions: tuple[str, ...]
    source: str
    alone: bool = False
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class DecisionClue:
    """Who brings things into a state: ``technicians approve loans``."""

    role: str
    verbs: tuple[str, ...]
    things: list[str]
    source: str


@dataclass(slots=True)
class ReportClue:
    """Figures someone wants: ``measure`` words per ``groups`` words."""

    operation: str
    measure: list[str]
    groups: list[list[str]]
    source: str
    title: str


@dataclass(slots=True)
class PublicClue:
    """A sentence about people who need not sign in, and where it stands in the text."""

    source: str
    start: int
    end: int


@dataclass(slots=True)
class Evidence:
    """Everything found in one description."""

    text: str
    segments: list[Segment] = field(default_factory=list)
    title: str = ""
    things: list[ThingClue] = field(default_factory=list)
    fields: list[FieldClue] = field(default_factory=list)
    links: list[LinkClue] = field(default_factory=list)
    states: list[StateClue] = field(default_factory=list)
    roles: list[RoleClue] = field(default_factory=list)
    grants: list[GrantClue] = field(default_factory=list)
    hidden: list[HiddenClue] = field(default_factory=list)
    decisions: list[DecisionClue] = field(default_factory=list)
    reports: list[ReportClue] = field(default_factory=list)
    examples: set[str] = field(default_factory=set)
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    no_overlap: str = ""
    apart: list[tuple[str, str]] = field(default_factory=list)
    public: list[PublicClue] = field(default_factory=list)
    plain_words: int = 0

    def is_public(self, tokens: list[Token]) -> bool:
        """Whether these words are part of a sentence about people who need not sign in."""
        return bool(tokens) and any(clue.start <= tokens[0].start < clue.end for clue in self.public)
