"""Programs that ask modules."""

from .asking import measure_key
from .grouping import group_key
from .program import write_rows

__all__ = ["group_key", "measure_key", "write_rows"]
