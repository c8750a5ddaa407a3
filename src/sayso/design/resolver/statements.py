"""Statements: what is said of things, values, states and views without a verb that asks for anything."""

import re
from collections.abc import Sequence

from sayso.design.name_lookup.situation import Focus
from sayso.reader.types import COMMANDS
from sayso.spec.model import ComponentType

from . import things, values
from .computations import work_out
from .elements import entity_of, owners_of, part_kind
from .flows import add_states, flow_for, state_in
from .looks import restyle
from .renames import rename_as
from .reports import add_report
from .screens import add_part
from .separations import separable
from .vocabulary import listed
from .work import Work


def about_thing(work: Work, at: int) -> None:
    """A statement about a thing."""
    children = [work.role(one) for one in work.under(at)]
    if _is_of_form(work, at, children):
        return
    if {"measure", "group", "period"} & set(children):
        if not add_report(work, at, [at, *work.below(at)]):
            work.fail(at)
        return
    entity = entity_of(work, at)
    if entity is not None:
        if children and {*children} <= {"part", "kind"}:
            _shown_as(work, at)
        elif children:
            things.describe(work, at, entity)
        else:
            work.focus = Focus(entity=entity.id)
        return
    if children and not {"cond", "order", "state"} >= set(children):
        having = owners_of(work, work.text(at))
        if having and separable(work, at) is None:
            work.fail(at, f"“{work.text(at)}” is a value of {having[0].entity.display_name.lower()}.")
            return
        things.new_thing(work, at)


def _is_of_form(work: Work, at: int, children: Sequence[str]) -> bool:
    """Whether a statement gives a thing a name, the application its looks, or lists a filter."""
    if (news := work.under(at, "new")) and "role" not in children:
        rename_as(work, at, news)
        return True
    if "looks" in children and work.text(at).lower() in listed("itself"):
        restyle(work, at)
        return True
    filters = [one for one in work.under(at, "part") if part_kind(work.text(one)) is ComponentType.FILTERS]
    if filters and {*children} <= {"part", "group", "attr", "kind"} and add_part(work, filters[0]):
        work.use(at, *work.under(at, "part", "kind"))
        return True
    return False


def _shown_as(work: Work, at: int) -> None:
    """A thing that is named with a part that shows it, which needs no verb: *stays on a calendar*."""
    parts = work.under(at, "part")
    if len(parts) != 1 or not add_part(work, parts[0]):
        work.fail(at)
        return
    work.use(at, parts[0], *work.under(at, "kind"))


def about_value(work: Work, at: int) -> None:
    """A statement about a value whose thing is not said."""
    formulas = work.under(at, "formula")
    if formulas:
        work.use(at, *formulas)
        work_out(work, formulas[0], at, " ".join(work.text(one) for one in formulas))
        return
    figures = {work.role(one) for one in work.below(at)} & {"measure", "group", "period"}
    if figures and add_report(work, at, [at, *work.below(at)]):
        return
    owner = values.owner_of(work, at)
    if owner is not None:
        values.put_value(work, at, owner)


def sequence(work: Work, states: list[int]) -> None:
    """States that are named one after the other, of the flow that has the first: *after done comes paid*."""
    flow = flow_for(work, [], states[:1])
    text = work.reading.text.lower()
    if (
        flow is None
        or len(states) < _FEWEST
        or state_in(flow, work.text(states[0])) is None
        or _BEFORE.search(text)
    ):
        work.fail(states[0])
        return
    add_states(work, states, flow)


_FEWEST = 2
_BEFORE = re.compile(r"\bbefore\b")


def is_view(work: Work, at: int) -> bool:
    """A part that is named with the thing that it shows, which needs no verb: *a board for quotes*."""
    below = work.below(at)
    is_alone = not any(span.role in COMMANDS or span.role == "neg" for span in work.reading.spans)
    if not is_alone or {work.role(one) for one in below} - {"thing", "kind", "group", "attr"}:
        return False
    if not add_part(work, at):
        return False
    work.use(at, *(one for one in below if work.role(one) in {"thing", "kind"}))
    return True
