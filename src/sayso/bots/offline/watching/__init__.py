"""Watch an address and tell people once when something there is so."""

from .reading import read_watch
from .recipe import Look, Watch
from .writing import write_watch

__all__ = ["Look", "Watch", "read_watch", "write_watch"]
