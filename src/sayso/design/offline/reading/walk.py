"""Walk along a list and tell the things in it from the values kept about them.

``clients (name, phone), their dogs and walks with date and duration`` names three things; two of them
bring values. An owner is carried along, as a reader would, until a new thing takes its place.
"""

from dataclasses import dataclass, field, replace

from sayso.design.knowledge.known import is_business, is_talk, known_thing, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma, verb_lemma
from sayso.design.language.lists import Item, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import join_choices, name_words, read_field, read_item, split_slashes
from sayso.spec.model import FieldType

from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue
from .lead import strip_lead
from .naming import give_words, is_attribute, is_collective, link_verbs, may_be_thing, thing_name

_ASKING = frozenset(["which", "what", "who", "whom", "how", "when", "where", "whether", "if"])
_GATHERING = frozenset(("list", "timeline", "history", "record", "log", "series", "collection"))
_MAX_FIELD_WORDS = 9


@dataclass(slots=True)
class Walk:
    """One list being read; ``owner`` is the thing whose values come now."""

    evidence: Evidence
    segment: Segment
    owner: str = ""
    sure: bool = False
    named: list[str] = field(default_factory=list)
    stopped: bool = False
    listing: bool = False
    several: str = ""
    context: str = ""
    subject: str = ""

    def read(self, tokens: list[Token]) -> None:
        """Read a whole list."""
        for item in join_choices(split_items(tokens)):
            if self.stopped and item.words[:1] not in (["each"], ["plus"]) and not self._resumes(item):
                if item.words[:1] != ["with"] or not self.subject or self.owner:
                    continue
                self.owner = self.subject
                source = self._quote(item.tokens)
                self.evidence.things.append(
                    ThingClue(self.owner, 1.5, source, "has values", self.segment.number)
                )
            self.stopped = False
            self._item(item)

    def _item(self, item: Item) -> None:
        tokens = strip_lead(item.tokens) if not self.sure else item.tokens
        if not tokens:
            return
        if self._each_of_them(tokens, item):
            return
        if tokens[0].word == "who" and self._doer(tokens, item):
            return
        if (tokens[0].word in _ASKING or tokens[0].tag == "WH") and not (
            self.owner or self.listing or self.sure or item.brackets
        ):
            self.stopped = True
            return
        if tokens[0].word in give_words() and self.owner:
            self._value(Item(tokens[1:], item.brackets))
            return
        place = self._giving(tokens)
        if place is not None:
            self._thing_with(tokens, place, item)
            return
        if any(
            a.word == "of" and b.word in {"them", "those", "these", "whom", "which"}
            for a, b in zip(tokens, tokens[1:], strict=False)
        ):
            return
        asking = tokens[0].word in _ASKING or tokens[0].tag == "WH"
        if not asking and not self.sure and _is_clause(tokens):
            self.stopped = True
            known = [p for p in noun_phrases(tokens) if may_be_thing(p) and thing_name(p) in known_things()]
            self.context = thing_name(known[-1]) if known else self.context
            self.subject = thing_name(known[0]) if known else self.subject
            return
        if not self.sure and self._linked_by_verb(tokens):
            return
        if tokens[0].word in {"their", "its", "his", "her"} and not self.owner and self.subject:
            self.owner = self.subject
            self.named.append(self.owner)
        if tokens[0].word in {"so", "because", "but", "since", "although"} and not self.sure:
            self.stopped = True
            return
        if asking:
            self._asked(tokens, item)
        elif self.owner and not self._opens_thing(tokens, item):
            self._field(Item(tokens, item.brackets, item.joiner))
        else:
            self._thing(tokens, item)

    def _each_of_them(self, tokens: list[Token], item: Item) -> bool:
        """``each with an address`` speaks of what was named last; ``each may have several animals`` of the owner."""
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
        if not self._several(tokens[place + 1 :]):
            self._value(Item(tokens[place + 1 :], item.brackets))
        return True

    def _several(self, tokens: list[Token]) -> bool:
        """``several animals`` after *has* are things that belong to the owner."""
        phrases = noun_phrases(tokens)
        if not phrases or not phrases[0].plural or phrases[0].first > 2 or not may_be_thing(phrases[0]):
            return False
        words = {t.word for t in tokens[: phrases[0].last + 1]}
        name = thing_name(phrases[0])
        if (
            not words & {"several", "many", "multiple", "more", "various", "two", "three", "four", "least"}
            or is_attribute(name)
            or not self.owner
        ):
            return False
        self._note(phrases[0], 2.0, "is had several times")
        self.several = name
        self.evidence.links.append(LinkClue(name, self.owner, self._quote(tokens), 2.0, several=True))
        return True

    def _value(self, item: Item) -> None:
        if item.tokens and (item.tokens[0].word in _ASKING or item.tokens[0].tag == "WH"):
            self._asked(item.tokens, item)
        else:
            self._field(item)

    def _resumes(self, item: Item) -> bool:
        """After ``a customer brings a bike``, ``we note the make`` speaks of the bike."""
        if self.owner or not self.context or not item.tokens or item.tokens[0].word not in {"we", "i"}:
            return False
        if len(strip_lead(item.tokens)) == len(item.tokens):
            return False
        self.owner = self.context
        self.named.append(self.owner)
        self.evidence.things.append(
            ThingClue(self.owner, 1.5, self._quote(item.tokens), "has values noted", self.segment.number)
        )
        return True

    def _linked_by_verb(self, tokens: list[Token]) -> bool:
        """``and belong to a campaign`` after values ties the owner to the campaign."""
        if (
            not self.owner
            or tokens[0].tag not in {"VERB", "BE"}
            or tokens[0].lemma not in {*link_verbs(), "be", "is", "are"}
        ):
            return False
        phrases = [p for p in noun_phrases(tokens) if may_be_thing(p) and not is_attribute(thing_name(p))]
        if phrases and thing_name(phrases[0]) != self.owner:
            self._note(phrases[0], 1.0, "is tied to another thing")
            self.evidence.links.append(LinkClue(self.owner, thing_name(phrases[0]), self._quote(tokens), 1.5))
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
            if place and ((token.word in give_words() and token.tag != "NOUN") or token.word == ":" or holds):
                phrase = chain_head(noun_phrases(tokens[:place]), tokens)
                if phrase is not None and may_be_thing(phrase):
                    name = thing_name(phrase)
                    return (
                        place if name in known_things() or not (is_attribute(name) and self.owner) else None
                    )
        return None

    def _thing_with(self, tokens: list[Token], place: int, item: Item) -> None:
        phrase = chain_head(noun_phrases(tokens[:place]), tokens)
        if phrase is None:
            return
        before, listing = self.owner, self._owner_has_fields()
        self._take(phrase, 2.5, "is said to have something")
        if before and listing and before != self.owner and phrase.plural and not phrase.openers:
            known = known_thing(self.owner)
            if known is not None and known.kind in {"line", "event"}:
                self.evidence.links.append(LinkClue(self.owner, before, self._quote(tokens), 1.5))
        self._after_phrase(tokens[:place], phrase)
        for bracket in item.brackets:
            self.evidence.examples.update(" ".join(i.words) for i in split_items(bracket))
        item = Item(
            item.tokens,
            []
            if item.brackets and _field_share(item.brackets[0]) < 0.5 and phrase.last + 1 == place
            else item.brackets,
        )
        rest = Item(tokens[place + 1 :], item.brackets, item.joiner)
        if rest.tokens and not self._several(rest.tokens):
            self._value(rest)

    def _asked(self, tokens: list[Token], item: Item) -> None:
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
                self._take(inside[0], 2.0, "is asked for")
                return
            if known_thing(name) or name in self.named:
                self._take(inside[0], 1.5, "is asked about")
        if tokens[0].word in {"which", "what", "whose"} and len(tokens) > 1:
            phrases = noun_phrases(tokens[1:])
            verbs = [t for t in tokens[1:] if t.tag in {"BE", "VERB", "HAVE"}]
            if phrases and (not verbs or phrases[0].first == 0):
                self._span(item)
                self._reference(phrases)
                return
        if self.owner:
            self._field(Item(tokens, item.brackets, item.joiner))

    def _doer(self, tokens: list[Token], item: Item) -> bool:
        """``who rents (name, phone)`` is the renter; ``who has which tool`` is a hand-out to somebody."""
        doers = load("events")["doers"]
        verb = next((t for t in tokens[1:] if t.tag in {"VERB", "HAVE"} or verb_lemma(t.word) in doers), None)
        if verb is None:
            return False
        held = [p for p in noun_phrases(tokens) if p.first > 1 and may_be_thing(p)]
        asked = any(t.word in {"which", "what"} for t in tokens[2:4])
        if verb.tag == "HAVE" and asked and held:
            self._handed_out(held[0], tokens)
            return True
        doer = doers.get(verb_lemma(verb.word))
        if doer is None or not item.brackets or _field_share(item.brackets[0]) < 0.4:
            return False
        self.owner = str(doer)
        self.named.append(self.owner)
        source = self._quote(tokens)
        self.evidence.things.append(
            ThingClue(self.owner, 2.5, source, "is asked for with values", self.segment.number)
        )
        for bracket in item.brackets:
            self.bracket(bracket)
        return True

    def _handed_out(self, phrase: NounPhrase, tokens: list[Token]) -> None:
        source = self._quote(tokens)
        self._note(phrase, 2.5, "is handed out")
        for name, weight in (("employee", 2.0), ("checkout", 3.0)):
            self.evidence.things.append(
                ThingClue(name, weight, source, "who has it has to be known", self.segment.number)
            )
        thing = thing_name(phrase)
        self.evidence.links += [
            LinkClue("checkout", thing, source, 3.0),
            LinkClue("checkout", "employee", source, 3.0),
        ]
        self.owner = "checkout"
        self.named += [thing, "checkout"]

    def _reference(self, phrases: list[NounPhrase]) -> None:
        first = phrases[0]
        if self.owner:
            self._field(Item(first.tokens))
            if thing_name(first) in known_things() and not is_attribute(thing_name(first)):
                self._note(first, 0.5, "is asked about")
            for other in phrases[1:]:
                if other.first and self.owner and thing_name(other) in known_things() and len(phrases) == 2:
                    self._field(Item(other.tokens))
                if may_be_thing(other) and known_thing(thing_name(other)):
                    self._note(other, 0.8, "is asked about")
        else:
            self._take(first, 1.5, "is asked about")

    def _opens_thing(self, tokens: list[Token], item: Item) -> bool:
        """Whether an item after an owner is rather a new thing than one of its values."""
        phrase = _main(tokens)
        if phrase is None or not may_be_thing(phrase):
            return False
        name = thing_name(phrase)
        if phrase.possessor is not None and may_be_thing(phrase.possessor):
            return True
        if self.sure:
            return False
        known = known_thing(name)
        fields_inside = bool(item.brackets) and _field_share(item.brackets[0]) >= 0.5
        if fields_inside and not is_attribute(name):
            return True
        if is_attribute(name) or known is None or (name not in known_things() and known.kind in {"thing"}):
            return False
        if self.segment.topic.value == "things" and name in known_things() and phrase.openers:
            return True
        lists_things = self.segment.topic.value == "things" or not self._owner_has_fields()
        return phrase.plural and lists_things

    def _owner_has_fields(self) -> bool:
        return any(
            clue.owner == self.owner and clue.segment == self.segment.number for clue in self.evidence.fields
        )

    def _thing(self, tokens: list[Token], item: Item) -> None:
        phrase = _main(tokens)
        if phrase is None:
            return
        if phrase.possessor is not None and may_be_thing(phrase.possessor):
            self._take(phrase.possessor, 2.0, "owns something that is kept")
            self._field(Item(phrase.tokens, item.brackets))
            return
        if self._run_together(phrase, item):
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
        self._take(phrase, weight, "is listed")
        if phrase.openers[:1] in (["their"], ["its"], ["his"], ["her"]) and before:
            self.evidence.links.append(LinkClue(name, before, self._quote(tokens), 2.0))
        for bracket in item.brackets:
            self.bracket(bracket)
        self._after_phrase(tokens, phrase)

    def _run_together(self, phrase: NounPhrase, item: Item) -> bool:
        """``boats name, length`` and ``medicine name, strength``: a thing and its first value without a word between."""
        nouns = [t for t in phrase.tokens if t.tag in {"NOUN", "PROPN"}]
        if len(nouns) < 2 or thing_name(phrase) in known_things():
            return False
        first, rest = noun_lemma(nouns[0].word), [t.word for t in nouns[1:]]
        plural_first = is_plural(nouns[0].word) and nouns[0].word not in {"sales", "goods"}
        if (first not in known_things() and not plural_first) or known_type(rest) is None or is_talk(first):
            return False
        source = self._quote([nouns[0]])
        self.evidence.things.append(
            ThingClue(first, 2.0, source, "is followed by values", self.segment.number, plural_first)
        )
        self.owner = first
        self.named.append(first)
        place = next(i for i, t in enumerate(item.tokens) if t is nouns[1])
        self._field(Item(item.tokens[place:], item.brackets))
        return True

    def _after_phrase(self, tokens: list[Token], phrase: NounPhrase) -> None:
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
                self._note(others[0], 0.5, "is what another thing belongs to")
                source = self._quote(tokens)
                self.evidence.links.append(LinkClue(thing_name(phrase), thing_name(others[0]), source, 1.5))

    def bracket(self, tokens: list[Token]) -> None:
        """What stands in brackets after a thing: values kept about it, or its sorts."""
        items = split_items(tokens)
        noted = known_thing(self.owner) is not None and len(items) >= 3 and _reads_as_values(items)
        if (_field_share(tokens) >= 0.5 or noted) and not (
            len(items) == 1 and items[0].words[-1:] == ["..."]
        ):
            was, self.sure = self.sure, True
            for item in join_choices(items):
                self._item(item)
            self.sure = was
            return
        self.evidence.examples.update(" ".join(i.words) for i in items)
        short = all(len(i.tokens) <= 3 for i in items)
        if len(items) >= 2 and short and self.owner and tokens[-1].word not in {"...", "etc"}:
            guess = read_item(Item(_as_tokens("type", tokens[0]), [tokens]))
            if guess is not None and guess.options:
                self.evidence.fields.append(FieldClue(self.owner, guess, self.segment.number))

    def _field(self, item: Item) -> None:
        for part in split_slashes(item):
            if len(part.tokens) > _MAX_FIELD_WORDS and not part.brackets:
                part.tokens = part.tokens[:_MAX_FIELD_WORDS]
            phrase = _main(part.tokens)
            if phrase is not None and phrase.possessor is not None and may_be_thing(phrase.possessor):
                owner = thing_name(phrase.possessor)
                if owner in known_things() and not self.sure:
                    self._take(phrase.possessor, 1.5, "owns something that is kept")
            self._span(part)
            if (
                phrase is not None
                and phrase.openers[:1] in (["their"], ["its"])
                and phrase.plural
                and self.owner
            ):
                name = thing_name(phrase)
                if name in known_things() and not is_attribute(name):
                    self._note(phrase, 1.0, "is had by another thing")
                    self.evidence.links.append(LinkClue(name, self.owner, self._quote(part.tokens), 1.5))
                    continue
            if (
                phrase is not None
                and part.tokens
                and phrase.tokens[0] is not part.tokens[0]
                and phrase_head(part.tokens) in _GATHERING
            ):
                part.tokens = phrase.tokens
            guess = read_item(part)
            if guess is None or not self.owner or _is_noise(guess.name):
                continue
            linked = _links(guess.type, guess.name, guess.known)
            source = self._quote(part.all_tokens)
            if all(c.guess.name != guess.name or c.owner != self.owner for c in self.evidence.fields):
                self.evidence.fields.append(
                    FieldClue(self.owner, replace(guess, source=source), self.segment.number, linked)
                )

    def _span(self, item: Item) -> None:
        """``from - to`` and ``from when to when`` are two values; times of day where there is a date already."""
        words = [t.word for t in item.tokens if t.is_word and t.word not in {"when"}]
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
            guess = replace(read_field(name.replace("_", " ")), source=self._quote(item.tokens))
            self.evidence.fields.append(FieldClue(self.owner, guess, self.segment.number))
        gone = {id(t) for t in item.tokens if t.word in {"from", "to", "until", "till", "when", "-", "–"}}
        item.tokens = [t for t in item.tokens if id(t) not in gone]

    def _take(self, phrase: NounPhrase, weight: float, why: str) -> None:
        self._note(phrase, weight, why)
        self.owner = thing_name(phrase)
        self.named.append(self.owner)

    def _note(self, phrase: NounPhrase, weight: float, why: str) -> None:
        source = self._quote(phrase.tokens)
        name = thing_name(phrase)
        self.evidence.things.append(ThingClue(name, weight, source, why, self.segment.number, phrase.plural))

    def _quote(self, tokens: list[Token]) -> str:
        return quote(self.evidence.text, tokens)


