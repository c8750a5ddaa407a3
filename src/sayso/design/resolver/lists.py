"""Lists of their own: things that a change makes, with what each of them has."""

from sayso.kit.words import listed

from .elements import EXACT, entity_of, owners_of
from .separations import OWN_LIST
from .things import new_thing
from .work import Work

_TOLD = ("attr", "one", "many", "state")


def new_lists(work: Work, at: int) -> bool:
    """Things that shall be lists of their own and are not there yet; whether any was made.

    *Deliveries should be a list of their own with a date and one supplier.* A verb without an object is about
    the next thing that is described: *could deliveries be kept apart? A delivery with a date …*
    """
    if not OWN_LIST.search(work.text(at).lower()):
        return False
    found = [one for one in work.under(at, "thing") if entity_of(work, one) is None]
    if not work.under(at):
        found = [one for one in work.under(None, "thing") if one > at and entity_of(work, one) is None][:1]
    found = [one for one in found if work.under(one, *_TOLD)]
    for one in found:
        if words := _values_there(work, one):
            work.fail(one, f"{words} are there already. Shall they go?")
            return True
    for one in found:
        new_thing(work, one)
    return bool(found)


def _values_there(work: Work, at: int) -> str:
    """The values that a list would take over from where they are now, as words; nothing where it has none.

    A value that several things have, such as a name, is one that each may have for itself.
    """
    having = owners_of(work, work.text(at))
    if having:
        return f"{work.text(at)} of {listed([one.entity.display_name.lower() for one in having])}"
    inner = [(one, owners_of(work, work.text(one))) for one in work.under(at, "attr")]
    taken = [(one, owners[0]) for one, owners in inner if len(owners) == 1 and owners[0].score >= EXACT]
    if len(taken) < _SEVERAL or len({owner.entity.id for _, owner in taken}) > 1:
        return ""
    return f"{listed([work.text(one) for one, _ in taken])} of {taken[0][1].entity.display_name.lower()}"


_SEVERAL = 2
