"""Mends bots whose failure repeats: what failed becomes a case, and a new version has to pass it."""

from .service import Healing

__all__ = ["Healing"]
