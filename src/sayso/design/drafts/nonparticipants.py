"""Relatives and others that a description speaks of, who have no part in the work."""

from sayso.design.language.sentences import pieces
from sayso.design.language.tags import tag
from sayso.design.language.tokens import tokenize
from sayso.kit.words import singular

from .phrases import words

_SOMEBODYS = frozenset({"my", "our", "his", "her", "a"})


def strangers_in(text: str) -> frozenset[str]:
    """Nouns for relatives and others that only stand behind *my*, *our* and *a*."""
    found: set[str] = set()
    kept: set[str] = set()
    for piece in pieces(text):
        tokens = tag(tokenize(piece.text))
        for at, token in enumerate(tokens):
            word = singular(token.word)
            if word in words("others", "people"):
                before = tokens[max(0, at - 2) : at]
                is_somebody = word == token.word and any(one.word in _SOMEBODYS for one in before)
                (found if is_somebody else kept).add(word)
    return frozenset(found - kept)
