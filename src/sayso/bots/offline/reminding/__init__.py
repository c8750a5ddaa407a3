"""Remind people of rows before, on or after a date of theirs."""

from .reading import Remind, has_reminding, read_remind
from .writing import write_remind

__all__ = ["Remind", "has_reminding", "read_remind", "write_remind"]
