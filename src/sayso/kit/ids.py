"""Short random ids for the elements of a spec."""

import random
import secrets
from typing import Protocol

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 8


class IdSource(Protocol):
    """Gives ids that were never given before."""

    def new(self, kind: str) -> str:
        """A fresh id such as ``fld_8k2m4qxr``; ``kind`` is two to four lower-case letters."""
        ...


class RandomIds:
    """The production source: 31^8 ids per kind, from the operating system's randomness."""

    def new(self, kind: str) -> str:
        """A fresh id."""
        return f"{kind}_{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"


class SeededIds:
    """The same ids for the same seed, for tests, evaluations and published examples."""

    def __init__(self, seed: int | str = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - reproducible on purpose, nothing secret

    def new(self, kind: str) -> str:
        """The next id of the sequence."""
        return f"{kind}_{''.join(self._random.choice(_ALPHABET) for _ in range(_LENGTH))}"
