"""Whoever a description is written for: the one club or shop that wants it, and is no record in it."""

from collections.abc import Iterator

from sayso.catalogue.lexicon import profile_of
from sayso.catalogue.senses import Sense
from sayso.catalogue.words import word_list
from sayso.design.knowledge.known import is_business
from sayso.design.language.lemmas import is_plural, verb_lemma
from sayso.design.language.sentences import pieces
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import singular

from .phrases import phrases, words
from .weight import terms

_NOUNS = frozenset({"NOUN", "PROPN"})
_OPENS = frozenset({"DET", "POSS"})
_OURS = frozenset({"our", "my"})
_VERBS = frozenset({"VERB", "BE", "HAVE", "DO", "MODAL"})
_SORTS = frozenset({Sense.GROUP, Sense.PLACE, Sense.PERSON})
_LONGEST = 4


def wishers_in(text: str) -> frozenset[str]:
    """Nouns that name whoever wishes, where the text never speaks of several of them."""
    found: set[str] = set()
    several: set[str] = set()
    for piece in pieces(text):
        tokens = tag(tokenize(piece.text))
        several |= {singular(one.word) for one in tokens if one.tag in _NOUNS and is_plural(one.word)}
        found |= {one.word for one in _named(tokens) if one is not None and _may_wish(one)}
    return frozenset(found - several)


def strangers_in(text: str) -> frozenset[str]:
    """Nouns for relatives and others that only stand behind *my*, *our* and *a*."""
    found: set[str] = set()
    kept: set[str] = set()
    for piece in pieces(text):
        tokens = tag(tokenize(piece.text))
        for at, token in enumerate(tokens):
            word = singular(token.word)
            if word in words("others", "people"):
                is_somebody = word == token.word and any(
                    one.word in {*_OURS, "a", "his", "her"} for one in tokens[max(0, at - 2) : at]
                )
                (found if is_somebody else kept).add(word)
    return frozenset(found - kept)


def _named(tokens: list[Token]) -> Iterator[Token | None]:
    for at, token in enumerate(tokens):
        if token.tag in _OPENS and not _is_many(token):
            before = f" {' '.join(one.word for one in tokens[max(0, at - _LONGEST) : at])}"
            if any(before.endswith(f" {one}") for one in phrases("wisher", "openings")):
                yield _head(tokens[at + 1 :])
            if token.word in _OURS and not at:
                yield _head(tokens[1:])
    verb = next((at for at, one in enumerate(tokens) if one.tag in _VERBS), None)
    if verb and any(_asks(one) for one in tokens[verb : verb + 2]) and _is_software(tokens[verb:]):
        yield _head([one for one in tokens[:verb] if one.tag not in _OPENS])


def _is_many(token: Token) -> bool:
    return token.word in {"several", "many", "all", "these", "those", "some", "most", "each", "every"}


def _asks(token: Token) -> bool:
    return token.tag == "VERB" and verb_lemma(token.word) in words("wisher", "verbs")


def _is_software(tokens: list[Token]) -> bool:
    return any(one.word in word_list("software") or one.word in terms()["sure"] for one in tokens)


def _head(tokens: list[Token]) -> Token | None:
    """The last noun of the phrase that begins here."""
    head = None
    for token in tokens:
        if token.tag not in {*_NOUNS, "ADJ", "NUM"}:
            break
        head = token if token.tag in _NOUNS else head
    return head


def _may_wish(token: Token) -> bool:
    if is_plural(token.word) or not token.is_word:
        return False
    return is_business(token.word) or profile_of(token.word).sense in _SORTS
