"""The one file of a multipart form, read as it arrives."""

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from sayso.runtime.errors import MalformedError
from sayso.web.body_limits import FILE
from sayso.web.exchange import Exchange

FIELD = "file"


async def read_file(exchange: Exchange) -> UploadFile:
    """The upload under ``file``; large ones wait on disk, never in memory."""
    return (await read_upload(exchange))[0]


async def read_upload(exchange: Exchange) -> tuple[UploadFile, dict[str, str]]:
    """The upload under ``file``, and the other fields of the form."""
    parser = MultiPartParser(Headers(scope=exchange.scope), exchange.chunks(FILE), max_files=1, max_fields=20)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        words = getattr(error, "message", "") or "the form cannot be read"
        raise MalformedError(
            f"The upload is broken: {words}.", hint="Send multipart/form-data with a part “file”."
        ) from error
    found = form.get(FIELD)
    if not isinstance(found, UploadFile):
        await form.close()
        raise MalformedError("The form has no file.", hint="Send multipart/form-data with a part “file”.")
    return found, {name: value for name, value in form.items() if isinstance(value, str)}
