"""A reading of words about rows becomes a question, with all that was left unsaid."""

from collections.abc import Sequence
from datetime import date

from sayso.blocks.offline.question import Question
from sayso.blocks.offline.refusing import unknown
from sayso.blocks.offline.timing import usual_refresh
from sayso.blocks.offline.titles import title_of
from sayso.blocks.offline.wording import Wording
from sayso.blocks.types import CardKind
from sayso.devloop.programs.facts import BlockFacts, FieldFacts
from sayso.devloop.programs.types import Refusal
from sayso.kit.words import sentence
from sayso.phrases.meaning import Group, Measure, Span, Unit
from sayso.phrases.spans import before, day_of, period_for, spans_of
from sayso.phrases.trying import Attempt

from .columns import columns_of
from .grouping import too_many_groups, usual_group
from .ordering import order_of
from .reading import read_rows
from .source import better_of, notes_of, source_of

CHARTS = frozenset((CardKind.LINE, CardKind.BAR, CardKind.AREA, CardKind.PIE))


def ask_rows(text: str, facts: BlockFacts, today: date) -> Question | Refusal:
    """The question about rows that fits the words best."""
    best = read_rows(text, facts, today)
    return best if isinstance(best, Refusal) else question_of(best, facts)


def question_of(one: Attempt[Wording], facts: BlockFacts) -> Question | Refusal:
    """What a reading asks for, with all that was left unsaid."""
    wording, thing = one.wording, one.thing
    span, compares = spans_of(wording)
    groups, day, period = _with_period(one, span)
    if not groups and _needs_group(wording):
        usual = usual_group(thing)
        if usual is None:
            return unknown("what to group by", thing, is_group=True)
        groups.append(usual)
    if wording.is_compared and not groups:
        span = span or Span(kind="this", unit="month", words="this month")
        compares = compares or before(span)
    too_many = too_many_groups(groups, thing)
    if too_many is not None:
        return too_many
    measure = _measure(one, groups)
    kind = _kind(wording, groups, measure)
    sort, limit = order_of(one, groups, measure)
    shown = () if measure is not None else columns_of(thing, one.conditions, day, one.sort)
    question = Question(
        source=source_of(thing, facts, groups, measure, one),
        conditions=tuple(one.conditions),
        span=span,
        date=day["name"] if span or compares or period else "",
        is_moment=day["type"] == "datetime",
        measure=measure,
        groups=tuple(groups),
        shown=shown,
        about=thing.about if kind in {CardKind.LIST, CardKind.TEXT} and shown else "",
        sort=sort,
        limit=limit,
        compares=compares if not groups else None,
        kind=kind,
        notes=tuple(notes_of(one, day, said_date=one.date is not None, used=bool(span or period))),
        better=better_of(one),
        refresh=wording.refresh or usual_refresh(is_rows=True),
        on_rows=True,
    )
    return question.model_copy(update={"title": wording.title or title_of(question)})


def _with_period(one: Attempt[Wording], span: Span | None) -> tuple[list[Group], FieldFacts, Unit | None]:
    """What is grouped by, the period first; the date that times are about; and the period."""
    wording, groups = one.wording, list(one.groups)
    day, period = one.date or day_of(one.thing, span), wording.period
    is_line = wording.kind in {CardKind.LINE, CardKind.AREA}
    if period is None and (wording.is_over_time or (is_line and not groups)):
        period = period_for(span)
    dated = next((group for group in groups if group.period), None)
    if dated is not None:
        groups.remove(dated)
        period = period or "day"
        day = next(each for each in one.thing.fields if each["name"] == dated.field)
    if period is not None:
        is_moment = day["type"] == "datetime"
        label = sentence(period)
        groups.insert(0, Group(field=day["name"], label=label, period=period, is_moment=is_moment))
    return groups, day, period


def _needs_group(wording: Wording) -> bool:
    is_drawn = wording.is_chart or wording.kind in {CardKind.PIE, CardKind.BAR}
    return is_drawn and not wording.is_compared


def _measure(one: Attempt[Wording], groups: Sequence[Group]) -> Measure | None:
    """What was said, else how many there are where a figure is wanted."""
    wording = one.wording
    is_figure = wording.is_compared or wording.kind is CardKind.NUMBER or wording.measure == "count"
    if one.measure is None and (groups or is_figure):
        return Measure(op="count", label=one.thing.plural)
    return one.measure


def _kind(wording: Wording, groups: Sequence[Group], measure: Measure | None) -> CardKind:
    """What was said, where it can show that."""
    kind = wording.kind or usual_kind(wording, groups, measure)
    if measure is not None and not groups and kind in {*CHARTS, CardKind.LIST}:
        return CardKind.NUMBER
    return CardKind.TABLE if groups and kind in {CardKind.NUMBER, CardKind.TEXT} else kind


def usual_kind(wording: Wording, groups: Sequence[Group], measure: Measure | None) -> CardKind:
    """The card that shows such an answer best."""
    if groups:
        return (
            CardKind.LINE
            if groups[0].period and not wording.is_chart
            else CardKind.BAR
            if not groups[0].period
            else CardKind.LINE
        )
    if measure is not None:
        return CardKind.NUMBER
    return (
        CardKind.LIST if wording.ranking is not None and wording.ranking.kind == "newest" else CardKind.TABLE
    )