def _reads_as_values(items: list[Item]) -> bool:
    """``queen seen, brood frames, mites`` are noted, ``day, monthly`` are sorts: plurals and participles tell."""
    telling = sum(
        is_plural(i.words[-1]) or (len(i.words) > 1 and is_participle(i.words[-1])) for i in items if i.tokens
    )
    return telling * 2 >= len(items) and items[-1].words[-1:] != ["..."]


def phrase_head(tokens: list[Token]) -> str:
    """The head of the first noun phrase, or nothing."""
    phrases = noun_phrases(tokens)
    return phrases[0].head if phrases else ""


def _as_tokens(word: str, place: Token) -> list[Token]:
    return [Token(word, word, place.start, place.end, "NOUN", word)]


def _main(tokens: list[Token]) -> NounPhrase | None:
    phrases = noun_phrases(tokens)
    if not phrases:
        return None
    return _of_collective(phrases) or (
        phrases[1] if len(phrases) > 1 and phrases[1].possessor is phrases[0] else phrases[0]
    )


def chain_head(phrases: list[NounPhrase], tokens: list[Token]) -> NounPhrase | None:
    """The thing of ``readings per berth`` or ``a list of services`` right before a word that gives values."""
    if not phrases:
        return None
    place = len(phrases) - 1
    while (
        place
        and phrases[place].first == phrases[place - 1].last + 2
        and tokens[phrases[place].first - 1].tag == "PREP"
    ):
        if is_collective(phrases[place - 1].head) and not may_be_thing(phrases[place - 1]):
            break
        if not may_be_thing(phrases[place - 1]):
            break
        place -= 1
    return phrases[place]


