"""Alterations: what is there becomes otherwise; charts too."""

from collections.abc import Sequence

from sayso.spec.model import Entity, Field, Report

from .aspects import ASPECTS
from .elements import entity_in_focus, entity_of, parts_of, report_of
from .exceptions import other_report
from .figures import change_chart, chart_kind
from .kinds import kind_of
from .layouts import place
from .lists import new_lists
from .looks import restyle
from .renames import rename
from .reports import regrouped
from .separations import OWN_LIST, made_a_list
from .things import describe
from .values import change_field, owner_of, put_value
from .work import Work


def change(work: Work, at: int) -> None:  # noqa: C901, PLR0912 - one line for each kind of thing
    """Something that is there becomes otherwise: its type, its choices, whether it is required, its chart."""
    spans = work.under(at)
    if not spans:
        if new_lists(work, at):
            work.use(at)
        return
    work.use(at)
    if work.below(at, "looks"):
        restyle(work, at)
        return
    is_told = any(work.under(one, "attr") for one in spans if work.role(one) == "thing")
    if (is_told or OWN_LIST.search(work.text(at).lower())) and made_a_list(work, spans):
        return
    if new_lists(work, at):
        return
    if work.below(at, "where") and not work.below(at, "attr", "option", "state"):
        place(work, at)
        return
    if regrouped(work, at, work.below(at)) or chart_changed(work, at, work.below(at)):
        return
    if any(work.under(one, "new") for one in (at, *work.below(at))):
        rename(work, at)
        return
    done = _changed_in_focus(work, at)
    for one in spans:
        if one in work.used:
            continue
        role = kind_of(work, one)
        if role == "attr":
            owner = owner_of(work, one)
            if owner is not None:
                put_value(work, one, owner)
                done = True
        elif role in {"thing", "one", "many"} and (entity := entity_of(work, one)) is not None:
            done = describe(work, one, entity) or done
    if not done and not work.problems:
        work.fail(at)


def _changed_in_focus(work: Work, at: int) -> bool:
    """Whether what hangs on a command itself was said of the value that was spoken of last."""
    entity = entity_in_focus(work)
    field = _field_in_focus(work, entity)
    if entity is None or field is None or set(map(work.role, work.under(at))) - set(ASPECTS):
        return False
    change_field(work, at, entity, field)
    return True


def _field_in_focus(work: Work, entity: Entity | None) -> Field | None:
    fields = entity.fields if entity is not None else ()
    return next((one for one in fields if one.id == work.focus.field), None)


def chart_changed(work: Work, at: int, spans: Sequence[int]) -> bool:
    """Reports are drawn otherwise; false where the spans do not name them with a sort of chart for each."""
    everything = [one for one in spans if work.role(one) in {"part", "report", "type"}]
    kinds = [
        one for one in everything
        if work.role(one) != "report" and chart_kind(work.text(one)) and report_of(work, one) is None
    ]  # fmt: skip
    reports = {one: found for one in everything if one not in kinds and (found := _drawn(work, one))}
    if not reports and (other := other_report(work, at)) is not None:
        reports = {at: [other]}
    if not kinds or any(len(found) != 1 for found in reports.values()):
        return False
    drawn = {found[0].id: found[0] for found in reports.values()}
    named = [chart_kind(work.text(one)) or "" for one in kinds]
    if len(drawn) == 1:
        now = next(iter(drawn.values())).chart.value
        wanted = [next((kind for kind in named if kind != now), named[0])]
    elif len(drawn) == len(reports) == len(kinds) == len(everything) - len(kinds):
        wanted = named
    else:
        return False
    for report, kind in zip(drawn.values(), wanted, strict=True):
        if kind == report.chart.value:
            work.settle(at)
        else:
            change_chart(work, report, kind, at)
    work.use(at, *everything, *(one for one in spans if work.role(one) in {"kind", "thing"}))
    return True


def _drawn(work: Work, at: int) -> list[Report]:
    """The reports that a span names, or whose charts it names."""
    report = report_of(work, at)
    if report is not None:
        return [report]
    if work.role(at) != "part":
        return []
    names = {part.props.get("report") for part in parts_of(work, at)}
    return [one for one in work.spec.reports if one.name in names]
