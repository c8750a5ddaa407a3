"""What the rest of Sayso knows about an installed module."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sayso.identity.types import Site


@dataclass(frozen=True, slots=True)
class Module:
    """A module: where it lives and which revision of its spec is the present one.

    A draft ``has_tables`` only once it was published. A preview is one of the module ``preview_of``, whose
    content is that of its own revision number ``preview_base``. ``goes_at`` is when one that was
    removed goes for good.
    """

    id: UUID
    site: Site
    slug: str
    name: str
    version: str
    status: str
    prefix: str
    revision_id: UUID | None
    settings: dict[str, Any] = field(default_factory=dict)
    has_tables: bool = True
    preview_of: UUID | None = None
    preview_base: int | None = None
    goes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A revision as the timeline shows it; ``target`` is the number that an undo, redo or jump went to."""

    id: UUID
    number: int
    kind: str
    target: int | None
    version: str
    reason: str
    author: str | None
    at: datetime
    edits: tuple[Any, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An uploaded file as the API shows it."""

    id: UUID
    name: str
    size: int
    content_type: str
