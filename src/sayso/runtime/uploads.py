"""Uploaded files: bytes in the home folder, facts in a table that row-level security guards."""

import asyncio
import os
import re
import shutil
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.scope import Scope
from sayso.errors import MachineError, NotFoundError
from sayso.identity.types import Site
from sayso.runtime.errors import QuotaSpentError
from sayso.runtime.tables import StoredFileRow
from sayso.runtime.types import StoredFile
from sayso.settings import MEBIBYTE

SHOWN_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml"})
"""What a browser may show in place; anything else is offered for download."""

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftypavif", re.DOTALL), "image/avif"),
    (re.compile(rb"%PDF-"), "application/pdf"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<svg[\s>]", re.DOTALL
        ),
        "image/svg+xml",
    ),
)
_NEVER_SHOWN = re.compile(r"html|script|xml|svg", re.IGNORECASE)
_INSERT = (
    "insert into public.files (id, agency_id, site_id, name, size, content_type, sha256, created_by) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8)"
)
_TURN = text("select pg_advisory_xact_lock(hashtextextended('files of ' || :agency, 0))")
_FIND = "select id, name, size, content_type from public.files where id = $1"


class Uploads:
    """The files of all sites, of which each agency may keep ``most_bytes``."""

    def __init__(self, home: Path, database: Database, most_bytes: int) -> None:
        self._folder = home / "files"
        self._database = database
        self._gate = database.gate
        self.most_bytes = most_bytes

    async def store(self, site: Site, scope: Scope, name: str, content: BinaryIO) -> StoredFile:
        """Keep a file; what it is, is read from its first bytes and not taken on trust.

        Raises:
            QuotaSpentError: when the agency keeps as much as it may.
        """
        file_id = uuid4()
        target = self._path(site.id, file_id)
        try:
            size, digest, head = await asyncio.to_thread(_keep, content, target)
        except OSError as error:
            raise MachineError(
                f"The file could not be kept: {(error.strerror or str(error)).lower()}.",
                hint="Make room in the folder SAYSO_HOME.",
            ) from error
        kind = sniffed(head, name)
        shown_name = clean_name(name)
        values = (file_id, site.agency_id, site.id, shown_name, size, kind, digest, scope.member_id)
        try:
            async with self._database.unit(site.agency_id) as session:
                await session.execute(_TURN, {"agency": str(site.agency_id)})
                self._demand_room(size, await _used(session, site.agency_id))
                await self._gate.fetch(scope, _INSERT, *values)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return StoredFile(file_id, shown_name, size, kind)

    async def find(self, scope: Scope, site: Site, file_id: UUID) -> tuple[StoredFile, Path]:
        """A file of the site, and where its bytes are."""
        row = await self._gate.fetchrow(scope, _FIND, file_id)
        path = self._path(site.id, file_id)
        if row is None or not path.is_file():
            raise NotFoundError("There is no such file.", hint="It may have been deleted.")
        return StoredFile(row["id"], row["name"], row["size"], row["content_type"]), path

    async def used(self, agency_id: UUID) -> int:
        """How many bytes the files of an agency take."""
        async with self._database.unit(agency_id) as session:
            return await _used(session, agency_id)

    def _demand_room(self, size: int, used: int) -> None:
        if used + size > self.most_bytes:
            most, taken = (f"{amount / MEBIBYTE:,.1f} MB" for amount in (self.most_bytes, used))
            raise QuotaSpentError(
                f"There is no room for this file: the agency keeps {taken} of files, and may keep {most}.",
                hint="Send a smaller file, or ask whoever runs this Sayso to raise SAYSO_MAX_FILES_BYTES.",
            )

    def link(self, site_id: UUID, file_id: UUID, to_site: UUID, to_file: UUID) -> bool:
        """Give the bytes of a file to another site as well, under another id; false where they are gone."""
        source, target = self._path(site_id, file_id), self._path(to_site, to_file)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(source, target)
            except FileNotFoundError:
                return False
            except OSError:
                shutil.copyfile(source, target)
        except OSError as error:
            raise MachineError(
                f"The file could not be kept: {(error.strerror or str(error)).lower()}.",
                hint="Make room in the folder SAYSO_HOME.",
            ) from error
        return True

    def _path(self, site_id: UUID, file_id: UUID) -> Path:
        return self._folder / str(site_id) / str(file_id)[:2] / str(file_id)


async def _used(session: AsyncSession, agency_id: UUID) -> int:
    query = select(func.coalesce(func.sum(StoredFileRow.size), 0)).where(StoredFileRow.agency_id == agency_id)
    return int((await session.execute(query)).scalar_one())


def sniffed(head: bytes, name: str) -> str:
    """The content type: by its first bytes, else by its name unless that would let a browser run it."""
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    guessed = guess_type(name)[0] or "application/octet-stream"
    if guessed.startswith("image/") or _NEVER_SHOWN.search(guessed):
        return "application/octet-stream"
    return guessed


def clean_name(name: str) -> str:
    """The last part of a name without control characters, at most 150 characters long."""
    bare = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "", name.replace("\\", "/").rpartition("/")[2]).strip()
    stem, dot, ending = bare.rpartition(".")
    return (bare if len(bare) <= 150 else f"{(stem or ending)[:130]}{dot}{ending[:19]}") or "file"


def _keep(content: BinaryIO, target: Path) -> tuple[int, str, bytes]:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".part")
    content.seek(0)
    head = content.read(4096)
    content.seek(0)
    try:
        with fresh.open("wb") as out:
            shutil.copyfileobj(content, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        digest = sha256()
        with fresh.open("rb") as written:
            while chunk := written.read(1 << 20):
                digest.update(chunk)
        size = fresh.stat().st_size
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return size, digest.hexdigest(), head
