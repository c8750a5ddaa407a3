"""From a question to Python that a person can read: the same question gives the same text."""

from .addresses import write_address
from .rows import write_rows

__all__ = ["write_address", "write_rows"]
