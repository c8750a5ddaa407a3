"""Which elements of the application the spans of a message name."""

from rapidfuzz import fuzz

from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.name_lookup.mentions import FoundMember
from sayso.design.spec_edits.layout import shown
from sayso.design.spec_edits.placement import layout_of
from sayso.kit.words import plural
from sayso.spec.model import (
    Component,
    ComponentType,
    Computed,
    Entity,
    Field,
    Flow,
    Page,
    Relationship,
    Report,
    Role,
)

from .vocabulary import listed
from .work import Work

SURE, EXACT = 0.83, 0.9
_LONG, _ALIKE = 5, 84
"""From how many letters on, and how like each other, two words may be one with a slip in it."""
Member = Field | Computed | Flow | Relationship
_PRONOUNS = frozenset({"it", "that", "this", "them", "these", "those", "that one", "this one", "one"})
_KINDS = {
    "board": ComponentType.KANBAN, "kanban": ComponentType.KANBAN, "calendar": ComponentType.CALENDAR,
    "table": ComponentType.TABLE, "list": ComponentType.TABLE, "grid": ComponentType.TABLE,
    "chart": ComponentType.CHART, "graph": ComponentType.CHART, "pie": ComponentType.CHART,
    "diagram": ComponentType.CHART, "plot": ComponentType.CHART,
    "card": ComponentType.CARDS, "gallery": ComponentType.CARDS, "tile": ComponentType.STATS,
    "stat": ComponentType.STATS, "statistic": ComponentType.STATS, "figure": ComponentType.STATS,
    "number": ComponentType.STATS, "filter": ComponentType.FILTERS, "form": ComponentType.FORM,
    "detail": ComponentType.DETAIL, "record": ComponentType.DETAIL, "kpi": ComponentType.STATS,
}  # fmt: skip


def entity_of(work: Work, at: int) -> Entity | None:
    """The entity that a span names for sure, by its own name."""
    return entity_named(work, work.text(at))


def entity_named(work: Work, words: str) -> Entity | None:
    """The entity that words name for sure."""
    if words.lower() in _PRONOUNS:
        return entity_in_focus(work)
    said = key(words)
    best, found = 0.0, None
    for entity in work.spec.entities:
        for name in (entity.name, entity.display_name):
            score = likeness(said, key(name)) + 0.001 * (entity.id == work.focus.entity)
            score = max(score, SURE * is_slip(words, name))
            if score > best:
                best, found = score, entity
    return found if best >= SURE else None


def entity_in_focus(work: Work) -> Entity | None:
    """The entity that was spoken of last."""
    return next((one for one in work.spec.entities if one.id == work.focus.entity), None)


def member_of(work: Work, words: str, entity: Entity) -> FoundMember | None:
    """The value, link or flow of an entity that words name for sure."""
    found = work.mentions.ranked(words, entity)
    if not found or (found[0].score < SURE and not is_slip(words, found[0].name)):
        return None
    return found[0]


def is_slip(said: str, name: str) -> bool:
    """Whether words are a name with a slip of the fingers."""
    plain, other = " ".join(key(said)), " ".join(key(name))
    return min(len(plain), len(other)) >= _LONG and fuzz.ratio(plain, other) >= _ALIKE


def owners_of(work: Work, words: str) -> list[FoundMember]:
    """All values of that name, those of what is spoken of first."""
    found = [one for entity in work.spec.entities if (one := member_of(work, words, entity)) is not None]
    best = max((one.score for one in found), default=0.0)
    return [one for one in found if one.score >= best - 0.03]


def role_of(work: Work, at: int) -> Role | None:
    """The role that a span names."""
    said = key(work.text(at))
    rows = [
        (max(likeness(said, key(role.name)), likeness(said, key(role.label))), role)
        for role in work.spec.permissions.roles
    ]
    best = max(rows, key=lambda row: row[0], default=None)
    return best[1] if best and best[0] >= 0.8 else None


def page_of(work: Work, at: int) -> Page | None:
    """The page that a span names; a bare *page* is that of the thing beside it."""
    words = work.text(at)
    is_bare = words.lower() in {"page", "screen", "tab"}
    near = work.under(at, "thing") if is_bare else [*work.under(at, "new"), *work.under(work.head(at), "new")]
    found = (page_named(work, said) for said in (words, *map(work.text, near)))
    return next((page for page in found if page is not None), None)


def page_named(work: Work, words: str) -> Page | None:
    """The page that words name for sure."""
    said = key(words)
    rows = [
        (max(likeness(said, key(page.name)), likeness(said, key(page.title))), page)
        for page in work.spec.pages
    ]
    best = max(rows, key=lambda row: row[0], default=None)
    return best[1] if best and best[0] >= 0.8 else None


def report_of(work: Work, at: int) -> Report | None:
    """The report that a span names by most of its words."""
    said = {word for word in key(work.text(at)) if word not in {"report", "chart", "graph", "by", "per"}}
    rows = []
    for report in work.spec.reports:
        name = set(key(report.title)) | set(key(report.name))
        if said and said <= name | set(key(report.entity)):
            rows.append((len(said & set(key(report.title))) / len(set(key(report.title))), report))
    best = max((row[0] for row in rows), default=0.0)
    found = [report for score, report in rows if score == best]
    return found[0] if len(found) == 1 else None


