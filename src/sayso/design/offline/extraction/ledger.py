"""Write down what a list gives: things, values of the present owner, and ties."""

from dataclasses import dataclass, field, replace

from sayso.design.knowledge.known import is_person_word, known_thing, known_things
from sayso.design.language.lists import Item
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.fields import read_field, read_item, split_slashes
from sayso.spec.model import FieldType

from .events import event_of
from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue
from .list_phrases import (
    is_noise,
    is_remark,
    links_to_thing,
    main_phrase,
    phrase_head,
    split_run,
    without_verb,
)
from .thing_names import is_attribute, may_be_thing, thing_name

_GATHERING = frozenset(("list", "timeline", "history", "record", "log", "series", "collection"))
_HEAPS = frozenset(("bunch", "pile", "bundle", "stack", "set", "selection", "choice"))
_MAX_FIELD_WORDS = 9
_SURE = 4.0
_MOMENTS = frozenset(("when", "a", "an", "the", "one", "another", "certain", "date", "day", "some"))
_LASTING = ("run", "go", "last", "be", "lasts", "runs", "goes")


@dataclass(slots=True)
class Ledger:
    """Clues of one list; ``owner`` is the thing whose values come now, ``named`` those that came before."""

    evidence: Evidence
    segment: Segment
    owner: str = ""
    sure: bool = False
    named: list[str] = field(default_factory=list)
    stopped: bool = False
    listing: bool = False
    given: bool = False
    several: str = ""
    context: str = ""
    subject: str = ""

    def have_several(self, tokens: list[Token], told: bool = True) -> bool:
        """``several animals`` after *has* are things that belong to the owner."""
        phrases = noun_phrases(tokens)
        if not phrases or not phrases[0].plural or phrases[0].first > 2 or not may_be_thing(phrases[0]):
            return False
        words = {t.word for t in tokens[: phrases[0].last + 1]}
        name = thing_name(phrases[0])
        if self._have_lines(tokens, phrases[0]):
            return True
        if self._have_rows(tokens, phrases[0]):
            return True
        if told and self._have_events(tokens, phrases[0]):
            return True
        if (
            not words & {"several", "many", "multiple", "more", "various", "two", "three", "four", "least"}
            or is_attribute(name)
            or not self.owner
        ):
            return False
        self.note(phrases[0], 2.0, "is had several times")
        self.several = name
        self.evidence.links.append(LinkClue(name, self.owner, self.quote(tokens), 2.0, several=True))
        return True

    def _have_rows(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """``purchase orders with lines``: a paper with lines has several, each a record of its own."""
        owner = known_thing(self.owner) if self.owner else None
        bare = [t.word for t in tokens if t.is_word] == ["lines"]
        if not bare or phrase.name != "line" or owner is None or owner.kind not in {"document", "event"}:
            return False
        longer = f"{owner.name}_line"
        self.several = longer if longer in known_things() else "line"
        source = self.quote(tokens)
        self.evidence.things.append(
            ThingClue(self.several, _SURE, source, "is had several times", self.segment.number, True)
        )
        self.evidence.links.append(LinkClue(self.several, self.owner, source, 2.0, several=True))
        return True

    def _have_events(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """``volunteers have shifts``: shifts happen to volunteers, and what follows may be about them."""
        name = thing_name(phrase)
        known = known_things().get(name)
        bare = phrase.last == len(tokens) - 1 and phrase.first == 0
        if known is None or known.kind not in {"event", "line"} or not (bare and phrase.plural):
            return False
        if not self.owner or is_attribute(name) or self.sure:
            return False
        self.note(phrase, 1.5, "is had by another thing")
        self.several = name
        self.evidence.links.append(LinkClue(name, self.owner, self.quote(tokens), 2.0, several=True))
        return True

    def _have_lines(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """``lines with product and quantity`` after *has*: each line is a thing with values of its own."""
        place = phrase.last + 1
        name = thing_name(phrase)
        if not self.owner or phrase.first > 1 or place + 1 >= len(tokens) or tokens[place].word != "with":
            return False
        longer = f"{self.owner}_{name}"
        name = longer if longer in known_things() else name
        if name not in known_things() or known_things()[name].kind not in {"line", "event", "document"}:
            return False
        source = self.quote(tokens)
        self.evidence.things.append(
            ThingClue(name, 2.5, source, "is had several times, with values", self.segment.number, True)
        )
        self.evidence.links.append(LinkClue(name, self.owner, source, 2.0, several=True))
        self.owner, self.given = name, True
        self.named.append(name)
        self.add_value(Item(tokens[place + 1 :]))
        return True

    def hand_out(self, phrase: NounPhrase, tokens: list[Token]) -> None:
        """``who has which tool``: the tool is handed out to somebody."""
        source = self.quote(tokens)
        self.note(phrase, 2.5, "is handed out")
        lent = any(event_of(t) == "loan" for s in self.evidence.segments for t in s.tokens)
        row, holder = ("loan", "borrower") if lent else ("checkout", "employee")
        if any(link.child == row and is_person_word(link.parent) for link in self.evidence.links):
            holder = ""
        for name, weight in ((holder, 2.0), (row, 3.0)):
            self.evidence.things.append(
                ThingClue(name, weight, source, "who has it has to be known", self.segment.number)
            )
        thing = thing_name(phrase)
        self.evidence.links += [LinkClue(row, name, source, 3.0) for name in (thing, holder) if name]
        self.owner = row
        self.named += [thing, row]

    def owner_has_values(self) -> bool:
        """Whether this segment gave the owner values already."""
        return any(
            clue.owner == self.owner and clue.segment == self.segment.number for clue in self.evidence.fields
        )

    def tie_after(self, tokens: list[Token], phrase: NounPhrase) -> None:
        """``meter readings per berth`` and ``history of loans`` tie two things."""
        position = next((i for i, t in enumerate(tokens) if t is phrase.tokens[-1]), len(tokens)) + 1
        if position < len(tokens) and tokens[position].word in {
            "per",
            "of",
            "for",
            "from",
            "by",
            "to",
            "at",
            "in",
        }:
            others = noun_phrases(tokens[position:])
            if others and may_be_thing(others[0]) and not is_attribute(thing_name(others[0])):
                sent = tokens[position].word == "to" and others[0].plural
                self.note(others[0], 1.1 if sent else 0.5, "is what another thing belongs to")
                source = self.quote(tokens)
                self.evidence.links.append(LinkClue(thing_name(phrase), thing_name(others[0]), source, 1.5))

    def add_value(self, item: Item) -> None:
        """Add one item as a value of the owner; a thing that is *theirs* becomes a tie."""
        runs = split_run(item.tokens)
        for tokens in runs:
            self.add_value(Item(tokens, item.brackets if tokens is runs[-1] else []))
        for part in [] if runs else split_slashes(item):
            part.tokens = _told(part)
            if not is_remark(part.tokens):
                self._add_part(part)

    def _add_part(self, part: Item) -> None:
        phrase = main_phrase(part.tokens)
        if phrase is not None and phrase.possessor is not None and may_be_thing(phrase.possessor):
            owner = thing_name(phrase.possessor)
            if owner in known_things() and not self.sure:
                self.take(phrase.possessor, 1.5, "owns something that is kept")
        self.add_span(part)
        if phrase is not None and self._theirs(phrase, part.tokens):
            return
        gathered = phrase is not None and part.tokens and phrase.tokens[0] is not part.tokens[0]
        heap = phrase_head(part.tokens) if part.tokens else ""
        if phrase is not None and gathered and heap in _GATHERING | _HEAPS:
            part.tokens = phrase.tokens
        guess = read_item(part)
        if guess is not None and phrase is not None and gathered and heap in _HEAPS:
            guess = replace(guess, plural=True)
        if guess is None or not self.owner or (is_noise(guess.name) and not guess.options):
            return
        linked = links_to_thing(guess.type, guess.name, guess.known)
        source = self.quote(part.all_tokens)
        if all(c.guess.name != guess.name or c.owner != self.owner for c in self.evidence.fields):
            self.evidence.fields.append(
                FieldClue(self.owner, replace(guess, source=source), self.segment.number, linked)
            )

    def _theirs(self, phrase: NounPhrase, tokens: list[Token]) -> bool:
        """``their dogs`` after an owner, and ``owners with pets``, are things of their own, tied to it."""
        name = thing_name(phrase)
        known = known_things().get(name)
        if known is None or is_attribute(name) or not (phrase.plural and self.owner):
            return False
        is_usual = is_person_word(self.owner) and self.owner in known.parents
        if not is_usual and phrase.openers[:1] not in (["their"], ["its"]):
            return False
        self.note(phrase, 2.0 if is_usual else 1.0, "is had by another thing")
        self.evidence.links.append(LinkClue(name, self.owner, self.quote(tokens), 1.5))
        return True

    def add_span(self, item: Item) -> None:
        """``from - to`` and ``from when to when`` are two values: times of day where there is a date."""
        words = [t.word for t in item.tokens if t.is_word and t.word not in _MOMENTS]
        place = next(
            (
                i
                for i, w in enumerate(words)
                if w == "from" and words[i + 1 : i + 2] in (["to"], ["until"], ["till"])
            ),
            None,
        )
        if place is None or not self.owner:
            return
        dated = any(c.owner == self.owner and c.guess.type is FieldType.DATE for c in self.evidence.fields)
        for name in ("start_time", "end_time") if dated else ("start_date", "end_date"):
            guess = replace(read_field(name.replace("_", " ")), source=self.quote(item.tokens))
            self.evidence.fields.append(FieldClue(self.owner, guess, self.segment.number))
        spanning = {"from", "to", "until", "till", "-", "–", *_MOMENTS}
        item.tokens = [t for t in item.tokens if t.word not in spanning]
        if [t.lemma for t in item.tokens] in ([verb] for verb in _LASTING):
            item.tokens = []

    def take(self, phrase: NounPhrase, weight: float, why: str) -> None:
        """Note a thing and make it the owner of what follows."""
        self.note(phrase, weight, why)
        self.owner = thing_name(phrase)
        self.named.append(self.owner)

    def note(self, phrase: NounPhrase, weight: float, why: str) -> None:
        """Note a thing."""
        source = self.quote(phrase.tokens)
        name = thing_name(phrase)
        self.evidence.things.append(ThingClue(name, weight, source, why, self.segment.number, phrase.plural))

    def quote(self, tokens: list[Token]) -> str:
        """The words of the description that tokens cover."""
        return quote(self.evidence.text, tokens)


def _told(part: Item) -> list[Token]:
    """The tokens of an item without the verbs around its name, and not too many of them."""
    tokens = without_verb(part.tokens)
    if len(tokens) > 2 and tokens[0].tag == "BE" and tokens[1].tag == "VERB":
        tokens = tokens[1:]
    return tokens if part.brackets else tokens[:_MAX_FIELD_WORDS]
