"""What a notice is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Level = Literal["info", "success", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person is told in the product; ``link`` is a path of Studio, ``about`` a kind and an id."""

    id: UUID
    user_id: UUID
    level: Level
    title: str
    text: str
    link: str
    about: tuple[str, UUID] | None
    created_at: datetime
    read_at: datetime | None
