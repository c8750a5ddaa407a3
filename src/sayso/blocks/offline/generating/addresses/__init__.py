"""Programs that ask an address."""

from .figures import key_of
from .program import write_address

__all__ = ["key_of", "write_address"]
