"""Programs for the sandbox: written, run, understood where they fail, and written again."""

from .analysis import analyse, emptiness
from .loop import Programs
from .types import (
    Analysis,
    Budget,
    Developed,
    Draft,
    Fault,
    Lesson,
    Owner,
    Refusal,
    Task,
    Trial,
    Writer,
)
from .writers import ModelWriter

__all__ = [
    "Analysis",
    "Budget",
    "Developed",
    "Draft",
    "Fault",
    "Lesson",
    "ModelWriter",
    "Owner",
    "Programs",
    "Refusal",
    "Task",
    "Trial",
    "Writer",
    "analyse",
    "emptiness",
]
