"""Figures: reports with their charts, and values that follow from others."""

from sayso.design.formulas.computed import compute
from sayso.kit.words import plural
from sayso.spec.edits import Kind
from sayso.spec.model import Entity, Period, Report

from .elements import entity_named, entity_of, member_of, owners_of
from .work import Work

_CHARTS = {
    "pie": "pie", "donut": "pie", "doughnut": "pie", "bar": "bar", "column": "bar", "line": "line",
    "curve": "line", "area": "area", "number": "number", "tile": "number", "figure": "number",
    "table": "table", "list": "table",
}  # fmt: skip


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
    edits = compute(f"{name} of {entity.display_name.lower()} is {formula}", work.situation)
    return bool(edits) and work.take(edits, at)


def change_chart(work: Work, report: Report, kind: str, at: int) -> None:
    """Draw a report otherwise."""
    work.do("set", Kind.REPORT, at, target=report.name, values={"chart": kind})


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


def _period(words: str) -> str | None:
    said = words.lower()
    return next((unit for unit in Period if unit in plural(said)), None)
