"""Noun phrases: ``each client's mobile`` becomes a phrase headed by *mobile*, owned by *client*."""

from dataclasses import dataclass

from sayso.kit.words import snake

from .lemmas import is_plural, noun_lemma
from .tokens import Token

_OPENERS = frozenset(("DET", "POSS", "NUM"))
_NOUNS = frozenset(("NOUN", "PROPN"))
_EACH = frozenset(("each", "every"))
"""After these comes one of something: in *each rehearsal singers answer* the singers are others."""
_NUMBERS_ONE = frozenset(("one", "1", "a", "an", "each", "every", "this", "that"))


@dataclass(slots=True)
class NounPhrase:
    """A noun with what stands before it; ``nouns`` are singular words, the last one is the head."""

    tokens: list[Token]
    openers: list[str]
    adjectives: list[str]
    nouns: list[str]
    first: int
    last: int
    plural: bool
    proper: bool = False
    possessor: "NounPhrase | None" = None

    @property
    def head(self) -> str:
        """The singular noun that the phrase is about."""
        return self.nouns[-1]

    @property
    def name(self) -> str:
        """Snake case of the nouns without adjectives: ``purchase_order``."""
        return snake(" ".join(self.nouns))

    @property
    def full_name(self) -> str:
        """Snake case with adjectives: ``seasonal_contract``."""
        return snake(" ".join([*self.adjectives, *self.nouns]))

    @property
    def start(self) -> int:
        """Where it begins in the description."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the description."""
        return self.tokens[-1].end


def noun_phrases(tokens: list[Token]) -> list[NounPhrase]:
    """All noun phrases of tagged tokens, left to right; ``first`` and ``last`` are positions in the list."""
    phrases: list[NounPhrase] = []
    position = 0
    while position < len(tokens):
        first_noun, end = _nouns(tokens, position)
        if end == first_noun:  # nor is there one for any of the words before it
            position = first_noun + 1
            continue
        phrase = _make(tokens, position, end)
        previous = phrases[-1] if phrases else None
        if previous is not None and tokens[position - 1].tag == "'S" and previous.last == position - 2:
            phrase.possessor = previous
        phrases.append(phrase)
        position = end
    return phrases


def _nouns(tokens: list[Token], start: int) -> tuple[int, int]:
    """Where the nouns of a phrase that starts here begin and end; at the same place where it has none."""
    position = start
    while position < len(tokens) and (tokens[position].tag in _OPENERS or tokens[position].tag == "ADJ"):
        position += 1
    first_noun = position
    while position < len(tokens) and tokens[position].tag in _NOUNS:
        position += 1
    if position - first_noun > 1 and tokens[start].word in _EACH and is_plural(tokens[position - 1].word):
        position -= 1
    return first_noun, position


def _make(tokens: list[Token], start: int, end: int) -> NounPhrase:
    part = tokens[start:end]
    nouns = [t for t in part if t.tag in _NOUNS]
    openers = [t.word for t in part if t.tag in _OPENERS]
    words = [t.word for t in nouns[:-1]] + [noun_lemma(nouns[-1].word)]
    words[:-1] = [noun_lemma(word) if is_plural(word) else word for word in words[:-1]]
    return NounPhrase(
        tokens=part,
        openers=openers,
        adjectives=[t.word for t in part if t.tag == "ADJ"],
        nouns=words,
        first=start,
        last=end - 1,
        plural=is_plural(nouns[-1].word) and not (openers and openers[-1] in _NUMBERS_ONE),
        proper=all(t.tag == "PROPN" for t in nouns),
    )
