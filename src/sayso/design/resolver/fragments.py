"""Spans that the reading cut apart though they are one: *must be* and *at least 1*."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from sayso.reader.types import Reading, Span
from sayso.spec.model import AppSpec

_WHOLE = frozenset(("limit", "must", "new", "part", "rename", "change", "formula"))
"""Roles of which two spans right behind each other are one; a list of such has something in between."""


_OPEN = re.compile(r"(?:[-+*/×÷−=]|\b(?:plus|minus|times|by|of))\s*$")
"""The end of a formula that goes on: *quantity times price of*."""


def whole(reading: Reading, spec: AppSpec) -> Reading:
    """A reading in which such spans are one, as sure as the surest of its parts."""
    labels = [field.label.lower() for entity in spec.entities for field in entity.fields]
    spans: list[Span] = []
    places: list[int] = []
    for span in reading.spans:
        before = spans[-1] if spans else None
        if before is not None and (
            _is_one(reading.text, before, span) or _is_label(reading.text, before, span, labels)
        ):
            spans[-1] = replace(
                before,
                text=reading.text[before.start : span.end],
                end=span.end,
                head=span.head if before.head is None else before.head,
                sureness=max(before.sureness, span.sureness),
            )
        else:
            spans.append(span)
        places.append(len(spans) - 1)
    if len(spans) == len(reading.spans):
        return reading
    heads = [None if span.head is None else places[span.head] for span in spans]
    for at, (span, head) in enumerate(zip(spans, heads, strict=True)):
        is_round = head == at or (head is not None and heads[head] == at and spans[head].role == "formula")
        spans[at] = replace(span, head=None if is_round else head)
    return replace(reading, spans=tuple(spans))


def _is_one(text: str, before: Span, span: Span) -> bool:
    gap = text[before.end : span.start]
    if before.role == "formula" and span.role in {"attr", "thing", "formula"}:
        return _OPEN.search(before.text + gap) is not None and _ARTICLE.fullmatch(gap) is not None
    return before.role == span.role and (gap == "_" or (gap.isspace() and span.role in _WHOLE))


def _is_label(text: str, before: Span, span: Span, labels: Sequence[str]) -> bool:
    """Whether two values are the name of one, maybe with a slip in it: *job* *titel*."""
    if not before.role == span.role == "attr" or not text[before.end : span.start].isspace():
        return False
    said = text[before.start : span.end].lower()
    return any(fuzz.ratio(said, label) >= _ALIKE for label in labels)


_ALIKE = 84
_ARTICLE = re.compile(r"\W*(?:(?:the|its|their)\s+)?")
