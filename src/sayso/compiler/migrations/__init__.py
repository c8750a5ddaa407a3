"""From one revision's tables to another's, by element ids and the edits between; never by comparing names."""

from .files import migration_files
from .migrating import migrate
from .transforms import Transform, transforms_of

__all__ = ["Transform", "migrate", "migration_files", "transforms_of"]
