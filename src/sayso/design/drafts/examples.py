"""Examples that a description gives of what it speaks of: *guests such as schools and clubs*."""

from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import singular

from .phrases import phrases

_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_JOINTS = frozenset({"and", "or", "&", "/"})


def examples_in(text: str) -> frozenset[str]:
    """Nouns that are named as examples."""
    tokens = tag(tokenize(text))
    found: set[str] = set()
    for at in range(len(tokens)):
        if opening := _opening(tokens, at):
            examples = tokens[at + opening : _end(tokens, at + opening)]
            found |= {singular(one.word) for one in examples if one.tag == "NOUN"}
    return frozenset(found)


def _opening(tokens: list[Token], at: int) -> int:
    """How many words from here on announce examples."""
    for phrase in phrases("examples", "openings"):
        said = phrase.split()
        if [one.word for one in tokens[at : at + len(said)]] == said and at:
            return len(said)
    return 0


def _end(tokens: list[Token], at: int) -> int:
    """Behind the last noun of a list that begins here; its items are nouns with what says which."""
    end = at
    for place in range(at, len(tokens)):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.tag in _NAMING:
            end = place + 1
        elif not (_joins(token) and following is not None and following.tag in _NAMING):
            break
    return end


def _joins(token: Token) -> bool:
    return token.word in _JOINTS or token.word == "," or token.tag == "DET"
