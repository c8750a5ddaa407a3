"""The reader: a text becomes a Reading, in which every word has a role or is left over."""

from .inference import read
from .known import Known
from .types import Mode, Reading, Span

__all__ = ["Known", "Mode", "Reading", "Span", "read"]
