"""Life cycles that nobody described: orders, requests, repairs and things like them have steps."""

from collections.abc import Iterable

from sayso.catalogue.lexicon import profile_of
from sayso.catalogue.senses import Sense
from sayso.design.agents.execution import Carrier
from sayso.design.agents.language.items import Item, new_item
from sayso.kit.ids import IdSource
from sayso.spec.edits import Kind
from sayso.spec.model import AppSpec, Entity

_DEALT_WITH = frozenset(
    {Sense.ACT, Sense.EVENT, Sense.DOCUMENT, Sense.COMMUNICATION, Sense.POSSESSION, Sense.WORK}
)
"""Sorts of which one is begun, worked on and finished; a person or a place is there."""
_STANDING = frozenset({"status", "state", "standing"})
WHY = "It is dealt with step by step."


def steps_of(name: str) -> tuple[str, ...]:
    """The steps that a thing of this name usually goes through; none where it is not dealt with."""
    profile = profile_of(name)
    if profile.sense not in _DEALT_WITH:
        return ()
    return tuple(step.split(" by ")[0] for step in profile.flow)


def usual_flows(spec: AppSpec, entities: Iterable[Entity]) -> list[Item]:
    """Flows of those things that have none and deserve one."""
    have = {flow.entity for flow in spec.flows}
    found = []
    for entity in entities:
        steps = steps_of(entity.name)
        has_standing = any(field.name in _STANDING for field in entity.fields)
        if not steps or entity.name in have or has_standing:
            continue
        states = dict.fromkeys(state.strip() for step in steps for state in step.split(">"))
        element = {"entity": entity.name, "states": list(states), "transitions": list(steps)}
        found.append(new_item("add", Kind.FLOW, f"{entity.name}.flow", element=element))
    return found


def with_usual_flows(spec: AppSpec, ids: IdSource) -> AppSpec:
    """The spec with flows of all things that deserve one."""
    carrier = Carrier(spec, ids, lambda *_: None, why=WHY)
    carrier.take(usual_flows(spec, spec.entities))
    return carrier.spec
