"""Walk along a list and tell the things in it from the values kept about them.

``clients (name, phone), their dogs and walks with date and duration`` names three things; two of them
bring values. An owner is carried along, as a reader would, until a new thing takes its place.
"""

import itertools
from dataclasses import dataclass

from sayso.design.knowledge.known import known_thing, known_things
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.lists import Item, split_items
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.fields import join_choices, read_item

from .asked import Asked
from .evidence import FieldClue, LinkClue, ThingClue
from .lead import strip_lead
from .list_phrases import (
    ASKING,
    chain_head,
    field_share,
    gives,
    goes_on_doing,
    is_clause,
    main_phrase,
    named_token,
    owner_before,
    reads_as_values,
    tells_fields,
)
from .remarks import before_contact, before_reason, is_compound, opens_list, value_before_clause
from .speaker import own_names
from .stories import is_story
from .thing_names import give_words, is_attribute, link_verbs, may_be_thing, thing_name


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
            self.stopped &= not opens_list(item)
            if self.stopped and item.words[:1] not in (["each"], ["plus"]) and not self._resumes(item):
                if item.words[:1] not in (["with"], ["have"], ["has"]) or not self.subject or self.owner:
                    continue
                self.owner = self.subject
                self.evidence.things.append(
                    ThingClue(self.owner, 1.5, self.quote(item.tokens), "has values", self.segment.number)
                )
            self.stopped = False
            self._item(item)

    def _whose_values(self, before: Item, item: Item) -> bool:
        """``translators, who have a name``: what follows is about the one named last."""
        words = item.words
        if len(words) < 3 or words[0] not in {"who", "which"} or words[1] not in {"have", "has"}:
            return False
        if item.tokens[2].tag == "PRON":
            return False
        phrases = [p for p in noun_phrases(before.tokens) if may_be_thing(p)]
        if not phrases or is_attribute(thing_name(phrases[-1])):
            return False
        self.take(phrases[-1], 2.0, "is said to have something")
        self.given, self.stopped = True, False
        self.add_value(Item(item.tokens[2:], item.brackets))
        return True

    def _item(self, item: Item) -> None:  # noqa: C901, PLR0912 - a ladder of readings, tried in order
        read = item.tokens if self.sure else strip_lead(item.tokens) or item.tokens
        tokens = before_contact(before_reason(read))
        if not tokens:
            return
        if self._each_of_them(tokens, item):
            return
        if self.owner and item.joiner == "and" and goes_on_doing(tokens, is_story(self.segment.tokens)):
            self.stopped = True
            return
        if tokens[0].word == "who" and self.doer(tokens, item):
            for bracket in item.brackets:
                self.bracket(bracket)
            return
        if (tokens[0].word in ASKING or tokens[0].tag == "WH") and not (
            self.owner or self.listing or self.sure or item.brackets
        ):
            self.stopped = True
            return
        if tokens[0].word == "with" and self.several and self.owner:
            self.owner, self.several = self.several, ""
            self.named.append(self.owner)
        if tokens[0].word in give_words() and self.owner and not is_compound(tokens):
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
        if not asking and not self.sure and is_clause(tokens) and not opens_list(item):
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
            self._of_several(item)
        elif self.owner and not self.opens_thing(tokens, item):
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
        if self.have_several(tokens[place + 1 :]):
            self._of_several(item)
        else:
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
            if place and (gives(tokens, place) or token.word == ":" or holds):
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
        phrases = noun_phrases(tokens[:place])
        phrase = owner_before(phrases, tokens, place)
        if phrase is None:
            return
        if self.is_one_of(phrase):
            self._value(Item(tokens[place + 1 :], item.brackets))
            return
        if not phrase.plural and thing_name(phrase) in own_names(self.evidence):
            self._item(Item(tokens[place + 1 :], item.brackets))
            return
        before, listing = self.owner, self.owner_has_values()
        self.take(phrase, 2.5, "is said to have something")
        self.given = True
        if before and listing and before != self.owner and phrase.plural and not phrase.openers:
            known = known_thing(self.owner)
            if known is not None and (known.kind == "line" or before in known.parents):
                self.evidence.links.append(LinkClue(self.owner, before, self.quote(tokens), 1.5))
        self.tie_after(tokens[:place], phrase)
        self.add_span(Item(tokens[phrase.last + 1 : place]))
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
        if rest.tokens and self.have_several(rest.tokens):
            self._of_several(item)
        elif rest.tokens:
            self._value(rest)

    def _of_several(self, item: Item) -> None:
        """``gets several tests (parameter, value)``: what is in brackets is kept about each test."""
        if not self.several:
            return
        was, self.owner = self.owner, self.several
        for bracket in item.brackets:
            self.bracket(bracket)
        self.owner = was

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
        if not self.may_have_values(phrase, item):
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
        told = field_share(tokens) >= 0.5 or noted or tells_fields(tokens) or self.names_listed(tokens)
        if told and (len(items) > 1 or items[0].words[-1:] != ["..."]):
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
