"""Questions to addresses: a sample of what one answers is read together with the words."""

from sayso.phrases.columns.naming import columns_of
from sayso.phrases.columns.reading import Reading
from sayso.phrases.columns.words import read_columns

from .answering import ask_address, question_at
from .source import read_address

__all__ = ["Reading", "ask_address", "columns_of", "question_at", "read_address", "read_columns"]
