"""Compiled expressions read back into calls, so that long ones can be printed over several lines."""

import json
import re
from collections.abc import Iterator

from .typescript_printer import Call, Choice, Raw, Value

_PART = re.compile(r'"(?:[^"\\]|\\.)*"|\?\.|[()\[\],?:]|(?:[^\s"()\[\],?:]|\?\.)+')


def read_calls(text: str) -> Value:
    """``expr.lte(row.a, 3)`` as a call with its arguments; what is more than calls stays as it is."""
    reader = _Reader(_PART.findall(text))
    value = reader.value()
    return value if value is not None and reader.done else Raw(text)


class _Reader:
    def __init__(self, parts: list[str]) -> None:
        self._parts = parts
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._parts)

    def _peek(self) -> str:
        return "" if self.done else self._parts[self._at]

    def _next(self) -> str:
        part = self._peek()
        self._at += 1
        return part

    def value(self) -> Value | None:
        """The next value; none when the text is more than calls, choices, lists, literals and members."""
        found = self._plain()
        if found is None or self._peek() != "?":
            return found
        self._next()
        then = self._plain()
        if self._next() != ":":
            return None
        otherwise = self.value()
        known = then is not None and otherwise is not None and not isinstance(otherwise, Choice)
        return Choice(found, then, otherwise) if known else None

    def _plain(self) -> Value | None:
        part = self._next()
        if part.startswith('"'):
            return str(json.loads(part.replace("<\\/", "</")))
        if part == "[":
            items = list(self._until("]"))
            return None if any(item is None for item in items) else items
        if part in {"", "(", ")", "]", ",", "?", ":"}:
            return None
        if self._peek() != "(":
            return Raw(part)
        self._next()
        arguments = list(self._until(")"))
        return None if any(item is None for item in arguments) else Call(part, tuple(arguments))

    def _until(self, end: str) -> Iterator[Value | None]:
        if self._peek() == end:
            self._next()
            return
        while True:
            yield self.value()
            part = self._next()
            if part == end:
                return
            if part != ",":
                yield None
                return
