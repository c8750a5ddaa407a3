"""Files that browsers keep for good, sent compressed to those that take it; each is compressed once."""

import gzip
from dataclasses import dataclass
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with what is in them."""

SMALLEST = 1_024
"""Below so many bytes compressing is not worth the header that says so."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it is, and as gzip where that is shorter."""

    kind: str
    content: bytes
    gzipped: bytes | None

    @classmethod
    def of(cls, kind: str, content: bytes) -> "Packed":
        """A file of this media type."""
        if not _is_text(kind) or len(content) < SMALLEST:
            return cls(kind, content, None)
        gzipped = gzip.compress(content, 9, mtime=0)
        return cls(kind, content, gzipped if len(gzipped) < len(content) else None)

    @property
    def bytes_kept(self) -> int:
        """How much memory it takes."""
        return len(self.content) + len(self.gzipped or b"")

    def body(self, accepted: str) -> bytes:
        """What is sent to whoever says ``Accept-Encoding: accepted``."""
        return self.gzipped if self.gzipped is not None and takes_gzip(accepted) else self.content

    def headers(self, accepted: str) -> dict[str, str]:
        """The headers that go with ``body``."""
        headers = {"cache-control": FOREVER}
        if self.gzipped is not None:
            headers["vary"] = "Accept-Encoding"
            if takes_gzip(accepted):
                headers["content-encoding"] = "gzip"
        return headers


def takes_gzip(accepted: str) -> bool:
    """Whether an ``Accept-Encoding`` allows gzip (RFC 9110, 12.5.3); what cannot be read does not."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        _, _, weight = parameter.partition("=")
        try:
            weights[name.strip()] = float(weight) if weight else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def file_at(path: Path) -> Packed:
    """The file at a path, read and compressed anew only when it has changed."""
    return _file_at(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _file_at(path: str, _changed: int) -> Packed:
    return Packed.of(kind_of(path), Path(path).read_bytes())


def kind_of(name: str) -> str:
    """The media type of a file by its name."""
    kind = "font/woff2" if name.endswith(".woff2") else guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if _is_text(kind) else kind


def _is_text(kind: str) -> bool:
    plain = kind.partition(";")[0]
    return plain.startswith("text/") or plain.endswith(("javascript", "json", "xml"))
