"""Who brings a record into a state: only those who were said to approve may approve."""

from sayso.design.language.lemmas import verb_lemma
from sayso.design.offline.model.names import Names
from sayso.spec.model import Action, Transition

from .parts import Parts

_GRANTING = ("approve", "accept", "authorise", "authorize", "confirm")
_REFUSING = frozenset(("reject", "refuse", "decline", "deny"))
_TURNING = ("reopen", "send_back", "return_back")


def keep_moves(parts: Parts, wide: list[str], names: Names) -> None:
    """Keep the moves that somebody was said to decide on to that role and to who may do everything."""
    rules = [rule for rule in parts.permissions.rules if Action.UPDATE in rule.actions]
    for entity, flow in list(parts.flows.items()):
        movers: dict[str, list[str]] = {}
        changing = {rule.role for rule in rules if rule.entity == entity}
        for clue in parts.business.decisions:
            if clue.role in changing and any(names.resolve(thing) == entity for thing in clue.things):
                for verb in clue.verbs:
                    movers.setdefault(verb, []).append(clue.role)
        moves = tuple(_kept(move, movers, wide) for move in flow.transitions)
        parts.flows[entity] = flow.model_copy(update={"transitions": moves})


def _kept(move: Transition, movers: dict[str, list[str]], wide: list[str]) -> Transition:
    first, _, rest = move.to_state.partition("_")
    verb = "_".join(part for part in (verb_lemma(first), rest) if part)
    turns = move.name.startswith("back_to_")
    found = movers.get(verb, []) or next((movers[v] for v in _TURNING if turns and v in movers), [])
    if not found and verb in _REFUSING:
        found = next((movers[said] for said in _GRANTING if said in movers), [])
    return move.model_copy(update={"roles": tuple(dict.fromkeys([*found, *wide]))}) if found else move
