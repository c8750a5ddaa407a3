"""Flows that grow: new states with the moves that reach them."""

from sayso.design.knowledge.load import word_set
from sayso.design.name_lookup.situation import Situation
from sayso.spec.model import State, Transition

_BACK = frozenset({"on hold", "paused", "suspended", "reduced", "disputed", "damaged"})


def breaks_off(state: State) -> bool:
    """Whether nothing goes on from a state of this name: cancelled, rejected, lost."""
    return state.name.replace("_", " ") in word_set("states", "words", "side") - _BACK


def transition(source: str, target: str, situation: Situation) -> Transition:
    return Transition(
        id=situation.ids.new("trn"), name=f"to_{target}"[:48], label=f"Mark as {target.replace('_', ' ')}",
        from_state=source, to_state=target,
    )  # fmt: skip
