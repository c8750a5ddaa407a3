"""Records that are to be kept: *we also want to track vans with a mileage*."""

import re

from .actors import actor_spans
from .elements import entity_of
from .things import describe, new_thing
from .values import owner_of, put_value
from .vocabulary import listed
from .work import Work


def is_kept(work: Work, at: int) -> bool:
    """Whether a verb that nobody in particular does only says of what records are kept."""
    words = re.findall(r"[a-z]+", work.text(at).lower())
    return bool(words) and set(words) <= listed("keeping") | listed("idle") and not actor_spans(work, at)


def keep(work: Work, at: int) -> None:
    """Take in the things, new or with more values, and the values that a verb of keeping is about."""
    for one in work.under(at, "thing"):
        entity = entity_of(work, one)
        if entity is None:
            new_thing(work, one)
        elif work.under(one):
            describe(work, one, entity)
    for one in work.under(at, "attr"):
        owner = owner_of(work, one)
        if owner is not None:
            put_value(work, one, owner)
    if work.under(at):
        work.use(at)
    else:
        work.fail(at)
