"""Reports that a message asks for: what is counted or added up, by what, of which rows, and how drawn."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.design.resolver.qualifiers import rows_said
from sayso.design.resolver.report_parts import NUMBERS, RECORDED, Plan, drawn, group_path
from sayso.design.spec_edits.components import dated, measurable
from sayso.design.spec_edits.components import page_of as page_about
from sayso.design.spec_edits.placement import placed
from sayso.kit.words import snake
from sayso.reader.types import COMMANDS
from sayso.spec.edits import Kind, add
from sayso.spec.model import (
    PERIODS,
    ChartKind,
    Component,
    Computed,
    Entity,
    Field,
    FieldType,
    FilterBy,
    Measure,
    MeasureOp,
    Page,
    Period,
    Report,
)

from .elements import charts_of, entity_of, member_of, page_named, page_of, report_of, shown_names
from .figures import change_chart, chart_kind
from .vocabulary import listed
from .work import Work

_OPS = (
    (MeasureOp.AVG, re.compile(r"\b(?:average|avg|mean|on average)\b")),
    (MeasureOp.MAX, re.compile(r"\b(?:highest|maximum|max|longest|largest)\b")),
    (MeasureOp.MIN, re.compile(r"\b(?:lowest|minimum|min|shortest|smallest)\b")),
    (MeasureOp.SUM, re.compile(r"\b(?:total|sum|how much|overall|altogether|in all)\b")),
    (MeasureOp.COUNT, re.compile(r"\b(?:how many|number|count|most|least|fewest|busiest|how often|often)\b")),
)
_MONEY = re.compile(r"\b(?:money|revenue|turnover|income|earn\w*|sales|spend|spent|paid)\b")
_EACH = re.compile(r"^(?:(?:per|by|each|every|a|an|for)\s+)*(day|week|month|quarter|year)s?$")
_NOW = re.compile(r"^(?:the |this |current |the current )(day|week|month|quarter|year)$|^(today)$")
_OFTEN = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annually": "year", "annual": "year",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an entity that a report is about, with the spans that say so."""

    filters: tuple[FilterBy, ...]
    told: str
    spans: tuple[int, ...]


def add_report(work: Work, root: int, spans: Iterable[int]) -> bool:
    """A report of what the spans measure, by what they group, with the chart that draws it.

    ``root`` is the span that asks for it, ``spans`` all that hang on it. False where they say too little, or
    more than one thing it could be.
    """
    everything = [one for one in spans if not _is_place(work, one)]
    groups, periods = _of(work, everything, "group"), _of(work, everything, "period")
    each = [unit for one in periods if (unit := _unit(work.text(one))) is not None]
    now = [unit for one in periods if (unit := _current(work.text(one))) is not None]
    if not (groups or each) or len(each) + len(now) < len(periods) or len(now) > 1:
        return False
    parts = _of(work, everything, "part")
    if work.role(root) == "part" and _chart(work, root) is None:
        return False
    if len(parts) > 1 or any(_chart(work, one) is None for one in parts):
        return False
    found = [
        made for entity in _candidates(work, everything)
        if (made := _plan(work, everything, entity, each, parts)) is not None
    ]  # fmt: skip
    if each and len(found) > 1:
        found = [one for one in found if dated(one[0].entity)]
    if len(found) != 1:
        return False
    plan, used = found[0]
    if plan.group not in PERIODS and not set(plan.further) & PERIODS:
        used += [one for one in _of(work, everything, "order") if _is_usual_order(work, one)]
    page = _page(work, root, everything)
    if page is None and (_of(work, everything, "page") or _ON.search(work.text(root).lower())):
        return False
    chart = _draw(work, root, plan, Period(now[0]) if now else None, page)
    if chart is None:
        return False
    work.use(root, *used, *periods, *parts, *_of(work, everything, "page", "kind"))
    work.use(*(one for one in _of(work, everything, "report") if work.text(one).lower() in listed("reports")))
    work.turn_to(plan.entity, component=chart.id)
    return True


def _is_usual_order(work: Work, at: int) -> bool:
    """Whether an order is the one in which figures come by themselves: the highest first."""
    words = set(re.findall(r"[a-z]+", work.text(at).lower()))
    return words <= listed("descending") | listed("first") and bool(words & listed("descending"))


