"""Rows: which ones a list shows, and in which order."""

import re
from collections.abc import Sequence

from sayso.design.language.lemmas import verb_lemma
from sayso.spec.model import ComponentType, Entity

from .columns import listed_entity
from .elements import entity_in_focus, entity_of, member_of, part_kind
from .row_edits import filtered_rows, sorted_rows
from .vocabulary import listed
from .work import Work

_ONLY = re.compile(r"\b(?:only|just|nothing but)\b", re.IGNORECASE)


def sort(work: Work, at: int, spans: Sequence[int]) -> bool:
    """The order of the rows of a list; false where the spans say more than that, or less."""
    entity = _whose(work, spans)
    orders = [one for one in spans if work.role(one) == "order" or _is_foremost(work, one)]
    is_asked = is_sorting(work, at)
    attrs = [
        one
        for one in spans
        if (is_asked and work.role(one) in {"attr", "group", "period"})
        or (work.role(one) == "attr" and _is_of(work, one, orders))
    ]
    if entity is None or len(attrs) > 1 or not (orders or attrs):
        return False
    said = ", ".join(work.text(one).lower() for one in orders)
    by = member_of(work, work.text(attrs[0]), entity) if attrs else None
    if attrs and by is None:
        return False
    if by is None and (found := _BY_WHAT.search(said)):
        by = member_of(work, found[1], entity)
        said = f"{said[: found.start()]}{said[found.end() :]}" if by is not None else said
    if not set(re.findall(r"[a-z]+", said)) <= listed("ordering"):
        return False
    edits = sorted_rows(entity, by.name if by is not None else None, said, work.situation)
    if edits is None or (edits and not work.take(edits, at)):
        return False
    if not edits:
        work.settle(at)
    work.use(at, *orders, *attrs, *(one for one in spans if work.role(one) in _PLACES))
    work.turn_to(entity)
    return True


def is_sorting(work: Work, at: int) -> bool:
    """Whether a command says itself that rows are put in an order."""
    return verb_lemma(work.text(at).lower()) in listed("sorting")


def put_in_order(work: Work, at: int) -> None:
    """The order of rows where no verb asks for it: *the jobs, newest first*."""
    if not sort(work, at, [at, *work.below(at)]) and not work.problems:
        work.fail(at)


_BY_WHAT = re.compile(r"\bby (?:the |their |its )?([\w' -]+?)(?=$|,)")
_PLACES = frozenset(("thing", "part", "page", "kind"))
_FOREMOST = frozenset(("first", "on top", "at the top", "on the top", "last", "at the bottom"))


def _is_foremost(work: Work, at: int) -> bool:
    """Whether a place is one among rows and not on a page: the newest *on top*."""
    return work.role(at) == "where" and work.text(at).lower() in _FOREMOST and not work.under(at)


def _is_of(work: Work, at: int, orders: Sequence[int]) -> bool:
    """Whether a value is what rows are put in order by."""
    return work.head(at) in orders or (at - 1 in orders and work.text(at - 1).lower().split()[-1:] in _BY)


_BY = (["by"], ["sorted"], ["sort"], ["order"], ["ordered"])


def filter_rows(work: Work, at: int, spans: Sequence[int], *, shown: bool) -> bool:
    """A list that shows only some rows, or leaves some out; false where the spans say more, or less."""
    entity = _whose(work, spans)
    which = [one for one in spans if work.role(one) in {"cond", "state"}]
    onlys = [one for one in spans if work.role(one) == "only"]
    if entity is None or len(which) != 1 or any(work.role(one) not in _FILTERED for one in spans):
        return False
    if shown and not onlys and not _ONLY.search(work.sentence(at)):
        return False
    edits = filtered_rows(entity, work.text(which[0]).lower(), work.situation, shown=shown)
    if not edits or not work.take(edits, at):
        return False
    work.use(at, *spans)
    work.turn_to(entity)
    return True


_FILTERED = frozenset(("cond", "state", "thing", "part", "page", "kind", "only"))


def _whose(work: Work, spans: Sequence[int]) -> Entity | None:
    """The thing whose list is meant: by name, by its table or its page, or spoken of last."""
    parts = [one for one in spans if work.role(one) == "part"]
    if any(part_kind(work.text(one)) is not ComponentType.TABLE for one in parts):
        return None
    named = {
        e.id: e for one in spans if work.role(one) == "thing" and (e := entity_of(work, one)) is not None
    }
    pages = [one for one in spans if work.role(one) in {"part", "page"}]
    if len(named) == 1:
        return next(iter(named.values()))
    return None if named else listed_entity(work, pages) or (None if pages else entity_in_focus(work))
