"""Pages and their parts: shown, taken away, placed."""

import re

from sayso.design.offline.refine.arranging import above, at_bottom, beside, on_top, shown, without
from sayso.design.offline.refine.intents.showing import ensured, layout_of, placed
from sayso.design.offline.refine.screens import page_of as page_about
from sayso.spec.edits import Edit, Kind, Remove, SetLayout
from sayso.spec.model import Component, ComponentType, Container, Entity, Page

from .elements import entity_in_focus, entity_of, page_of, part_kind, parts_of
from .work import Work

_LEFT = re.compile(r"\bleft\b")
_RIGHT = re.compile(r"\bright\b")
_ABOVE = re.compile(r"\b(?:above|over|on top of|in front of|before|ahead of)\b")
_BELOW = re.compile(r"\b(?:below|under|underneath|beneath|after|behind)\b")
_BESIDE = re.compile(r"\b(?:next to|beside|besides|side by side|alongside)\b")
_TOP = re.compile(r"\b(?:top|first|start|beginning|up|topmost)\b")
_BOTTOM = re.compile(r"\b(?:bottom|last|end|down)\b")


def remove_parts(work: Work, at: int, found: list[Component]) -> None:
    """Parts go from pages; what they showed is kept."""
    edits: list[Edit] = []
    for component in found:
        edits += [
            SetLayout(target=page.id, layout=without(page.layout, component.name))
            for page in work.spec.pages
            if component.name in page.components and page.layout is not None
        ]
        edits.append(Remove(kind=Kind.COMPONENT, target=component.id))
    work.take(edits, at)


def which_part(work: Work, at: int, found: list[Component], verb: str) -> None:
    """Several parts are called so, or none is."""
    if not found:
        work.fail(at, f"There is no “{work.text(at)}” on a page.")
        return
    titles = {report.name: report.title for report in work.spec.reports}
    names = {entity.name: entity.display_name.lower() for entity in work.spec.entities}
    kind = work.text(at).split()[-1].lower()
    called = [
        f"the chart {titles[str(one.props.get('report'))]}"
        if str(one.props.get("report")) in titles
        else f"the {names.get(one.entity or '', '')} {kind}"
        for one in found
    ]
    work.fail(
        at, f"There is more than one “{work.text(at)}”. Which one?", (f"{verb} {one}" for one in called)
    )


def add_part(work: Work, at: int, page: Page | None = None) -> bool:
    """A part of a kind for a thing: made where it is not there, and shown."""
    kind = part_kind(work.text(at))
    things = [found for one in work.under(at, "thing") if (found := entity_of(work, one)) is not None]
    head = work.head(at)
    if not things and head is not None:
        things = [found for one in work.under(head, "thing") if (found := entity_of(work, one)) is not None]
        if work.role(head) == "thing" and (above := entity_of(work, head)) is not None:
            things = [above]
    entity: Entity | None = things[0] if len(things) == 1 else None
    if entity is None and page is not None:
        entity = _entity_of_page(work, page)
    entity = entity or (entity_in_focus(work) if not things else None)
    if kind is None or entity is None or kind in {ComponentType.CHART, ComponentType.STATS}:
        return False
    made = ensured(work.situation, entity, kind, work.reading.text[:400])
    if made is None:
        work.fail(at, f"{entity.display_name} has nothing to make this of.")
        return False
    component, edits = made
    if edits and not work.take(edits, at):
        return False
    more = placed(work.situation, component, page)
    if more and not work.take(more, at):
        return False
    if not edits and not more:
        work.fail(at, "That is there already.")
        return False
    work.turn_to(entity, component=component.id)
    return True


def _entity_of_page(work: Work, page: Page) -> Entity | None:
    counts: dict[str, int] = {}
    by_name = {one.name: one.entity for one in work.spec.components}
    for name in page.components:
        entity = by_name.get(name)
        if entity:
            counts[entity] = counts.get(entity, 0) + 1
    best = max(counts, key=lambda name: counts[name], default=None)
    return next((one for one in work.spec.entities if one.name == best), None)


def show_on(work: Work, component: Component, page: Page) -> None:
    """Show a component on a page, and no longer on others where it was only just put."""
    edits: list[Edit] = [
        SetLayout(target=one.id, layout=without(layout_of(one), component.name))
        for one in work.spec.pages
        if one.id != page.id and component.name in one.components
    ]
    if edits:
        work.take(edits)
    more = placed(work.situation, component, page)
    if more:
        work.take(more)


