"""Walk along a list and tell the things in it from the values kept about them.

``clients (name, phone), their dogs and walks with date and duration`` names three things; two of them
bring values. An owner is carried along, as a reader would, until a new thing takes its place.
"""

import itertools
from dataclasses import dataclass

from sayso.design.knowledge.known import is_business, known_thing, known_things
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma, verb_lemma
from sayso.design.language.lists import Item, split_items
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.field_notes import tells_values
from sayso.design.offline.fields import join_choices, read_item

from .asked import Asked
from .evidence import FieldClue, LinkClue, ThingClue
from .lead import strip_lead
from .naming import give_words, is_attribute, link_verbs, may_be_thing, thing_name
from .phrasing import (
    ASKING,
    before_reason,
    chain_head,
    field_share,
    is_clause,
    is_counted,
    main_phrase,
    named_token,
    reads_as_values,
    value_before_clause,
)


@dataclass(slots=True)
class Walk(Asked):
    """Reads one list, item by item."""

    def read(self, tokens: list[Token]) -> None:
        """Read a whole list."""
        before: Item | None = None
        for item in join_choices(split_items(tokens)):
            if before is not None and not self.sure and self._whose_values(before, item):
                before = item
                continue
            before = item
            if self.stopped and item.words[:1] not in (["each"], ["plus"]) and not self._resumes(item):
                if item.words[:1] != ["with"] or not self.subject or self.owner:
                    continue
                self.owner = self.subject
                source = self.quote(item.tokens)
                self.evidence.things.append(
                    ThingClue(self.owner, 1.5, source, "has values", self.segment.number)
                )
            self.stopped = False
            self._item(item)

    def _whose_values(self, before: Item, item: Item) -> bool:
        """``translators, who have a name``: what follows is about the one named last."""
        words = item.words
        if len(words) < 3 or words[0] not in {"who", "which"} or words[1] not in {"have", "has"}:
            return False
        phrases = [p for p in noun_phrases(before.tokens) if may_be_thing(p)]
        if not phrases or is_attribute(thing_name(phrases[-1])):
            return False
        self.take(phrases[-1], 2.0, "is said to have something")
        self.given, self.stopped = True, False
        self.add_value(Item(item.tokens[2:], item.brackets))
        return True

    def _item(self, item: Item) -> None:  # noqa: C901, PLR0912 - a ladder of readings, tried in order
        tokens = before_reason(strip_lead(item.tokens) if not self.sure else item.tokens)
        if not tokens:
            return
        if self._each_of_them(tokens, item):
            return
        if tokens[0].word == "who" and self._doer(tokens, item):
            return
        if (tokens[0].word in ASKING or tokens[0].tag == "WH") and not (
            self.owner or self.listing or self.sure or item.brackets
        ):
            self.stopped = True
            return
        if tokens[0].word == "with" and self.several and self.owner:
            self.owner, self.several = self.several, ""
            self.named.append(self.owner)
        if tokens[0].word in give_words() and self.owner:
            self._value(Item(tokens[1:], item.brackets))
            return
        place = self._giving(tokens)
        if place is not None:
            self._thing_with(tokens, place, item)
            return
        if any(
            a.word == "of" and b.word in {"them", "those", "these", "whom", "which"}
            for a, b in itertools.pairwise(tokens)
        ):
            return
        asking = tokens[0].word in ASKING or tokens[0].tag == "WH"
        if self.owner and not asking and (short := value_before_clause(tokens)):
            self.add_value(Item(short, item.brackets, item.joiner))
            return
        if not asking and not self.sure and is_clause(tokens):
            self.stopped = True
            known = [p for p in noun_phrases(tokens) if may_be_thing(p) and thing_name(p) in known_things()]
            passive = any(t.tag == "BE" for t in tokens)
            self.context = thing_name(known[0 if passive else -1]) if known else self.context
            self.subject = thing_name(known[0]) if known else self.subject
            return
        if not self.sure and self.is_linked_by_verb(tokens):
            return
        if tokens[0].word in {"their", "its", "his", "her"} and not self.owner and self.subject:
            self.owner = self.subject
            self.named.append(self.owner)
        if tokens[0].word in {"so", "because", "but", "since", "although"} and not self.sure:
            self.stopped = True
            return
        if asking:
            self.read_question(tokens, item)
        elif self.owner and not self.sure and self.have_several(tokens, told=False):
            return
        elif self.owner and not self._opens_thing(tokens, item):
            self.add_value(Item(tokens, item.brackets, item.joiner))
        else:
            self._thing(tokens, item)

    def _each_of_them(self, tokens: list[Token], item: Item) -> bool:
        """``each with an address`` means what was named last, ``each may have several`` the owner."""
        if tokens[0].word not in {"each", "they", "these", "all", "it"} or not self.owner or len(tokens) < 3:
            return False
        place = next((i for i, t in enumerate(tokens[1:4], 1) if t.word in give_words()), None)
        if place is None:
            return False
        if (tokens[place].word == "with" or tokens[1].word == "of") and self.several:
            self.owner, self.several = self.several, ""
            self._value(Item(tokens[place + 1 :], item.brackets))
            return True
        last = self.evidence.fields[-1] if self.evidence.fields else None
        if (
            tokens[place].word == "with"
            and last is not None
            and last.owner == self.owner
            and not last.guess.options
            and not self.stopped
        ):
            name = noun_lemma(last.guess.name)
            self.evidence.things.append(
                ThingClue(name, 2.5, last.guess.source, "has values of its own", self.segment.number)
            )
            self.owner = name
        if not self.have_several(tokens[place + 1 :]):
            self._value(Item(tokens[place + 1 :], item.brackets))
        return True

    def _value(self, item: Item) -> None:
        if item.tokens and (item.tokens[0].word in ASKING or item.tokens[0].tag == "WH"):
            self.read_question(item.tokens, item)
        else:
            self.add_value(item)

    def _resumes(self, item: Item) -> bool:
        """After ``a customer brings a bike``, ``we note the make`` speaks of the bike."""
        if self.owner or not self.context or not item.tokens or item.tokens[0].word not in {"we", "i"}:
            return False
        if len(strip_lead(item.tokens)) == len(item.tokens):
            return False
        self.owner = self.context
        self.named.append(self.owner)
        self.evidence.things.append(
            ThingClue(self.owner, 1.5, self.quote(item.tokens), "has values noted", self.segment.number)
        )
        return True

    def _giving(self, tokens: list[Token]) -> int | None:
        """Place of *with* or *has* after a thing."""
        for place, token in enumerate(tokens):
            following = tokens[place + 1].word if place + 1 < len(tokens) else ""
            holds = (
                token.tag == "VERB"
                and token.lemma in link_verbs()
                and following in {"several", "many", "multiple", "various"}
            )
            if place and (
                (token.word in give_words() and token.tag not in {"NOUN", "MODAL"})
                or token.word == ":"
                or holds
            ):
                phrase = chain_head(noun_phrases(tokens[:place]), tokens)
                if phrase is not None and may_be_thing(phrase):
                    name = thing_name(phrase)
                    if self.sure and self.owner and name not in known_things():
                        return None
                    return (
                        place if name in known_things() or not (is_attribute(name) and self.owner) else None
                    )
        return None

    def _thing_with(self, tokens: list[Token], place: int, item: Item) -> None:
        phrase = chain_head(noun_phrases(tokens[:place]), tokens)
        if phrase is None:
            return
        if is_business(phrase.head) and {*phrase.openers} & {"our", "my"} and not phrase.plural:
            self._item(Item(tokens[place + 1 :], item.brackets))
            return
        before, listing = self.owner, self.owner_has_values()
        self.take(phrase, 2.5, "is said to have something")
        self.given = True
        if before and listing and before != self.owner and phrase.plural and not phrase.openers:
            known = known_thing(self.owner)
            if known is not None and known.kind in {"line", "event"}:
                self.evidence.links.append(LinkClue(self.owner, before, self.quote(tokens), 1.5))
        self.tie_after(tokens[:place], phrase)
        for bracket in item.brackets:
            self.evidence.examples.update(" ".join(i.words) for i in split_items(bracket))
        item = Item(
            item.tokens,
            []
            if item.brackets
            and item.brackets[0][0].start < tokens[place].start
            and field_share(item.brackets[0]) < 0.5
            and phrase.last + 1 == place
            else item.brackets,
        )
        rest = Item(tokens[place + 1 :], item.brackets, item.joiner)
        if rest.tokens and not self.have_several(rest.tokens):
            self._value(rest)

    def _doer(self, tokens: list[Token], item: Item) -> bool:
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
        doer = doers.get(verb_lemma(verb.word))
        if doer is None or not item.brackets or field_share(item.brackets[0]) < 0.4:
            return False
        self.owner = str(doer)
        self.named.append(self.owner)
        source = self.quote(tokens)
        self.evidence.things.append(
            ThingClue(self.owner, 2.5, source, "is asked for with values", self.segment.number)
        )
        for bracket in item.brackets:
            self.bracket(bracket)
        return True

    def _opens_thing(self, tokens: list[Token], item: Item) -> bool:
        """Whether an item after an owner is rather a new thing than one of its values."""
        phrase = main_phrase(tokens)
        if phrase is None or not may_be_thing(phrase) or is_counted(noun_phrases(tokens)):
            return False
        if item.brackets and tells_values(item.brackets[0]):
            return False
        name = thing_name(phrase)
        if phrase.possessor is not None and may_be_thing(phrase.possessor):
            return True
        if self.sure:
            return False
        known = known_thing(name)
        fields_inside = bool(item.brackets) and field_share(item.brackets[0]) >= 0.5
        if fields_inside and not is_attribute(name):
            return True
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

    def _thing(self, tokens: list[Token], item: Item) -> None:
        phrase = main_phrase(tokens)
        if phrase is None:
            return
        if phrase.possessor is not None and may_be_thing(phrase.possessor):
            self.take(phrase.possessor, 2.0, "owns something that is kept")
            self.add_value(Item(phrase.tokens, item.brackets))
            return
        if self.reads_together(phrase, item):
            return
        if not may_be_thing(phrase):
            return
        name = thing_name(phrase)
        listing = self.segment.topic.value == "things" or len(self.named) > 0
        if is_attribute(name) and not item.brackets:
            return
        weight = 1.0 if phrase.plural or name in known_things() else 0.4
        weight += 1.0 if listing and phrase.plural else 0.0
        before = self.named[-1] if self.named else ""
        self.take(phrase, weight, "is listed")
        self.given = False
        if phrase.openers[:1] in (["their"], ["its"], ["his"], ["her"]) and before:
            self.evidence.links.append(LinkClue(name, before, self.quote(tokens), 2.0))
        for bracket in item.brackets:
            self.bracket(bracket)
        self.tie_after(tokens, phrase)

    def bracket(self, tokens: list[Token]) -> None:
        """What stands in brackets after a thing: values kept about it, or its sorts."""
        items = split_items(tokens)
        noted = known_thing(self.owner) is not None and len(items) >= 3 and reads_as_values(items)
        if (field_share(tokens) >= 0.5 or noted) and not (len(items) == 1 and items[0].words[-1:] == ["..."]):
            was, self.sure = self.sure, True
            for item in join_choices(items):
                self._item(item)
            self.sure = was
            return
        self.evidence.examples.update(" ".join(i.words) for i in items)
        short = all(len(i.tokens) <= 3 for i in items)
        if len(items) >= 2 and short and self.owner and tokens[-1].word not in {"...", "etc"}:
            guess = read_item(Item(named_token("type", tokens[0]), [tokens]))
            if guess is not None and guess.options:
                self.evidence.fields.append(FieldClue(self.owner, guess, self.segment.number))
