"""Tell people, or call a webhook, when something happens to a row."""

from .reading import React, read_react
from .writing import write_react

__all__ = ["React", "read_react", "write_react"]
