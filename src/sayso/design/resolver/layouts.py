"""Layouts: parts at an edge of a page or beside others, pages in the menu, columns in a list."""

import re
from collections.abc import Mapping, Sequence

from sayso.design.spec_edits.components import page_of as page_about
from sayso.design.spec_edits.layout import above, at_bottom, at_side, beside, on_top, shown, without
from sayso.design.spec_edits.placement import layout_of
from sayso.spec.edits import Edit, SetLayout
from sayso.spec.model import Component, ComponentType, Container, Entity, LayoutNode, Page, Slot

from .columns import move_columns, swap_columns
from .elements import about, entity_of, page_of, pages_of, parts_of, report_of
from .menus import move_pages, swap_pages
from .places import (
    NAMED,
    Place,
    is_exchange,
    is_plain,
    page_with,
    places_of,
    said_of_places,
    spoken_of_before,
    subjects_of,
)
from .screens import new_chart, there, which_part
from .work import Work

_LEFT = re.compile(r"\bleft\b")
_RIGHT = re.compile(r"\bright(?:-hand)?(?: side| hand| of\b|$)|\bright of\b")
_ABOVE = re.compile(r"\b(?:above|over|on top of|in front|before|ahead)\b")
_BELOW = re.compile(r"\b(?:below|under|underneath|beneath|after|behind|then)\b")
_BESIDE = re.compile(r"\b(?:next to|next|beside|besides|side by side|alongside)\b")
_TOP = re.compile(r"\b(?:top|first|start|beginning|up|topmost|front)\b")
_BOTTOM = re.compile(r"\b(?:bottom|last|end|down|bottommost)\b")
_BACK = re.compile(r"\b(?:it|that|them|then|these|those|beneath|underneath|beside|below)\b")
_THEN = re.compile(r"\bthen\b")
_USED = frozenset(("where", "part", "report", "thing", "page", "kind", "attr"))


def place(work: Work, at: int, made: Mapping[int, Component] | None = None) -> None:
    """Put parts somewhere on their page, pages in the menu, columns in a list; or let two change places.

    ``made`` are the parts that spans of this message have only just made.
    """
    everything = said_of_places(work, at)
    wheres = [one for one in everything if work.role(one) == "where"]
    subjects = subjects_of(work, everything) or spoken_of_before(work, at)
    kinds = {work.role(one) for one in subjects}
    located = [one for one in everything if work.role(one) == "page" and "page" not in kinds]
    if not located and "page" not in kinds and not any(work.under(one, *NAMED) for one in wheres):
        located = there(work, at)
    located = located or ([] if "page" in kinds else page_with(work, everything))
    if not subjects:
        work.fail(wheres[0] if wheres else at)
        return
    if not wheres:
        is_swap = is_exchange(work, at)
        is_done = _swapped(work, at, subjects) if is_swap else _put_on(work, at, subjects, located)
    else:
        odd = next((one for one in wheres if not is_plain(work, one)), None)
        places = places_of(work, wheres, subjects, located)
        if odd is not None or places is None:
            work.fail(wheres[0] if odd is None else odd)
            return
        move = {"page": move_pages, "attr": move_columns}.get(kinds.pop()) if len(kinds) == 1 else None
        is_done = (
            all(move(work, at, one.what, one.where, one.anchors) for one in places)
            if move is not None
            else _move_parts(work, at, places, located, made or {})
        )
    if is_done:
        work.use(*(one for one in everything if work.role(one) in _USED or one == at))
    elif not work.problems:
        work.fail(at)


def put_beside(work: Work, at: int, spans: Sequence[int]) -> None:
    """Put the part that was made last where it is said."""
    wheres = [one for one in spans if work.role(one) == "where"]
    made = next((one for one in work.spec.components if one.id == work.focus.component), None)
    if made is None or len(wheres) != 1 or not is_plain(work, wheres[0]):
        work.fail(wheres[0])
        return
    located = [one for one in spans if work.role(one) == "page" and one not in work.below(wheres[0])]
    anchors = tuple(one for one in work.under(wheres[0], *NAMED) if one not in located)
    if _move_parts(work, at, [Place((at,), wheres[0], anchors)], located, {at: made}):
        work.use(*wheres, *(one for one in spans if work.role(one) in _USED))
    elif not work.problems:
        work.fail(wheres[0])


