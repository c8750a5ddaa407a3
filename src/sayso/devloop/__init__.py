"""Code that a model writes: written, checked, mended, before anybody sees it."""

from .component_checker import ComponentChecker
from .component_writer import ComponentWriter
from .incompatible_components import misfits
from .kinds import Kind, closest_kinds, refusal
from .types import Attempt, Checker, Written

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
