"""Attempts to read words as a question about rows of one entity; the best attempt of all is taken."""

from .attempt import Attempt
from .findings import names_of

__all__ = ["Attempt", "names_of"]
