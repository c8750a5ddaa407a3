"""Figures: reports with their charts, and values that follow from others."""

import re

from sayso.design.offline.refine.intents.formulas import compute
from sayso.design.offline.refine.intents.reports import report as reported
from sayso.design.offline.refine.speaking import many
from sayso.kit.words import plural
from sayso.spec.edits import Kind
from sayso.spec.model import Computed, Entity, Field, FieldType, Report

from .elements import charts_of, entity_named, entity_of, member_of, owners_of, page_of
from .work import Work

_CHARTS = {
    "pie": "pie", "donut": "pie", "doughnut": "pie", "bar": "bar", "column": "bar", "line": "line",
    "curve": "line", "area": "area", "number": "number", "tile": "number", "figure": "number",
    "table": "table", "list": "table",
}  # fmt: skip
_MONEY = re.compile(r"\b(?:money|revenue|turnover|income|earn\w*|sales|spend|spent|paid)\b")
_COUNTS = ("how many", "number", "count", "most", "least", "fewest", "busiest", "often")
_OPS = (
    ("average", "average"),
    ("mean", "average"),
    ("avg", "average"),
    ("highest", "highest"),
    ("lowest", "lowest"),
)


def chart_kind(words: str) -> str | None:
    """The sort of chart that words name."""
    said = words.lower().replace("-", " ").split()
    return next(
        (
            kind
            for word, kind in _CHARTS.items()
            if any(one.rstrip("s") == word or one == word for one in said)
        ),
        None,
    )


def computed(work: Work, at: int, name: str, formula: str, entity: Entity) -> bool:
    """A value that follows from others of the same row or of rows that belong to it."""
    change = compute(f"{name} of {entity.display_name.lower()} is {formula}", work.situation)
    if change is None or not change.edits:
        return False
    return work.take(change.edits, at)


def change_chart(work: Work, report: Report, kind: str, at: int) -> None:
    """Draw a report otherwise."""
    work.do("set", Kind.REPORT, at, target=report.name, values={"chart": kind})


def add_report(work: Work, root: int, spans: list[int]) -> bool:  # noqa: C901 - the parts of one report
    """A report of what the spans measure, by what they group, with the chart that draws it.

    ``root`` is the span that asks for it, ``spans`` all that hang on it. False where it says too little.
    """
    by_role: dict[str, list[int]] = {}
    for one in spans:
        by_role.setdefault(work.role(one), []).append(one)
    measures, groups = by_role.get("measure", []), by_role.get("group", [])
    periods, parts = by_role.get("period", []), by_role.get("part", [])
    if not (groups or periods):
        return False
    things = [
        (one, entity) for one in by_role.get("thing", []) if (entity := entity_of(work, one)) is not None
    ]
    fields = [*by_role.get("attr", []), *measures]
    known = [one.entity for at in fields for one in owners_of(work, work.text(at))]
    entity = things[0][1] if things else known[0] if known and len({one.id for one in known}) == 1 else None
    grouped = [work.text(one) for one in groups]
    paid = _paid(work, measures, grouped) if entity is None and not by_role.get("attr") else None
    if paid is not None:
        entity = paid[0]
    if entity is None:
        return False
    measure = (
        f"total {paid[1]} of {many(entity)}"
        if paid
        else _measure(work, measures, by_role.get("attr", []), entity)
    )
    if measure is None:
        return False
    bys = [_group(work, one, entity) for one in grouped]
    if any(one is None for one in bys):
        return False
    spans_of_time = [word for one in periods for word in [_period(work.text(one))] if word]
    if len(spans_of_time) < len(periods):
        return False
    kinds = [kind for one in parts if (kind := chart_kind(work.text(one)))]
    phrase = f"{kinds[0] if kinds else 'bar'} chart of {measure} per " + " and ".join(
        [*filter(None, bys), *spans_of_time]
    )
    change = reported(phrase, work.situation)
    if change is None or not change.edits:
        return False
    if not work.take(change.edits, root):
        return False
    work.use(
        root, *measures, *groups, *periods, *parts, *by_role.get("attr", []), *(one for one, _ in things)
    )
    work.use(*by_role.get("report", []), *by_role.get("kind", []))
    pages = by_role.get("page", [])
    if pages and page_of(work, pages[0]) is not None:
        from .screens import show_on

        report = work.spec.reports[-1]
        charts = charts_of(work, report)
        page = page_of(work, pages[0])
        if charts and page is not None:
            show_on(work, charts[0], page)
        work.use(*pages)
    work.turn_to(entity)
    return True


