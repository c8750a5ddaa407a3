"""What an option is and what the name of a value with options is, and where the parts of a list end."""

from sayso.design.knowledge.known import is_person_word, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma
from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type
from sayso.spec.model import FieldType

from .thing_names import give_words

DASHES = frozenset(("-", "–", "—"))
EDGES = frozenset((",", ";", "(", ")", ".", ":", "and", "+", "&", "either", "!", "?", *DASHES))
LONGEST = 3


def part_start(tokens: list[Token], stop: int) -> int:
    """Where the part that ends before ``stop`` begins."""
    place = stop
    while place > 0:
        before = tokens[place - 1]
        if before.word in EDGES or before.word == "or" or before.tag in {"BE", "HAVE", "MODAL", "PRON"}:
            break
        if (
            before.tag == "PREP"
            or before.word in give_words()
            or (is_participle(before.word) and place < stop)
        ):
            break
        place -= 1
    return place


def part_end(tokens: list[Token], start: int) -> int:
    """Where the part that begins at ``start`` ends."""
    place = start
    while place < len(tokens):
        token = tokens[place]
        if token.word in EDGES or token.word in {"or", "/"} or token.tag in {"PREP", "PRON", "WH", "CONJ"}:
            break
        if place > start and token.tag in {"BE", "MODAL", "HAVE", "DO"}:
            break
        place += 1
    return place


def bare(tokens: list[Token]) -> list[Token]:
    """Without articles."""
    return [t for t in tokens if t.tag not in {"DET", "POSS"} and t.word != "either"]


def is_option_name(tokens: list[Token]) -> bool:
    """Whether words name a value that takes one of several options."""
    words = [t.word for t in tokens if t.is_word]
    if not words or len(words) > LONGEST or len(words) != len(tokens):
        return False
    said = noun_lemma(words[-1])
    if said in word_set("talk", "labels", "option") | word_set("choices", "names", "words") | {"status"}:
        return True
    return known_type(words) in {FieldType.ENUM, FieldType.MULTI_ENUM} and words[-1] not in {"start", "end"}


def is_option(tokens: list[Token]) -> bool:
    """Whether words can be one of several options: short, and neither a value's name nor a thing."""
    words = [t.word for t in tokens]
    if not 0 < len(tokens) <= LONGEST or any(not (t.is_word or t.word[0].isdigit()) for t in tokens):
        return False
    if set(words) & word_set("choices", "never", "words") or any(
        t.tag in {"PRON", "NUM", "WH", "MODAL", "NEG", "DO"} for t in tokens
    ):
        return False
    if tokens[0].tag in {"ADV", "PREP"}:
        return False
    name = "_".join([*words[:-1], noun_lemma(words[-1])])
    if name in known_things() and is_plural(words[-1]):
        return False
    kind = known_type(words)
    telling = kind in {None, FieldType.BOOLEAN, FieldType.ENUM} or len(words[-1]) < 3
    return telling or is_person_word(name)
