"""``interns can only see their own entries``, ``mechanics shouldn't be able to delete repairs``."""

import re

from sayso.design.knowledge.load import load
from sayso.spec.model import Action


def actions_in(part: str) -> set[Action]:
    """What the verbs of a part of a sentence do with rows."""
    words = set(re.findall(r"[a-z]+", part.lower()))
    bases = words | {word.removesuffix("s") for word in words} | {word.removesuffix("ing") for word in words}
    found: set[Action] = set()
    for action in Action:
        if bases & set(str(load("talk")["actions"][action.value]).split()):
            found.add(action)
    if (
        (words & {"anything", "everything"} and not found)
        or words & {"manage", "administer", "manages"}
        or "full access" in part
    ):
        found |= set(Action)
    if words & {"touch", "modify"}:
        found |= {Action.CREATE, Action.UPDATE, Action.DELETE}
    if (
        found & {Action.CREATE, Action.UPDATE}
        and words & {"order", "orders"}
        and not words & {"create", "add", "edit", "change"}
    ):
        found -= {Action.CREATE}
    return found
