"""Removals: what is there and shall go, of the kind that is said."""

import re

from sayso.design.language.lemmas import verb_lemma
from sayso.design.name_lookup.likeness import key
from sayso.kit.words import singular
from sayso.spec.edits import Edit, Kind, Remove
from sayso.spec.model import (
    Component,
    Field,
    Report,
)

from . import moves
from .amendments import MAY_BE
from .elements import (
    charts_of,
    entity_of,
    member_of,
    page_of,
    pages_of,
    parts_of,
    report_of,
    role_of,
)
from .exceptions import every_of, report_by, spared
from .flows import flow_for, remove_state, state_in
from .kinds import UNCLEAR, kind_of
from .rights import take_right
from .screens import drop_filter, remove_parts, which_part
from .value_removals import lift, remove_option, remove_value
from .values import put_value
from .vocabulary import listed
from .work import Work


def remove(work: Work, at: int) -> None:
    """Something less; what is named has to be there, of the kind that is said."""
    if not work.under(at):
        return
    work.use(at)
    if _is_only_possible(work, at):
        work.fail(at)
        return
    if _is_taken(work, at):
        return
    before = {report.id for report in work.spec.reports}
    reports = [one for one in work.under(at) if work.role(one) in {"report", "part"}]
    kept = spared(work, at) if reports and work.under(at, "except") else []
    if kept is None:
        return
    _remove_all(work, at)
    gone = before - {report.id for report in work.spec.reports}
    if any(report.id in gone for report in kept):
        work.fail(at)


def _is_only_possible(work: Work, at: int) -> bool:
    """Whether a participle only says what may become of rows: *parcels can also be cancelled*.

    Of a value or a part it may be a polite order: *the notes can be dropped*.
    """
    verb = verb_lemma(work.text(at).lower())
    is_of_rows = any(work.role(one) == "thing" for one in work.under(at)) and not work.below(
        at, "kind", "part"
    )
    return MAY_BE.search(work.before(at).lower()) is not None and (
        is_of_rows or verb not in listed("removing")
    )


def remove_replaced(work: Work) -> None:
    """Remove parts and reports that something else shall come instead of."""
    spans, text = work.reading.spans, work.reading.text.lower()
    found = [
        one for one, span in enumerate(spans)
        if span.role in {"part", "report"} and work.command(one) not in {"remove", "place"}
        and _IN_PLACE.search(text[: min(spans[i].start for i in (one, *work.under(one, "thing")))])
        and not any(work.role(up) == "where" for up in work.above(one))
    ]  # fmt: skip
    for one in found if any(span.role in {"add", "show"} for span in spans) else ():
        work.hang(one, None)
        if not work.problems:
            _remove_one(work, one, work.role(one))


_IN_PLACE = re.compile(r"\b(?:instead|in place) of\s+(?:(?:the|our|that|this|an?)\s+)*$")


def _remove_all(work: Work, at: int) -> None:  # noqa: C901 - a thing with what is said of it
    targets = [one for one in work.under(at) if not _is_place(work, one)] or work.under(at)
    if work.role(at) == "neg" and any(one > at for one in work.below(at)):
        before = [one for one in work.below(at) if one < at and work.role(one) == "attr"]
        if before:
            work.fail(before[0])
            return
    if any(work.role(one) == "page" for one in work.under(at)) and not any(
        work.role(one) in {"part", "report", "attr"} for one in work.under(at)
    ):
        targets = work.under(at)
    done = 0
    for one in targets:
        if one in work.used:
            continue
        kind = kind_of(work, one)
        count = len(work.edits)
        if kind == UNCLEAR:
            name = work.text(one)
            work.fail(one, f"The page or all {name}?", (f"Remove the page {name}", f"Remove all {name}"))
        elif kind == "thing":
            inner = [
                i
                for i in work.under(one)
                if work.role(i)
                in {"attr", "state", "part", "option", "must", "limit", "default", "one", "many"}
            ]
            beside = [
                i
                for i in targets
                if i != one and work.role(i) in {"attr", "state", "part", "option", "report"}
            ]
            if inner:
                _remove_parts(work, one, inner)
            elif not beside or not _belongs(work, one, beside):
                _remove_thing(work, one)
        else:
            _remove_one(work, one, kind)
        done += len(work.edits) > count
    if not done and not work.problems:
        work.fail(at)


