"""From one revision's tables to another's, by element ids and the edits between; never by comparing names."""

from .migrating import migrate
from .transforms import Transform, transforms_of

__all__ = ["Transform", "migrate", "transforms_of"]
