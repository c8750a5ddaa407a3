"""From one revision's tables to another's, by element ids and the edits between; never by comparing names."""

from .migrating import migrate

__all__ = ["migrate"]
