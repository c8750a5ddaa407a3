"""Turns the HTTP libraries of a program to the one way out: the proxy behind a Unix socket.

The proxy speaks plain HTTP/1.1 with whole addresses and does TLS itself, so that no library makes a context
for it. What the proxy refuses becomes an error of the library's own kind that says why.
"""

from importlib import import_module

from . import hooks, proxy_connection

__all__ = ["install", "prepare"]


def prepare() -> None:
    """Patch what is imported, ahead of ``install``; until then no request goes anywhere."""
    install(None)
    try:
        import_module("anyio._backends._asyncio")
    except ImportError:
        return


def install(path: str | None) -> None:
    """Send requests of httpx, requests, urllib and http.client through this socket; with none they all fail.

    May be called again, with another path: what is there is patched once.
    """
    proxy_connection.turn_to(path)
    hooks.hold()
