"""The one file of a multipart form."""

from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.config import config
from app.problems import Malformed, TooLarge, WrongMediaType

_HINT = "Send multipart/form-data with a part “file”."


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


def media_type(request: Request) -> str:
    """The type of the body without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def sent_part(request: Request) -> Upload:
    """The upload under `file`; every file that the form opened is closed in the end."""
    if media_type(request) != "multipart/form-data":
        hint = "Put the file into a part “file”."
        raise WrongMediaType("Files are sent as multipart/form-data.", hint=hint)
    parser = _Parser(request.headers, request.stream(), max_files=1, max_fields=20)
    try:
        form = await parser.parse()
        if not parser.is_whole:
            raise Malformed("The upload is broken: the form has no end.", hint=_HINT)
        return await _read(form.get("file"))
    except (MultiPartException, KeyError, ValueError) as error:
        words = getattr(error, "message", "").rstrip(".") or "the form cannot be read"
        raise Malformed(f"The upload is broken: {words}.", hint=_HINT) from error
    finally:
        parser.close()


class _Parser(MultiPartParser):
    """A parser that knows whether the form came to its end, and every file that it opened.

    Starlette forgets a file whose part has no end: it is in no form, so nobody could close it.
    """

    is_whole = False

    def on_end(self) -> None:
        """The last boundary was there."""
        self.is_whole = True

    def close(self) -> None:
        """Close all files, those of parts without an end, too."""
        for file in self._files_to_close_on_error:
            file.close()


async def _read(part: UploadFile | str | None) -> Upload:
    if not isinstance(part, UploadFile):
        raise Malformed("The form has no file.", hint=_HINT)
    content = await part.read()
    if len(content) > config().max_upload_bytes:
        raise TooLarge(f"At most {config().max_upload_bytes} bytes are accepted.")
    return Upload(part.filename or "file", content)
