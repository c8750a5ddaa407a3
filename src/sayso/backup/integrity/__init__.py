"""Looks at a whole installation: whether all of it is there, fits together and is as it was written."""

from sayso.backup.integrity.service import look_at

__all__ = ["look_at"]
