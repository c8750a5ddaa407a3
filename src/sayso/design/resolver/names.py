"""The names of an application, as the reader takes them."""

from collections.abc import Iterator

from sayso.kit.words import plural
from sayso.reader.known import Known, known
from sayso.spec.model import AppSpec, ComponentType, Computed, Field

_PARTS = {
    ComponentType.KANBAN: "board", ComponentType.CALENDAR: "calendar", ComponentType.TABLE: "table",
    ComponentType.LIST: "list", ComponentType.CHART: "chart", ComponentType.CARDS: "cards",
    ComponentType.STATS: "stats", ComponentType.FILTERS: "filters",
}  # fmt: skip


def known_of(spec: AppSpec) -> Known:
    """The names of everything in an application that a message may speak of."""
    return known(dict.fromkeys(_names(spec)))


def _names(spec: AppSpec) -> Iterator[tuple[str, str]]:  # noqa: C901 - one line for each kind of thing
    for entity in spec.entities:
        yield "entity", entity.name
        yield "entity", entity.display_name
        values: tuple[Field | Computed, ...] = (*entity.fields, *entity.computed)
        for value in values:
            yield "field", value.name
            yield "field", value.label
        for field in entity.fields:
            for option in field.options:
                yield "option", option.label
    for link in spec.relationships:
        yield "field", link.name
        yield "field", link.inverse
    for flow in spec.flows:
        for state in flow.states:
            yield "state", state.label
    for role in spec.permissions.roles:
        yield "role", role.name
        yield "role", role.label
    for page in spec.pages:
        yield "page", page.title
    reports = {report.name: report.title for report in spec.reports}
    for report in spec.reports:
        yield "report", report.title
    for part in spec.components:
        word = _PARTS.get(part.type)
        about = reports.get(str(part.props.get("report"))) or part.entity
        if word and about:
            yield "part", f"{about} {word}"
            yield "part", f"{plural(about)} {word}"
