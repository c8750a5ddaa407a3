"""Items of a list that are questions, verbs or words without commas, and what they say of the owner."""

from dataclasses import dataclass

from sayso.design.knowledge.known import is_talk, known_thing, known_things
from sayso.design.language.lemmas import is_plural, noun_lemma
from sayso.design.language.lists import Item
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type

from .evidence import LinkClue, ThingClue
from .ledger import Ledger
from .naming import is_attribute, link_verbs, may_be_thing, thing_name
from .phrasing import split_run


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
        if (
            not self.owner
            or tokens[0].tag not in {"VERB", "BE"}
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
        if len(nouns) < 2 or thing_name(phrase) in known_things():
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
