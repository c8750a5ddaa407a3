"""What the phrases of a list say: which is the main one, whether it is a value, a clause or noise."""

from functools import cache
from itertools import pairwise

from sayso.design.knowledge.known import is_business, is_talk, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, is_plural
from sayso.design.language.lists import Item, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import join_choices, name_words
from sayso.spec.model import FieldType

from .naming import is_collective, may_be_thing

ASKING = frozenset(("which", "what", "who", "whom", "how", "when", "where", "whether", "if"))


def reads_as_values(items: list[Item]) -> bool:
    """``door checked, tyres, lights`` are noted, ``day, monthly`` are sorts: plurals and participles tell."""
    telling = sum(
        is_plural(i.words[-1]) or (len(i.words) > 1 and is_participle(i.words[-1])) for i in items if i.tokens
    )
    return telling * 2 >= len(items) and items[-1].words[-1:] != ["..."]


def phrase_head(tokens: list[Token]) -> str:
    """The head of the first noun phrase, or nothing."""
    phrases = noun_phrases(tokens)
    return phrases[0].head if phrases else ""


def named_token(word: str, place: Token) -> list[Token]:
    """A token of this word at the place of another."""
    return [Token(word, word, place.start, place.end, "NOUN", word)]


def main_phrase(tokens: list[Token]) -> NounPhrase | None:
    """The phrase an item is about."""
    phrases = noun_phrases(tokens)
    if not phrases:
        return None
    if is_counted(phrases):
        return phrases[0]
    return of_collective(phrases) or (
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


def of_collective(phrases: list[NounPhrase]) -> NounPhrase | None:
    """In ``our list of services`` the services."""
    if len(phrases) > 1 and is_collective(phrases[-2].head) and phrases[-1].first == phrases[-2].last + 2:
        return phrases[-1]
    return None


def field_share(tokens: list[Token]) -> float:
    """Share of items that read as names of fields."""
    items = join_choices(split_items(tokens))
    if not items:
        return 0.0
    hits = 0.0
    for item in items:
        words = name_words(item.tokens)
        if item.words and (item.words[0] in ASKING or item.words[-1] == "?" or known_type(words) is not None):
            hits += 1
        elif words and "_".join(words) in known_things():
            hits += 0.7
        elif "/" in item.words or item.brackets:
            hits += 0.6
    return hits / len(items)


def links_to_thing(kind: FieldType, name: str, known: bool) -> bool:
    """Whether a value of this name may turn out to be a thing."""
    return kind is FieldType.TEXT and (name in known_things() or not known)


def is_noise(name: str) -> bool:
    """Whether a name says nothing."""
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


def is_counted(phrases: list[NounPhrase]) -> bool:
    """Whether the phrases begin with *number of*: how many stops there are, not the stops."""
    return (
        len(phrases) > 1
        and phrases[0].head in {"number", "amount"}
        and phrases[1].first == phrases[0].last + 2
    )


def split_run(tokens: list[Token]) -> list[list[Token]]:
    """``name height weight shoe size`` without commas cut in its values; nothing when it is one name."""
    if len(tokens) < 3 or any(t.tag != "NOUN" for t in tokens) or known_type([tokens[0].word]) is None:
        return []
    parts: list[list[Token]] = []
    current: list[Token] = []
    typed = 0
    for place, token in enumerate(tokens):
        current.append(token)
        following = [t.word for t in tokens[place + 1 : place + 2]]
        goes_on = bool(following) and (
            "_".join([token.word, *following]) in _longer_names()
            or (len(current) == 1 and _needs_more(token, following))
        )
        if goes_on:
            continue
        typed += known_type([t.word for t in current]) is not None
        parts.append(current)
        current = []
    if current:
        parts.append(current)
    return parts if len(parts) >= 3 and typed >= 2 and typed * 2 >= len(parts) else []


def _needs_more(token: Token, following: list[str]) -> bool:
    """Whether a word is no value by itself but with the next one: ``shoe`` before ``size``."""
    return known_type([token.word]) is None and known_type(following) is not None


@cache
def _longer_names() -> frozenset[str]:
    names = (str(row).split() for section in ("last", "whole") for row in load("fields")[section].values())
    return frozenset(name for row in names for name in row if "_" in name)


def value_before_clause(tokens: list[Token]) -> list[Token]:
    """In ``the year it was installed`` the year; nothing when the words are no value with a remark."""
    place = next(
        (i for i, t in enumerate(tokens) if i and t.word in {"it", "they", "he", "she", "we", "you", "i"}),
        None,
    )
    if place is None or not 1 < place <= 5 or tokens[0].tag not in {"DET", "POSS", "NOUN"}:
        return []
    while place > 1 and tokens[place - 1].tag in {"PREP", "WH"}:
        place -= 1
    short = tokens[:place]
    if any(t.tag in {"VERB", "MODAL", "BE", "PRON"} for t in short) or tokens[0].word in {"each", "all"}:
        return []
    return short if known_type(name_words(short)) is not None else []


def before_reason(tokens: list[Token]) -> list[Token]:
    """``calvings so we know which cows are due`` without the reason."""
    for place, (token, following) in enumerate(pairwise(tokens)):
        if place and token.word in {"so", "because"} and following.word in {"we", "i", "they", "that", "you"}:
            return tokens[:place]
    return tokens


def is_remark(tokens: list[Token]) -> bool:
    """Whether words say something about somebody rather than name a value: ``as the owner I see``."""
    if {t.word for t in tokens} & {"unique", "mandatory", "required", "compulsory"}:
        return False
    if not tokens or tokens[0].word in ASKING or tokens[-1].word == "?":
        return False
    if tokens[0].tag == "BE" and (len(tokens) == 1 or tokens[1].tag != "VERB"):
        return True
    spoken = any(t.word in {"i", "we", "they", "he", "she", "you", "us", "them"} for t in tokens)
    return spoken or any(t.tag == "MODAL" for t in tokens)


def without_verb(tokens: list[Token]) -> list[Token]:
    """``area of work are to be recorded`` without the verb that says it is kept."""
    place = next((i for i, t in enumerate(tokens) if i and t.tag in {"BE", "MODAL"}), None)
    if place is None or tokens[0].word in ASKING or any(t.tag in {"WH", "PRON"} for t in tokens[:place]):
        return tokens
    rest = [t.word for t in tokens[place:]]
    kept = word_set("talk", "lead", "kept")
    return tokens[:place] if set(rest) & kept and len(rest) <= 6 else tokens


def is_clause(tokens: list[Token]) -> bool:
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
