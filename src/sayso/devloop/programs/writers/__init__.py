"""Writers of programs."""

from sayso.devloop.programs.writers.model import ModelWriter

__all__ = ["ModelWriter"]
