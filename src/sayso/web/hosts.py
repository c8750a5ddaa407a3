"""Sends each request to the platform or to a module by its host name; other names are turned away.

A page elsewhere can make a browser resolve its own name to 127.0.0.1 (DNS rebinding); such requests carry
that page's name as host and get 421.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.settings import Settings
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin.app import ModuleOrigin

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_MISDIRECTED = b"This server does not answer to that name.\n"


class Hosts:
    """The outermost application."""

    def __init__(self, settings: Settings, platform: ASGIApp, origin: ModuleOrigin) -> None:
        self._settings = settings
        self._platform = platform
        self._origin = origin
        self._suffix = f".{settings.apps_domain}"
        own = {settings.apps_domain, settings.host}
        self._platform_names = frozenset(own - {"0.0.0.0", "::"}) | _LOOPBACK  # noqa: S104 - compared, not bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._platform(scope, receive, send)
            return
        name = _host_name(scope)
        if name.endswith(self._suffix):
            exchange = Exchange(scope, receive, self._settings)
            answer = await self._origin.answer(name.removesuffix(self._suffix), exchange)
            await answer.send(send, head_only=exchange.method == "HEAD")
        elif name in self._platform_names:
            await self._platform(scope, receive, send)
        else:
            await Answer(421, _MISDIRECTED, b"text/plain; charset=utf-8").send(send)


def _host_name(scope: Scope) -> str:
    for key, value in scope["headers"]:
        if key == b"host":
            text: str = value.decode("latin-1").lower()
            return text[: text.rindex(":")] if not text.endswith("]") and ":" in text else text
    return ""
