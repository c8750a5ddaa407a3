"""What cannot be asked of an application, said with what can be had instead."""

from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.speaking import many, one
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision, Question
from sayso.kit.words import sentence
from sayso.spec.model import Entity

_AT_LEAST = pattern(
    r"^(?:each |every |an? |the |all )?(?P<parent>[\w' -]+?) (?:must|should|needs?|has|have|can't|cannot)(?: "
    r"to| always)*(?: have| be saved without| exist without| be without)? (?:at least |a minimum of "
    r"|minimum )"
    r"(?P<count>an?|one|two|three|\d+) (?P<child>[\w' -]+)$"
)


def explain(clause: str, situation: Situation) -> Change | None:
    """``each order needs at least one line``: a record is saved before what belongs to it."""
    match = _AT_LEAST.match(clause)
    parent = situation.mentions.entity(match["parent"]) if match else None
    if match is None or parent is None:
        return None
    child = _child(match["child"], parent, situation)
    if child is None:
        return None
    a, b = one(parent), one(child)
    text = (
        f"I cannot demand at least {match['count']} {b} per {a}, because a {a} is saved before its "
        f"{many(child)}. "
        f"What should I do instead?"
    )
    suggestions = (
        f"Show the number of {many(child)} on each {a}",
        "Leave it as it is",
    )
    focus = Focus(entity=parent.id)
    return Change(text, decision=Decision.QUESTION, questions=(Question(text, suggestions),), focus=focus)


def _child(phrase: str, parent: Entity, situation: Situation) -> Entity | None:
    """What belongs to the parent and bears this name, or ends with it."""
    said = key(phrase)
    children = [
        situation.index.entities[link.from_entity if link.to_entity == parent.name else link.to_entity]
        for link in situation.spec.relationships
        if parent.name in {link.from_entity, link.to_entity}
    ]
    named = situation.mentions.entity(phrase)
    if named in children:
        return named
    return next((e for e in children if key(sentence(e.name))[-len(said) :] == said), None)
