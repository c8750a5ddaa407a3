"""Edits that move rows in a way of their own, which comparing two revisions does not show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Transform:
    """What an edit says about rows."""
