"""Coordinated lists: ``name, phone (work or home) and two photos`` in items with their brackets."""

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from sayso.design.knowledge.load import load

from .lemmas import is_plural, noun_lemma
from .tokens import Token

_OPEN = {"(": ")", "[": "]", "{": "}"}
_SEPARATORS = frozenset((",", ";", "|", "•", "·", "->"))
_JOINERS = frozenset(("and", "or", "&", "+"))
_PAIRS = frozenset(
    (
        ("min", "max"),
        ("minimum", "maximum"),
        ("start", "end"),
        ("first", "last"),
        ("opening", "closing"),
        ("planned", "actual"),
        ("net", "gross"),
    )
)
"""What stands before a noun that is said once for both."""


@dataclass(slots=True)
class Item:
    """One item; ``brackets`` holds what stood in brackets, ``joiner`` the sign or word before it."""

    tokens: list[Token]
    brackets: list[list[Token]] = field(default_factory=list)
    joiner: str = ""

    @property
    def words(self) -> list[str]:
        """Lower-case words of the item itself."""
        return [token.word for token in self.tokens]

    @property
    def all_tokens(self) -> list[Token]:
        """The item with its brackets, in order of place."""
        return sorted([*self.tokens, *(t for part in self.brackets for t in part)], key=lambda t: t.start)


def split_items(tokens: list[Token], joiners: frozenset[str] = _JOINERS) -> list[Item]:
    """Split at commas, semicolons and joining words outside brackets; empty items vanish."""
    items: list[Item] = []
    current = Item([])
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.word in _OPEN:
            end = closing(tokens, position)
            if end > position + 1:
                current.brackets.append(tokens[position + 1 : end])
            position = end + 1
            continue
        if token.word in _SEPARATORS or token.word in joiners:
            current = _close(items, current, token.word)
        else:
            current.tokens.append(token)
        position += 1
    _close(items, current, "")
    _share_heads(items)
    return items


def _share_heads(items: list[Item]) -> None:
    """``min and max weight`` are two weights: the first gets what the second is of."""
    for one, other in pairwise(items):
        if not one.tokens or other.joiner not in _JOINERS:
            continue
        if _counts_both(one, other):
            other.tokens = [*one.tokens[: 1 + _number_of(one)], *other.tokens]
            continue
        if len(other.tokens) < 2:
            continue
        alone = len(one.tokens) == 1 or one.tokens[-2].tag not in {"NOUN", "PROPN", "ADJ"}
        if alone and (one.tokens[-1].word, other.tokens[0].word) in _PAIRS:
            one.tokens = [*one.tokens, *(token for token in other.tokens[1:] if token.is_word)]


def _counts_both(one: Item, other: Item) -> bool:
    """``number of adults and children`` counts both; ``number of players and hours`` only the players."""
    counted = one.tokens[1 + _number_of(one) :]
    more = [token for token in other.tokens if token.is_word]
    both = len(counted) == 1 and len(more) == 1 and other.joiner in {"and", "&"}
    if not (_number_of(one) and both and all(is_plural(t.word) for t in (*counted, *more))):
        return False
    word = more[0].word
    return word not in load("units")["units"] and noun_lemma(word) not in _kept_by_themselves()


@cache
def _kept_by_themselves() -> frozenset[str]:
    """Nouns that name a field without a count: *note*, *hour*, *skill*."""
    kinds = load("fields")["last"]
    return frozenset(
        noun_lemma(word) for kind in kinds if kind != "integer" for word in str(kinds[kind]).split()
    )


def _number_of(item: Item) -> int:
    """Place of *of* in ``the number of adults``, or nothing."""
    words = item.words
    return next((i for i in (1, 2) if words[i - 1 : i + 1] == ["number", "of"]), 0)


def _close(items: list[Item], current: Item, joiner: str) -> Item:
    if current.tokens:
        items.append(current)
        return Item([], joiner=joiner)
    if current.brackets and items:
        items[-1].brackets.extend(current.brackets)
    return Item([], joiner=joiner or current.joiner)


def closing(tokens: list[Token], position: int) -> int:
    """Position of the bracket that closes the one at ``position``, or the end of the tokens."""
    wanted, opened, depth = _OPEN[tokens[position].word], tokens[position].word, 0
    for place in range(position, len(tokens)):
        if tokens[place].word == opened:
            depth += 1
        elif tokens[place].word == wanted:
            depth -= 1
            if depth == 0:
                return place
    return len(tokens)