def _of_collective(phrases: list[NounPhrase]) -> NounPhrase | None:
    """In ``our list of services`` the services."""
    if len(phrases) > 1 and is_collective(phrases[-2].head) and phrases[-1].first == phrases[-2].last + 2:
        return phrases[-1]
    return None


def _field_share(tokens: list[Token]) -> float:
    """Share of items that read as names of fields."""
    items = join_choices(split_items(tokens))
    if not items:
        return 0.0
    hits = 0.0
    for item in items:
        words = name_words(item.tokens)
        if item.words and (
            item.words[0] in _ASKING or item.words[-1] == "?" or known_type(words) is not None
        ):
            hits += 1
        elif words and "_".join(words) in known_things():
            hits += 0.7
        elif "/" in item.words or item.brackets:
            hits += 0.6
    return hits / len(items)


def field_share(tokens: list[Token]) -> float:
    """Share of items that read as names of fields."""
    return _field_share(tokens)


def _links(kind: FieldType, name: str, known: bool) -> bool:
    return kind is FieldType.TEXT and (name in known_things() or not known)


def _is_noise(name: str) -> bool:
    words = name.split("_")
    if {"system", "app", "application", "software", "database"} & set(words):
        return True
    noise = {
        "thing",
        "things",
        "stuff",
        "etc",
        "everything",
        "all",
        "so",
        "that",
        "bit",
        "lot",
        "place",
        "one",
        "much",
        "more",
        "history",
    }
    return len(words) == 1 and (words[0] in noise or (is_business(words[0]) and is_talk(words[0])))


def _is_clause(tokens: list[Token]) -> bool:
    """Whether an item is a sentence of its own: somebody does something."""
    for place, token in enumerate(tokens):
        if token.tag in {"WH", "PREP"}:
            return False
        subject = place and tokens[place - 1].tag in {"PRON", "NOUN", "PROPN", "WH"}
        if token.tag in {"BE", "MODAL", "DO"} and subject:
            return True
        if token.tag == "VERB" and subject and token.word not in word_set("talk", "give", "words"):
            return not token.word.endswith(("ed", "ing"))
    return False
