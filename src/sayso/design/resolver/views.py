"""Views: what is seen, what no longer is, and values that are worked out."""

import re

from sayso.design.language.lemmas import verb_lemma
from sayso.spec.model import ComponentType

from .actors import actor_before
from .columns import listed_entity, move_columns, show_columns, show_only
from .details import is_of_cards, show_details
from .elements import entity_in_focus, entity_of, member_of, owners_of, page_of, part_kind, report_of
from .figures import change_chart, chart_kind
from .layouts import place
from .listings import add_listing
from .removals import remove
from .reports import add_report
from .rights import seen_by
from .rows import filter_rows, is_sorting, sort
from .screens import add_filter, add_page, add_part, put_chart
from .tiles import add_tile
from .vocabulary import listed
from .work import Work

_THEM = re.compile(r"\b(?:it|that|this|they|them|those|these)\b", re.IGNORECASE)
_FROM_SOMEBODY = re.compile(r"\bfrom (?:them|him|her|everybody|everyone|anybody|anyone)\b", re.IGNORECASE)


def show(work: Work, at: int) -> None:  # noqa: C901, PLR0912 - one case for each kind of thing
    """Let something be seen: figures, parts of a page, values on a list, rows in an order, a page."""
    everything = work.below(at)
    roles = {work.role(one) for one in everything}
    work.use(at)
    attrs = _values_of(work, at)
    parts = [one for one in everything if work.role(one) == "part"]
    places = [one for one in everything if work.role(one) in {"part", "page"}]
    is_order = is_sorting(work, at) or ("order" in roles and not roles & {"attr", "group"})
    if is_order and "measure" not in roles:
        if not sort(work, at, everything):
            _ask(work, at)
    elif verb_lemma(work.text(at).lower()) in listed("filtering"):
        _filter_by(work, at, everything)
    elif "actor" in roles:
        seen_by(work, at, shown=True)
    elif _is_calendar_by(work, at, parts):
        return
    elif roles & {"measure", "group"} and not _is_filter(work, parts):
        if not (add_report(work, at, everything) or add_tile(work, at, everything)):
            work.fail(at)
    elif "order" in roles:
        if not sort(work, at, everything):
            _ask(work, at)
        elif rest := [one for one in attrs if one not in work.used]:
            _show_values(work, at, rest, places)
    elif any(part_kind(work.text(one)) is ComponentType.STATS for one in parts) and add_tile(
        work, at, everything
    ):
        return
    elif roles & {"cond", "state"}:
        is_done = filter_rows(work, at, everything, shown=True) or add_listing(work, at, everything)
        if not (is_done or work.problems):
            work.fail(at)
    elif len(attrs) == len(parts) == 1 and _is_by_day(work, at, attrs[0], parts[0]):
        return
    elif attrs and not _is_filter(work, parts):
        _show_values(work, at, attrs, places)
    elif "where" in roles:
        _draw_as_said(work, at, everything)
        place(work, at)
    elif "report" in roles:
        _show_report(work, at, everything)
    elif len(parts) == 1 and part_kind(work.text(parts[0])) is not None:
        pages = [
            page
            for one in everything
            if work.role(one) == "page" and (page := page_of(work, one)) is not None
        ]
        if add_part(work, parts[0], pages[0] if pages else None):
            work.use(*(one for one in everything if work.role(one) in {"part", "thing", "page", "kind"}))
        elif not work.problems:
            work.fail(at)
    elif not (roles <= {"page", "kind", "thing"} and _on_new_page(work, at, everything)):
        work.fail(at)


def _filter_by(work: Work, at: int, spans: list[int]) -> None:
    """Filters over the list of a thing: *filter loans by tool and date*."""
    values = [one for one in spans if work.role(one) in {"attr", "group", "period", "cond", "state"}]
    things = [one for one in spans if work.role(one) == "thing"]
    about = entity_of(work, things[0]) if len(things) == 1 else None
    if any(work.role(one) in {"cond", "state"} for one in values):
        is_done = filter_rows(work, at, spans, shown=True)
    else:
        is_done = bool(values) and add_filter(work, at, values, None, about)
        work.use(*(*values, *things) if is_done else ())
    if not (is_done or work.problems):
        work.fail(at)


