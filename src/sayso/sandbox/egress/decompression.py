"""Unpacks answers of sources that pack them although they were asked not to."""

import zlib
from collections.abc import Iterator

from sayso.sandbox.egress.refusals import failed

_AT_ONCE = 65_536
_WINDOWS = {b"gzip": 16 + zlib.MAX_WBITS, b"x-gzip": 16 + zlib.MAX_WBITS, b"deflate": zlib.MAX_WBITS}


class Unpacking:
    """One packed body; small pieces come out, however much a piece holds."""

    def __init__(self, encoding: bytes) -> None:
        window = _WINDOWS.get(encoding)
        if window is None:
            raise failed(
                "unreadable",
                "The source packs its answers in a way that secrets cannot be looked for in.",
                "Ask it for plain answers, or do without the secret.",
            )
        self._unpacker = zlib.decompressobj(window)

    def unpacked(self, piece: bytes) -> Iterator[bytes]:
        """The plain bytes of a piece.

        Raises:
            RefusedError: when it is not packed as it says.
        """
        while piece and not self._unpacker.eof:
            try:
                yield self._unpacker.decompress(piece, _AT_ONCE)
            except zlib.error as error:
                raise failed("garbled", "What the source sent cannot be unpacked.") from error
            piece = self._unpacker.unconsumed_tail

    def rest(self) -> Iterator[bytes]:
        """What was left in the unpacker, at the end."""
        left = self._unpacker.flush()
        if left:
            yield left
