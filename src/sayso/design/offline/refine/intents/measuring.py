"""What a report counts or sums, by what it is grouped, and how it is drawn."""

import re
from dataclasses import dataclass, replace

from sayso.design.offline.refine.mentions import FoundMember
from sayso.design.offline.refine.screens import dated, measurable
from sayso.design.offline.refine.types import Situation
from sayso.design.offline.refine.words import pattern
from sayso.spec.model import (
    ChartKind,
    Computed,
    Entity,
    Field,
    FieldType,
    FilterBy,
    Measure,
    MeasureOp,
    Relationship,
)

from .narrowing import groups_in, rows_said, verb_of

PERIODS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}


RECORDED = "created_at"
"""When a row was entered: what periods go by where rows have no date of their own."""
SPANS = ("day", "week", "month", "quarter", "year")


NUMBERS = frozenset({FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER})


CHART = pattern(
    r"\b(?P<kind>bar|line|pie|area|column|donut|doughnut)s?(?: ?-?(?:chart|graph|diagram|plot)s?)?\b|"
    r"\b(?P<any>chart|graph|diagram|histogram|curve|trend|report|statistics?|breakdown|evaluation|"
    r"analysis)s?\b"
)


_KINDS = {
    "bar": ChartKind.BAR,
    "column": ChartKind.BAR,
    "line": ChartKind.LINE,
    "pie": ChartKind.PIE,
    "donut": ChartKind.PIE,
    "doughnut": ChartKind.PIE,
    "area": ChartKind.AREA,
}


GROUP = re.compile(
    r"\b(?:per|by|for each|for every|each|grouped by|broken down by|split by|depending on|according to|"
    r"across)\s+(?:the\s+|a\s+|an\s+|each\s+)?(?P<group>[\w' -]+?)(?=\s+(?:as|in|on|with|over|for|to|and "
    r"show|so|please|above|below|where|that|who|which|when|this|last)\b|[,.;?]|$)",
    re.IGNORECASE,
)


OP = pattern(
    r"\b(?P<op>average|avg|mean|total|sum|overall|number|how many|how much|count|amount|highest|maximum|"
    r"max|lowest|minimum|min|revenue|turnover|income|hours)\b"
)


_OPS = {
    "average": "avg",
    "avg": "avg",
    "mean": "avg",
    "total": "sum",
    "sum": "sum",
    "overall": "sum",
    "number": "count",
    "how many": "count",
    "how much": "sum",
    "count": "count",
    "highest": "max",
    "maximum": "max",
    "max": "max",
    "lowest": "min",
    "minimum": "min",
    "min": "min",
    "revenue": "sum",
    "turnover": "sum",
    "income": "sum",
    "amount": "sum",
    "hours": "sum",
}


_EARNINGS = frozenset(("revenue", "turnover", "income"))


_EARNED = frozenset(("payment", "invoice", "sale", "order", "receipt", "booking"))


@dataclass(frozen=True, slots=True)
class Wish:
    """A report as it was read."""

    entity: Entity
    measure: Measure
    group: str | None
    date_field: str | None
    filters: tuple[FilterBy, ...]
    chart: ChartKind
    score: float
    further: tuple[str, ...] = ()
    told: str = ""


def usual_group(entity: Entity, situation: Situation) -> str | None:
    flow = situation.index.flows.get(entity.name)
    enums = [f.name for f in entity.fields if f.type is FieldType.ENUM]
    return next(
        iter([*([flow.field] if flow else []), *enums, *situation.index.parents(entity.name)]), None
    ) or ("month" if dated(entity) else None)


def read(clause: str, situation: Situation, group: str | None) -> Wish | None:
    """The report that a clause wishes for, with all it is grouped by."""
    first, further = groups_in(group)
    wish = _read(clause, situation, first)
    if wish is None or first is None:
        return wish
    more = [name for part in further if (name := group_path(part, wish.entity, situation)[0])]
    more = [name for name in dict.fromkeys(more) if name != wish.group]
    dates = dated(wish.entity)
    day = dates[0] if dates else RECORDED
    period = wish.date_field or (day if set(more) & set(SPANS) else None)
    filters, told = rows_said(clause, wish.entity, situation) if not wish.filters else ((), "")
    return replace(wish, further=tuple(more), date_field=period, filters=wish.filters or filters, told=told)


def _read(clause: str, situation: Situation, group: str | None) -> Wish | None:
    said_period = _period(clause)
    text = re.sub(r"\b(?:show|add|give me|i want|i need|draw|a|an|the)\b", " ", clause, flags=re.IGNORECASE)
    text = CHART.sub(" ", text)
    rest = GROUP.sub(" ", text) if group else text
    op = OP.search(rest)
    found = [one.entity for one in situation.mentions.entities_in(rest)]
    best: Wish | None = None
    for entity in situation.spec.entities:
        grouping, score = group_path(group, entity, situation)
        if said_period and grouping in {m.name for m in measurable(entity) if m.type in NUMBERS}:
            text_, grouping, score = f"of {group}", None, score - 0.3
        else:
            text_ = rest
        if group is not None and grouping is None and not said_period:
            continue
        measure, fit = _measure(text_, op["op"].lower() if op else None, entity, situation, found)
        if measure is None:
            continue
        dates = dated(entity)
        span = said_period or ("day" if "over time" in clause else None)
        if span and (group is None or grouping is None):
            grouping = span
            score -= 0.0 if dates else 0.25
        if grouping is None:
            grouping = usual_group(entity, situation)
            score -= 0.3
        score += (
            fit + (0.6 if entity in found else 0.0) + (0.3 if found and entity.id == found[0].id else 0.0)
        )
        if entity.id == situation.focus.entity:
            score += 0.2
        wish = Wish(
            entity,
            measure,
            grouping,
            (dates[0] if dates else RECORDED) if grouping in SPANS else None,
            _filters(rest, entity, situation),
            _chart(clause, grouping),
            score,
        )
        if best is None or wish.score > best.score:
            best = wish
    return best if best is not None and best.score > 0.4 else None


