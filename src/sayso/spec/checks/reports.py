"""Reports group and measure what exists and can be grouped and measured."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import Kind, did_you_mean, follow, members
from sayso.spec.index import SpecIndex
from sayso.spec.model import PERIODS, Report

from .allowed_names import type_of_name, unknown_name
from .findings import error
from .queries import DATES, filter_problems, measure_problems, not_shared


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Every report."""
    for report in index.spec.reports:
        path = f"reports.{report.name}"
        if report.entity not in index.entities:
            yield error(
                "unknown-entity",
                f"{path}.entity",
                f"The report “{report.title}” is about “{report.entity}”, which does not exist.",
                did_you_mean(report.entity, index.entities),
            )
            continue
        yield from _date_field(index, report, path)
        for name in report.group_by:
            yield from _group(index, report, name, f"{path}.group_by")
        for number, measure in enumerate(report.measures):
            at = f"{path}.measures.{number}"
            yield from measure_problems(index, report.entity, measure.op, measure.field, at)
        yield from filter_problems(index, report.entity, report.filters, f"{path}.filters")


def _date_field(index: SpecIndex, report: Report, path: str) -> Iterator[Diagnostic]:
    if report.date_field is None:
        if report.period is not None:
            yield error(
                "date-field-missing",
                f"{path}.date_field",
                f"“{report.title}” shows one {report.period.value}, but no date says what falls into it.",
                _which_date(index, report.entity),
            )
        return
    problem = unknown_name(index, report.entity, report.date_field, f"{path}.date_field")
    if problem is not None:
        yield problem
        return
    found = type_of_name(index, report.entity, report.date_field)
    if found is not None and found.kind not in DATES:
        yield error(
            "type-mismatch",
            f"{path}.date_field",
            f"“{report.date_field}” is {found.kind.value}, not a date.",
            _which_date(index, report.entity),
        )


def _which_date(index: SpecIndex, entity: str) -> str:
    dates = [
        name
        for name in members(index, entity)
        if (found := type_of_name(index, entity, name)) is not None and found.kind in DATES
    ]
    return f"Set date_field to one of: {', '.join(dates)}."


def _group(index: SpecIndex, report: Report, name: str, path: str) -> Iterator[Diagnostic]:
    names = tuple(name.split("."))
    steps = follow(index, report.entity, names)
    if len(steps) == len(names):
        if steps[-1].type.kind is Kind.OPAQUE:
            yield not_shared(name, path)
        return
    if name in PERIODS:
        if report.date_field is None:
            yield error(
                "date-field-missing",
                path,
                f"“{report.title}” goes by {name}, but no date says which one.",
                _which_date(index, report.entity),
            )
        return
    at = report.entity if not steps else steps[-1].type.entity
    known = members(index, at) if at is not None and at in index.entities else ()
    yield error(
        "unknown-name",
        path,
        f"“{report.title}” groups by “{name}”, but {at or steps[-1].name} has no “{names[len(steps)]}”.",
        did_you_mean(names[len(steps)], [*known, *(() if steps else PERIODS)]),
    )