def regrouped(work: Work, at: int, spans: Sequence[int]) -> bool:
    """A report that is grouped otherwise: by another period, or by something else instead."""
    groups, periods = _of(work, spans, "group"), _of(work, spans, "period")
    named = [
        (one, report) for one in _of(work, spans, "report") if (report := report_of(work, one)) is not None
    ]
    units = [unit for one in periods if (unit := _unit(work.text(one))) is not None]
    if len(named) != 1 or len(units) < len(periods) or not (groups or units) or _of(work, spans, "measure"):
        return False
    report = named[0][1]
    entity = next(one for one in work.spec.entities if one.name == report.entity)
    ways = [way for one in groups if (way := _path(work, one, entity)) is not None]
    old = [name for name in report.group_by if name in PERIODS]
    if len(ways) < len(groups):
        return False
    if {*ways, *units} == set(report.group_by):
        work.use(*groups, *periods)
        return False
    if units and old and not ways:
        new = [units[0] if name in PERIODS else name for name in report.group_by]
    elif _instead_of(work.reading.text, report):
        new = [*ways, *units]
    else:
        return False
    values: dict[str, object] = {"group_by": new}
    if set(new) & PERIODS:
        values["date_field"] = report.date_field or (dated(entity) or [RECORDED])[0]
    said = " and ".join(name.split(".")[-1].replace("_", " ") for name in new)
    title = f"{re.split(r' (?:per|by) ', report.title)[0]} per {said}"
    work.do("set", Kind.REPORT, at, target=report.name, values=values)
    work.do("rename", Kind.REPORT, at, target=report.name, name=snake(title)[:48], label=title)
    work.use(at, named[0][0], *work.under(named[0][0], "kind"), *groups, *periods)
    return True


def _instead_of(text: str, report: Report) -> bool:
    """Whether something comes instead of what a report is grouped by now."""
    found = re.search(r"\binstead\b(?:\s+of\s+(?:per\s+|by\s+|the\s+|each\s+)*(\w+))?", text.lower())
    return found is not None and (found[1] is None or found[1] in report.group_by)


def _of(work: Work, spans: Sequence[int], *roles: str) -> list[int]:
    return [one for one in spans if work.role(one) in roles]


def _is_place(work: Work, at: int) -> bool:
    """Whether a span only says where the chart goes."""
    return work.role(at) == "where" or any(work.role(one) == "where" for one in work.above(at))


def _chart(work: Work, at: int) -> ChartKind | str | None:
    """How a part draws a report: a kind, or nothing in particular; None where it is something else."""
    words = re.findall(r"[a-z]+", work.text(at).lower())
    rest = [
        one for one in words if chart_kind(one) is None and one not in listed("plain") | listed("reports")
    ]
    kind = chart_kind(work.text(at))
    return None if rest else ChartKind(kind) if kind else ""


def _candidates(work: Work, spans: Sequence[int]) -> list[Entity]:
    """The things a report may be about: those that are named, else all."""
    named = [
        entity for one in _of(work, spans, "thing")
        if not _qualifies(work, one) and (entity := entity_of(work, one)) is not None
    ]  # fmt: skip
    return list({one.id: one for one in named}.values()) or list(work.spec.entities)


def _qualifies(work: Work, at: int) -> bool:
    """Whether a thing only says whose value is meant that rows are grouped by: *per [boat] [type]*."""
    spans = work.reading.spans
    return (
        at + 1 < len(spans)
        and work.role(at + 1) == "group"
        and re.fullmatch(r"(?:['’]s)?\s+", work.reading.text[spans[at].end : spans[at + 1].start]) is not None
    )


def _plan(
    work: Work, spans: Sequence[int], entity: Entity, each: Sequence[str], parts: Sequence[int]
) -> tuple[Plan, list[int]] | None:
    """The report about one thing, with the spans that it takes up."""
    measured = measure_of(work, spans, entity)
    if measured is None:
        return None
    measure, used = measured
    used += [one for one in _of(work, spans, "thing") if (e := entity_of(work, one)) and e.id == entity.id]
    paths: list[str] = []
    for one in _of(work, spans, "group"):
        path = _path(work, one, entity)
        if path is None or path == measure.field:
            return None
        paths.append(path)
        used += [
            one,
            *([one - 1] if one and work.role(one - 1) == "thing" and _qualifies(work, one - 1) else []),
        ]
    groups = list(dict.fromkeys([*paths, *each]))
    if len(groups) > 2:
        return None
    rows = rows_of(work, spans, entity)
    kinds = [kind for one in parts if (kind := _chart(work, one))]
    usual = ChartKind.LINE if groups[0] in PERIODS else ChartKind.BAR
    day = (dated(entity) or [RECORDED])[0] if set(groups) & PERIODS else None
    chart = kinds[0] if kinds and isinstance(kinds[0], ChartKind) else usual
    plan = Plan(entity, measure, groups[0], day, rows.filters, chart, tuple(groups[1:]), rows.told)
    return plan, [*used, *rows.spans]


def measure_of(work: Work, spans: Sequence[int], entity: Entity) -> tuple[Measure, list[int]] | None:
    """What is worked out for each group, with the spans that say so."""
    measures, attrs = _of(work, spans, "measure"), _of(work, spans, "attr")
    words = " ".join(work.text(one).lower() for one in measures)
    op = next((op for op, way in _OPS if way.search(words)), None)
    said = [(one, work.text(one)) for one in attrs] + [(one, _bare(work.text(one))) for one in measures]
    numbers = {
        found.name: one for one, text in said
        if text and (found := member_of(work, text, entity)) is not None
        and isinstance(found.element, Field | Computed) and found.element.type in NUMBERS
    }  # fmt: skip
    if len(numbers) > 1:
        return None
    if numbers:
        name = next(iter(numbers))
        return Measure(op=op if op not in {None, MeasureOp.COUNT} else MeasureOp.SUM, field=name), [
            *measures, numbers[name],
        ]  # fmt: skip
    if attrs:
        return None
    if op is MeasureOp.COUNT or not measures:
        things = [entity_of(work, one) for one in _of(work, spans, "thing")]
        is_named = any(one is not None and one.id == entity.id for one in things)
        return (Measure(op=MeasureOp.COUNT), list(measures)) if is_named else None
    amounts = [one.name for one in measurable(entity) if one.type is FieldType.MONEY]
    if _MONEY.search(words) and len(amounts) == 1 and op in {None, MeasureOp.SUM, MeasureOp.AVG}:
        return Measure(op=op or MeasureOp.SUM, field=amounts[0]), list(measures)
    return None


