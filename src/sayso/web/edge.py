"""The outermost layer of the platform: what no route should have to think of.

Paths and headers that nobody sends in good faith are turned away, ``HEAD`` and ``OPTIONS`` are answered from
what there is for ``GET`` and the other methods, and every answer gets the headers that all of them have.
"""

from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.db.actor import acting, current_actor
from sayso.errors import AppError
from sayso.runtime.errors import MalformedError
from sayso.web.exchange import Answer
from sayso.web.problems import problem, unexpected
from sayso.web.strict_request import IS_HEAD, MORE_HEADERS, TooLongAddressError, TooManyHeadersError

LONGEST_PATH = 2_000
MOST_HEADERS = 100
LONGEST_HEADERS = 32_768

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"same-origin"),
)
Methods = Callable[[str], list[str]]


class Edge:
    """Wraps the platform; ``methods`` tells which methods there are at a path."""

    def __init__(self, app: ASGIApp, methods: Methods) -> None:
        self._app = app
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _demand_sound(scope)
        except AppError as error:
            await problem(error).send(send, head_only=scope["method"] == "HEAD")
            return
        methods = self._methods(scope["path"]) if scope["method"] in {"HEAD", "OPTIONS"} else []
        if scope["method"] == "OPTIONS" and methods:
            await Answer(204, headers=((b"allow", ", ".join(methods).encode()),)).send(send)
            return
        is_head = scope["method"] == "HEAD" and "HEAD" in methods
        state: dict[str, Any] = {**scope.get("state", {}), MORE_HEADERS: {}, IS_HEAD: is_head}
        scope = {**scope, "state": state, "method": "GET" if is_head else scope["method"]}
        sending = _Sending(send, state[MORE_HEADERS], head_only=is_head)
        try:
            with acting(current_actor()):
                await self._app(scope, receive, sending)
        except Exception as error:
            if sending.has_begun:
                raise
            await unexpected(error).send(sending)


class _Sending:
    """Sends an answer with the headers that all answers have."""

    def __init__(self, send: Send, more: dict[str, str], *, head_only: bool) -> None:
        self._send = send
        self._more = more
        self._head_only = head_only
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = list(message.get("headers", ()))
            known = {name.lower() for name, _ in headers}
            more = ((name.encode(), value.encode()) for name, value in self._more.items())
            headers.extend(pair for pair in (*_ALWAYS, *more) if pair[0] not in known)
            message = {**message, "headers": headers}
        elif self._head_only:
            message = {**message, "body": b""}
        await self._send(message)


def _demand_sound(scope: Scope) -> None:
    raw: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
    if len(raw) + len(scope["query_string"]) > LONGEST_PATH:
        raise TooLongAddressError(
            f"An address here has at most {LONGEST_PATH} characters.", hint="Send less in it."
        )
    headers = scope["headers"]
    if (
        len(headers) > MOST_HEADERS
        or sum(len(name) + len(value) for name, value in headers) > LONGEST_HEADERS
    ):
        raise TooManyHeadersError("The headers are too long.", hint="Send fewer or shorter ones.")
    path: str = scope["path"]
    if not _is_printable(path) or any(part in {".", ".."} for part in path.split("/")):
        raise MalformedError("This is no address of anything here.", hint="Check the path.")


def _is_printable(path: str) -> bool:
    """Whether a decoded path is text without control characters; broken UTF-8 was decoded to U+FFFD."""
    return not any(
        one < " " or "\x7f" <= one <= "\x9f" or one == "\ufffd" or "\ud800" <= one <= "\udfff" for one in path
    )