def _remove_parts(work: Work, thing: int, spans: list[int]) -> None:
    """What of a thing goes; what shall be there instead is put in."""
    work.use(thing)
    is_other = False
    for one in spans:
        is_other = is_other or _is_instead(work, thing, one)
        if not (is_other and _is_new(work, thing, one)):
            _remove_one(work, one, kind_of(work, one))


def _is_instead(work: Work, thing: int, at: int) -> bool:
    """Whether a value is a new one that shall be there instead of what goes, or beside it."""
    entity = entity_of(work, thing)
    start = max((one for one in range(at) if work.role(one) != "talk"), default=0)
    gap = work.reading.text[work.reading.spans[start].end : work.reading.spans[at].start].lower()
    is_unknown = entity is not None and member_of(work, work.text(at), entity) is None
    return is_unknown and _INSTEAD.search(gap) is not None


def _is_new(work: Work, thing: int, at: int) -> bool:
    """Whether a value beside what goes is none of the thing yet; then it is from now on."""
    entity = entity_of(work, thing)
    if entity is None or work.role(at) != "attr" or member_of(work, work.text(at), entity) is not None:
        return False
    put_value(work, at, entity)
    return True


_INSTEAD = re.compile(
    r"[.!;] and (?:an?|some)\b|\binstead\b|\bbut (?:an?|some|the)\b|\brather (?:an?|some)\b"
)


def _is_place(work: Work, at: int) -> bool:
    """Whether a page only says where something is: *the board on the page Orders*."""
    if work.role(at) != "page":
        return False
    spans = work.reading.spans
    before = work.reading.text[spans[at - 1].end if at else 0 : spans[at].start].lower().split()
    near = work.reading.text[: spans[at].start].lower().split()[-4:]
    return bool(_WHERE & {*before, *(near if work.under(at, "kind") else ())})


def _on_page(work: Work, at: int, found: list[Component]) -> list[Component]:
    """Those that stand on the page that is said."""
    spans = [one for up in (at, work.head(at)) if up is not None for one in work.under(up, "page")]
    pages = {page.id: one for one in spans if _is_place(work, one) and (page := page_of(work, one))}
    if not pages:
        return found
    work.use(*pages.values(), *(kind for one in pages.values() for kind in work.under(one, "kind")))
    return [one for one in found if any(page.id in pages for page in pages_of(work, one))]


_WHERE = frozenset(("on", "from", "in", "of", "at", "off"))


def _is_taken(work: Work, at: int) -> bool:
    """Whether what goes are moves between states or rights; then they are gone."""
    if moves.is_between(work, at):
        moves.take_away(work, at)
        return True
    taken = work.under(at, "may")
    for one in taken:
        take_right(work, one)
    return bool(taken)


def _belongs(work: Work, at: int, beside: list[int]) -> bool:
    """Whether a thing is only whose values or parts go, not to go itself."""
    entity = entity_of(work, at)
    if entity is None:
        return False
    for one in beside:
        if work.role(one) == "attr" and member_of(work, work.text(one), entity) is None:
            return False
    return True


def _remove_thing(work: Work, at: int) -> None:
    entity = entity_of(work, at)
    if entity is None or len(key(work.text(at))) > max(len(key(entity.name)), len(key(entity.display_name))):
        _remove_other(work, at)
        return
    member = [
        one for other in work.spec.entities if other.id != entity.id
        if (one := member_of(work, work.text(at), other)) is not None and isinstance(one.element, Field)
    ]  # fmt: skip
    if member:
        work.fail(at, f"There are “{work.text(at)}” of their own, and a value of that name.")
        return
    work.use(at)
    edits: list[Edit] = [
        Remove(kind=Kind.PAGE, target=page.id)
        for page in work.spec.pages
        if page.components
        and {c.entity for c in work.spec.components if c.name in page.components} == {entity.name}
    ]
    work.take([*edits, Remove(kind=Kind.ENTITY, target=entity.id)], at)


