"""Computations: values that shall be worked out instead of being typed in."""

from sayso.design.formulas.lengths import tell_length
from sayso.spec.model import Entity

from .elements import owners_of
from .formulas import Formula, put_formula
from .values import owner_of, put_value
from .work import Work


def compute(work: Work, at: int) -> None:
    """A value to be worked out."""
    everything = work.below(at)
    formulas = [one for one in everything if work.role(one) == "formula"]
    every = [one for one in everything if work.role(one) == "attr"]
    attrs = every if len(every) == 1 else [one for one in every if work.under(one, "formula")]
    if not everything:
        return
    if not formulas:
        told = [one for one in work.under(None, "attr") if one > at and work.under(one, "formula")]
        attrs, every = (told, [*every, *told]) if len(told) == 1 else (attrs, every)
        formulas = [inner for one in told[:1] for inner in work.under(one, "formula")]
    if len(attrs) != 1:
        work.fail(at)
        return
    every = [one for one in every if one == attrs[0] or not _brought(work, one)]
    named = [one for one in work.under(attrs[0], "attr") if not owners_of(work, work.text(one))]
    attrs = named if len(named) == 1 else attrs
    others = [one for one in every if one != attrs[0]] or _named_before(work, attrs[0])
    that = work.text(others[0]) if len(others) == 1 else ""
    if not formulas:
        _lasting(work, at, attrs[0])
        return
    formula = " ".join(work.text(one) for one in formulas)
    if work_out(work, at, attrs[0], formula, that):
        work.use(at, *every, *others, *formulas, *(one for one in everything if work.role(one) == "thing"))


def _brought(work: Work, at: int) -> bool:
    """Whether a value beside the one that is worked out is a new one of their thing, which is there then."""
    if not work.under(at, "type", "option", "default") or owners_of(work, work.text(at)):
        return False
    owner = owner_of(work, at)
    if owner is not None:
        put_value(work, at, owner)
    return True


def _named_before(work: Work, at: int) -> list[int]:
    """The value that was only named before: *member since is there, figure out the years from that*."""
    before = [one for one in work.under(None, "attr") if one < at and not work.under(one)]
    return before[-1:]


def _lasting(work: Work, at: int, attr: int) -> None:
    """An age, or how long something takes, which needs no formula."""
    owner = owner_of(work, attr)
    if owner is None:
        return
    edits = tell_length(f"{work.text(attr).lower()} of {owner.display_name.lower()}", work.situation)
    if not edits:
        work.fail(at, f"From what is “{work.text(attr)}” worked out?")
        return
    if work.take(edits, at):
        work.use(at, attr, *(one for one in work.above(attr) if work.role(one) == "thing"))
        work.turn_to(owner)


def work_out(work: Work, at: int, attr: int, formula: str, that: str = "") -> bool:
    """The value of the thing that is named; where none is, of the only one that the formula fits."""
    known = len(work.problems)
    owner = owner_of(work, attr)
    if owner is None and not any(work.role(one) == "thing" for one in work.above(attr)):
        del work.problems[known:]
        owner = _fitting(work, attr, formula, that)
    if owner is None:
        if len(work.problems) == known:
            work.fail(at, f"I could not work out “{formula}” from what is kept.")
        return False
    return put_formula(work, at, attr, formula, owner, that=that)


def _fitting(work: Work, attr: int, formula: str, that: str) -> Entity | None:
    """The only thing that a formula fits; one that has all of it itself comes before those linked to it."""
    drafts = [
        (entity, draft) for entity in work.spec.entities
        if (draft := Formula(work, entity, work.text(attr), that).draft(formula)) is not None
    ]  # fmt: skip
    own = [one for one in drafts if "." not in one[1].expression]
    found = own if len(own) == 1 else drafts
    return found[0][0] if len(found) == 1 else None
