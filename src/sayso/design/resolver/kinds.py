"""Kinds: what sort of element a span names."""

import re

from sayso.design.name_lookup.likeness import key

from .elements import entity_of
from .work import Work

UNCLEAR = "unclear"
"""The kind of a name that a page and its thing share, where nothing tells which is meant."""
_PAGE = re.compile(r"\b(?:pages?|menu|screens?|tabs?|headings?|titles?|navigation|sidebar)\b")

_KIND_WORDS = {
    "page": "page", "screen": "page", "tab": "page", "menu": "page", "field": "attr", "column": "attr",
    "role": "role", "report": "report", "chart": "report", "graph": "report", "option": "option",
    "choice": "option", "state": "state", "status": "state", "step": "state", "stage": "state",
    "table": "thing", "entity": "thing", "list": "thing",
}  # fmt: skip


def _is_beside_page(work: Work, at: int) -> bool:
    """Whether the word *page*, which the reading passed over, stands right behind or before a name."""
    spans, text = work.reading.spans, work.reading.text
    end = spans[at + 1].start if at + 1 < len(spans) else len(text)
    start = spans[at - 1].end if at else 0
    before = text[start : spans[at].start].lower()
    return _BEHIND.match(text[spans[at].end : end].lower()) is not None or _AHEAD.search(before) is not None


_AHEAD = re.compile(
    r"\b(?:page|screen|tab)\s+(?:(?:that|which)\s+(?:says|is called|is named)|called|named)\s+['\"“]?$"
)
_BEHIND = re.compile(r"['\"”’]?\s+(?:page|screen|tab)\b")


def kind_of(work: Work, at: int) -> str:
    """What sort of element a span names: what is said beside it counts, then its role.

    A name is a page's only where the message speaks of pages, or it is the very title of one.
    """
    for one in work.under(at, "kind"):
        word = key(work.text(one))
        if word and word[-1] in _KIND_WORDS:
            work.use(one)
            return _KIND_WORDS[word[-1]]
    head = work.head(at)
    if head is not None and work.role(head) == "kind" and (word := key(work.text(head))):
        work.use(head)
        return _KIND_WORDS.get(word[-1], work.role(at))
    if work.role(at) == "thing" and _is_beside_page(work, at):
        return "page"
    if work.role(at) == "page" and not _PAGE.search(work.reading.text.lower()):
        is_title = any(page.title == work.text(at) for page in work.spec.pages)
        entity = entity_of(work, at)
        if is_title or entity is None:
            return "page"
        return "thing" if work.text(at).lower() == entity.display_name.lower() else UNCLEAR
    return work.role(at)
