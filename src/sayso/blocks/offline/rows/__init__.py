"""Questions about rows of modules: attempts are made to read the words, and the best one is answered."""

from .answering import ask_rows, question_of
from .grouping import choices_of
from .reading import read_rows

__all__ = ["ask_rows", "choices_of", "question_of", "read_rows"]
