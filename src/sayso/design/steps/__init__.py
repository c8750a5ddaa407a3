"""The steps in which a wizard defines an application, each with a shape of its own in names and words."""

from .assembling import SHAPES, Assembled, assemble, edits_of, shape_of
from .types import Step, StepShape

__all__ = ["SHAPES", "Assembled", "Step", "StepShape", "assemble", "edits_of", "shape_of"]