def _bare(words: str) -> str:
    """A measure without the words for how it is worked out."""
    said = words.lower()
    for _, way in _OPS:
        said = way.sub(" ", said)
    return " ".join(word for word in said.split() if word not in {"of", "the", "all"})


def _path(work: Work, at: int, entity: Entity) -> str | None:
    """The way from a row to what it is grouped by."""
    words = work.text(at)
    owner = (
        entity_of(work, at - 1) if at and work.role(at - 1) == "thing" and _qualifies(work, at - 1) else None
    )
    if _unit(words) is not None:
        return _unit(words)
    if owner is not None and owner.id != entity.id:
        found = member_of(work, words, owner)
        ways = [name for name, link in work.index.parents(entity.name).items() if link.parent == owner.name]
        return f"{ways[0]}.{found.name}" if found is not None and len(ways) == 1 else None
    return group_path(words, entity, work.situation)


def rows_of(work: Work, spans: Sequence[int], entity: Entity) -> Rows:
    """Conditions that are understood as a whole; others stay unused."""
    flow = work.index.flows.get(entity.name)
    filters: list[FilterBy] = []
    used: list[int] = []
    for one in _of(work, spans, "cond", "state"):
        words = work.text(one).lower()
        state = work.mentions.state(words, entity) if flow is not None else None
        said, word = rows_said(words, entity, work.situation)
        if flow is not None and state is not None and state[0].id == flow.id:
            filters.append(FilterBy(field=flow.field, op="eq", value=state[1].name))
        elif word == words and said:
            filters += said
        else:
            continue
        used.append(one)
    return Rows(tuple(filters), " ".join(work.text(one) for one in used), tuple(used))


def _unit(words: str) -> str | None:
    """The period by which rows are grouped: *per month*, *weekly*."""
    said = words.lower().strip()
    found = _EACH.match(said)
    return found[1] if found else _OFTEN.get(said)


def _current(words: str) -> str | None:
    """The period that a report looks at: *this year*."""
    found = _NOW.match(words.lower().strip())
    return (found[1] or "day") if found else None


def _page(work: Work, root: int, spans: Sequence[int]) -> Page | None:
    """The page that is named for the chart, in words of their own or in those that ask for it."""
    pages = _of(work, spans, "page")
    said = _ON.search(work.text(root).lower())
    if not pages and said is not None and work.role(root) in COMMANDS:
        return page_named(work, said[1])
    return page_of(work, pages[0]) if len(pages) == 1 else None


_ON = re.compile(r"\b(?:on|to|in|into|onto)\s+(?:the\s+|our\s+)?(.+)$")


def _draw(work: Work, at: int, plan: Plan, period: Period | None, page: Page | None) -> Component | None:
    """The report with its chart on a page: that which is named, one of reports, or the first."""
    situation = work.situation
    if period is not None:
        situation = replace(situation, spec=situation.spec.model_copy(update={"reports": ()}))
    report, chart, edits = drawn(plan, situation, work.sentence(at))
    if period is not None:
        day = report.date_field or (dated(plan.entity) or [RECORDED])[0]
        title = f"{report.title} this {period.value}".replace("this day", "today")
        report = report.model_copy(
            update={"period": period, "date_field": day, "title": title, "name": snake(title)[:48]}
        )
        chart = chart.model_copy(update={"props": {"report": report.name}})
        edits = [add(report), add(chart)]
    elif known := [one for one in charts_of(work, report) if one.name in shown_names(work)]:
        return _drawn_again(work, at, report, known[0], plan.chart, page)
    if not work.take(edits, at):
        return None
    pages = {one.name: one for one in work.spec.pages}
    usual = next((pages[name] for name in _FOR_REPORTS if name in pages), None)
    page = page or usual or page_about(work.spec, plan.entity.name) or next(iter(work.spec.pages), None)
    if page is not None and not work.take(placed(work.situation, chart, page), at):
        return None
    return chart


def _drawn_again(  # noqa: PLR0917 - what a chart consists of
    work: Work, at: int, report: Report, chart: Component, kind: ChartKind, page: Page | None
) -> Component | None:
    """A report that is there: its chart on another page, or drawn otherwise."""
    edits = placed(work.situation, chart, page) if page is not None else []
    if not edits and kind is report.chart:
        work.settle(at)
        return chart
    if kind is not report.chart:
        change_chart(work, report, kind.value, at)
    return chart if not edits or work.take(edits, at) else None


_FOR_REPORTS = ("reports", "statistics", "overview", "dashboard")