def report_of_text(work: Work, root: int, spans: list[int]) -> bool:
    """A report of a first description: what it counts or adds up, and by what."""
    roles = {
        role: [one for one in spans if work.role(one) == role] for role in {work.role(one) for one in spans}
    }
    fields = [*roles.get("attr", []), *roles.get("measure", [])]
    things = [entity for one in roles.get("thing", []) if (entity := entity_of(work, one)) is not None]
    known = [one.entity for at in fields for one in owners_of(work, work.text(at))]
    entity = things[0] if things else known[0] if known else None
    if entity is None:
        return False
    groups: list[str] = []
    for one in roles.get("group", []):
        found = member_of(work, work.text(one), entity)
        other = entity_named(work, work.text(one))
        way = next(
            (
                name
                for name, link in work.index.parents(entity.name).items()
                if other and link.parent == other.name
            ),
            None,
        )
        named = found.name if found is not None else way
        if named is None:
            return False
        groups.append(named)
    groups += [unit for one in roles.get("period", []) if (unit := _period(work.text(one)))]
    if not groups:
        return False
    words = " ".join(work.text(one).lower() for one in roles.get("measure", []))
    numbers = [
        found.name for one in fields
        if (found := member_of(work, work.text(one), entity)) is not None and found.name not in groups
    ]  # fmt: skip
    op = "avg" if "average" in words else "sum"
    measures = [f"{op} {numbers[0]}"] if numbers else ["count"]
    title = f"{entity.display_name} {'total' if numbers else 'count'} by {' and '.join(groups)}".replace(
        "_", " "
    )
    kinds = [kind for one in roles.get("part", []) if (kind := chart_kind(work.text(one)))]
    element = {"title": title, "entity": entity.name, "measures": measures, "group_by": groups}
    if kinds:
        element["chart"] = kinds[0]
    work.use(root, *spans)
    return work.do("add", Kind.REPORT, root, element=element)


def _paid(work: Work, measures: list[int], groups: list[str]) -> tuple[Entity, str] | None:
    """The only amount of money that can be added up by what is asked for, where money is asked for."""
    words = " ".join(work.text(one).lower() for one in measures)
    if not _MONEY.search(words) or not groups:
        return None
    values: list[tuple[Entity, Field | Computed]] = []
    for entity in work.spec.entities:
        values += [(entity, value) for value in entity.fields]
        values += [(entity, value) for value in entity.computed]
    found = [
        (entity, value.name.replace("_", " "))
        for entity, value in values
        if value.type is FieldType.MONEY and all(_group(work, one, entity) for one in groups)
    ]
    return found[0] if len(found) == 1 else None


def _measure(work: Work, measures: list[int], attrs: list[int], entity: Entity) -> str | None:
    words = " ".join(work.text(one).lower() for one in measures)
    named = [
        found.name.replace("_", " ")
        for one in (*attrs, *measures)
        if (found := member_of(work, work.text(one), entity)) is not None
    ]
    if named:
        op = next((op for word, op in _OPS if word in words), "total")
        return f"{op} {named[0]} of {many(entity)}"
    if not words or any(word in words for word in _COUNTS):
        return f"number of {many(entity)}"
    return None


def _group(work: Work, words: str, entity: Entity) -> str | None:
    found = member_of(work, words, entity)
    if found is not None:
        return found.name.replace("_", " ")
    other = entity_named(work, words)
    return other.display_name.lower() if other is not None else None


def _period(words: str) -> str | None:
    said = words.lower()
    return next((unit for unit in ("day", "week", "month", "quarter", "year") if unit in plural(said)), None)
