"""The step *reports*: figures over records, grouped and drawn."""

from collections.abc import Iterator

from pydantic import Field as Described

from sayso.kit.words import pascal, sentence
from sayso.spec.edits import Kind
from sayso.spec.edits.tree import changed
from sayso.spec.model import (
    AppSpec,
    ChartKind,
    Component,
    ComponentType,
    FilterBy,
    Measure,
    Page,
    Period,
    Report,
    Slot,
)
from sayso.spec.model.base import ShortText, SnakeName

from .element_match import by_name, merged, paired, renames, unnamed
from .pages import placed
from .sheet import Sheet
from .types import Part, StepShape, Was, given, halved

_LONGEST = 60


class ReportPart(Part):
    """One report: which records, what is measured of them, and by what they are grouped."""

    name: SnakeName
    was: Was = None
    title: ShortText | None = None
    entity: SnakeName
    group_by: tuple[str, ...] = Described(
        default=(),
        description="Fields, states or what the record belongs to, dotted where further away "
        "(deal.company); or day, week, month, quarter, year of date_field.",
    )
    measures: tuple[Measure, ...] = Described(min_length=1)
    filters: tuple[FilterBy, ...] = ()
    chart: ChartKind = ChartKind.BAR
    period: Period | None = Described(default=None, description="The span that is shown at first.")
    date_field: SnakeName | None = Described(default=None, description="The date that a period refers to.")
    page: SnakeName | None = Described(
        default=None, description="The page that draws it; the start page where nothing is said."
    )
    shown: bool = Described(default=True, description="Whether a page draws it at all.")


class Reports(StepShape):
    """The reports of the application."""

    reports: tuple[ReportPart, ...] = ()


def shape_of(spec: AppSpec) -> Reports:
    """The reports of a spec."""
    return Reports(
        complete=True,
        reports=tuple(
            _part(report, next(_pages_drawing(spec, report.name), None)) for report in spec.reports
        ),
    )


def _part(report: Report, page: Page | None) -> ReportPart:
    return ReportPart(
        name=report.name,
        title=report.title,
        entity=report.entity,
        group_by=report.group_by,
        measures=report.measures,
        filters=report.filters,
        chart=report.chart,
        period=report.period,
        date_field=report.date_field,
        page=page.name if page else None,
        shown=page is not None,
    )


def pieces(shape: Reports) -> Iterator[Reports]:
    """Shapes that say less each: some of the reports."""
    yield from (Reports(reports=some) for some in halved(shape.reports))


def put(sheet: Sheet, shape: Reports) -> None:
    """Work the reports into the spec."""
    sheet.rename(renames(Kind.REPORT, by_name(shape.reports, sheet.spec.reports), "title"))
    spec = sheet.spec
    settled = [_report(sheet, part, old) for part, old in paired(shape.reports, spec.reports)]
    sheet.become(changed(spec, reports=merged(spec.reports, settled, complete=shape.complete)))


def remove_unnamed(sheet: Sheet, shape: Reports) -> None:
    """Take out the reports that complete reports leave out, with their charts."""
    for report in unnamed(by_name(shape.reports, sheet.spec.reports), sheet.spec.reports):
        sheet.remove(Kind.REPORT, report)


def _report(sheet: Sheet, part: ReportPart, old: Report | None) -> Report:
    base = old or Report(
        id=sheet.ids.new("rep"),
        name=part.name,
        title=part.title or sentence(part.name),
        entity=part.entity,
        measures=part.measures,
    )
    own = given(part, "entity", "group_by", "measures", "filters", "chart", "period", "date_field")
    return changed(base, **own)


def draw(sheet: Sheet, shape: Reports) -> None:
    """Draw reports that no page shows where they belong; a page that is not there draws nothing."""
    for part in shape.reports:
        report = next((one for one in sheet.spec.reports if one.name == part.name), None)
        if report is None or not part.shown or any(_pages_drawing(sheet.spec, report.name)):
            continue
        page = _page(sheet.spec, part.page)
        if page is not None:
            sheet.become(_with_chart(sheet, page, report))


def _page(spec: AppSpec, name: str | None) -> Page | None:
    if name is not None:
        return next((page for page in spec.pages if page.name == name), None)
    return next((page for page in spec.pages if page.path == "/"), None)


def _pages_drawing(spec: AppSpec, report: str) -> Iterator[Page]:
    charts = _charts(spec, report)
    return (page for page in spec.pages if charts & set(page.components))


def _charts(spec: AppSpec, report: str) -> set[str]:
    return {
        one.name
        for one in spec.components
        if one.type is ComponentType.CHART and one.props.get("report") == report
    }


def _with_chart(sheet: Sheet, page: Page, report: Report) -> AppSpec:
    spec = sheet.spec
    ready = sorted(_charts(spec, report.name))
    taken = {one.name for one in spec.components}
    stem = f"{pascal(report.name)}Chart"[:_LONGEST]
    name = next(
        n for n in (*ready, stem, *(f"{stem}{i}" for i in range(2, 99))) if n in ready or n not in taken
    )
    chart = Component(
        id=sheet.ids.new("com"),
        name=name,
        type=ComponentType.CHART,
        variant=report.chart.value,
        props={"report": report.name},
        assumed="A report is drawn where people see it.",
    )
    kinds = {one.name: one.type for one in spec.components}
    layout = page.layout or placed(page.components, kinds)
    shown = changed(
        page,
        components=(*page.components, name),
        layout=changed(layout, children=(*layout.children, Slot(component=name))),
    )
    return changed(
        spec,
        components=spec.components if ready else (*spec.components, chart),
        pages=tuple(shown if one.id == page.id else one for one in spec.pages),
    )
