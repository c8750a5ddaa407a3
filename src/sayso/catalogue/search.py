"""The designs nearest to a text: BM25 over names, other wordings, entities and the rest, and whole wordings.

BM25F as of Robertson, Zaragoza and Taylor, *Simple BM25 Extension to Multiple Weighted Fields* (2004), with
k1 = 1.2 and without normalisation of length, as designs are of one size. A wording that stands in the text as
a whole counts beyond its words.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .index import Card, Catalogue
from .senses import is_noun
from .words import weighed

_K1 = 1.2
_WORDING = 2.2
_LONGEST_SPELLED = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A design that was found; ``wording`` are the stems of its wording that the text has in common."""

    card: Card
    score: float
    wording: frozenset[str]
    share: float
    """How much of that wording's weight the text has, from 0 to 1."""


class Search:
    """Finds designs; made once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._cards = catalogue.cards
        self._weights = [card.weights for card in self._cards]
        self._wordings = [tuple(map(frozenset, card.wordings)) for card in self._cards]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, weights in enumerate(self._weights):
            for word in weights:
                self._postings[word].append(number)
        self._spelled: dict[str, str] = {}

    def weight(self, word: str) -> float:
        """How much a stem tells designs apart."""
        count = len(self._postings.get(word, ()))
        return math.log(1 + (len(self._cards) - count + 0.5) / (count + 0.5)) if count else 0.0

    @property
    def rarest(self) -> float:
        """The weight of a stem that one design has."""
        return math.log(1 + (len(self._cards) - 0.5) / 1.5)

    def knows(self, word: str) -> bool:
        """Whether any design has this stem."""
        return word in self._postings

    def find(self, text: str, most: int = 5, without: Iterable[str] = ()) -> list[Hit]:
        """The nearest designs, the best first; ``without`` are stems that do not count."""
        wanted = self.wanted(text, without)
        return self.find_words(wanted, most)

    def wanted(self, text: str, without: Iterable[str] = ()) -> Counter[str]:
        """The stems of a text that count, with how often each stands there; slips of spelling mended."""
        gone = set(without)
        stems = [word for word in weighed(text) if word not in gone]
        if len(stems) <= _LONGEST_SPELLED:
            stems = [self._mended(word) for word in stems]
        return Counter(word for word in stems if word in self._postings)

    def find_words(self, wanted: Mapping[str, int], most: int = 5) -> list[Hit]:
        """The nearest designs by stems."""
        scores: dict[int, float] = defaultdict(float)
        for word, count in wanted.items():
            gain = self.weight(word) * (1 + math.log(count))
            for number in self._postings.get(word, ()):
                had = self._weights[number][word]
                scores[number] += gain * had * (_K1 + 1) / (had + _K1)
        hits = []
        for number, score in scores.items():
            wording, share, bonus = self._wording(number, wanted)
            hits.append(Hit(self._cards[number], score + bonus, wording, share))
        hits.sort(key=lambda hit: (-hit.score, hit.card.slug))
        return hits[:most]

    def _wording(self, number: int, wanted: Mapping[str, int]) -> tuple[frozenset[str], float, float]:
        """The wording with most weight in the text."""
        best: tuple[frozenset[str], float, float] = frozenset(), 0.0, 0.0
        for wording in self._wordings[number]:
            shared = frozenset(word for word in wording if word in wanted)
            whole = sum(map(self.weight, wording))
            if not shared or not whole:
                continue
            has = sum(map(self.weight, shared))
            bonus = _WORDING * has * (has / whole) ** 2
            if bonus > best[2]:
                best = shared, has / whole, bonus
        return best

    def _mended(self, word: str) -> str:
        """The stem that was meant by one that no design has, where one is nearly the same."""
        if word in self._postings or len(word) < 5 or not word.isalpha() or is_noun(word):
            return word
        if word not in self._spelled:
            from rapidfuzz import process
            from rapidfuzz.distance import OSA, JaroWinkler

            known = [one for one in self._postings if abs(len(one) - len(word)) <= 1 and one[0] == word[0]]
            near = process.extract(
                word, known, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2, limit=4
            )
            near.sort(key=lambda one: (one[1], -JaroWinkler.similarity(word, one[0])))
            self._spelled[word] = near[0][0] if near else word
        return self._spelled[word]
