"""An item without the remark around it: why it is kept, when it was done, who does what with it."""

from itertools import pairwise

from sayso.design.knowledge.known import is_person_word
from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma
from sayso.design.language.lists import Item
from sayso.design.language.tokens import Token
from sayso.design.offline.field_names import name_words
from sayso.design.offline.field_types import known_type

from .list_phrases import named_token, tells_fields

_NAMED = 3


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
    dated = _when_done(short, tokens[place:])
    return dated or (short if known_type(name_words(short)) is not None else [])


def _when_done(short: list[Token], clause: list[Token]) -> list[Token]:
    """``the date it was last serviced`` is when it was serviced: *last serviced on*."""
    clause = [token for token in clause if token.is_word]
    done = clause[-1]
    if short[-1].word not in {"date", "day"} or not is_participle(done.word) or len(short) > 2:
        return []
    last = [t for t in clause[-2:-1] if t.word in {"last", "first", "next"}]
    return [*last, done, *named_token("on", done)]


def before_reason(tokens: list[Token]) -> list[Token]:
    """``calvings so we know which cows are due`` without the reason; ``on which day`` is the day."""
    if len(tokens) > 2 and tokens[0].tag == "PREP" and tokens[1].word in {"which", "what"}:
        tokens = tokens[2:]
    for place, (token, following) in enumerate(pairwise(tokens)):
        if place and token.word in {"so", "because"} and following.word in {"we", "i", "they", "that", "you"}:
            return tokens[:place]
    return tokens


def is_compound(tokens: list[Token]) -> bool:
    """``recording date`` is a date, though *recording the date* gives values."""
    return len(tokens) == 2 and all(t.tag == "NOUN" for t in tokens) and tokens[0].word.endswith("ing")


def opens_list(item: Item) -> bool:
    """Whether an item is a name with values in brackets: no clause, though its last word may be a verb."""
    words = [t.tag for t in item.tokens]
    named = 0 < len(words) <= _NAMED and set(words[:-1]) <= {"NOUN", "ADJ"} and words[-1] in {"NOUN", "VERB"}
    return named and bool(item.brackets) and tells_fields(item.brackets[0])


def before_contact(tokens: list[Token]) -> list[Token]:
    """``items people can borrow`` are the items, whoever does what with them."""
    place = next((i for i, t in enumerate(tokens) if t.tag == "MODAL"), 0)
    if not 2 <= place < len(tokens) - 1 or len(tokens) - place > 4:
        return tokens
    what, who = tokens[place - 2], tokens[place - 1]
    people = who.word in {"people", "we", "they", "you"} or is_person_word(noun_lemma(who.word))
    named = what.tag == "NOUN" and is_plural(what.word) and is_plural(who.word) | (who.tag == "PRON")
    return tokens[: place - 1] if people and named else tokens