def _period(clause: str) -> str | None:
    for word, span in PERIODS.items():
        if re.search(rf"\b{word}\b", clause, re.IGNORECASE):
            return span
    match = re.search(r"\b(?:per|by|each|every|a)\s+(day|week|month|quarter|year)\b", clause, re.IGNORECASE)
    return match[1].lower() if match else None


def _chart(clause: str, grouping: str | None) -> ChartKind:
    match = CHART.search(clause)
    kinds = [m["kind"].lower() for m in CHART.finditer(clause) if m["kind"]] if match else []
    if re.search(r"\b(?:as|in) an? (?:simple |plain )?(?:table|list)\b", clause, re.IGNORECASE):
        return ChartKind.TABLE
    if kinds:
        return _KINDS.get(kinds[0], ChartKind.BAR)
    return ChartKind.LINE if grouping in SPANS else ChartKind.BAR


def group_path(  # noqa: C901 - nearest fit first
    phrase: str | None, entity: Entity, situation: Situation
) -> tuple[str | None, float]:
    """The path from the entity to what rows are grouped by, and how well it fits."""
    if phrase is None:
        return None, 0.0
    if phrase.lower() in SPANS:
        return phrase.lower(), 0.5 if dated(entity) else 0.25
    target = situation.mentions.entity(phrase)
    if target is not None:
        row: list[tuple[tuple[str, ...], str]] = [((), entity.name)]
        seen = {entity.name}
        for path, name in row:
            for relation, link in situation.index.parents(name).items():
                if link.parent == target.name:
                    return ".".join([*path, relation]), 0.8 - 0.2 * len(path)
                if link.parent not in seen and len(path) < 2:
                    seen.add(link.parent)
                    row.append(((*path, relation), link.parent))
    member = situation.mentions.member(phrase, entity, 0.75)
    if member is not None and not isinstance(member.element, Relationship):
        return member.name, 0.6 * member.score
    for relation, link in situation.index.parents(entity.name).items():
        other = situation.mentions.member(phrase, situation.index.entities[link.parent], 0.85)
        if other is not None and not isinstance(other.element, Relationship):
            return f"{relation}.{other.name}", 0.4
    return None, 0.0


_SPAN = re.compile(r"\b(?:length|duration|age|time|days|hours|minutes|nights)\b", re.IGNORECASE)


def _measure(
    text: str, op: str | None, entity: Entity, situation: Situation, found: list[Entity]
) -> tuple[Measure | None, float]:
    kind = MeasureOp(_OPS[op]) if op else None
    if kind is MeasureOp.COUNT:
        return Measure(op=MeasureOp.COUNT), 0.2
    numbers = [m for m in measurable(entity) if m.type in NUMBERS]
    if re.search(r"\b(?:over time|of)\b", text) or kind is not None or not found:
        member = _number_named(text, entity, situation, op)
        if member is not None:
            chosen = kind or (MeasureOp.AVG if "over time" in text else MeasureOp.SUM)
            if kind is None and entity in found and member.score < 0.88:
                return Measure(op=MeasureOp.COUNT), 0.1
            return Measure(op=chosen, field=member.name), 0.7 * member.score
    span = kind is MeasureOp.AVG and _SPAN.search(text)
    if kind is not None and numbers and not span and (entity in found or verb_of(text, entity)):
        amounts = sorted(
            numbers,
            key=lambda m: (m.type is not FieldType.MONEY, "total" not in m.name and "amount" not in m.name),
        )
        return Measure(op=kind, field=amounts[0].name), 0.35
    if op in _EARNINGS and not found:
        amounts = [m for m in numbers if m.type is FieldType.MONEY]
        likely = entity.name.split("_")[-1] in _EARNED
        if amounts:
            return Measure(op=MeasureOp.SUM, field=amounts[0].name), 0.6 if likely else 0.45
    if kind is None and entity in found:
        return Measure(op=MeasureOp.COUNT), 0.1
    return None, 0.0


def _number_named(text: str, entity: Entity, situation: Situation, op: str | None) -> FoundMember | None:
    rest = (
        re.sub(rf"\b{re.escape(op)}\b", " ", text, flags=re.IGNORECASE)
        if op and op not in {"hours", "revenue", "turnover", "income"}
        else text
    )
    rest = re.sub(
        r"\b(?:of|over|time|as|with|on|in|for|all|what's|what|been|has|is|to|page|separate)\b", " ", rest
    )
    best: FoundMember | None = None
    for candidate in (rest, *_windows(rest), *([op] if op in {"total", "amount"} else [])):
        for found in situation.mentions.ranked(candidate, entity)[:3]:
            is_number = isinstance(found.element, Field | Computed) and found.element.type in NUMBERS
            score = found.score + 0.15 * (len(candidate.split()) - 1)
            if is_number and found.score >= 0.78 and (best is None or score > best.score):
                best = replace(found, score=score)
    return best


def _windows(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]


def _filters(text: str, entity: Entity, situation: Situation) -> tuple[FilterBy, ...]:
    flow = situation.index.flows.get(entity.name)
    states = situation.mentions.states_in(text, flow) if flow else []
    if flow is None or not states:
        return ()
    return (FilterBy(field=flow.field, op="eq", value=states[0][0].name),)