def place(work: Work, at: int) -> None:  # noqa: C901 - one line for each way to say it
    """Put a part somewhere on its page, at an edge or beside others; or a page somewhere in the menu."""
    everything = [at, *work.below(at)]
    wheres = [one for one in everything if work.role(one) == "where"]
    anchors = [one for where in wheres for one in work.below(where)]
    free = [one for one in everything if one not in anchors]
    parts = [one for one in free if work.role(one) in {"part", "report"}] or [
        one for one in free if work.role(one) == "thing"
    ]
    parts = [
        one
        for one in parts
        if not any(work.head(one) == other and work.role(other) in {"part", "report"} for other in parts)
    ]
    pages = [one for one in free if work.role(one) == "page"]
    if not parts and pages and len(wheres) == 1:
        _place_page(work, at, pages, wheres[0], everything)
        return
    if len(wheres) == 2 and len(parts) == 2 and not anchors:
        _place_both(work, at, parts, wheres, everything)
        return
    if len(wheres) != 1 or not parts:
        work.fail(wheres[0] if wheres else at)
        return
    where = wheres[0]
    words = work.text(where).lower()
    moved = _components(work, parts)
    if moved is None or len(moved) != 1:
        if moved is not None:
            work.fail(parts[0])
        return
    component = moved[0]
    on = [page for page in work.spec.pages if component.name in set(shown(layout_of(page)))]
    named = {
        page.id for one in everything if work.role(one) == "page" and (page := page_of(work, one)) is not None
    }
    on = [page for page in on if not named or page.id in named]
    if not on:
        work.fail(parts[0], "That is on no page.")
        return
    beside_of = [
        one for one in anchors if work.role(one) in {"part", "report", "thing"} and work.head(one) == where
    ]
    if beside_of:
        target = _anchors(work, beside_of, component, on)
        layout = _beside(words, layout_of(target[0]), component.name, target[1]) if target else None
        page = target[0] if target else on[0]
        if target is None:
            return
    else:
        page = on[0]
        layout = _edge(words, layout_of(page), component.name)
    if layout is None:
        work.fail(where)
        return
    if work.take([SetLayout(target=page.id, layout=layout)], at):
        work.use(*(one for one in everything if work.role(one) in _PLACED or one == at))


_PLACED = frozenset(("where", "part", "report", "thing", "page", "kind"))


def _beside(words: str, layout: Container, moved: str, names: list[str]) -> Container | None:
    if _LEFT.search(words):
        for name in reversed(names):
            layout = beside(layout, moved, name)
        return layout
    if _RIGHT.search(words):
        return beside(layout, names[-1], moved)
    if _BESIDE.search(words):
        return beside(layout, names[0], moved)
    if _ABOVE.search(words):
        return above(layout, moved, names[0])
    if _BELOW.search(words):
        return above(layout, names[-1], moved)
    return None


def _edge(words: str, layout: Container, moved: str) -> Container | None:
    if _TOP.search(words):
        return on_top(layout, moved)
    if _BOTTOM.search(words):
        return at_bottom(layout, moved)
    return None


def _place_both(work: Work, at: int, parts: list[int], wheres: list[int], everything: list[int]) -> None:
    """One on the left and one on the right, or one at the top and one below."""
    words = [work.text(one).lower() for one in wheres]
    moved = _components(work, parts)
    if moved is None or len(moved) != 2:
        return
    sides = [
        (
            "left"
            if _LEFT.search(w)
            else "right"
            if _RIGHT.search(w)
            else "top"
            if _TOP.search(w) or _ABOVE.search(w)
            else "bottom"
            if _BOTTOM.search(w) or _BELOW.search(w)
            else ""
        )
        for w in words
    ]
    pairs = {("left", "right"): beside, ("top", "bottom"): above}
    way = pairs.get((sides[0], sides[1]))
    first, second = moved
    if way is None and (sides[1], sides[0]) in pairs:
        way, first, second = pairs[sides[1], sides[0]], second, first
    page = next(
        (one for one in work.spec.pages if {first.name, second.name} <= set(shown(layout_of(one)))), None
    )
    if way is None or page is None:
        work.fail(wheres[0])
        return
    if work.take([SetLayout(target=page.id, layout=way(layout_of(page), first.name, second.name))], at):
        work.use(*(one for one in everything if work.role(one) in _PLACED or one == at))


def _place_page(work: Work, at: int, pages: list[int], where: int, everything: list[int]) -> None:
    """A page before or after another in the menu, or first or last."""
    page = page_of(work, pages[0])
    words = work.text(where).lower()
    others = [other for one in work.below(where, "page") if (other := page_of(work, one)) is not None]
    if page is None or len(pages) != 1 or len(others) > 1:
        work.fail(pages[0])
        return
    if others and _ABOVE.search(words):
        data: dict[str, object] = {"before": others[0].path}
    elif others and _BELOW.search(words):
        data = {"after": others[0].path}
    elif not others and _TOP.search(words):
        data = {"position": 0}
    elif not others and _BOTTOM.search(words):
        data = {"position": len(work.spec.pages) - 1}
    else:
        work.fail(where)
        return
    if work.do("move", Kind.PAGE, at, target=page.path, **data):
        work.use(*(one for one in everything if work.role(one) in _PLACED or one == at))


def _components(work: Work, spans: list[int]) -> list[Component] | None:
    found: list[Component] = []
    for one in spans:
        named = parts_of(work, one)
        if not named and work.role(one) == "thing":
            entity = entity_of(work, one)
            page = page_about(work.spec, entity.name) if entity else None
            named = [
                c for c in work.spec.components
                if entity and c.entity == entity.name and page and c.name in page.components
                and c.type in {ComponentType.TABLE, ComponentType.LIST, ComponentType.CARDS}
            ]  # fmt: skip
        if len(named) != 1:
            which_part(work, one, named, "Move")
            return None
        found += named
    return found


def _anchors(
    work: Work, spans: list[int], component: Component, pages: list[Page]
) -> tuple[Page, list[str]] | None:
    """The components that the part goes beside: all of them that the page shows."""
    for page in pages:
        on_page = list(shown(layout_of(page)))
        names: list[str] = []
        for one in spans:
            found = [c.name for c in parts_of(work, one) if c.name in on_page and c.name != component.name]
            is_plural = work.text(one).lower().endswith("s")
            if not found or (len(found) > 1 and not is_plural):
                break
            names += found
        else:
            if names:
                return page, [name for name in on_page if name in names]
    work.fail(spans[0], f"I did not find “{work.text(spans[0])}” beside it.")
    return None
