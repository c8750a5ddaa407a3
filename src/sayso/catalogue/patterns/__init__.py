"""Shapes of applications with slots that any noun can fill, for what no blueprint has."""

from .call import Call, calls
from .fill import fill, put_nouns
from .shapes import Pattern, Slot, pattern, patterns

__all__ = ["Call", "Pattern", "Slot", "calls", "fill", "pattern", "patterns", "put_nouns"]
