"""Which days are meant: the span, the one before it, its periods and the date it is about."""

from datetime import date

from sayso.devloop.programs.facts import FieldFacts

from .meaning import Span, Unit
from .things import CREATED, DATES, Thing
from .wording import Wording


def day_of(thing: Thing, span: Span | None) -> FieldFacts:
    """The date that times are about; what is still to come is about when it is due."""
    day = thing.date()
    if day is CREATED and span is not None and span.kind in {"next", "coming"}:
        return thing.due() or next(iter(thing.of_type(DATES)), CREATED)
    return day


def spans_of(wording: Wording) -> tuple[Span | None, Span | None]:
    """The span, and the one that it is compared with."""
    span, compares = wording.span, wording.compares
    if compares is not None and span is None:
        span = Span(
            kind="this",
            unit=compares.unit,
            count=1,
            words=f"this {compares.unit}" if compares.unit != "day" else "today",
        )
    return span, compares


def before(span: Span) -> Span | None:
    """The stretch of the same length before: yesterday for today, the 30 days before the last 30."""
    name = "yesterday" if span.unit == "day" else f"last {span.unit}"
    if span.kind == "this":
        return Span(kind="last", unit=span.unit, words=name)
    if span.kind == "last":
        return span.model_copy(update={"back": span.back + 1, "words": f"the {span.unit} before"})
    if span.kind == "rolling":
        return span.model_copy(update={"back": 1, "words": f"the {span.count} {span.unit}s before"})
    return None


def period_for(span: Span | None) -> Unit:
    """The period that cuts a span into as many parts as a chart shows well."""
    if span is None:
        return "month"
    days = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[span.unit] * span.count
    if span.kind == "fixed" and span.first and span.last:
        days = (date.fromisoformat(span.last) - date.fromisoformat(span.first)).days
    elif span.kind == "fixed":
        days = 366
    return "day" if days <= 31 else "week" if days <= 130 else "month"
