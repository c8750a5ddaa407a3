"""Bots without a model: words become a small typed wish, and a wish becomes a program."""

from .requirements import read_requirements
from .writer import OfflineBotWriter

__all__ = ["OfflineBotWriter", "read_requirements"]
