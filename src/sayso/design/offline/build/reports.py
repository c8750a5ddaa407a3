"""Reports that were asked for, and the one or two that every business likes to see."""

from dataclasses import dataclass

from sayso.design.knowledge.known import known_thing
from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.model.names import Names
from sayso.design.offline.reading.evidence import ReportClue
from sayso.kit.words import plural, sentence, snake
from sayso.spec.model import ChartKind, FieldType, Measure, MeasureOp, Report

from .parts import DATES, NUMBERS, Parts

_PERIODS = frozenset(("day", "week", "month", "quarter", "year"))
_MONEY_WORDS = frozenset(
    [
        "turnover",
        "revenue",
        "sale",
        "sales",
        "income",
        "earning",
        "earnings",
        "cost",
        "costs",
        "spending",
        "expense",
        "amount",
        "value",
        "money",
        "volume",
        "spend",
        "profit",
        "fee",
    ]
)
_STATUS = frozenset(("status", "state", "stage", "phase"))


@dataclass(slots=True)
class Source:
    """Where a measure comes from: rows of an entity, and a number of them unless they are counted."""

    entity: str
    field: str | None = None


def build_reports(parts: Parts) -> None:
    """Add reports that resolve, then usual ones when there are too few."""
    names = Names(set(parts.entities))
    for clue in parts.business.reports:
        report = _report(parts, clue, names)
        if report is not None and all(r.name != report.name for r in parts.reports):
            parts.reports.append(report)
    _usual(parts)


def _report(parts: Parts, clue: ReportClue, names: Names) -> Report | None:
    for source in _sources(parts, clue, names):
        groups = [_group(parts, source.entity, group, names) for group in clue.groups]
        found = [g for g in groups if g]
        if clue.groups and not found:
            continue
        return _make(parts, clue, source, list(dict.fromkeys(found)))
    return None


def _make(parts: Parts, clue: ReportClue, source: Source, groups: list[str]) -> Report | None:
    date = parts.date_of(source.entity) or next(iter(parts.fields_of(source.entity, *DATES)), None)
    if any(g in _PERIODS for g in groups) and date is None:
        groups = [g for g in groups if g not in _PERIODS]
    counted = source.field is None or clue.operation == "count"
    operation = MeasureOp.COUNT if counted else MeasureOp.AVG if clue.operation == "avg" else MeasureOp.SUM
    chart = (
        ChartKind.LINE if groups and groups[0] in _PERIODS else ChartKind.BAR if groups else ChartKind.NUMBER
    )
    measure = Measure(op=operation, field=None if counted else source.field)
    return Report(
        id=parts.ids.new("rep"),
        name=snake(clue.title)[:48].strip("_") or "report",
        title=clue.title[:160] or "Report",
        entity=source.entity,
        group_by=tuple(groups),
        measures=(measure,),
        chart=chart,
        date_field=date if any(g in _PERIODS for g in groups) else None,
        source=clue.source[:400],
    )


def _sources(parts: Parts, clue: ReportClue, names: Names) -> list[Source]:
    words = [noun_lemma(word) for word in clue.measure]
    found: list[Source] = []
    mentioned = [
        names.exact("_".join(words[a:b])) for a in range(len(words)) for b in range(len(words), a, -1)
    ]
    entities = [name for name in mentioned if name]
    order = [*entities, *(e for e in parts.entities if e not in entities)]
    if entities and clue.operation in {"", "count"} and words and names.exact(words[-1]):
        found.append(Source(entities[0]))
    named = entities and bool(set(clue.measure) & _MONEY_WORDS)
    for entity in entities[:1] if named else order:
        field = _number(parts, entity, words)
        if field is not None:
            found.append(Source(entity, field))
    if set(clue.measure) & _MONEY_WORDS or clue.operation in {"sum", "avg"}:
        for entity in order:
            amounts = parts.fields_of(entity, FieldType.MONEY) + [
                c.name for c in parts.entities[entity].computed if c.type is FieldType.MONEY
            ]
            if amounts and (not entities or entity == entities[0] or set(clue.measure) & _MONEY_WORDS):
                found.append(Source(entity, amounts[0]))
    if clue.operation in {"sum", ""}:
        found.extend(
            Source(e, f)
            for e in order
            for f in parts.fields_of(e, *NUMBERS)[:1]
            if f in {"quantity", "amount", "hours", "minutes"}
        )
    found.extend(Source(entity) for entity in entities)
    return found


def _number(parts: Parts, entity: str, words: list[str]) -> str | None:
    for field in parts.entities[entity].fields:
        if field.type not in NUMBERS:
            continue
        own = {noun_lemma(part) for part in field.name.split("_")}
        if words and (words[-1] in own or own <= set(words)):
            return field.name
    return None


def _group(parts: Parts, entity: str, words: list[str], names: Names) -> str | None:  # noqa: C901 - a ladder of readings, tried in order
    last = noun_lemma(words[-1])
    if last in _PERIODS:
        return last
    name = "_".join([*words[:-1], last])
    members = [
        f
        for f in parts.entities[entity].fields
        if f.type not in {FieldType.LONG_TEXT, FieldType.FILE, FieldType.IMAGE, FieldType.JSON}
    ]
    if last in _STATUS and entity in parts.flows:
        return parts.flows[entity].field
    target = names.exact(name) or names.exact(last)
    if target is not None:
        path = _path(parts, entity, target)
        if path is not None:
            return path
    for field in members:
        if field.name in {name, last} or noun_lemma(field.name) == last or field.name.endswith(f"_{last}"):
            return field.name
    for link in parts.parents(entity):
        for field in parts.entities[link.to_entity].fields:
            if field.name in {name, last}:
                return f"{link.name}.{field.name}"
        for further in parts.parents(link.to_entity):
            for field in parts.entities[further.to_entity].fields:
                if field.name in {name, last}:
                    return f"{link.name}.{further.name}.{field.name}"
    return None


def _path(parts: Parts, entity: str, target: str) -> str | None:
    for link in parts.parents(entity):
        if link.to_entity == target:
            return link.name
    for link in parts.parents(entity):
        for further in parts.parents(link.to_entity):
            if further.to_entity == target and further.to_entity != entity:
                return f"{link.name}.{further.name}"
    return None


def _usual(parts: Parts) -> None:
    for name in parts.main:
        if len(parts.reports) >= 2:
            return
        label = sentence(plural(name))
        date = parts.date_of(name)
        if name in parts.flows:
            _assumed(parts, name, f"{label} by status", (parts.flows[name].field,), None)
        elif (
            date is not None
            and (thing := known_thing(name)) is not None
            and thing.kind in {"event", "document"}
        ):
            _assumed(parts, name, f"{label} per month", ("month",), date)


def _assumed(parts: Parts, entity: str, title: str, groups: tuple[str, ...], date: str | None) -> None:
    name = snake(title)[:48].strip("_")
    if all(r.name != name for r in parts.reports):
        parts.reports.append(
            Report(
                id=parts.ids.new("rep"),
                name=name,
                title=title,
                entity=entity,
                group_by=groups,
                measures=(Measure(op=MeasureOp.COUNT),),
                chart=ChartKind.LINE if date else ChartKind.BAR,
                date_field=date,
                assumed="A first look at the numbers.",
            )
        )
