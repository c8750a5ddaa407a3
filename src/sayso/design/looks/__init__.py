"""Words for looks: which of the values of a theme they set."""

from .reading import Looks, looks_of
from .wish import parted, wished

__all__ = ["Looks", "looks_of", "parted", "wished"]
