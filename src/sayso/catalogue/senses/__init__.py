"""The broad sense of every English noun, and what is usually kept of things of that sort."""

from .nouns import is_noun, sense_of, senses_of
from .sorts import Sort, sort_of
from .types import Sense

__all__ = ["Sense", "Sort", "is_noun", "sense_of", "senses_of", "sort_of"]
