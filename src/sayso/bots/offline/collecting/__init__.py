"""Keep the records of an address as rows of an application, each once."""

from .reading import Collect, has_collecting, read_collect
from .writing import write_collect

__all__ = ["Collect", "has_collecting", "read_collect", "write_collect"]
