"""Who brings a record into a state: only those who were said to approve may approve."""

from sayso.design.language.lemmas import verb_lemma
from sayso.design.offline.model.names import Names
from sayso.spec.model import Transition

from .parts import Parts

_GRANTING = ("approve", "accept", "authorise", "authorize", "confirm")
_REFUSING = frozenset(("reject", "refuse", "decline", "deny"))


def keep_moves(parts: Parts, wide: list[str], names: Names) -> None:
    """Keep the moves that somebody was said to decide on to that role and to who may do everything."""
    roles = {role.name for role in parts.permissions.roles}
    for entity, flow in list(parts.flows.items()):
        movers: dict[str, list[str]] = {}
        for clue in parts.business.decisions:
            if clue.role in roles and any(names.resolve(thing) == entity for thing in clue.things):
                for verb in clue.verbs:
                    movers.setdefault(verb, []).append(clue.role)
        moves = tuple(_kept(move, movers, wide) for move in flow.transitions)
        parts.flows[entity] = flow.model_copy(update={"transitions": moves})


def _kept(move: Transition, movers: dict[str, list[str]], wide: list[str]) -> Transition:
    first, _, rest = move.to_state.partition("_")
    verb = "_".join(part for part in (verb_lemma(first), rest) if part)
    found = movers.get(verb, [])
    if not found and verb in _REFUSING:
        found = next((movers[said] for said in _GRANTING if said in movers), [])
    return move.model_copy(update={"roles": tuple(dict.fromkeys([*found, *wide]))}) if found else move
