"""Menus: pages before and after each other, and two that become one."""

import re
from collections.abc import Sequence

from sayso.design.spec_edits.placement import layout_of
from sayso.spec.edits import Edit, Kind, Remove, Rename, SetLayout, change
from sayso.spec.model import Container, Direction, LayoutNode, Page

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
        work.settle(at)
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


def merge_pages(work: Work, at: int) -> None:
    """Two pages become one that shows all of both, under the name of the first or a new one."""
    spans, news = work.under(at, "page"), work.under(at, "new")
    pages = _pages(work, spans)
    if pages is None or len(pages) != 2 or pages[0].id == pages[1].id or len(news) > 1:
        if not work.problems:
            work.fail(at)
        return
    first, second = pages
    layout, more = layout_of(first), layout_of(second)
    both = Container(
        children=(*_column(layout), *(one for one in _column(more) if one not in _column(layout)))
    )
    names = [*first.components, *(name for name in second.components if name not in first.components)]
    edits: list[Edit] = [
        SetLayout(target=first.id, layout=both),
        change(Kind.PAGE, first.id, components=tuple(names)),
        Remove(kind=Kind.PAGE, target=second.id),
    ]
    if news:
        title = work.text(news[0])
        edits.append(Rename(kind=Kind.PAGE, target=first.id, name=first.name, label=title))
    if work.take(edits, at):
        work.use(at, *spans, *news, *(one for span in spans for one in work.under(span, "kind")))


def _column(layout: Container) -> tuple[LayoutNode, ...]:
    return layout.children if layout.direction is Direction.COLUMN else (layout,)


def _pages(work: Work, spans: Sequence[int]) -> list[Page] | None:
    found = [(one, page_of(work, one)) for one in spans]
    missing = next((one for one, page in found if page is None), None)
    if missing is not None:
        work.fail(missing, f"There is no page “{work.text(missing)}”.")
        return None
    return [page for _, page in found if page is not None]
