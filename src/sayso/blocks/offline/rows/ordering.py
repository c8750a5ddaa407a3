"""In which order rows come, and how many of them."""

from collections.abc import Sequence

from sayso.blocks.offline.wording import Wording
from sayso.devloop.programs.facts import FieldFacts
from sayso.phrases.meaning import Group, Measure, Sort
from sayso.phrases.spans import day_of
from sayso.phrases.things import DATES
from sayso.phrases.trying import Attempt


def _is_ahead(one: Attempt[Wording]) -> bool:
    """Whether what comes first is wanted first."""
    span = one.wording.span
    return (span is not None and span.kind in {"next", "coming"}) or any(
        each.op == "upcoming" for each in one.conditions
    )


def order_of(
    one: Attempt[Wording], groups: Sequence[Group], measure: Measure | None
) -> tuple[Sort | None, int | None]:
    """The order of rows or groups, and the most of them."""
    ranking = one.wording.ranking
    limit = ranking.limit if ranking and ranking.limit else one.wording.limit
    descending = ranking is None or ranking.kind in {"most", "newest"}
    if groups:
        if ranking is not None and limit is None and one.is_pivot:
            limit = 10
        return (Sort(descending=descending) if ranking else None), limit
    if measure is not None:
        return None, None
    if ranking is None and one.sort is None and _is_ahead(one):
        return Sort(field=(one.date or day_of(one.thing, one.wording.span))["name"], descending=False), limit
    if ranking is not None and ranking.kind in {"newest", "oldest"}:
        day = one.date or one.thing.date()
        return Sort(field=day["name"], descending=descending), limit or 10
    if one.sort is not None:
        return Sort(
            field=one.sort["name"], descending=descending if ranking else _is_latest_first(one.sort)
        ), limit or (10 if ranking else None)
    if ranking is not None:
        worth = next(iter(one.thing.money), None) or next(
            (each for each in one.thing.fields if each["type"] in {"integer", "decimal"}), None
        )
        if worth is not None:
            return Sort(field=worth["name"], descending=descending), limit or 10
    return Sort(field=(one.date or one.thing.date())["name"]), limit


def _is_latest_first(field: FieldFacts) -> bool:
    """Whether an order begins with the latest where nobody said: unless it is about what is due."""
    return field["type"] in DATES and not field["name"].startswith(("due", "deadline", "expir"))
