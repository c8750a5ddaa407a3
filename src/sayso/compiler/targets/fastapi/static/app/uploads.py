"""The one file of a multipart form."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from app.config import config
from app.problems import Malformed, TooLarge, WrongMediaType


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


def media_type(request: Request) -> str:
    """The type of the body without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def sent_part(request: Request) -> Upload:
    """The upload under `file`."""
    if media_type(request) != "multipart/form-data":
        hint = "Put the file into a part “file”."
        raise WrongMediaType("Files are sent as multipart/form-data.", hint=hint)
    try:
        async with request.form(max_files=1, max_fields=20) as form:
            return await _read(form.get("file"))
    except HTTPException as error:
        if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise
        raise Malformed(f"The upload is broken: {error.detail}") from error


async def _read(part: UploadFile | str | None) -> Upload:
    if not isinstance(part, UploadFile):
        hint = "Send multipart/form-data with a part “file”."
        raise Malformed("The form has no file.", hint=hint)
    content = await part.read()
    if len(content) > config().max_upload_bytes:
        raise TooLarge(f"At most {config().max_upload_bytes} bytes are accepted.")
    return Upload(part.filename or "file", content)
