"""Words of a text, and the pieces of words that the encoder knows.

The pieces are those of BERT's uncased WordPiece (Devlin and others, 2019): the longest known piece first.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\n|[^\W_]+|[^\w\s]|_")
_LONGEST = 40
NEWLINE = "[unused0]"
UNKNOWN = "[UNK]"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words and signs of a text; a line break counts as a sign, other white space separates."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


class Pieces:
    """Splits words into known pieces, as numbers."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self.of = lru_cache(maxsize=20_000)(self._of)

    def number(self, piece: str) -> int:
        """The number of a piece that is known."""
        return self._numbers[piece]

    def _of(self, word: str) -> tuple[int, ...]:
        if word == "\n":
            return (self._numbers[NEWLINE],)
        plain = unicodedata.normalize("NFD", word.lower())
        plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
        found: list[int] = []
        at = 0
        while at < len(plain):
            end = min(len(plain), at + _LONGEST)
            while end > at and ("##" if at else "") + plain[at:end] not in self._numbers:
                end -= 1
            if end == at:
                return (self._numbers[UNKNOWN],)
            found.append(self._numbers[("##" if at else "") + plain[at:end]])
            at = end
        return tuple(found) or (self._numbers[UNKNOWN],)