def _move_parts(
    work: Work, at: int, places: Sequence[Place], located: Sequence[int], made: Mapping[int, Component]
) -> bool:
    """Parts to an edge of their page, or beside others; two without others on two sides of each other."""
    pages = [page for one in located if (page := page_of(work, one)) is not None]
    if len(pages) < len(located) or len(pages) > 1:
        work.fail(located[0], f"There is no page “{work.text(located[0])}”." if not pages else "")
        return False
    page = pages[0] if pages else None
    named = [one for place in places for one in (*place.what, *place.anchors)]
    near = pages or _company(work, named)
    what = [one for place in places for one in place.what]
    moved = {one: part for one in what if (part := made.get(one) or _part(work, one, near)) is not None}
    if work.problems or len(moved) < len(what):
        return False
    rows = [
        (place, side) for place in places
        if not place.anchors and (side := _side(work.text(place.where).lower())) is not None
    ]  # fmt: skip
    if len(rows) == 2 and {side for _, side in rows} == {"left", "right"}:
        first, second = sorted(rows, key=lambda row: row[1])
        names = [moved[first[0].what[0]].name, moved[second[0].what[0]].name]
        others = [one for one in places if one not in {first[0], second[0]}]
        page = page or _shared(work, [moved[first[0].what[0]], moved[second[0].what[0]]])
        if page is None or not _laid(work, at, page, beside(layout_of(page), names[0], names[1]), names):
            return False
        return all(_move(work, at, one, moved, places, page) for one in others)
    return all(_move(work, at, one, moved, places, page) for one in places)


def _side(words: str) -> str | None:
    """Left or right of the page as a whole."""
    return "left" if _LEFT.search(words) else "right" if _RIGHT.search(words) else None


def _move(  # noqa: PLR0917 - what a place consists of
    work: Work, at: int, place: Place, moved: dict[int, Component], places: Sequence[Place], page: Page | None
) -> bool:
    """One part, or several that go to the same place."""
    words = work.text(place.where).lower()
    parts = [moved[one] for one in place.what]
    before = [moved[one] for other in places for one in other.what if other.where < place.where]
    if "side by side" in words and len(parts) == 2 and not place.anchors:
        page = page or _shared(work, parts)
        names = [one.name for one in parts]
        return page is not None and _laid(work, at, page, beside(layout_of(page), *names), names)
    if place.anchors and _THEN.search(words):
        work.fail(place.where)
        return False
    if place.anchors:
        found = _anchors(work, place, parts, page)
        if found is None:
            return False
        page, names = found
    elif _BACK.search(words) and before and not _TOP.search(words) and not _BOTTOM.search(words):
        names = [before[-1].name]
        page = page or _shared(work, [before[-1]])
    else:
        names = []
    for part in parts if not _TOP.search(words) else reversed(parts):
        target = page or _only_page(work, place.what[parts.index(part)], part)
        if target is None:
            return False
        target = next(one for one in work.spec.pages if one.id == target.id)
        layout = layout_of(target)
        new = _beside(words, layout, part.name, names) if names else _edge(words, layout, part.name)
        if new is None:
            work.fail(place.where)
            return False
        if not _laid(work, at, target, new, [part.name]):
            return False
    return True


def _laid(work: Work, at: int, page: Page, layout: Container, moved: Sequence[str]) -> bool:
    """Give a page its layout; what stood on other pages until now leaves them."""
    edits: list[Edit] = [SetLayout(target=page.id, layout=layout)]
    came = set(moved) - set(shown(layout_of(page)))
    for other in work.spec.pages:
        old = rest = layout_of(other)
        for name in came & set(shown(old)) if other.id != page.id else ():
            rest = without(rest, name) if _is_more(work, without(rest, name)) else rest
        if rest != old:
            edits.append(SetLayout(target=other.id, layout=rest))
    if layout == layout_of(page):
        work.settle(at)
        return True
    return work.take(edits, at)


def _is_more(work: Work, layout: Container) -> bool:
    """Whether a page still shows something, not only filters for it."""
    filters = {one.name for one in work.spec.components if one.type is ComponentType.FILTERS}
    return bool(set(shown(layout)) - filters)


def _beside(words: str, layout: Container, moved: str, names: list[str]) -> Container | None:
    if _LEFT.search(words):
        for name in reversed(names):
            layout = beside(layout, moved, name)
        return layout
    if _BESIDE.search(words):
        return beside(layout, names[0], moved)
    if _ABOVE.search(words) or _TOP.search(words):
        return above(layout, moved, names[0])
    if _BELOW.search(words):
        return above(layout, names[-1], moved)
    if _RIGHT.search(words):
        return beside(layout, names[-1], moved)
    return None


def _edge(words: str, layout: Container, moved: str) -> Container | None:
    if _TOP.search(words):
        return on_top(layout, moved)
    if _BOTTOM.search(words):
        return at_bottom(layout, moved)
    side = _side(words)
    return at_side(layout, moved, is_left=side == "left") if side is not None else None


def _company(work: Work, spans: Sequence[int]) -> list[Page]:
    """The pages of what is named beyond doubt; of several boards the one beside it is meant."""
    sure = [found[0] for one in spans if len(found := parts_of(work, one)) == 1]
    return list({page.id: page for part in sure for page in pages_of(work, part)}.values())


