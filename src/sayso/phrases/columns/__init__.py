"""What words say of the columns of an address, read together with a sample of what it answers."""

from .naming import columns_of
from .reading import Reading
from .words import read_columns

__all__ = ["Reading", "columns_of", "read_columns"]
