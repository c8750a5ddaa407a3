"""Attempts to read words as a question about rows of one entity; the best attempt of all is taken."""

from .attempt import Attempt

__all__ = ["Attempt"]
