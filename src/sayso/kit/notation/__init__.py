"""Numbers, days and times as people write them in a language; what can be read two ways is never guessed.

The application kit reads the same ways in the browser; ``cases.json`` beside the tests holds both together.
"""

from .columns import Told, decimal_of, order_of
from .dates import read_date, read_moment, read_time
from .languages import Language, language_of
from .numbers import NumberKind, exact, read_number
from .readings import AmbiguousError, Reading, UnreadableTextError

__all__ = [
    "AmbiguousError",
    "Language",
    "NumberKind",
    "Reading",
    "Told",
    "UnreadableTextError",
    "decimal_of",
    "exact",
    "language_of",
    "order_of",
    "read_date",
    "read_moment",
    "read_number",
    "read_time",
]
