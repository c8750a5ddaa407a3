"""What every compiler target returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file to be written: its path (POSIX, relative) and text, and the ids of the elements it came from."""

    path: str
    text: str
    elements: tuple[str, ...] = ()