def _is_calendar_by(work: Work, at: int, parts: list[int]) -> bool:
    """A calendar of a thing by one of its days: *visits on a calendar by due date*."""
    days = work.below(at, "group")
    things = work.below(at, "thing")
    is_all = {work.role(one) for one in work.below(at)} <= {"part", "thing", "group"}
    if len(parts) != 1 or len(days) != 1 or len(things) != 1 or not is_all:
        return False
    if part_kind(work.text(parts[0])) is not ComponentType.CALENDAR or not add_part(work, parts[0]):
        return False
    work.use(at, *parts, *things)
    return True


def _is_by_day(work: Work, at: int, attr: int, part: int) -> bool:
    """A calendar of the only days that are called so: *show the deadlines on a calendar*."""
    having = owners_of(work, work.text(attr))
    if (
        part_kind(work.text(part)) is not ComponentType.CALENDAR
        or len(having) != 1
        or "where" in {work.role(one) for one in work.below(at)}
    ):
        return False
    work.turn_to(having[0].entity)
    if not add_part(work, part):
        return False
    work.use(at, attr, part)
    return True


def _on_new_page(work: Work, at: int, spans: list[int]) -> bool:
    """What was spoken of last, or is named, as a list on a page that is not there yet."""
    pages = [one for one in spans if work.role(one) == "page"]
    things = [one for one in spans if work.role(one) == "thing"]
    if len(pages) != 1 or page_of(work, pages[0]) is not None:
        return False
    if not things and (entity_in_focus(work) is None or not _THEM.search(work.sentence(at))):
        return False
    return add_page(work, pages[0], spans)


def _ask(work: Work, at: int) -> None:
    """Ask about a command, if nothing else of the message is asked about."""
    if not work.problems:
        work.fail(at)


def _tables_before(work: Work, at: int) -> list[int]:
    """The list that an earlier command was about."""
    parts = [one for one in range(at) if work.role(one) == "part" and work.command(one) is not None]
    return parts[-1:] if parts and part_kind(work.text(parts[-1])) is ComponentType.TABLE else []


def _values_of(work: Work, at: int) -> list[int]:
    """The values that a command is about: as such, as what rows of a list belong to, or spoken of before."""
    below = work.below(at)
    return (
        [one for one in below if work.role(one) == "attr"]
        or _links_in(work, below)
        or _values_before(work, at)
    )


def _links_in(work: Work, spans: list[int]) -> list[int]:
    """The things that the rows of a list belong to, where its own thing is named: *the member of loans*."""
    entity = listed_entity(work, [one for one in spans if work.role(one) == "part"])
    things = [one for one in spans if work.role(one) == "thing"]
    own = [one for one in things if entity is not None and entity_of(work, one) == entity]
    others = [one for one in things if one not in own]
    if entity is None or not own or not all(member_of(work, work.text(one), entity) for one in others):
        return []
    return others


def _values_before(work: Work, at: int) -> list[int]:
    """The value that was spoken of last, where a command says *it*, and a list: *hide it in the table*."""
    below = work.below(at)
    is_list = any(part_kind(work.text(one)) is ComponentType.TABLE for one in work.under(at, "part"))
    if not is_list or {work.role(one) for one in below} - {"part", "where", "thing", "kind"}:
        return []
    spans = work.reading.spans
    last = next((one for one in reversed(range(at)) if work.role(one) == "attr" and one in work.used), None)
    first = min((spans[one].start for one in below), default=0)
    said = work.reading.text[spans[last].end : max(first, spans[at].end)] if last is not None else ""
    said += spans[at].text if last is not None else ""
    if last is None or not _THEM.search(said):
        return []
    work.unmention(last)
    return [last]


def _is_filter(work: Work, parts: list[int]) -> bool:
    return any(part_kind(work.text(one)) is ComponentType.FILTERS for one in parts)


