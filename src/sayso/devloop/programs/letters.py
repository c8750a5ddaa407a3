"""Text of whatever a source answered. Programs that look around carry this file along."""

import codecs

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes, charset: str | None = None) -> str:
    """By its mark, as it says of itself, as UTF-8, else as Windows writes Western letters; it may be cut."""
    marks = [name for mark, name in _MARKS if content.startswith(mark)]
    for name in (*marks, charset or "utf-8", "utf-8"):
        try:
            text = codecs.getincrementaldecoder(name)().decode(content)
        except (LookupError, ValueError):
            continue
        if isinstance(text, str):
            return text
    return content.decode("cp1252", errors="replace")
