"""Numbers, days and times as people write them in a language; what can be read two ways is never guessed.

The application kit reads the same ways in the browser; ``cases.json`` beside the tests holds both together.
"""

from .dates import read_date, read_moment, read_time
from .languages import Language, language_of
from .numbers import NumberKind, exact, read_number
from .reading import AmbiguousError, Reading, UnreadableTextError

__all__ = [
    "AmbiguousError",
    "Language",
    "NumberKind",
    "Reading",
    "UnreadableTextError",
    "exact",
    "language_of",
    "read_date",
    "read_moment",
    "read_number",
    "read_time",
]
