"""Uploads and downloads."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

from sayso.errors import NotFoundError
from sayso.runtime.attachments import demand_readable, demand_sender
from sayso.runtime.errors import WrongMediaTypeError
from sayso.runtime.uploads import SHOWN_TYPES
from sayso.runtime.values.readers import UnreadableError, read_uuid
from sayso.web.exchange import Answer, json_answer
from sayso.web.origin.call import Call
from sayso.web.origin.multipart import uploaded

_CHUNK = 256 * 1024
_POLICY = b"default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""An image is shown as such; were it opened by itself, nothing in it may run."""


async def upload(call: Call) -> Answer:
    """``POST /api/files``."""
    if call.exchange.media_type != "multipart/form-data":
        raise WrongMediaTypeError(
            "Files are sent as multipart/form-data.", hint="Put the file into a part “file”."
        )
    demand_sender(call.runtime.plan, call.visitor.scope)
    site = call.runtime.plan.module.site
    async with uploaded(call.exchange) as (part, _):
        stored = await call.services.uploads.store(
            site, call.visitor.scope, part.filename or "file", part.file
        )
    await call.note("file.uploaded", {"file": [None, str(stored.id)], "size": [None, stored.size]})
    url = f"/api/files/{stored.id}"
    body = {
        "id": stored.id,
        "name": stored.name,
        "size": stored.size,
        "content_type": stored.content_type,
        "url": url,
    }
    return json_answer(body, 201, (b"location", url.encode()))


async def download(call: Call, wanted: str) -> Answer:
    """``GET /api/files/{id}``."""
    try:
        file_id = read_uuid(wanted)
    except UnreadableError as error:
        raise NotFoundError("There is no such file.") from error
    plan, scope = call.runtime.plan, call.visitor.scope
    await demand_readable(call.runtime.gate, plan, scope, file_id)
    file, path = await call.services.uploads.find(scope, plan.module.site, file_id)
    where = "inline" if file.content_type in SHOWN_TYPES else "attachment"
    headers = (
        (b"content-disposition", f"{where}; filename*=utf-8''{quote(file.name, safe='')}".encode()),
        (b"content-security-policy", _POLICY),
        (b"cache-control", b"private, max-age=31536000, immutable"),
        (b"content-length", str(file.size).encode()),
    )
    return Answer(200, b"", file.content_type.encode(), headers, stream=_chunks(path))


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(path.open, "rb") as file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk
