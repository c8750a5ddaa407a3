"""Who may make which move: “only managers may mark a deal as won”."""

import re

from sayso.design.messages.clauses import sentences
from sayso.kit.words import singular, snake
from sayso.spec.model import Flow, Transition

_ONLY = re.compile(
    r"\bonly\s+(?:the\s+|an?\s+)?(?P<who>[a-z][a-z ]{1,60}?)\s+"
    r"(?:may|can|should|are allowed to|is allowed to)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def movers_named(text: str, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """The flows with moves kept to the roles that the words name for them."""
    for sentence in sentences(text):
        found = _ONLY.search(sentence)
        if found is None:
            continue
        roles = tuple(
            singular(snake(_ARTICLES.sub("", who.strip())))
            for who in re.split(r",|\band\b|\bor\b", found["who"])
        )
        flows = tuple(_kept_to(flow, found["what"].lower(), tuple(filter(None, roles))) for flow in flows)
    return flows


def _kept_to(flow: Flow, what: str, roles: tuple[str, ...]) -> Flow:
    labels = {state.name: state.label.lower() for state in flow.states}

    def speaks_of(move: Transition) -> bool:
        said = {labels.get(move.to_state, move.to_state), (move.label or move.name).lower()}
        said |= {move.name.replace("_", " "), move.to_state.replace("_", " ")}
        return any(re.search(rf"\b{re.escape(word)}\b", what) for word in said if word)

    moves = tuple(
        move.model_copy(update={"roles": roles}) if speaks_of(move) else move for move in flow.transitions
    )
    return flow.model_copy(update={"transitions": moves})
