"""Steps read by rules and general knowledge, without a model."""

from .reading import OfflineRead, completed, read_offline

__all__ = ["OfflineRead", "completed", "read_offline"]
