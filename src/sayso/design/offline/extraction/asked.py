"""Items of a list that are questions, verbs or words without commas, and what they say of the owner."""

from dataclasses import dataclass

from sayso.design.knowledge.known import is_talk, known_thing, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_plural, noun_lemma, verb_lemma
from sayso.design.language.lists import Item, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.field_notes import tells_values
from sayso.design.offline.field_types import known_type

from .events import event_of
from .evidence import LinkClue, ThingClue
from .ledger import Ledger
from .list_phrases import field_share, is_choice, is_counted, main_phrase, split_run, tells_fields
from .thing_names import is_attribute, link_verbs, may_be_thing, thing_name

_ANSWERS = frozenset(("yes", "no"))
_LENT = frozenset(("loan", "rental"))
_LEAST = 2
_MOSTLY = 0.5
_LIMITS = frozenset(("maximum", "minimum", "max", "min"))


@dataclass(slots=True)
class Asked(Ledger):
    """A ledger that understands questions: ``how long they take``, ``which room``."""

    def read_question(self, tokens: list[Token], item: Item) -> None:
        inside = [
            p
            for p in noun_phrases(tokens)
            if p.openers and p.openers[0] in {"the", "a", "each", "their"} and may_be_thing(p)
        ]
        inside = [p for p in inside if not p.first or tokens[p.first - 1].tag != "PREP"]
        if (
            inside
            and not is_attribute(thing_name(inside[0]))
            and tokens[0].word in {"when", "who", "how", "where"}
        ):
            name = thing_name(inside[0])
            if not self.named and not self.owner and not self.listing:
                self.stopped = True
                self.context = name
                return
            if tokens[0].word == "who" and len(tokens) <= 4:
                self.take(inside[0], 2.0, "is asked for")
                return
            if known_thing(name) or name in self.named:
                self.take(inside[0], 1.5, "is asked about")
        if tokens[0].word in {"which", "what", "whose"} and len(tokens) > 1:
            phrases = noun_phrases(tokens[1:])
            verbs = [t for t in tokens[1:] if t.tag in {"BE", "VERB", "HAVE"}]
            if phrases and (not verbs or phrases[0].first == 0):
                self.add_span(item)
                self._reference(phrases)
                return
        if self.owner:
            self.add_value(Item(tokens, item.brackets, item.joiner))

    def _reference(self, phrases: list[NounPhrase]) -> None:
        first = phrases[0]
        if self.owner:
            self.add_value(Item(first.tokens))
            if thing_name(first) in known_things() and not is_attribute(thing_name(first)):
                self.note(first, 0.5, "is asked about")
            for other in phrases[1:]:
                if other.first and self.owner and thing_name(other) in known_things() and len(phrases) == 2:
                    self.add_value(Item(other.tokens))
                if may_be_thing(other) and known_thing(thing_name(other)):
                    self.note(other, 0.8, "is asked about")
        else:
            self.take(first, 1.5, "is asked about")

    def is_linked_by_verb(self, tokens: list[Token]) -> bool:
        """``and belong to a campaign`` after values ties the owner to the campaign."""
        words = [t.word for t in tokens if t.is_word]
        named = [word for word in words if word not in _ANSWERS]
        if (
            not self.owner
            or tokens[0].tag not in {"VERB", "BE"}
            or (len(words) <= 3 and len(named) <= 2 and known_type(named) is not None)
            or tokens[0].lemma not in {*link_verbs(), "be", "is", "are"}
        ):
            return False
        phrases = [p for p in noun_phrases(tokens) if may_be_thing(p) and not is_attribute(thing_name(p))]
        if phrases and thing_name(phrases[0]) != self.owner:
            self.note(phrases[0], 1.0, "is tied to another thing")
            ends = (self.owner, thing_name(phrases[0]))
            if tokens[0].lemma in {"consist", "contain", "include", "hold", "comprise", "own"}:
                ends = (ends[1], ends[0])
            self.evidence.links.append(LinkClue(*ends, self.quote(tokens), 1.5))
        return True

    def reads_together(self, phrase: NounPhrase, item: Item) -> bool:
        """``boats name, length``: a thing and its first value without a word between."""
        nouns = [t for t in phrase.tokens if t.tag in {"NOUN", "PROPN"}]
        if len(nouns) < 2 or thing_name(phrase) in known_things() or self._refers(phrase, item):
            return False
        first, rest = noun_lemma(nouns[0].word), [t.word for t in nouns[1:]]
        rest = rest if not split_run(nouns[1:]) else rest[:1]
        plural_first = is_plural(nouns[0].word) and nouns[0].word not in {"sales", "goods"}
        if (first not in known_things() and not plural_first) or known_type(rest) is None or is_talk(first):
            return False
        source = self.quote([nouns[0]])
        self.evidence.things.append(
            ThingClue(first, 2.0, source, "is followed by values", self.segment.number, plural_first)
        )
        self.owner = first
        self.named.append(first)
        place = next(i for i, t in enumerate(item.tokens) if t is nouns[1])
        self.add_value(Item(item.tokens[place:], item.brackets))
        return True

    def _in_brackets(self) -> bool:
        """Whether the owner's values stood in brackets, so that what follows them is beside it."""
        return self.evidence.text[self._last_end() :].lstrip()[:1] in {")", "]"}

    def _last_end(self) -> int:
        """Where the last value of the owner ends in the text."""
        said = [c.guess.source for c in self.evidence.fields if c.owner == self.owner]
        place = self.evidence.text.rfind(said[-1]) if said else -1
        return place + len(said[-1]) if place >= 0 else len(self.evidence.text)

    def is_one_of(self, phrase: NounPhrase) -> bool:
        """``every piece has a serial number`` is said of the equipment named before."""
        before = self.named[-1] if self.named else self.subject
        single = phrase.head in word_set("talk", "lead", "one_of") and {*phrase.openers} & {"each", "every"}
        if not single or before not in word_set("talk", "lead", "mass"):
            return False
        self.owner = before
        self.evidence.things.append(
            ThingClue(before, 2.5, self.quote(phrase.tokens), "has values told of each", self.segment.number)
        )
        return True

    def doer(self, tokens: list[Token], item: Item) -> bool:
        """``who rents (name, phone)`` is the renter; ``who has which tool`` is a hand-out to somebody."""
        doers = load("events")["doers"]
        verb = next((t for t in tokens[1:] if t.tag in {"VERB", "HAVE"} or verb_lemma(t.word) in doers), None)
        if verb is None:
            return False
        held = [p for p in noun_phrases(tokens) if p.first > 1 and may_be_thing(p)]
        asked = any(t.word in {"which", "what"} for t in tokens[2:4])
        if verb.tag == "HAVE" and asked and held:
            self.hand_out(held[0], tokens)
            return True
        if verb.tag == "HAVE" and self.owner and tokens[-1].word in {"it", "them", "one"}:
            return self._lent()
        doer = doers.get(verb_lemma(verb.word))
        if doer is None or not item.brackets or field_share(item.brackets[0]) < 0.4:
            return False
        self.owner = str(doer)
        self.named.append(self.owner)
        source = self.quote(tokens)
        self.evidence.things.append(
            ThingClue(self.owner, 2.5, source, "is asked for with values", self.segment.number)
        )
        return True

    def _lent(self) -> bool:
        """``things people can borrow, who has it``: a loan says who has what since when."""
        lent = next((t for t in self.segment.tokens if event_of(t) in _LENT), None)
        if lent is None:
            return False
        event, person = event_of(lent), str(load("events")["doers"].get(verb_lemma(lent.word), "borrower"))
        person = "borrower" if person == "lender" else person
        source = self.quote([lent])
        for name, weight in ((event, 2.5), (person, 2.0)):
            self.evidence.things.append(
                ThingClue(name, weight, source, "who has it has to be known", self.segment.number)
            )
        self.evidence.links += [LinkClue(event, name, source, 3.0) for name in (self.owner, person)]
        self.owner = event
        self.named.append(event)
        return True

    def _refers(self, phrase: NounPhrase, item: Item) -> bool:
        """``objectives (…), key results (objective, target)``: what has a thing listed before is one too."""
        return phrase.plural and bool(item.brackets) and self.names_listed(item.brackets[0])

    def names_listed(self, bracket: list[Token]) -> bool:
        """Whether one of several words in a bracket names a thing that was listed before."""
        inside = split_items(bracket)
        names = {"_".join([*i.words[:-1], noun_lemma(i.words[-1])]) for i in inside if i.tokens}
        return len(inside) > _LEAST and bool(names & set(self.named))

    @staticmethod
    def may_have_values(phrase: NounPhrase, item: Item) -> bool:
        """Whether a phrase may be a thing; ``goals (title, owner, deadline)`` are, and no mere talk."""
        if may_be_thing(phrase) or not phrase.plural or not item.brackets:
            return may_be_thing(phrase)
        several = len(split_items(item.brackets[0])) > _LEAST and field_share(item.brackets[0]) >= _MOSTLY
        return several and phrase.head not in word_set("talk", "lead", "parts")

    def opens_thing(self, tokens: list[Token], item: Item) -> bool:
        """Whether an item after an owner is rather a new thing than one of its values."""
        phrase = main_phrase(tokens)
        if phrase is None or not self.may_have_values(phrase, item) or is_counted(noun_phrases(tokens)):
            return False
        if (item.brackets and tells_values(item.brackets[0])) or tokens[0].word in _LIMITS:
            return False
        name = thing_name(phrase)
        if phrase.possessor is not None and may_be_thing(phrase.possessor):
            return True
        if self.sure:
            return False
        known = known_thing(name)
        fields_inside = bool(item.brackets) and (
            field_share(item.brackets[0]) >= 0.5 or (phrase.plural and tells_fields(item.brackets[0]))
        )
        if self._refers(phrase, item) or (fields_inside and not is_attribute(name)):
            return not is_choice(item.brackets[0])
        bare = phrase.plural and len(phrase.tokens) == len(tokens) and not item.brackets
        if bare and not self.given and self.segment.topic.value == "things" and self._in_brackets():
            return not is_attribute(name)
        if is_attribute(name) or known is None or (name not in known_things() and known.kind == "thing"):
            return False
        one_of_its_values = self.given and phrase.openers[:1] in (["a"], ["an"])
        if (
            self.segment.topic.value == "things"
            and name in known_things()
            and phrase.openers
            and not one_of_its_values
        ):
            return True
        lists_things = self.segment.topic.value == "things" or not self.owner_has_values() or not self.given
        return phrase.plural and lists_things
