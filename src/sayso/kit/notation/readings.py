"""What becomes of a text that is read: a value, a question of which of two values, or a refusal.

Messages complete a label: ``Weight`` + ``can be read as 4.5 or as 45. Write it so that only one fits.``
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a text can be read: the value, and how the language writes it."""

    value: object
    said: str


class UnreadableTextError(ValueError):
    """The text is no such value; the message says what it must be."""


class AmbiguousError(UnreadableTextError):
    """The text can be read in several ways, which only its writer can decide."""

    def __init__(self, readings: tuple[Reading, ...], hint: str) -> None:
        said = " or as ".join(f"“{one.said}”" for one in readings)
        super().__init__(f"can be read as {said}. {hint}")
        self.readings = readings
