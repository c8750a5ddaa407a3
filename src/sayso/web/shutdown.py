"""What callers are told whose requests the end of the server cuts off."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.problems import stopping


class Ending:
    """Answers what is cut off because the server ends; uvicorn would print a trace of each.

    Only the end of the server cancels requests from here; a caller who goes away does not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection, to its end or to that of the server."""
        has_begun = False

        async def sending(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except asyncio.CancelledError:
            if not has_begun:
                await stopping().send(send)