def _remove_other(work: Work, at: int) -> None:
    """What was read as a thing and is none: a value, a page's part, a role."""
    role = role_of(work, at)
    words = work.text(at)
    members = [
        one
        for entity in work.spec.entities
        if (one := member_of(work, words, entity)) is not None and isinstance(one.element, Field)
    ]
    if role is None and len(members) == 1:
        work.use(at)
        work.do("remove", Kind.FIELD, at, target=f"{members[0].entity.name}.{members[0].name}")
    elif role is not None and not members:
        work.use(at)
        work.do("remove", Kind.ROLE, at, target=role.name)
    else:
        work.fail(at, f"There is no “{words}” to remove.")


def _remove_one(work: Work, at: int, kind: str) -> None:  # noqa: C901, PLR0912, PLR0915 - one case for each kind of thing
    match kind:
        case "attr" | "one" | "many":
            remove_value(work, at)
        case "option":
            remove_option(work, at)
        case "state" if _qualifies_rows(work, at):
            work.fail(at, "Rows are removed in the application itself.")
        case "state":
            head = work.head(at)
            things = [one for one in ([head] if head is not None else []) if work.role(one) == "thing"]
            things += work.under(at, "thing")
            if head is not None:
                things += work.under(head, "thing")
            flow = flow_for(work, things, [at])
            state = state_in(flow, work.text(at)) if flow else None
            if flow is None or state is None:
                remove_option(work, at)
            else:
                work.use(at, *things)
                remove_state(work, at, flow, state)
        case "part":
            found = _on_page(work, at, parts_of(work, at))
            if every := every_of(work, at, found):
                work.use(at, *work.below(at, "thing", "report", "kind"))
                remove_parts(work, at, every)
            elif len(found) == 1:
                work.use(at, *work.below(at, "thing", "report", "kind"))
                head = work.head(at)
                work.use(
                    *(
                        one
                        for one in work.under(head, "thing")
                        if (entity := entity_of(work, one)) and entity.name == found[0].entity
                    )
                    if head is not None
                    else []
                )
                values = work.under(at, "attr", "group")
                work.use(*values)
                if not (values and drop_filter(work, at, found[0], values)):
                    remove_parts(work, at, found)
            else:
                which_part(work, at, found, "Remove")
        case "report":
            report = report_of(work, at) or report_by(work, at)
            if report is None:
                work.fail(at, f"There is no report “{work.text(at)}”.")
            else:
                work.use(at, *work.under(at, "kind", "part"))
                _remove_report(work, at, report)
        case "page":
            page = page_of(work, at)
            if page is None:
                work.fail(at, f"There is no page “{work.text(at)}”.")
            else:
                work.use(at)
                work.take([Remove(kind=Kind.PAGE, target=page.id)], at)
        case "role" | "actor":
            role = role_of(work, at)
            if role is None:
                work.fail(at, f"There is no role “{work.text(at)}”.")
            else:
                work.use(at)
                work.do("remove", Kind.ROLE, at, target=role.name)
        case "must" | "limit" | "default":
            lift(work, at, kind)
        case _:
            pass


def _qualifies_rows(work: Work, at: int) -> bool:
    """Whether a state only says which rows are meant: *remove cancelled orders*."""
    spans = work.reading.spans
    if at + 1 >= len(spans) or work.role(at + 1) != "thing":
        return False
    plain = spans[at + 1].text.lower()
    return work.reading.text[spans[at].end : spans[at + 1].start].isspace() and plain != singular(plain)


def _remove_report(work: Work, at: int, report: Report) -> None:
    if charts := charts_of(work, report):
        remove_parts(work, at, charts)
    work.take([Remove(kind=Kind.REPORT, target=report.id)], at)
