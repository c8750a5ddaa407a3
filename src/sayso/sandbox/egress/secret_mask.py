"""Takes secrets out of what sources answer, also where a secret is parted between two pieces."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

_SHORTEST = 4


class Masks:
    """What must not be seen. In headers the name of a secret stands instead, in bodies as many stars."""

    def __init__(self) -> None:
        self._instead: dict[bytes, bytes] = {}
        self._pattern: re.Pattern[bytes] | None = None

    def __bool__(self) -> bool:
        return bool(self._instead)

    def add_secret(self, name: str, value: str) -> None:
        """Mask a value as it is, and as addresses and JSON write it."""
        for form in {value, quote(value, safe=""), quote_plus(value), quote(value), json.dumps(value)[1:-1]}:
            self.add(form, f"{{{{secret:{name}}}}}")

    def add(self, text: str, instead: str) -> None:
        """Mask a text."""
        for form in (text.encode(), text.encode("latin-1", "ignore")):
            if len(form) >= _SHORTEST and form not in self._instead:
                self._instead[form] = instead.encode()
                self._pattern = None

    def in_header(self, value: bytes) -> bytes:
        """A header with the names of secrets where their values were; a redirect then works as asked."""
        return self._found().sub(lambda found: self._instead[found[0]], value) if self else value

    def body(self) -> "BodyMask":
        """Masks one body, piece by piece."""
        return BodyMask(self._found(), tuple(self._instead))

    def _found(self) -> re.Pattern[bytes]:
        if self._pattern is None:
            forms = sorted(self._instead, key=len, reverse=True)
            self._pattern = re.compile(b"|".join(map(re.escape, forms)) if forms else b"(?!)")
        return self._pattern


class BodyMask:
    """Keeps back the end of a piece while it may be the beginning of a secret."""

    def __init__(self, pattern: re.Pattern[bytes], forms: tuple[bytes, ...]) -> None:
        self._pattern = pattern
        self._forms = forms
        self._kept = b""

    def masked(self, piece: bytes) -> bytes:
        """What can be shown of it by now; the length of all pieces together stays."""
        text = self._pattern.sub(lambda found: b"*" * len(found[0]), self._kept + piece)
        held = max((_begun(text, form) for form in self._forms), default=0)
        self._kept = text[len(text) - held :]
        return text[: len(text) - held]

    def rest(self) -> Iterator[bytes]:
        """What was kept back, at the end."""
        if self._kept:
            yield self._kept


def _begun(text: bytes, form: bytes) -> int:
    """How much of the beginning of a form the text ends with."""
    most = min(len(form) - 1, len(text))
    return next((count for count in range(most, 0, -1) if text.endswith(form[:count])), 0)
