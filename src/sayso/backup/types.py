"""What a backup says about itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

FORMAT = 1
"""Raised when a backup is laid out so that an older Sayso would misread it."""
DUMP = "database.dump"
MANIFEST = "manifest.json"
HOME = "home/"
"""What the paths of files of the home folder begin with."""

Tell = Callable[[str], None]
"""Hears how far something is, in words."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)


class Entry(_Kept):
    """A file in the backup; ``mode`` are its permissions, of those that its owner has."""

    path: str
    size: int
    sha256: str
    mode: int = 0o600


class Owned(_Kept):
    """Something of the database that a role of Sayso's own owns; ``name`` is as SQL writes it."""

    kind: Literal["schema", "table", "function", "type"]
    name: str
    role: str


class Manifest(_Kept):
    """What is in a backup. ``counts`` are rows by table, ``missing`` files whose bytes were gone already.

    ``migration`` is how far the platform's own tables were, ``server`` the major version of the database.
    """

    format: int = FORMAT
    sayso: str
    migration: str
    made_at: str
    server: int
    dumped_with: int
    entries: tuple[Entry, ...]
    counts: dict[str, int]
    owned: tuple[Owned, ...]
    missing: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.entries)


Level = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found: where, what, and the way out."""

    level: Level
    place: str
    text: str
    hint: str = ""