def charts_of(work: Work, report: Report) -> list[Component]:
    """The charts that draw a report."""
    return [one for one in work.spec.components if one.props.get("report") == report.name]


def part_kind(words: str) -> ComponentType | None:
    """The kind of component that words end with."""
    said = list(reversed(key(words)))
    found = next((_KINDS[word] for word in said if word in _KINDS), None)
    return found or next((_KINDS[name] for word in said for name in _KINDS if is_slip(word, name)), None)


def shown_names(work: Work) -> set[str]:
    """Names of the components that pages show."""
    return {name for page in work.spec.pages for name in shown(layout_of(page))}


def pages_of(work: Work, component: Component) -> list[Page]:
    """The pages that show a component."""
    return [page for page in work.spec.pages if component.name in set(shown(layout_of(page)))]


def parts_of(work: Work, at: int) -> list[Component]:
    """The components on pages that a span names, with the thing or report above or below it.

    What stands before the kind has to name something of the component; of a table and a short list of the
    same thing the table is meant.
    """
    words = " ".join((work.text(at), *(work.text(one) for one in work.under(at, "kind"))))
    seen = shown_names(work)
    if work.role(at) == "report" or work.under(at, "report"):
        named = [
            report_of(work, one) for one in (at, *work.under(at, "report")) if work.role(one) == "report"
        ]
        return [one for report in named if report for one in charts_of(work, report) if one.name in seen]
    kind = part_kind(words)
    near = [*work.under(at, "thing", "attr", "group", "period"), *filter(None, [_owner_span(work, at)])]
    values = {"attr", "group", "period"} if kind is ComponentType.FILTERS else {"group", "period"}
    named_values = [one for one in near if work.role(one) in values or entity_of(work, one) is None]
    entities = {entity.name for one in near if one not in named_values and (entity := entity_of(work, one))}
    fields = {work.text(one) for one in named_values}
    head = work.head(at)
    report = report_of(work, head) if head is not None and work.role(head) == "report" else None
    rest = _qualifier(words)
    of_kind = [
        one for one in work.spec.components
        if one.name in seen
        and (kind is None or _is_kind(one, kind))
        and (report is None or one.props.get("report") == report.name)
        and (not entities or about(work, one) in entities)
        and all(_has(work, one, words) for words in fields)
    ]  # fmt: skip
    if kind is None:
        return [one for one in of_kind if likeness(key(words), key(one.name)) >= EXACT]
    found = [one for one in of_kind if _is_called(work, one, rest)] if rest else of_kind
    tables = [one for one in found if one.type is ComponentType.TABLE]
    return tables if len(tables) == 1 and len({about(work, one) for one in found}) == 1 else found


def _owner_span(work: Work, at: int) -> int | None:
    head = work.head(at)
    return head if head is not None and work.role(head) in {"thing", "attr"} else None


def about(work: Work, component: Component) -> str | None:
    """The name of the entity whose rows a component shows."""
    reports = {report.name: report.entity for report in work.spec.reports}
    return component.entity or reports.get(str(component.props.get("report")))


def _qualifier(words: str) -> str:
    """The words before the kind of a part that say which one it is."""
    rest = [word for word in key(words) if word not in _KINDS and word not in listed("plain")]
    return " ".join(word for word in rest if not any(is_slip(word, kind) for kind in _KINDS))


def _is_called(work: Work, component: Component, words: str) -> bool:
    """Whether words name a component by its thing, its report, or a value that it shows."""
    entity = entity_named(work, words)
    report = next((one for one in work.spec.reports if one.name == component.props.get("report")), None)
    if report is not None:
        said = set(key(words))
        return said <= set(key(report.title)) or (entity is not None and entity.name == report.entity)
    if entity is not None:
        return entity.name == component.entity
    return _has(work, component, words)


def _has(work: Work, component: Component, words: str) -> bool:
    """Whether a component is about a value of that name: filters by it, shows its days or its columns."""
    report = next((one for one in work.spec.reports if one.name == component.props.get("report")), None)
    if report is not None:
        ways = [name for path in report.group_by for name in (path, *path.split("."))]
        return any(likeness(key(words), key(name)) >= EXACT for name in ways)
    owner = next((one for one in work.spec.entities if one.name == component.entity), None)
    found = member_of(work, words, owner) if owner is not None else None
    return found is not None and any(
        found.name == value or (isinstance(value, list) and found.name in value)
        for value in component.props.values()
    )


def _is_kind(component: Component, kind: ComponentType) -> bool:
    if kind is ComponentType.TABLE:
        return component.type in {ComponentType.TABLE, ComponentType.LIST}
    return component.type is kind


def said_of_thing(work: Work, at: int, entity: Entity) -> str:
    """The message with the thing whose value is meant."""
    span, text = work.reading.spans[at], work.reading.text
    told = f"{text[: span.start]}{work.text(at)} of {plural(entity.display_name.lower())}{text[span.end :]}"
    return f"{told[:1].upper()}{told[1:]}"
