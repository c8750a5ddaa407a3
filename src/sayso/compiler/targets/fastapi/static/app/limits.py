"""Requests that are too long are refused: before they are read if they say so, else underway."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import config
from app.problems import TooLarge, answer_to

ENVELOPE = 64 * 1024
"""Room for the form around a file."""


class RefuseTooLarge:
    """JSON may be as long as `max_body_bytes`, anything else as `max_upload_bytes`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on and count what arrives."""
        headers = dict(scope.get("headers", ()))
        is_json = headers.get(b"content-type", b"").startswith(b"application/json")
        limit = config().max_upload_bytes + ENVELOPE
        if is_json:
            limit = config().max_body_bytes
        declared = headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared[:20]) > limit:
            problem = TooLarge(f"At most {limit} bytes are accepted.", hint="Send less at once.")
            await answer_to(problem)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, f"At most {limit} bytes are accepted.")
            return message

        await self._app(scope, counted, send)
