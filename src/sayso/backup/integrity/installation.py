"""What is looked at."""

from dataclasses import dataclass
from typing import Any

from sayso.backup.types import Tell
from sayso.settings import Settings


@dataclass(frozen=True, slots=True)
class Installation:
    """A connection that only reads, and the home; ``is_quick`` leaves out what reads every row and file."""

    connection: Any
    settings: Settings
    tell: Tell
    is_quick: bool
