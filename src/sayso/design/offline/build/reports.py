"""Reports that were asked for: what is measured, of which records, and how it is grouped."""

from dataclasses import dataclass

from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.model.names import Names
from sayso.design.offline.reading.evidence import ReportClue
from sayso.kit.words import plural, sentence, snake
from sayso.spec.model import ChartKind, FieldType, Measure, MeasureOp, Report

from .figures import PERIODS, add_usual, counting, report_title, side_states
from .parts import DATES, NUMBERS, Parts

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
_ASKING = frozenset(("show", "see", "need", "want", "know", "list", "compare", "report", "chart", "total"))
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
            _what_counts(parts, report)
    add_usual(parts)


def _report(parts: Parts, clue: ReportClue, names: Names) -> Report | None:
    for source in _sources(parts, clue, names):
        found: dict[str, str] = {}
        for words in clue.groups:
            group = _group(parts, source.entity, words, names)
            if group is not None and (group not in PERIODS or _when(parts, source.entity) is not None):
                found.setdefault(group, " ".join([*words[:-1], noun_lemma(words[-1])]))
        if clue.groups and not found:
            continue
        return _make(parts, clue, source, found)
    return None


def _when(parts: Parts, entity: str) -> str | None:
    return parts.date_of(entity) or next(iter(parts.fields_of(entity, *DATES)), None)


def _make(parts: Parts, clue: ReportClue, source: Source, said: dict[str, str]) -> Report:
    groups = list(said)
    counted = source.field is None or clue.operation == "count"
    operation = MeasureOp.COUNT if counted else MeasureOp.AVG if clue.operation == "avg" else MeasureOp.SUM
    by_time = any(g in PERIODS for g in groups)
    chart = (
        ChartKind.LINE if groups and groups[0] in PERIODS else ChartKind.BAR if groups else ChartKind.NUMBER
    )
    measured = _measured(parts, clue, source)
    title = report_title(parts, source.entity, operation, measured, said)
    if counted:
        label = sentence(plural(source.entity))
    else:
        label = measured if operation is MeasureOp.SUM else f"Average {measured.lower()}"
    return Report(
        id=parts.ids.new("rep"),
        name=snake(title)[:48].strip("_") or "report",
        title=title,
        entity=source.entity,
        group_by=tuple(groups),
        measures=(Measure(op=operation, field=None if counted else source.field, label=label[:160]),),
        filters=() if counted else counting(parts, source.entity, source.field),
        chart=chart,
        date_field=_when(parts, source.entity) if by_time else None,
        source=clue.source[:400],
    )


def _measured(parts: Parts, clue: ReportClue, source: Source) -> str:
    """What the figure is called: in the words of the wish where they name it, else as the field."""
    if source.field is None or not clue.measure:
        return sentence(plural(source.entity))
    words = [noun_lemma(word) for word in clue.measure if word not in _ASKING]
    if not set(words) & (_MONEY_WORDS | set(source.field.split("_"))):
        return parts.label_of(source.entity, source.field)
    counted = source.field not in parts.money_of(source.entity) or words[-1] in {"sale", "earning"}
    return sentence(" ".join([*words[:-1], plural(words[-1]) if counted else words[-1]]))


def _what_counts(parts: Parts, report: Report) -> None:
    if report.filters:
        left_out = side_states(parts, report.entity)
        listed = " and ".join(s.label.lower() for s in left_out)
        many = plural(report.entity).replace("_", " ")
        text = f"{listed[:1].upper()}{listed[1:]} {many} do not count towards “{report.title}”."
        parts.assume(text, (report.id,), "Count only finished ones", "Count them too")


def _sources(parts: Parts, clue: ReportClue, names: Names) -> list[Source]:
    words = [noun_lemma(word) for word in clue.measure]
    about_money = bool(set(clue.measure) & _MONEY_WORDS)
    mentioned = [
        names.exact("_".join(words[a:b])) for a in range(len(words)) for b in range(len(words), a, -1)
    ]
    entities = list(dict.fromkeys(name for name in mentioned if name))
    others = sorted(parts.entities, key=lambda e: not set(e.split("_")) & set(words))
    order = [*entities, *(e for e in others if e not in entities)]
    sold = [e for e in entities if set(e.split("_")) & _MONEY_WORDS and parts.money_of(e)]
    found: list[Source] = []
    if clue.operation != "count":
        found.extend(Source(e, parts.money_of(e)[0]) for e in sold)
    if entities and clue.operation in {"", "count"} and words and names.exact(words[-1]):
        found.append(Source(entities[0]))
    for entity in entities[:1] if entities and about_money else order:
        field = _number(parts, entity, words)
        if field is not None and not (about_money and _is_price_list(parts, entity)):
            found.append(Source(entity, field))
    if clue.operation == "sum" and not about_money:
        found.extend(_amounts(parts, order))
    if about_money or clue.operation in {"sum", "avg"}:
        found.extend(
            Source(entity, parts.money_of(entity)[0])
            for entity in sorted(order, key=lambda e: _earns(parts, e, words))
            if parts.money_of(entity) and (not entities or entity == entities[0] or about_money)
        )
    if clue.operation in {"sum", ""}:
        found.extend(_amounts(parts, order))
    found.extend(Source(entity) for entity in entities)
    if not clue.measure:
        found.extend(Source(entity) for entity in sorted(order, key=lambda e: not _happens(parts, e)))
    return found


def _amounts(parts: Parts, order: list[str]) -> list[Source]:
    return [
        Source(e, f)
        for e in order
        for f in parts.fields_of(e, *NUMBERS)[:1]
        if f in {"quantity", "amount", "hours", "minutes"}
    ]


def _is_price_list(parts: Parts, entity: str) -> bool:
    """Whether money of an entity says what something costs rather than what was paid."""
    return parts.thing(entity).kind in {"catalogue", "place", "staff", "customer"}


def _earns(parts: Parts, entity: str, words: list[str]) -> tuple[bool, bool, bool]:
    """Orders entities by how likely their money is meant."""
    named = bool(set(entity.split("_")) & set(words))
    return not named, _is_price_list(parts, entity), not _happens(parts, entity)


def _happens(parts: Parts, entity: str) -> bool:
    return parts.thing(entity).kind in {"event", "document"} and _when(parts, entity) is not None


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
    if last in PERIODS:
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
