"""From a Reading of a message to edits of the application at hand."""

from .resolve import SO_ALREADY, Resolved, resolve
from .work import Problem

__all__ = ["SO_ALREADY", "Problem", "Resolved", "resolve"]
