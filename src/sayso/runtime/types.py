"""What the rest of Sayso knows about an installed module."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sayso.identity.types import Site


@dataclass(frozen=True, slots=True)
class Module:
    """An installed module: where it lives and which revision of its spec is running."""

    id: UUID
    site: Site
    slug: str
    name: str
    version: str
    status: str
    prefix: str
    revision_id: UUID | None
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An uploaded file as the API shows it."""

    id: UUID
    name: str
    size: int
    content_type: str