def _show_values(work: Work, at: int, attrs: list[int], places: list[int]) -> None:
    """Values on the list of their thing: besides others, as the only ones, or somewhere among them."""
    everything = work.below(at)
    onlys = [one for one in everything if work.role(one) == "only"]
    wheres = [one for one in everything if work.role(one) == "where"]
    if is_of_cards(work, places) and not onlys and not wheres:
        show_details(work, at, attrs, places, shown=True)
        return
    if onlys:
        if show_only(work, at, attrs, places):
            work.use(*onlys, *(one for one in everything if work.role(one) in {"thing", "kind"}))
        elif not work.problems:
            work.fail(onlys[0])
        return
    anchors = [one for where in wheres for one in work.below(where, "attr")]
    if wheres:
        what = [one for one in attrs if one not in anchors]
        if len(wheres) == 1 and move_columns(work, at, what, wheres[0], anchors):
            work.use(
                *attrs, *wheres, *places, *(one for one in everything if work.role(one) in {"thing", "kind"})
            )
        elif not work.problems:
            work.fail(wheres[0])
        return
    show_columns(work, at, attrs, places, shown=True)


def _draw_as_said(work: Work, at: int, spans: list[int]) -> None:
    """Draw the one report that is put somewhere as it is said: *as a line, below the board*."""
    reports = {
        one: report for one in spans if (report := report_of(work, one)) and work.role(one) == "report"
    }
    kinds = [one for one in spans if work.role(one) == "part" and chart_kind(work.text(one))]
    kinds = [one for one in kinds if not any(work.role(up) == "where" for up in work.above(one))]
    if len(reports) != 1 or len(kinds) != 1:
        return
    report, kind = next(iter(reports.values())), chart_kind(work.text(kinds[0])) or ""
    if kind != report.chart.value:
        change_chart(work, report, kind, at)
    work.hang(next(iter(reports)), at)
    work.use(kinds[0])


def _show_report(work: Work, at: int, everything: list[int]) -> None:
    """A report drawn otherwise, or its chart on a page."""
    pages = [one for one in everything if work.role(one) == "page"]
    reports = [one for one in everything if work.role(one) == "report"]
    found = [report for one in reports if (report := report_of(work, one)) is not None]
    if len(found) != 1 or len(reports) != 1 or len(pages) > 1:
        work.fail(reports[0], f"There is no report “{work.text(reports[0])}”." if not found else "")
        return
    kinds = [one for one in everything if work.role(one) == "part" and chart_kind(work.text(one))]
    is_changed = any(chart_kind(work.text(one)) != found[0].chart.value for one in kinds)
    if is_changed:
        change_chart(work, found[0], chart_kind(work.text(kinds[0])) or "", at)
    is_put = bool(pages) and put_chart(work, at, found[0], pages[0])
    if work.problems:
        return
    if is_changed or is_put:
        work.use(*(one for one in everything if work.role(one) in {"report", "part", "page", "kind"}))
    else:
        work.fail(at, "That is so already.")


def hide_(work: Work, at: int) -> None:
    """Take something out of sight: a value from a role or a list, a part or a page."""
    everything = work.below(at)
    actors = [one for one in everything if work.role(one) == "actor"] or actor_before(work, at)
    attrs = _values_of(work, at)
    parts = [one for one in everything if work.role(one) == "part"]
    if not actors:
        if _FROM_SOMEBODY.search(work.sentence(at)):
            work.fail(at, "From whom shall it be hidden?")
            return
        rows = {work.role(one) for one in everything} & {"cond", "state"}
        if rows and not attrs:
            if not (filter_rows(work, at, everything, shown=False) or work.problems):
                work.fail(at)
        elif attrs and is_of_cards(work, parts):
            show_details(work, at, attrs, parts, shown=False)
        elif attrs:
            pages = [one for one in everything if work.role(one) == "page"]
            show_columns(work, at, attrs, [*parts, *pages] or _tables_before(work, at), shown=False)
        elif not any(work.role(one) in {"part", "page", "report"} for one in everything):
            work.fail(at)
        else:
            remove(work, at)
        return
    seen_by(work, at, shown=False)
