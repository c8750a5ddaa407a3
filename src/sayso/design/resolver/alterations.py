"""Alterations: what is there becomes otherwise; charts too."""

from collections.abc import Sequence

from sayso.spec.model import Entity, Field

from .aspects import ASPECTS
from .elements import entity_in_focus, entity_of, parts_of, report_of
from .figures import change_chart, chart_kind
from .kinds import kind_of
from .layouts import place
from .looks import restyle
from .renames import rename
from .reports import regrouped
from .separations import OWN_LIST, made_a_list
from .things import describe
from .values import change_field, owner_of, put_value
from .work import Work


def change(work: Work, at: int) -> None:  # noqa: C901 - one line for each kind of thing
    """Something that is there becomes otherwise: its type, its choices, whether it is required, its chart."""
    spans = work.under(at)
    if not spans:
        return
    work.use(at)
    if work.below(at, "looks"):
        restyle(work, at)
        return
    is_told = any(work.under(one, "attr") for one in spans if work.role(one) == "thing")
    if (is_told or OWN_LIST.search(work.text(at).lower())) and made_a_list(work, spans):
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
    """A report is drawn otherwise; false where the spans do not name one report and one sort of chart."""
    everything = [one for one in spans if work.role(one) in {"part", "report", "type"}]
    kinds = [one for one in everything if chart_kind(work.text(one)) and report_of(work, one) is None]
    kinds = [one for one in kinds if work.role(one) != "report"]
    reports = [(one, report) for one in everything if (report := report_of(work, one)) is not None]
    for one in everything:
        if work.role(one) == "part" and one not in kinds:
            reports += [
                (one, report) for part in parts_of(work, one)
                for report in work.spec.reports if part.props.get("report") == report.name
            ]  # fmt: skip
    if not kinds or len({report.id for _, report in reports}) != 1:
        return False
    named = [kind for one in kinds if (kind := chart_kind(work.text(one))) is not None]
    kind = next((kind for kind in named if kind != reports[0][1].chart.value), None)
    if kind is None:
        return False
    change_chart(work, reports[0][1], kind, at)
    work.use(*everything, *(one for one in spans if work.role(one) in {"kind", "thing"}))
    return True
