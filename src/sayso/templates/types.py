"""What passes through templates of an agency."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of an agency; ``module`` is the slug of the application that it is made of."""

    spec: AppSpec
    id: UUID
    slug: str
    name: str
    description: str
    version: int
    with_rows: bool
    author: str | None
    author_id: UUID | None
    module_id: UUID | None
    module: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A template as it was published once."""

    number: int
    notes: str
    author: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """What a version of a template consists of; ``handwork`` are files as JSON."""

    spec: AppSpec
    handwork: list[Any]
    with_rows: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """How an application is published as a template."""

    name: str
    description: str = ""
    notes: str = ""
    with_rows: bool = True


@dataclass(frozen=True, slots=True)
class Origin:
    """What an application or a session came from.

    ``design`` names one of the catalogue; ``template_id`` is none for those, and after a removal.
    ``version`` is the one that is in it now, ``newest`` the one that there is. ``with_rows`` says whether it
    begins with made-up rows.
    """

    name: str
    design: str | None
    template_id: UUID | None
    slug: str | None
    version: int | None
    newest: int | None
    with_rows: bool = True

    @property
    def is_behind(self) -> bool:
        """Whether the template has a newer version."""
        return self.version is not None and self.newest is not None and self.version < self.newest
