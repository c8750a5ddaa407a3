"""What an event is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a stream; ids grow within it, with gaps."""

    id: int
    kind: str
    data: dict[str, Any]
    at: datetime
