"""What the phrases of a list say: which is the main one, whether it is a value, a clause or noise."""

from functools import cache

from sayso.design.knowledge.known import is_business, is_talk, known_thing, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, is_plural, readings, verb_lemma
from sayso.design.language.lists import Item, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.field_names import name_words
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import join_choices
from sayso.spec.model import FieldType

from .thing_names import give_words, is_collective, may_be_thing

ASKING = frozenset(("which", "what", "who", "whom", "how", "when", "where", "whether", "if"))

_SPANS = frozenset(("day", "week", "month", "year", "night", "hour", "weekend", "season"))
_TELLING = frozenset(
    (
        FieldType.DATE,
        FieldType.DATETIME,
        FieldType.TIME,
        FieldType.MONEY,
        FieldType.INTEGER,
        FieldType.DECIMAL,
        FieldType.EMAIL,
        FieldType.PHONE,
        FieldType.IMAGE,
        FieldType.FILE,
    )
)


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


def owner_before(phrases: list[NounPhrase], tokens: list[Token], give: int) -> NounPhrase | None:
    """The thing whose values come after a word that gives them."""
    return done_to(phrases, tokens) or _whose(phrases, tokens, give) or chain_head(phrases, tokens)


def _whose(phrases: list[NounPhrase], tokens: list[Token], give: int) -> NounPhrase | None:
    """``visitors sign in at the desk with their name``: *theirs* is what many have, not what the one has."""
    if tokens[give + 1 : give + 2] and tokens[give + 1].word == "their" and len(phrases) > 1:
        first, last = phrases[0], phrases[-1]
        return first if first.plural and not first.first and not last.plural and may_be_thing(first) else None
    return None


def gives(tokens: list[Token], place: int) -> bool:
    """Whether values come after this word."""
    said = tokens[place].word in give_words() and tokens[place].tag not in {"NOUN", "MODAL"}
    return said and not _must(tokens, place)


def _must(tokens: list[Token], place: int) -> bool:
    """``the kitchen needs to see how much``: what somebody has to do, or may do, gives no values."""
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    return tokens[place - 1].tag == "NOUN" and (following == "to" or _has_access(tokens[place : place + 4]))


def _has_access(tokens: list[Token]) -> bool:
    """``have read-only access``, but not ``have an access code``."""
    place = next((i for i, t in enumerate(tokens) if t.word == "access"), 0)
    return place > 0 and tokens[0].tag == "HAVE" and not any(t.tag == "NOUN" for t in tokens[place + 1 :])


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


def done_to(phrases: list[NounPhrase], tokens: list[Token]) -> NounPhrase | None:
    """``appointments are made for a file with date and time``: it is the appointments that have them."""
    if len(phrases) < 2 or phrases[0].first > 1 or not phrases[0].plural or not may_be_thing(phrases[0]):
        return None
    after = tokens[phrases[0].last + 1 : phrases[0].last + 4]
    passive = len(after) == 3 and after[0].tag == "BE" and is_participle(after[1].word)
    placed = len(after) == 3 and after[0].tag == "BE" and after[1].tag == "PREP"
    known = known_thing(phrases[0].name)
    happens = known is not None and known.kind in {"event", "document"}
    by = passive and after[2].word == "by"
    return phrases[0] if by or (happens and (passive or placed)) else None


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


def tells_fields(tokens: list[Token]) -> bool:
    """Whether a bracket lists values rather than sorts: one day, amount or address among them tells."""
    items = split_items(tokens)
    if len(items) < 2 or tokens[-1].word in {"...", "etc"}:
        return False
    return any(
        item.tokens
        and item.tokens[-1].tag == "NOUN"
        and item.words[-1] not in _SPANS
        and known_type(name_words(item.tokens)) in _TELLING
        for item in items
    )


def is_choice(inside: list[Token]) -> bool:
    """``genre (drama / comedy / other)``: strokes between words of which none is a value's name."""
    parts = [t.word for t in inside if t.word != "/"]
    strokes = len(inside) > len(parts) and len(split_items(inside)) == 1
    return strokes and all(known_type([word]) is None for word in parts)


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


def is_remark(tokens: list[Token]) -> bool:
    """Whether words say something about somebody rather than name a value: ``as the owner I see``."""
    if {t.word for t in tokens} & {"unique", "mandatory", "required", "compulsory"}:
        return False
    if not tokens or tokens[0].word in ASKING or tokens[-1].word == "?":
        return False
    if tokens[0].tag == "BE" and (len(tokens) == 1 or tokens[1].tag != "VERB"):
        return True
    acts = [t.tag for t in tokens[:3]] in (["NOUN", "VERB", "DET"], ["NOUN", "HAVE", "DET"])
    if acts and is_plural(tokens[0].word):
        return True
    spoken = any(t.word in {"i", "we", "they", "he", "she", "you", "us", "them", "me"} for t in tokens)
    return spoken or any(t.tag == "MODAL" for t in tokens)


def without_verb(tokens: list[Token]) -> list[Token]:
    """``area of work are to be recorded`` without the verb that says it is kept."""
    place = next((i for i, t in enumerate(tokens) if i and t.tag in {"BE", "MODAL"}), None)
    if place is None or tokens[0].word in ASKING or any(t.tag in {"WH", "PRON"} for t in tokens[:place]):
        return tokens
    rest = [t.word for t in tokens[place:]]
    kept = word_set("talk", "lead", "kept")
    return tokens[:place] if set(rest) & kept and len(rest) <= 6 else tokens


def goes_on_doing(tokens: list[Token], story: bool) -> bool:
    """Whether somebody does the next thing: ``and close it``, and in a story ``and pay on pick-up``."""
    if len(tokens) < 2 or "VERB" not in readings(tokens[0].word) or tokens[0].word.endswith(("ed", "ing")):
        return False
    said = tokens[1].tag == "PRON" or (tokens[0].tag == "VERB" and tokens[1].tag in {"PREP", "WH"})
    story &= verb_lemma(tokens[0].word) == tokens[0].word
    value = tokens[0].word != "pay" and known_type([tokens[0].word]) is not None
    return said or (story and tokens[1].tag in {"PREP", "WH"} and not value)


def is_clause(tokens: list[Token]) -> bool:
    """Whether an item is a sentence of its own: somebody does something."""
    for place, token in enumerate(tokens):
        if token.tag in {"WH", "PREP"}:
            return False
        subject = place and tokens[place - 1].tag in {"PRON", "NOUN", "PROPN", "WH"}
        if token.tag in {"BE", "MODAL", "DO"} and subject:
            return True
        if token.tag == "VERB" and subject and token.word not in word_set("talk", "give", "words"):
            is_last = not any(t.is_word for t in tokens[place + 1 :])
            return not (token.word.endswith(("ed", "ing")) or (is_last and is_participle(token.word)))
    return False
