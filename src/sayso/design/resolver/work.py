"""A message being worked through: its reading, the application as it becomes, and the words used."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.design.agents.execution import Carrier
from sayso.design.agents.language.edit_context import WHY
from sayso.design.agents.language.items import Item
from sayso.design.name_lookup.mentions import Mentions
from sayso.design.name_lookup.situation import Focus, Situation
from sayso.kit.ids import IdSource
from sayso.reader.types import COMMANDS, Mode, Reading
from sayso.spec.edits import Edit, Kind
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Entity

from .clauses import hang, heads_of

_LEADING = re.compile(r"^(?:(?:the|an?|our|their|its|your|my)\s+)+(?=\w)", re.IGNORECASE)
_TRAILING = re.compile(r"(?:\s+(?:of|to|for|the|an?|and|or|with|from|by|at))+$", re.IGNORECASE)
_JOINING = re.compile(r"(?:\s+(?:the|an?|and|or))+$", re.IGNORECASE)
_END = re.compile(r"[.!?;\n]+(?=\s|$)|\n")


_WHOLE = frozenset(("attr", "new", "option", "state", "limit", "formula"))
"""Roles whose words may end with a preposition that is part of them: *given to*, *closed at*."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stands in the way; ``words`` are those of the message that it is about.

    With ``is_certain`` it was understood and has to be asked, whoever else reads the message.
    """

    words: str
    why: str = ""
    choices: tuple[str, ...] = ()
    is_certain: bool = False


class Work:
    """One message; handlers take edits in here and say which spans they used."""

    def __init__(self, reading: Reading, spec: AppSpec, ids: IdSource, focus: Focus, why: str = WHY) -> None:
        self.reading, self.ids, self.focus = reading, ids, focus
        self.used: set[int] = set()
        self.heads: list[int | None] = heads_of(reading)
        self.problems: list[Problem] = []
        self.fresh: set[str] = set()
        self.settled: list[int] = []
        self.touched: set[str] = set()
        self.mentions_only: list[tuple[int, str, str]] = []
        self.meant: set[str] = set()
        self.renamed: set[str] = set()
        self.reached: list[str] = []
        self.reserved: list[tuple[frozenset[str], str, frozenset[str], frozenset[str]]] = []
        self._carrier = Carrier(spec, ids, lambda *_: None, why=why)

    @property
    def spec(self) -> AppSpec:
        """The application with all edits so far."""
        return self._carrier.spec

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits so far."""
        return tuple(self._carrier.edits)

    @property
    def index(self) -> SpecIndex:
        """Look-ups over the application as it is now."""
        return SpecIndex(self.spec)

    @property
    def mentions(self) -> Mentions:
        """Finds the elements that words speak of, as the application is now."""
        return Mentions(self.index, self.focus.entity)

    @property
    def situation(self) -> Situation:
        """Where builders of parts stand."""
        return Situation(self.spec, self.ids, self.reading.text, "", self.focus)

    def text(self, at: int) -> str:
        """The words of a span."""
        span = self.reading.spans[at]
        trailing = _JOINING if span.role in _WHOLE else _TRAILING
        return trailing.sub("", _LEADING.sub("", span.text.strip(" \"'“”‘’")))

    def sentence(self, at: int) -> str:
        """The sentence that a span stands in."""
        start, end = self.bounds(at)
        return " ".join(self.reading.text[start:end].split())[:400]

    def bounds(self, at: int) -> tuple[int, int]:
        """Where the sentence that a span stands in starts and ends."""
        text, span = self.reading.text, self.reading.spans[at]
        start = max((found.end() for found in _END.finditer(text, 0, span.start)), default=0)
        end = next((found.start() for found in _END.finditer(text, span.end)), len(text))
        return start, end

    def before(self, at: int) -> str:
        """The words of its sentence in front of a span."""
        start = max(
            (found.end() for found in _END.finditer(self.reading.text, 0, self.reading.spans[at].start)),
            default=0,
        )
        return self.reading.text[start : self.reading.spans[at].start]

    def role(self, at: int) -> str:
        """The role of a span."""
        return self.reading.spans[at].role

    def head(self, at: int) -> int | None:
        """The span that it says something of."""
        return self.heads[at]

    def owner_said(self, at: int, role: str) -> int | None:
        """The span of a role that a span hangs on as it was read, or as it is now."""
        for head in (self.reading.spans[at].head, self.heads[at]):
            if head is not None and self.role(head) == role:
                return head
        return None

    def hang(self, at: int, head: int | None) -> None:
        """Give a span another head, unless that hangs on the span."""
        hang(self.heads, at, head)

    def under(self, at: int | None, *roles: str) -> list[int]:
        """Spans that hang on a span directly."""
        return [
            one
            for one, head in enumerate(self.heads)
            if head == at and (not roles or self.role(one) in roles)
        ]

    def below(self, at: int, *roles: str) -> list[int]:
        """Spans that hang on a span, directly or through others."""
        found: list[int] = []
        for one in self.under(at):
            found += [one] if not roles or self.role(one) in roles else []
            found += self.below(one, *roles)
        return sorted(found)

    def above(self, at: int) -> Iterator[int]:
        """The spans that a span hangs on, nearest first."""
        head = self.head(at)
        while head is not None:
            yield head
            head = self.head(head)

    def command(self, at: int) -> str | None:
        """The command that a span hangs on."""
        return next((self.role(one) for one in self.above(at) if self.role(one) in COMMANDS), None)

    def use(self, *spans: int | None) -> None:
        """Say that spans were used."""
        self.used.update(one for one in spans if one is not None)

    def mention(self, at: int, element: str, why: str) -> None:
        """Say that a span only names an element; it was not understood where nothing changes that."""
        self.mentions_only.append((at, element, why))

    def mean(self, element: str) -> None:
        """Say that an element had to be named: something of it was changed."""
        self.meant.add(element)

    def unmention(self, at: int) -> None:
        """Say that a span was spoken of for more than its name."""
        self.mentions_only = [one for one in self.mentions_only if one[0] != at]

    def close(self) -> None:
        """Settle what was only named: by an edit of it, or it stands in the way."""
        changed = self.meant | {
            target
            for edit in self.edits
            for target in (getattr(edit, "target", None), *getattr(edit, "targets", ()))
        }
        for at, element, why in self.mentions_only:
            if element not in changed:
                self.fail(at, why)

    def fail(self, at: int | None, why: str = "", choices: Iterable[str] = ()) -> None:
        """Something that was not understood, or has to be asked."""
        self.problems.append(Problem("" if at is None else self.text(at), why, tuple(choices)))

    def ask(self, at: int, why: str) -> None:
        """Something that was understood and is not clear by what the message says."""
        self.problems.append(Problem(self.text(at), why, is_certain=True))

    @property
    def is_change(self) -> bool:
        """Whether this changes an application: what is not clear is asked then, not left out."""
        return self.reading.mode is Mode.CHANGE

    def settle(self, at: int) -> None:
        """Say that a statement is so already, which is only a problem where nothing else is asked for."""
        self.settled.append(at)

    def do(self, op: str, kind: Kind | None = None, at: int | None = None, **data: object) -> bool:
        """Take in an edit in names, as models write them; what does not fit is a problem."""
        element = data.get("element")
        if at is not None and isinstance(element, dict) and not {"source", "assumed"} & set(element):
            data["element"] = {**element, "source": self.sentence(at)}
        left = self._carrier.take([Item(op, kind, dict(data), "message")])
        faults, self._carrier.faults = self._carrier.faults, []
        for problem in [*(p for one in left for p in one.problems), *faults]:
            self.fail(at, problem.message)
        return not left and not faults

    def take(self, edits: Iterable[Edit], at: int | None = None) -> bool:
        """Take in edits that a builder made."""
        if self._carrier.add(edits):
            return True
        self.fail(at, "This does not fit the application as it is.")
        return False

    def turn_to(self, entity: Entity | None, field: str | None = None, component: str | None = None) -> None:
        """What *it* means from here on."""
        if entity is not None:
            self.touched.add(entity.id)
            self.focus = Focus(entity=entity.id, field=field, component=component)
