"""From one revision's tables to another's, by element ids and the edits between; never by comparing names."""

from .files import is_history, migration_files, number_of, way_back, with_history
from .migration_builder import migrate
from .transforms import Transform, transforms_of

__all__ = [
    "Transform",
    "is_history",
    "migrate",
    "migration_files",
    "number_of",
    "transforms_of",
    "way_back",
    "with_history",
]
