"""Figures that were read as the name of a report or a value: *orders per customer*, *number of stays*."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.design.name_lookup.likeness import key
from sayso.reader.types import Reading, Span
from sayso.spec.model import PERIODS, AppSpec

_EACH = re.compile(r"(?P<what>.+?)\s+(?:per|by|for each)(?:\s+(?P<by>.+))?", re.IGNORECASE)
_COUNTED = re.compile(r"\s+of\s", re.IGNORECASE)


def measured(reading: Reading, spec: AppSpec) -> Reading:
    """A reading in which such spans are what is measured, and by what."""
    roles = {span.role for span in reading.spans}
    is_grouped = bool(roles & {"group", "period", "measure"})
    spans: list[Span] = []
    places: list[int] = []
    for at, span in enumerate(reading.spans):
        places.append(len(spans))
        is_named = "measure" not in roles and _is_title(span.text, spec, is_grouped=is_grouped)
        if span.role == "report" and not is_named:
            spans += _parts(span, at, spec, is_grouped=is_grouped)
        elif span.text.lower() == "number" and is_grouped and _COUNTED.match(reading.text, span.end):
            spans.append(replace(span, role="measure"))
        else:
            spans.append(span)
    heads = (None if span.head is None else places[span.head] for span in spans)
    return replace(
        reading, spans=tuple(replace(span, head=head) for span, head in zip(spans, heads, strict=True))
    )


def _is_title(text: str, spec: AppSpec, *, is_grouped: bool) -> bool:
    """Whether words are the title of a report, or a part of it where nothing says how rows are grouped."""
    said = set(key(text))
    titles = [set(key(report.title)) for report in spec.reports]
    return any(said == title or (said <= title and not is_grouped) for title in titles)


def _parts(span: Span, at: int, spec: AppSpec, *, is_grouped: bool) -> Iterator[Span]:
    """A span as what is measured and what that hangs on it by; as it is where it names neither."""
    each = _EACH.fullmatch(span.text)
    what = each["what"] if each else span.text
    role = _role(what, spec) if each or is_grouped else None
    if role is None:
        yield span
        return
    yield replace(span, role=role, text=what, end=span.start + len(what))
    if each and each["by"]:
        by = "period" if each["by"].lower() in PERIODS else "group"
        start = span.start + each.start("by")
        yield Span(each["by"], by, start, span.end, at, span.sureness)


def _role(text: str, spec: AppSpec) -> str | None:
    """What a name is that stands before *per*: a thing that is counted, or a value."""
    said = key(text)
    if any(said in {key(one.name), key(one.display_name)} for one in spec.entities):
        return "thing"
    labels = [one.label for entity in spec.entities for one in entity.fields]
    labels += [one.label for entity in spec.entities for one in entity.computed]
    return "attr" if any(said == key(label) for label in labels) else None
