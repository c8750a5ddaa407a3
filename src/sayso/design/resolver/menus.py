"""Menus: pages before and after each other."""

import re
from collections.abc import Sequence

from sayso.spec.edits import Kind
from sayso.spec.model import Page

from .elements import page_of
from .work import Work

_BEFORE = re.compile(r"\b(?:above|over|in front|before|ahead|left)\b")
_AFTER = re.compile(r"\b(?:below|under|after|behind|beneath|next|right of|to the right|right)\b")
_FIRST = re.compile(r"\b(?:top|first|start|beginning|up|topmost|front)\b")
_LAST = re.compile(r"\b(?:bottom|last|end|down)\b")


def move_pages(work: Work, at: int, what: Sequence[int], where: int, anchors: Sequence[int]) -> bool:
    """Pages before or after another in the menu, or first or last."""
    pages = _pages(work, what)
    others = _pages(work, anchors)
    if pages is None or others is None or len(others) > 1:
        if not work.problems:
            work.fail(where)
        return False
    words = work.text(where).lower()
    is_reversed = False
    if others and _BEFORE.search(words):
        data: dict[str, object] = {"before": others[0].path}
    elif others and _AFTER.search(words):
        data, is_reversed = {"after": others[0].path}, True
    elif not others and _FIRST.search(words):
        data, is_reversed = {"position": 0}, True
    elif not others and _LAST.search(words):
        data = {"position": len(work.spec.pages) - 1}
    else:
        work.fail(where)
        return False
    before = [page.id for page in work.spec.pages]
    for page in reversed(pages) if is_reversed else pages:
        if not work.do("move", Kind.PAGE, at, target=page.path, **data):
            return False
    if before == [page.id for page in work.spec.pages]:
        work.fail(at, "That is so already.")
        return False
    return True


def swap_pages(work: Work, at: int, what: Sequence[int]) -> bool:
    """Two pages in each other's place in the menu."""
    pages = _pages(work, what)
    if pages is None:
        return False
    places = {page.id: number for number, page in enumerate(work.spec.pages)}
    first, second = sorted(pages, key=lambda page: places[page.id])
    return work.do("move", Kind.PAGE, at, target=second.path, position=places[first.id]) and work.do(
        "move", Kind.PAGE, at, target=first.path, position=places[second.id]
    )


def _pages(work: Work, spans: Sequence[int]) -> list[Page] | None:
    found = [(one, page_of(work, one)) for one in spans]
    missing = next((one for one, page in found if page is None), None)
    if missing is not None:
        work.fail(missing, f"There is no page “{work.text(missing)}”.")
        return None
    return [page for _, page in found if page is not None]
