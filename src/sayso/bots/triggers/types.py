"""Triggers as those see them who follow them: with what people do not see."""

from dataclasses import dataclass
from uuid import UUID

from sayso.bots.details import ByRow
from sayso.bots.types import Trigger

PRESENT = -1
"""The position of a trigger that begins at the present as soon as it can."""


@dataclass(frozen=True, slots=True)
class KeptTrigger:
    """A trigger with its agency, what callers sign with, and how far the history of rows was read."""

    trigger: Trigger
    agency_id: UUID
    sealed_secret: str | None
    position: int


@dataclass(frozen=True, slots=True)
class Listener:
    """A trigger of an active bot that follows the rows of an entity; ``user_id`` is the bot's owner."""

    id: UUID
    agency_id: UUID
    bot_id: UUID
    bot_name: str
    user_id: UUID | None
    spec: ByRow
    position: int
    notice: str


@dataclass(frozen=True, slots=True)
class Followed:
    """An application whose rows triggers follow, and from where on; the rest is none where it is gone."""

    agency_id: UUID
    slug: str
    position: int
    module_id: UUID | None
    revision_id: UUID | None
    is_published: bool
