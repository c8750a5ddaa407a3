"""Where people want to get to in an application, kept while they sign in."""

from urllib.parse import quote

from sayso.web.exchange import HTML, Answer, Exchange

SIGN_IN = "/__signin"
_DOOR = "/__"
_KEPT = "/?&=#%-._~+:;,@!$'()*[]"
LONGEST_TARGET = 2000


def target_of(exchange: Exchange) -> str:
    """The path and query of a request, as they came."""
    raw: bytes = exchange.scope.get("raw_path") or quote(exchange.path).encode()
    path = raw.partition(b"?")[0].decode("latin-1")
    query = exchange.query_string.decode("latin-1")
    return own_path(f"{path}?{query}" if query else path)


def own_path(target: str | None) -> str:
    """``target`` if it is a path of this origin behind its door, else ``/``."""
    if not target or len(target) > LONGEST_TARGET or not target.startswith("/"):
        return "/"
    written = quote(target, safe=_KEPT)
    is_elsewhere = written.startswith(("//", "/%5C")) or target.startswith(_DOOR)
    return "/" if is_elsewhere else written


def sign_in_url(target: str = "/") -> str:
    """Where somebody signs in who wants to come back to this address of the application."""
    return f"{SIGN_IN}?next={quote(own_path(target), safe='/')}"


def go_to(target: str, *headers: tuple[bytes, bytes]) -> Answer:
    """Sends a browser to a path of this origin."""
    return Answer(303, headers=((b"location", target.encode()), *headers), content_type=HTML)
