"""Words for looks: which of the values of a theme they set."""

from .parser import Looks, looks_of
from .theme_request import kept_colors, parted, wished

__all__ = ["Looks", "kept_colors", "looks_of", "parted", "wished"]
