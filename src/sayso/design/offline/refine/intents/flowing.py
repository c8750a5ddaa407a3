"""Flows that grow: new states with the moves that reach them."""

import re
from itertools import pairwise

from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import readings
from sayso.design.offline.fields import read_field
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.kit.words import listed, sentence, snake
from sayso.spec.edits import Edit, Kind, MakeFlow, Remove, add
from sayso.spec.model import Entity, FieldType, Flow, State, Transition


def words_to_states(text: str) -> list[str]:
    """``draft sent partly rcvd done`` without any commas: an adverb goes with the word after it."""
    found: list[str] = []
    carried: list[str] = []
    for word in text.split():
        carried.append(word)
        if word.lower() not in {
            "partly",
            "fully",
            "not",
            "in",
            "on",
            "out",
            "for",
            "waiting",
            "half",
            "being",
            "to",
            "of",
            "no",
            "partially",
        }:
            found.append(" ".join(carried))
            carried = []
    return found


def full(part: str) -> str:
    short = load("abbreviations")["field"] | load("abbreviations")["general"]
    known = {
        "rcvd": "received",
        "recvd": "received",
        "canc": "cancelled",
        "compl": "completed",
        "appr": "approved",
    }
    return " ".join(str(known.get(w.lower(), short.get(w.lower(), w))) for w in part.split())


_ENTERED = frozenset(
    {FieldType.EMAIL, FieldType.PHONE, FieldType.URL, FieldType.IMAGE, FieldType.FILE, FieldType.LONG_TEXT}
)
"""Types that are only told from a name when it is the name of a value."""


def look_like_states(parts: list[str], owner: Entity) -> bool:
    if re.match(
        r"(?:add|with|put|show|make|remove|rename|filter|sort|group|list|display|use)\b",
        parts[0],
        re.IGNORECASE,
    ):
        return False
    if any(
        re.search(r"\b(?:not|never|may|must|can|can't|cannot|should|it|they)\b", part.lower())
        for part in parts
    ):
        return False
    if any(re.search(r"\byes$|^no$", part.lower()) or read_field(part).type in _ENTERED for part in parts):
        return False
    fields = {key(field.name) for field in owner.fields}
    if sum(key(part) in fields for part in parts) * 2 > len(parts):
        return False
    fitting = sum(
        bool(readings(part.split()[-1].lower()) & {"VERB", "ADJ"})
        or part.split()[0].lower() in {"in", "on", "waiting"}
        for part in parts
    )
    return fitting * 2 >= len(parts)


_BACK = frozenset({"on hold", "paused", "suspended", "reduced", "disputed", "damaged"})


def breaks_off(state: State) -> bool:
    """Whether nothing goes on from a state of this name: cancelled, rejected, lost."""
    return state.name.replace("_", " ") in word_set("states", "words", "side") - _BACK


def _moves(flow: Flow, state: State, sources: list[str]) -> list[tuple[str, str]]:
    """How a state is reached and left; one that breaks off is reached from all that goes on, and is final."""
    going = {t.from_state for t in flow.transitions} | {flow.initial}
    if breaks_off(state):
        return [
            (source, state.name) for source in sources or [s.name for s in flow.states if s.name in going]
        ]
    following = [t.to_state for t in flow.transitions if t.from_state == flow.initial]
    into = [(source, state.name) for source in sources or [flow.initial]]
    return [*into, *((state.name, target) for target in following[:2] if target != state.name)]


def grow(
    owner: Entity, labels: list[str], sources: list[str], situation: Situation, *, whole: bool = False
) -> Change:
    """States that are not there yet; a whole list without a flow makes one."""
    focus = Focus(entity=owner.id)
    flow = situation.index.flows.get(owner.name)
    states = [
        State(id=situation.ids.new("sta"), name=snake(label)[:48], label=sentence(label))
        for label in labels
        if snake(label)
    ]
    said = f"{sentence(many(owner))} can now be {listed([s.label.lower() for s in states], 'or')}."
    if flow is None:
        return Change(said, tuple(_new_flow(owner, states, situation)), focus=focus)
    fresh = [
        s for s in states if not any(likeness(key(s.name), key(old.name)) >= 0.93 for old in flow.states)
    ]
    if not fresh:
        return Change(f"{sentence(many(owner))} have that state already.", focus=focus)
    edits: list[Edit] = [add(state, parent=flow.id) for state in fresh]
    if whole:
        names = [
            next((o.name for o in flow.states if likeness(key(s.name), key(o.name)) >= 0.93), s.name)
            for s in states
        ]
        moves = list(pairwise(names))
    else:
        moves = [move for state in fresh for move in _moves(flow, state, sources)]
    known = {(t.from_state, t.to_state) for t in flow.transitions}
    edits += [
        add(transition(a, b, situation), parent=flow.id)
        for a, b in dict.fromkeys(moves)
        if (a, b) not in known and a != b
    ]
    return Change(said, tuple(edits), focus=focus)


def _new_flow(owner: Entity, states: list[State], situation: Situation) -> list[Edit]:
    taken = {name for name, _ in situation.mentions.members(owner)}
    present = next((f for f in owner.fields if f.name in {"status", "state", "stage"}), None)
    field = present.name if present else "stage" if "status" in taken else "status"
    moves = pairwise(states)
    flow = Flow(
        id=situation.ids.new("flw"), source=situation.message[:400], entity=owner.name, field=field,
        states=tuple(states),
        initial=states[0].name, transitions=tuple(transition(a.name, b.name, situation) for a, b in moves),
    )  # fmt: skip
    if present is None:
        return [add(flow)]
    if present.type in {FieldType.ENUM, FieldType.TEXT}:
        return [MakeFlow(target=present.id, flow=flow)]
    return [Remove(kind=Kind.FIELD, target=present.id), add(flow)]


def transition(source: str, target: str, situation: Situation) -> Transition:
    return Transition(
        id=situation.ids.new("trn"), name=f"to_{target}"[:48], label=f"Mark as {target.replace('_', ' ')}",
        from_state=source, to_state=target,
    )  # fmt: skip
