"""From a Reading of a message to edits of the application at hand."""

from .resolve import Resolved, resolve
from .work import Problem

__all__ = ["Problem", "Resolved", "resolve"]
