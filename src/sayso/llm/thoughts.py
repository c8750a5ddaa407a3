"""Takes out what a model thought aloud before its reply."""

_OPENS, _CLOSES = "<think>", "</think>"


class Thoughts:
    """Lets a reply through piece by piece, without a ``<think>`` part at its beginning.

    Servers that others run leave it in the text, in pieces that may end in the middle of the tag.
    """

    def __init__(self) -> None:
        self._held = ""
        self._is_thinking = self._is_over = self._is_speaking = False

    def heard(self, piece: str) -> str:
        """What of the reply can be shown with this piece."""
        if self._is_speaking:
            return piece
        self._held += piece
        if not self._is_thinking and not self._is_over:
            begun = self._held.lstrip()
            if not begun.startswith(_OPENS):
                return "" if _OPENS.startswith(begun) else self._spoken(self._held)
            self._is_thinking = True
        if self._is_thinking:
            before, closing, after = self._held.partition(_CLOSES)
            self._held = after if closing else before[-len(_CLOSES) :]
            self._is_thinking, self._is_over = not closing, bool(closing)
        reply = "" if self._is_thinking else self._held.lstrip()
        return self._spoken(reply) if reply else ""

    def rest(self) -> str:
        """What was held back at the end of a reply; thoughts without an end are none of it."""
        return "" if self._is_thinking or self._is_over else self._spoken(self._held)

    def _spoken(self, text: str) -> str:
        self._is_speaking, self._held = True, ""
        return text
