"""Acts: what people do with things, said to bring a new thing: *we feed hives, so feedings with a date*."""

from .elements import entity_of
from .links import link, says
from .things import describe, new_thing
from .work import Work

_TOLD = frozenset(("attr", "one", "many", "state", "option"))


def act(work: Work, at: int) -> None:
    """Take in the things that an act is about; a new one that is told beside it belongs to them."""
    things = work.under(at, "thing")
    if work.under(at, "actor", "neg", "cond") or not things:
        return
    for one in things:
        entity = entity_of(work, one)
        if not work.under(one):
            continue
        if entity is None:
            new_thing(work, one)
        else:
            describe(work, one, entity)
        work.use(at)
    known = [one for one in things if one not in work.used and entity_of(work, one) is not None]
    told = next((one for one in work.under(None, "thing") if one > at and _is_told(work, one)), None)
    if len(known) != 1 or told is None or entity_of(work, told) is not None or at in work.used:
        return
    made, done = new_thing(work, told), entity_of(work, known[0])
    if made is None or done is None:
        return
    work.use(at, *known)
    if not any(says(work, a, b, role) for role in ("one", "many") for a, b in ((made, done), (done, made))):
        link(work, made, done, several=False, at=at)


def _is_told(work: Work, at: int) -> bool:
    return any(work.role(one) in _TOLD for one in work.under(at))
