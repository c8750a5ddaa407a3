"""How programs ask for rows: conditions, days and measures as the data API takes them."""

import re

from sayso.blocks.offline.question import Question, RowsSource
from sayso.phrases.meaning import Condition, Measure
from sayso.phrases.writing.days import TODAY, span_lines
from sayso.phrases.writing.text import Code


def measure_text(question: Question) -> str:
    """``count`` or ``sum:total``, as the data API takes it."""
    measure = question.measure or Measure()
    return "count" if measure.op == "count" else f"{measure.op}:{measure.field}"


def measure_key(question: Question) -> str:
    """The name of the measure in an answer: ``sum_total``."""
    return measure_text(question).replace(":", "_").replace(".", "_")


def where_of(
    question: Question, *, first: str = "first", after: str = "after", dated: bool | None = None
) -> dict[str, object]:
    """The conditions as ``ctx.rows`` takes them; days stand in variables."""
    where: dict[str, object] = {}
    for one in question.conditions:
        _add(where, one)
    is_dated = question.span is not None if dated is None else dated
    if is_dated and question.date and question.span is not None:
        bounds: dict[str, object] = {}
        if question.span.kind != "fixed" or question.span.first:
            bounds["gte"] = Code(_bound(first, is_moment=question.is_moment))
        if question.span.kind != "fixed" or question.span.last:
            bounds["lt"] = Code(_bound(after, is_moment=question.is_moment))
        known = where.get(question.date)
        where[question.date] = {**(known if isinstance(known, dict) else {}), **bounds}
    return where


def _bound(name: str, *, is_moment: bool) -> str:
    return f"datetime.combine({name}, time(), zone)" if is_moment else name


def _add(where: dict[str, object], one: Condition) -> None:
    value: object = list(one.value) if isinstance(one.value, tuple) else one.value
    if one.op == "eq" and one.field not in where:
        where[one.field] = value
        return
    known = where.get(one.field)
    merged = known if isinstance(known, dict) else {} if known is None else {"eq": known}
    where[one.field] = {**merged, one.op: value}


def day_lines(question: Question, source: RowsSource, *, always: bool = False) -> list[str]:
    """Lines that work out the days; nothing where no time plays a part."""
    lines = [f'rows = ctx.rows("{source.slug}")']
    span = question.span
    if span is None and not always:
        return lines
    needs_today = always or (span is not None and span.kind != "fixed") or question.compares is not None
    if needs_today or question.is_moment:
        lines.append("zone = ZoneInfo(ctx.time_zone)")
    if needs_today:
        lines.append(TODAY)
    if span is not None:
        lines += span_lines(span)
    return lines


def function_text(head: str, lines: list[str]) -> str:
    """A function, without lines that work out days which nothing needs."""
    used = [line for place, line in enumerate(lines) if not _is_idle(line, lines[place + 1 :])]
    used = [line for place, line in enumerate(used) if not _is_idle(line, used[place + 1 :])]
    return "\n".join([f"def {head}:", *(f"    {line}" if line else "" for line in used)])


def _is_idle(line: str, following: list[str]) -> bool:
    """Whether a line works out a day or a zone that nothing needs."""
    name = line.partition(" = ")[0]
    return name in {"today", "zone", "after", "first"} and not re.search(rf"\b{name}\b", "\n".join(following))
