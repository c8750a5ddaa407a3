"""Tell people the same thing at certain times, whatever stands in the applications."""

from .reading import Say, has_saying, read_saying
from .writing import write_saying

__all__ = ["Say", "has_saying", "read_saying", "write_saying"]
