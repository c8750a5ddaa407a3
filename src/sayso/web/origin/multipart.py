"""The one file of a multipart form, read as it arrives."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from sayso.runtime.errors import MalformedError
from sayso.web.body_limits import FILE
from sayso.web.exchange import Exchange

FIELD = "file"
_HINT = "Send multipart/form-data with a part “file”."


@asynccontextmanager
async def uploaded(exchange: Exchange) -> AsyncIterator[tuple[UploadFile, dict[str, str]]]:
    """The upload under ``file`` and the other fields of the form, for as long as they are looked at.

    Large files wait on disk, never in memory. Every file that the form opened is closed in the end, whatever
    became of the form.
    """
    parser = _Parser(Headers(scope=exchange.scope), exchange.chunks(FILE), max_files=1, max_fields=20)
    try:
        yield await _parts(parser)
    finally:
        parser.close()


async def _parts(parser: "_Parser") -> tuple[UploadFile, dict[str, str]]:
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        words = getattr(error, "message", "").rstrip(".") or "the form cannot be read"
        raise MalformedError(f"The upload is broken: {words}.", hint=_HINT) from error
    if not parser.is_whole:
        raise MalformedError("The upload is broken: the form has no end.", hint=_HINT)
    found = form.get(FIELD)
    if not isinstance(found, UploadFile):
        raise MalformedError("The form has no file.", hint=_HINT)
    return found, {name: value for name, value in form.items() if isinstance(value, str)}


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
