"""Looks: colours, corners and spacing that a message asks for, of the application as a whole."""

import re

from sayso.design.looks import kept_colors, looks_of
from sayso.spec.edits import change_spec
from sayso.spec.model.theme import Theme

from .work import Work

_PARTS = frozenset(("looks", "part", "kind"))
_WHOLE = (
    "Only the application as a whole has colours and shapes of its own, and I did not understand all of it."
)


def restyle(work: Work, at: int) -> None:
    """Other looks; whatever is not about the application as a whole is asked about."""
    spans = _of_looks(work, at)
    first = next(one for one in spans if work.role(one) == "looks")
    if any(work.role(one) not in _PARTS for one in spans) or _is_of_one(work, at, first):
        work.fail(first, _WHOLE)
        return
    said = ", ".join(work.text(one) for one in spans)
    looks = looks_of(said)
    is_told = looks.is_told or looks_of(work.sentence(at)).is_told
    is_choice = not is_told and (
        work.role(at) == "looks" or not looks.used.isdisjoint(kept_colors(work.spec))
    )
    is_one_color = looks.values.accent is None or looks.values.ground is None or _TWO.search(said)
    if looks.left or looks.values == Theme() or is_choice or not is_one_color:
        work.fail(first, _WHOLE)
        return
    after = looks.over(work.spec.theme)
    work.use(at, *spans)
    if after == (work.spec.theme or Theme()):
        work.settle(at)
    else:
        work.take([change_spec(theme=after)], at)


def _is_of_one(work: Work, at: int, looks: int) -> bool:
    """Whether *it* is what the message named before: *move the board and paint it red*."""
    spans = work.reading.spans
    before = any(work.role(one) in _NAMED for one in range(min(at, looks)))
    start, end = spans[min(at, looks)].start, spans[max(at, looks)].end
    return before and _IT.search(work.reading.text[start:end]) is not None


_NAMED = frozenset(("part", "report", "page", "thing", "attr", "option", "state"))
_IT = re.compile(r"\b(?:it|that|them|those|these|this)\b", re.IGNORECASE)
_TWO = re.compile(r"\b(?:and|on|with|over|against)\b|[,;]|\b(?:background|ground|buttons?)\b", re.IGNORECASE)


def _of_looks(work: Work, at: int) -> list[int]:
    """What a command says of looks; without a command, all that stands free in the message."""
    if work.role(at) != "looks":
        return work.below(at)
    return sorted(one for root in work.under(None, "looks") for one in (root, *work.below(root)))
