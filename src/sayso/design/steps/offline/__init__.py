"""Steps read by rules and general knowledge, without a model."""

from .step_reader import OfflineRead, completed, read_offline

__all__ = ["OfflineRead", "completed", "read_offline"]
