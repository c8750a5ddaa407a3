"""Alterations: what is there becomes otherwise, several or one, or a list of its own; charts too."""

import re
from collections.abc import Sequence

from sayso.design.offline.refine.likeness import key, likeness
from sayso.kit.words import sentence, singular, snake
from sayso.spec.model import (
    Field,
)

from .elements import (
    entity_of,
    member_of,
    parts_of,
    report_of,
)
from .figures import change_chart, chart_kind
from .kinds import kind_of
from .menus import merge_pages
from .placing import place
from .renames import rename
from .reports import regrouped
from .things import describe
from .values import owner_of, put_value
from .work import Work

_OWN_LIST = re.compile(r"\bown\b|\bseparate|\bitself\b|\btable\b|\blist of\b|\bentity\b|\brecords?\b")


def change(work: Work, at: int) -> None:  # noqa: C901 - one line for each kind of thing
    """Something that is there becomes otherwise: its type, its choices, whether it is required, its chart."""
    spans = work.under(at)
    work.use(at)
    if work.under(at, "looks"):
        work.fail(work.under(at, "looks")[0])
        return
    is_told = any(work.under(one, "attr") for one in spans if work.role(one) == "thing")
    if (is_told or _OWN_LIST.search(work.text(at).lower())) and _made_a_thing(work, spans):
        return
    if work.below(at, "where") and not work.below(at, "attr", "option", "state"):
        place(work, at)
        return
    if regrouped(work, at, work.below(at)) or chart_changed(work, at, work.below(at)):
        return
    if work.under(at, "new") and not work.below(at, "type", "option", "must", "limit", "default"):
        rename(work, at)
        return
    done = False
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


def _made_a_thing(work: Work, spans: list[int]) -> bool:
    """A value becomes a list of its own, with what its rows hold."""
    for one in spans:
        if work.role(one) not in {"attr", "thing"}:
            continue
        having = [
            found for entity in work.spec.entities
            if (found := member_of(work, work.text(one), entity)) is not None
            and isinstance(found.element, Field)
        ]  # fmt: skip
        if len(having) != 1 or entity_of(work, one) is not None:
            continue
        entity, field = having[0].entity, having[0].name
        name = singular(snake(work.text(one)))
        several = any(
            likeness(key(work.text(many)), key(name)) >= 0.84
            for many in work.reading.all("many")
            if (head := work.head(many)) is not None
            and (other := entity_of(work, head)) is not None
            and other.id == entity.id
        )
        work.use(one)
        if not work.do("split", None, one, target=f"{entity.name}.{field}", name=name, multiple=several):
            return True
        made = next((e for e in work.spec.entities if e.name == name), None)
        if made is not None:
            work.fresh.add(made.id)
            work.turn_to(made)
            for inner in work.under(one):
                if work.role(inner) == "attr":
                    put_value(work, inner, made)
        return True
    return False


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


def split(work: Work, at: int) -> None:
    """A value becomes several."""
    attrs = [*work.under(at, "attr"), *(a for t in work.under(at, "thing") for a in work.under(t, "attr"))]
    news = [*work.under(at, "new"), *(n for a in attrs for n in work.under(a, "new"))]
    parts = news or list(attrs[1:])
    if not attrs or len(parts) < 2:
        work.fail(at)
        return
    owner = owner_of(work, attrs[0])
    found = member_of(work, work.text(attrs[0]), owner) if owner else None
    if owner is None or found is None or not isinstance(found.element, Field):
        work.fail(attrs[0])
        return
    names = [{"name": snake(work.text(one)), "label": sentence(work.text(one))} for one in parts]
    work.use(at, *attrs, *parts)
    work.do("split", None, at, target=f"{owner.name}.{found.name}", parts=names)


def merge(work: Work, at: int) -> None:
    """Several values become one, or two pages."""
    if work.under(at, "page"):
        merge_pages(work, at)
        return
    attrs = [*work.under(at, "attr"), *(a for t in work.under(at, "thing") for a in work.under(t, "attr"))]
    news = [*work.under(at, "new"), *(n for a in attrs for n in work.under(a, "new"))]
    owner = owner_of(work, attrs[0]) if attrs else None
    names = [found.name for one in attrs if owner and (found := member_of(work, work.text(one), owner))]
    if owner is None or len(names) != len(attrs) or len(names) < 2 or len(news) != 1:
        work.fail(at)
        return
    work.use(at, *attrs, *news, *work.under(at, "thing"))
    new = work.text(news[0])
    work.do(
        "merge",
        None,
        at,
        targets=[f"{owner.name}.{name}" for name in names],
        name=snake(new),
        label=sentence(new),
    )
