"""Words of people and of applications on their way into a request: told apart from what a model is to do.

A fence carries a mark made from the text it holds, which does not occur in the text; so no text can end its
own fence, and the same text gives the same request.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

_KEPT = frozenset("\n\t")
_BLANK_LINES = re.compile(r"\n{4,}")


@dataclass(frozen=True, slots=True)
class Limited:
    """A text that may have been cut; ``was_cut`` says whether something is missing."""

    text: str
    was_cut: bool = False


def clean(text: str) -> str:
    """The text without what people do not see but models read: control, invisible, unpaired characters."""
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in _KEPT or not _is_unseen(c))
    return _BLANK_LINES.sub("\n\n\n", "".join(kept)).strip()


def limited(text: str, most: int) -> Limited:
    """The clean text, cut at a word where it is longer than ``most`` characters."""
    cleaned = clean(text)
    if len(cleaned) <= most:
        return Limited(cleaned)
    head = cleaned[:most]
    return Limited(head[: head.rfind(" ")] if " " in head[most // 2 :] else head, was_cut=True)


def fenced(what: str, text: str) -> str:
    """The text between two lines that it cannot write itself; ``what`` says whose words they are."""
    cleaned = clean(text)
    mark, number = "", 0
    while not mark or mark in cleaned:
        mark = hashlib.sha256(f"{number}{cleaned}".encode()).hexdigest()[:8]
        number += 1
    return f"<{what} {mark}>\n{cleaned}\n</{what} {mark}>"


def one_line(text: str, most: int = 160) -> str:
    """A text of an application where only one line has room."""
    return limited(" ".join(clean(text).split()), most).text


def _is_unseen(character: str) -> bool:
    is_selector = 0xE0100 <= ord(character) <= 0xE01EF
    return is_selector or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}
