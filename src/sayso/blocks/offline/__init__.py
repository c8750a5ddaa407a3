"""Blocks without a model: words become a small typed question, and a question becomes a program."""

from .writer import OfflineBlockWriter

__all__ = ["OfflineBlockWriter"]
