"""How much of a request's body is read, declared where each route is.

Every route of the platform has a limit; what does not say otherwise takes ``FIELDS`` if it has a body, and
nothing if it has none. In the data API nobody can read a body without naming a limit (``web.exchange``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.types import Message, Receive

from sayso.runtime.errors import TooLargeError
from sayso.settings import MEBIBYTE, Settings

KIBIBYTE = 1024
DEEPEST = 64
"""How deep data may be nested; a spec reaches about ten."""
MOST_NAMES = 2_000
"""How many names one object may have: each that is unknown costs as much as a row of a list."""
ENVELOPE = 64 * KIBIBYTE
"""Room for the form around a file."""
_DECLARED = "body_limit"
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """``size`` is in bytes; ``values`` counts names and items together, on all levels.

    What takes a file is bounded by the largest upload that the settings allow, and read in pieces.
    """

    size: int
    values: int = 2_000
    takes_file: bool = False

    def bytes_for(self, settings: Settings) -> int:
        """The most bytes that are read, which the settings may lower or, for files, raise."""
        if self.takes_file:
            return settings.max_upload_bytes + ENVELOPE
        return min(self.size, settings.max_body_bytes)


NOTHING = BodyLimit(0)
FIELDS = BodyLimit(64 * KIBIBYTE)
"""A few fields: what most calls take."""
PAGE_FORM = BodyLimit(16 * KIBIBYTE, 100)
"""A form of a page, or of OAuth."""
WORDS = BodyLimit(384 * KIBIBYTE)
"""A long message; each of its characters may take six bytes in JSON."""
CODE = BodyLimit(512 * KIBIBYTE, 5_000)
"""A program, with what is written beside it."""
TEXT_FILE = BodyLimit(2 * MEBIBYTE)
"""The text of a generated file."""
ROW = BodyLimit(512 * KIBIBYTE, 5_000)
"""A row of an application, which may hold long texts."""
ROWS = BodyLimit(4 * MEBIBYTE, 100_000)
"""A thousand rows at once."""
SPEC = BodyLimit(2 * MEBIBYTE, 50_000)
"""A whole application, or edits that make one; thirty entities have some 10,000 values."""
CALL = BodyLimit(MEBIBYTE, 20_000)
"""What another system sends to a webhook."""
FILE = BodyLimit(0, takes_file=True)


def takes(limit: BodyLimit) -> Callable[[Endpoint], Endpoint]:
    """Declare what an endpoint takes; stands under the line that makes it a route."""

    def declared(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _DECLARED, limit)
        return endpoint

    return declared


def declared_limit(endpoint: Callable[..., Any]) -> BodyLimit | None:
    """What an endpoint declares to take, if it does."""
    limit: BodyLimit | None = getattr(endpoint, _DECLARED, None)
    return limit


def bounded(receive: Receive, declared: str, most: int) -> Receive:
    """``receive`` that ends with ``TooLargeError`` as soon as the body is known to have more bytes than that.

    ``declared`` is the header ``Content-Length``, before which nothing is read where it says too much.
    """
    received = 0

    async def receive_bounded() -> Message:
        nonlocal received
        if declared.isascii() and declared.isdigit() and int(declared[:20]) > most:
            raise too_large(most)
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise too_large(most)
        return message

    return receive_bounded


def too_large(most: int) -> TooLargeError:
    """The refusal of a body that has more than so many bytes."""
    if not most:
        return TooLargeError("This call takes no body.", hint="Send it without one.")
    unit, size = ("MB", MEBIBYTE) if most >= MEBIBYTE else ("kB", KIBIBYTE)
    shown = f"{most // size} {unit}" if most >= KIBIBYTE else f"{most} bytes"
    return TooLargeError(f"This call takes at most {shown}.", hint="Send less at once, or in several calls.")


def too_many_values(most: int, what: str = "values") -> TooLargeError:
    """The refusal of a body that has more than so many names and items."""
    return TooLargeError(
        f"This call takes at most {most} {what}.", hint="Send less at once, or in several calls."
    )
