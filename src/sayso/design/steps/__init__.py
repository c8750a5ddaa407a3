"""The steps in which a wizard defines an application, each with a shape of its own in names and words."""

from .assembly import SHAPES, Assembled, Shapes, assemble, edits_of, pressing, shape_of
from .types import Step, StepShape

__all__ = [
    "SHAPES",
    "Assembled",
    "Shapes",
    "Step",
    "StepShape",
    "assemble",
    "edits_of",
    "pressing",
    "shape_of",
]
