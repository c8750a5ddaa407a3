"""Uploads: bytes in the folder `FILES_DIR`, facts in a table that row-level security guards."""

import re
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse

from app.config import config
from app.database import database
from app.problems import NotFound
from app.sessions import Session, Signed
from app.uploads import sent_part

router = APIRouter(prefix="/api/files", tags=["Files"])
_SHOWN = frozenset(f"image/{kind}" for kind in ("png", "jpeg", "gif", "webp", "avif", "svg+xml"))
"""What a browser may show in place; anything else is offered for download."""
_SVG = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<svg[\s>]"
_SIGNATURES = {
    rb"\x89PNG\r\n\x1a\n": "image/png",
    rb"\xff\xd8\xff": "image/jpeg",
    rb"GIF8[79]a": "image/gif",
    rb"RIFF....WEBP": "image/webp",
    rb"....ftypavif": "image/avif",
    rb"%PDF-": "application/pdf",
    _SVG: "image/svg+xml",
}
_NEVER_SHOWN = re.compile(r"^image/|html|script|xml|svg", re.IGNORECASE)
_INSERT = """
insert into public.files (id, name, size, content_type, sha256) values ($1, $2, $3, $4, $5)
"""
_FIND = "select name, content_type from public.files where id = $1"
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""An image is shown as such; were it opened by itself, nothing in it may run."""


@router.post("", status_code=201, openapi_extra=_FORM)
async def upload(session: Signed, request: Request, response: Response) -> dict[str, Any]:
    """Keep a file; what it is, is read from its first bytes and not taken on trust."""
    sent = await sent_part(request)
    content = sent.content
    file_id, name = uuid4(), clean_name(sent.name)
    kind = sniffed(content[:4096], name)
    await run_in_threadpool(_write, _path(session, file_id), content)
    digest = sha256(content).hexdigest()
    async with database.acting(session.scope) as connection:
        await connection.execute(_INSERT, file_id, name, len(content), kind, digest)
    url = f"/api/files/{file_id}"
    response.headers["location"] = url
    facts = {"id": file_id, "name": name, "size": len(content), "content_type": kind}
    return {**facts, "url": url}


@router.get("/{id}", response_class=FileResponse)
async def download(session: Signed, id: UUID) -> FileResponse:
    """A file of the site."""
    async with database.acting(session.scope) as connection:
        found = await connection.fetchrow(_FIND, id)
    path = _path(session, id)
    if found is None or not path.is_file():
        raise NotFound("There is no such file.", hint="It may have been deleted.")
    where = "inline" if found["content_type"] in _SHOWN else "attachment"
    headers = {
        "content-disposition": f"{where}; filename*=utf-8''{quote(found['name'], safe='')}",
        "content-security-policy": _POLICY,
        "cache-control": "private, max-age=31536000, immutable",
    }
    return FileResponse(path, media_type=found["content_type"], headers=headers)


def sniffed(head: bytes, name: str) -> str:
    """The content type: by the first bytes, else by the name unless a browser would run it."""
    for signature, kind in _SIGNATURES.items():
        if re.match(signature, head, re.DOTALL):
            return kind
    guessed = guess_type(name)[0] or "application/octet-stream"
    return "application/octet-stream" if _NEVER_SHOWN.search(guessed) else guessed


def clean_name(name: str) -> str:
    """The last part of a name without control characters, at most 150 characters long."""
    bare = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "", name.replace("\\", "/").split("/")[-1])
    stem, dot, ending = bare.strip().rpartition(".")
    short = f"{(stem or ending)[:130]}{dot}{ending[:19]}"
    return (bare.strip() if len(bare) <= 150 else short) or "file"


def _path(session: Session, file_id: UUID) -> Path:
    return config().files_dir / str(session.site_id) / str(file_id)[:2] / str(file_id)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    fresh.write_bytes(content)
    fresh.replace(path)
