"""Previews of sessions, each content compiled and bundled once."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import UUID

import orjson

from sayso.conversations.turns.compilation import session_files
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.kit.words import sentence, snake
from sayso.preview.content import Content, Makings
from sayso.preview.rows import Sample, plan_of, rows_of, session_of
from sayso.preview.script import script_of
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.verifier.toolchain import kit

_MOST_KEPT = 32
_MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview; ``script`` is none where there is nothing to show, ``rows`` where they are known already."""

    digest: str
    revision: int
    turn: int | None
    title: str
    slug: str
    pages: list[dict[str, Any]]
    components: list[dict[str, Any]]
    script: str | None
    session: dict[str, Any]
    rows_digest: str
    rows: dict[str, Any] | None


class Remembered:
    """Texts by key, those used last, up to a number of bytes."""

    def __init__(self, most: int = _MOST_KEPT, most_bytes: int = _MOST_BYTES) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], str]) -> str:
        """What is remembered under the key, or is made now."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += len(made)
            while len(self._kept) > 1 and (len(self._kept) > self._most or self._bytes > self._most_bytes):
                self._bytes -= len(self._kept.popitem(last=False)[1])
        return made


class SessionPreviews:
    """What previews of build sessions are made of."""

    def __init__(
        self, database: Database, events: Events, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._makings = Makings(database, events)
        self._scripts = Remembered()
        self._now = now

    async def show(
        self, agency_id: UUID, session_id: UUID, amount: Sample = Sample.MANY, known_rows: str = ""
    ) -> Shown:
        """The preview of a session as it is now.

        Raises:
            BrokenPreviewError: when the files do not fit together.
        """
        content = await self._makings.content(agency_id, session_id)
        return await asyncio.to_thread(self._show, content, amount, known_rows)

    def _show(self, content: Content, amount: Sample, known_rows: str) -> Shown:
        index = SpecIndex(content.spec)
        plan = plan_of(index)
        now = self._now()
        shape = _shape(content.spec, amount, now)
        rows = None if known_rows == shape else rows_of(plan, amount, now)
        script = self._script(index, content) if content.spec.pages else None
        session = session_of(plan)
        spec = content.spec
        pages, components = _pages(spec), _components(spec)
        parts = (content.revision, content.turn, shape, rows is None, spec.name, pages, components, session)
        digest = _digest(orjson.dumps(parts), (script or "").encode())
        return Shown(
            digest,
            content.revision,
            content.turn,
            spec.name,
            spec.slug,
            pages,
            components,
            script,
            session,
            shape,
            rows,
        )

    def _script(self, index: SpecIndex, content: Content) -> str:
        files = [one.as_draft() for one in session_files(content.spec, content.handwork)]
        sources = [[one.path, one.text] for one in files if one.path.startswith("src/")]
        spec = content.spec.model_dump_json(by_alias=True)
        key = _digest(orjson.dumps(sources), spec.encode(), "".join(sorted(kit().files)).encode())
        return self._scripts.get(key, lambda: script_of(index, files))


def _pages(spec: AppSpec) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "name": one.name, "title": one.title, "path": one.path, "roles": list(one.roles)}
        for one in spec.pages
    ]


def _components(spec: AppSpec) -> list[dict[str, Any]]:
    """Components with the page that shows them first, where one does."""
    page_of = {name: page.name for page in reversed(spec.pages) for name in page.components}
    return [
        {"id": one.id, "name": one.name, "title": sentence(snake(one.name)), "page": page_of.get(one.name)}
        for one in spec.components
    ]


def _shape(spec: AppSpec, amount: Sample, now: datetime) -> str:
    """A digest of what sample rows depend on; they are made anew each day."""
    parts = spec.model_dump(
        mode="json",
        include={"name", "description", "entities", "relationships", "flows", "permissions", "settings"},
    )
    return _digest(orjson.dumps([parts, amount.value, now.date().isoformat()]))


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part + b"\0")
    return digest.hexdigest()[:32]
