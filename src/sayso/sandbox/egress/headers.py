"""What passes of a request's and a response's headers."""

from collections.abc import Iterable

from sayso.sandbox.egress.refusals import MARK

Headers = list[tuple[bytes, bytes]]

_OF_THIS_HOP = frozenset(
    (
        b"connection", b"keep-alive", b"proxy-connection", b"proxy-authenticate", b"proxy-authorization",
        b"te", b"trailer", b"trailers", b"transfer-encoding", b"upgrade", b"http2-settings",
    )
)  # fmt: skip
_OWN = frozenset((b"host", b"content-length", b"expect", b"forwarded", b"via", MARK.encode()))


def outward(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Headers that go on to a source; who is asked and how long the body is, the proxy says itself."""
    return _passing(headers, _OWN)


def inward(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Headers of a source that go on to the program."""
    return _passing(headers, frozenset((MARK.encode(),)))


def _passing(headers: Iterable[tuple[bytes, bytes]], own: frozenset[bytes]) -> Headers:
    known = [(name.lower(), value) for name, value in headers]
    named = {
        part.strip().lower() for name, value in known if name == b"connection" for part in value.split(b",")
    }
    dropped = _OF_THIS_HOP | own | (named - {b"content-length", b"content-type", b"content-encoding"})
    return [(name, value) for name, value in known if name not in dropped]


def first(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    """The first header of a name, in lower case."""
    return next((value for known, value in headers if known.lower() == name), None)