def _part(work: Work, at: int, near: Sequence[Page]) -> Component | None:
    """The one part that a span names, on one of the pages if there are several; a thing is its list."""
    found = parts_of(work, at)
    report = report_of(work, at) if work.role(at) == "report" and not found else None
    if report is not None:
        return new_chart(work, at, report)
    if work.role(at) == "thing":
        entity = entity_of(work, at)
        page = page_about(work.spec, entity.name) if entity else None
        found = [
            one for one in work.spec.components
            if entity and one.entity == entity.name and page and one.name in set(shown(layout_of(page)))
            and one.type in {ComponentType.TABLE, ComponentType.LIST, ComponentType.CARDS}
        ]  # fmt: skip
    beside_ = {name for page in near for name in shown(layout_of(page))}
    found = [one for one in found if one.name in beside_] or found
    if len(found) != 1:
        which_part(work, at, found, "Move")
        return None
    return found[0]


def _only_page(work: Work, at: int, part: Component) -> Page | None:
    """The page that shows a part, if there is but one; the page of its thing before others."""
    pages = pages_of(work, part)
    own = page_about(work.spec, about(work, part) or "")
    if len(pages) == 1 or (own is not None and own in pages):
        return pages[0] if len(pages) == 1 else own
    work.fail(at, "On which page?" if pages else "That is on no page.", (page.title for page in pages))
    return None


def _shared(work: Work, parts: Sequence[Component]) -> Page | None:
    """A page that shows all of some parts, else that of the first."""
    pages = [pages_of(work, part) for part in parts]
    both = [page for page in pages[0] if all(page in other for other in pages)]
    return next(iter([*both, *pages[0]]), None)


def _anchors(
    work: Work, place: Place, parts: Sequence[Component], page: Page | None
) -> tuple[Page, list[str]] | None:
    """The parts that something goes beside, all on one page: that of the part, or the only one."""
    names = {part.name for part in parts}
    pages = [page] if page is not None else [*pages_of(work, parts[0]), *work.spec.pages]
    fits: list[tuple[Page, list[str]]] = []
    for one in dict.fromkeys(page.id for page in pages):
        target = next(page for page in work.spec.pages if page.id == one)
        found = [_on(work, span, target, names) for span in place.anchors]
        if all(found):
            on_page = shown(layout_of(target))
            fits.append((target, [name for name in on_page if any(name in some for some in found)]))
    own = [fit for fit in fits if fit[0] in pages_of(work, parts[0])]
    if len(own or fits) == 1 or len(own) > 1:
        return (own or fits)[0]
    work.fail(
        place.anchors[0],
        "On which page?" if fits else f"I did not find “{work.text(place.anchors[0])}” beside it.",
        (page.title for page, _ in fits),
    )
    return None


def _on(work: Work, at: int, page: Page, without_: set[str]) -> list[str]:
    """The parts of a page that a span names: one, or several where it speaks of several."""
    on_page = set(shown(layout_of(page)))
    found = [one.name for one in parts_of(work, at) if one.name in on_page and one.name not in without_]
    if work.role(at) == "thing" and not found:
        entity: Entity | None = entity_of(work, at)
        found = [
            one.name for one in work.spec.components
            if entity and one.entity == entity.name and one.name in on_page and one.name not in without_
            and one.type in {ComponentType.TABLE, ComponentType.LIST}
        ]  # fmt: skip
    return found if len(found) == 1 or work.text(at).lower().endswith("s") else []


def _swapped(work: Work, at: int, subjects: Sequence[int]) -> bool:
    """Two parts, pages or columns in each other's place."""
    if len(subjects) != 2 or len({work.role(one) in {"page", "attr"} for one in subjects}) != 1:
        return False
    if work.role(subjects[0]) == "page":
        return swap_pages(work, at, subjects)
    if work.role(subjects[0]) == "attr":
        return swap_columns(work, at, subjects)
    near = _company(work, subjects)
    parts = [part for one in subjects if (part := _part(work, one, near)) is not None]
    if len(parts) != 2 or any(not pages_of(work, part) for part in parts):
        return False
    names = (parts[0].name, parts[1].name)
    edits: list[Edit] = [
        SetLayout(target=page.id, layout=_exchanged(layout_of(page), *names))
        for page in work.spec.pages
        if len(set(names) & set(shown(layout_of(page)))) >= 1
    ]
    return work.take(edits, at)


def _exchanged(box: Container, one: str, other: str) -> Container:
    """The layout with two components in each other's place."""

    def changed(node: LayoutNode) -> LayoutNode:
        if isinstance(node, Container):
            return _exchanged(node, one, other)
        return Slot.model_validate(
            node.model_dump() | {"component": {one: other, other: one}.get(node.component, node.component)}
        )

    return box.model_copy(update={"children": tuple(changed(node) for node in box.children)})


def _put_on(work: Work, at: int, subjects: Sequence[int], located: Sequence[int]) -> bool:
    """A part on a page, below what is there, and no longer where it was."""
    pages = [page for one in located if (page := page_of(work, one)) is not None]
    is_part = len(subjects) == 1 and work.role(subjects[0]) in {"part", "report"}
    part = _part(work, subjects[0], []) if is_part else None
    if part is None or len(pages) != 1:
        if len(located) == 1 and not pages:
            work.fail(located[0], f"There is no page “{work.text(located[0])}”.")
        return False
    return _laid(work, at, pages[0], at_bottom(layout_of(pages[0]), part.name), [part.name])
