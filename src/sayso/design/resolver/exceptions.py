"""Exceptions: reports and charts that a removal leaves alone, *but not the one per month*."""

import re

from sayso.design.name_lookup.likeness import key, likeness
from sayso.spec.model import Component, Report

from .elements import EXACT, report_of, shown_names
from .vocabulary import listed
from .work import Work

_OTHER = re.compile(r"\bother(?: one| chart| graph)?\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:all|both|every|each)\b", re.IGNORECASE)


def reports_by(work: Work, words: str) -> list[Report]:
    """The reports that are grouped by what words name."""
    return [
        report for report in work.spec.reports
        if any(
            likeness(key(words), key(name)) >= EXACT
            for path in report.group_by for name in (path, *path.split("."))
        )
    ]  # fmt: skip


def spared(work: Work, at: int) -> list[Report] | None:
    """The reports that are excepted from a command; None, with a problem, where that is not clear."""
    found: list[Report] = []
    for one in work.under(at, "except"):
        names = work.under(one)
        reports = [_meant(work, name) for name in names]
        if not names or any(len(meant) != 1 for meant in reports):
            work.fail(one)
            return None
        found += [report for meant in reports for report in meant]
        work.use(one, *work.below(one))
    return found


def _meant(work: Work, at: int) -> list[Report]:
    named = report_of(work, at) if work.role(at) == "report" else None
    return [named] if named is not None else reports_by(work, work.text(at))


def every_of(work: Work, at: int, found: list[Component]) -> list[Component]:
    """Several parts that are meant all together, without those that are excepted; else none."""
    head = work.head(at)
    if len(found) < 2 or head is None or not work.text(at).lower().endswith("s"):
        return []
    kept = spared(work, head)
    if kept is None or not (kept or _EVERY.search(work.before(at))):
        return []
    return [one for one in found if one.props.get("report") not in {report.name for report in kept}]


def report_by(work: Work, at: int) -> Report | None:
    """The only report that is grouped by what hangs on a word for reports."""
    groups = work.under(at, "group", "period")
    found = reports_by(work, work.text(groups[0])) if len(groups) == 1 else []
    if len(found) != 1 or set(key(work.text(at))) - listed("reports"):
        return None
    work.use(*groups)
    return found[0]


def other_report(work: Work, at: int) -> Report | None:
    """The report of *the other* chart: the only one on pages besides those that the message named before."""
    start, spans = work.bounds(at)[0], work.reading.spans
    end = max((spans[one].end for one in (at, *work.below(at))), default=0)
    if not _OTHER.search(work.reading.text[start:end]):
        return None
    said = {report.id for one in range(at) for report in _named(work, one)}
    charts = {str(one.props.get("report")) for one in work.spec.components if one.name in shown_names(work)}
    rest = [one for one in work.spec.reports if one.name in charts and one.id not in said]
    return rest[0] if said and len(rest) == 1 else None


def _named(work: Work, at: int) -> list[Report]:
    if work.role(at) in {"group", "period"}:
        return reports_by(work, work.text(at))
    report = report_of(work, at) if work.role(at) == "report" else None
    return [report] if report is not None else []
