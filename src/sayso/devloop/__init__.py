"""Code that a model writes: written, checked, mended, before anybody sees it."""

from .checking import ComponentChecker
from .kinds import Kind, closest_kinds, refusal
from .misfits import misfits
from .types import Attempt, Checker, Written
from .writing import ComponentWriter

__all__ = [
    "Attempt",
    "Checker",
    "ComponentChecker",
    "ComponentWriter",
    "Kind",
    "Written",
    "closest_kinds",
    "misfits",
    "refusal",
]
