"""State flows: colours, a first state, and the moves that make sense."""

import itertools

from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, verb_lemma
from sayso.design.offline.model.business import Life
from sayso.kit.words import sentence, snake
from sayso.spec.model import Flow, State, Transition

from .parts import Parts

_DECISIONS = frozenset(("rejected", "declined", "denied", "refused", "turned_down"))
_AWAY = frozenset(("out", "lent", "on_loan", "rented", "borrowed", "checked_out", "handed_out", "issued"))
_KEPT = frozenset(
    ("sold", "delivered", "shipped", "sent", "paid", "collected", "picked_up", "received", "done")
)
"""Whoever has it keeps it, unless something went wrong."""
_WAITING = frozenset(("waiting", "on_hold", "paused", "suspended", "blocked"))
_LATE = frozenset(("overdue", "late", "delayed"))
_ENDED = frozenset(("archived", "void", "inactive", "dormant", "withdrawn"))
_GRANTED = frozenset(("approved", "accepted", "confirmed", "granted", "hired", "won", "selected", "funded"))
_ENDS_WELL = frozenset(
    (*("passed", "returned", "selected", "attended", "graduated", "sold"), "picked_up", "handed_over")
)


def build_flows(parts: Parts) -> None:
    """Add a flow for every life of at least two states."""
    for life in parts.business.lives:
        names = _clean(life)
        if life.owner in parts.entities and len(names) >= 2 and life.owner not in parts.flows:
            parts.flows[life.owner] = _flow(parts, life, names)


def _clean(life: Life) -> list[str]:
    names: list[str] = []
    for state in life.states:
        name = "_".join(
            part for part in state.lower().replace("-", "_").replace(" ", "_").split("_") if part
        )[:48]
        name = "".join(c for c in name if c.isascii() and (c.isalnum() or c == "_")).strip("_")
        if name and name[0].isalpha() and name not in names:
            names.append(name)
    return names


def _words(key: str) -> frozenset[str]:
    return frozenset(word.replace(" ", "_").replace("-", "_") for word in word_set("states", "words", key))


def _flow(parts: Parts, life: Life, names: list[str]) -> Flow:
    side = [name for name in names if name in {*side_of(names), *life.aside}]
    detours = _detours(names, side)
    beside = _beside(life, names, side)
    main = [name for name in names if name not in {*side, *detours, *beside}]
    source = (life.source or "")[:400] or None
    states = tuple(
        State(
            id=parts.ids.new("sta"), name=name, label=_label(name), color=color_of(name, main), source=source
        )
        for name in names
    )
    moves = [*_moves(names, main, side), *_around(names, main, detours), *_forks(main, beside)]
    moves = [move for move in moves if not _is_closed(life, main, *move)]
    moves += [move for move in _backs(life, names, main) if move not in moves]
    place = {name: number for number, name in enumerate(names)}
    return Flow(
        id=parts.ids.new("flw"),
        entity=life.owner,
        field="status",
        states=states,
        initial=main[0],
        transitions=tuple(_transition(parts, a, b, place) for a, b in moves),
        source=source,
        assumed=None if source else "Records of this kind go through states.",
    )


def side_of(names: list[str]) -> list[str]:
    """States outside the ordinary course; what was lent or rented ends its course when it comes back."""
    lent = bool(set(names) & _AWAY) or not set(names) & _KEPT
    side = [n for n in names[1:] if n in _words("side") and not (lent and n == "returned")]
    return side if len(side) < len(names) else []


def usual_moves(names: list[str]) -> list[tuple[str, str]]:
    """The moves that make sense between states that are only listed: on to the next, and aside."""
    side = side_of(names)
    detours = _detours(names, side)
    main = [name for name in names if name not in {*side, *detours}]
    return [*_moves(names, main, side), *_around(names, main, detours)]


def _detours(names: list[str], side: list[str]) -> list[str]:
    """States on the way that may be left out: waiting, overdue."""
    main = [name for name in names if name not in side]
    late = [name for name in main[1:] if name in _LATE] if len(main) > 2 else []
    return [*late, *(name for name in main[1:-1] if _waits(name))]


def _waits(name: str) -> bool:
    return name in _WAITING or name.startswith("waiting_for")


def _around(names: list[str], main: list[str], detours: list[str]) -> list[tuple[str, str]]:
    moves: list[tuple[str, str]] = []
    for name in detours:
        before = [m for m in main[:-1] if names.index(m) < names.index(name)] or main[:1]
        after = next((m for m in main if main.index(m) > main.index(before[-1])), main[-1])
        moves.append((before[-1], name))
        moves.append((name, before[-1]) if _waits(name) else (name, after))
    return moves


def _moves(names: list[str], main: list[str], side: list[str]) -> list[tuple[str, str]]:
    moves = list(itertools.pairwise(main))
    for name in side:
        before = [m for m in main if names.index(m) < names.index(name)] or main[:1]
        if name in _DECISIONS:
            moves.append((_undecided(main, before), name))
        else:
            leaving = [m for m in main if m != main[-1]] or main[:1]
            moves.extend((m, name) for m in leaving)
            if name in {"returned", "refunded"} and main[-1] not in leaving:
                moves.append((main[-1], name))
            if name in {"on_hold", "paused", "suspended", "reduced"}:
                moves.extend((name, m) for m in main[1:] if (m, name) in moves or m == main[-1])
    return list(dict.fromkeys(moves))


def _undecided(main: list[str], before: list[str]) -> str:
    """The state in which it is still open how it is decided: the one before it is granted, or goes well."""
    granted = next((i for i, state in enumerate(main) if i and state in _GRANTED), None)
    if granted is not None:
        return main[granted - 1]
    ends = len(before) > 1 and before == main and before[-1] in _words("success") | _ENDS_WELL
    return before[-2] if ends else before[-1]


def _beside(life: Life, names: list[str], side: list[str]) -> dict[str, str]:
    """States that were said as another way than the one before: ``either private or public``."""
    taken = {*side, names[0]}
    return {
        a: b
        for a, b in life.instead.items()
        if a in names and b in names and a not in taken and b not in side
    }


def _is_closed(life: Life, main: list[str], before: str, after: str) -> bool:
    """Whether a way out is closed by then: ``it can be cancelled until it is shipped``."""
    end = life.until.get(after)
    return end in main and before in main and 0 < main.index(end) <= main.index(before)


def _forks(main: list[str], beside: dict[str, str]) -> list[tuple[str, str]]:
    moves: list[tuple[str, str]] = []
    for name, other in beside.items():
        place = main.index(other) if other in main else 0
        moves += [(main[place - 1], name)] if place else []
        moves += [(name, main[place + 1])] if place + 1 < len(main) and name not in _words("danger") else []
    return moves


def _backs(life: Life, names: list[str], main: list[str]) -> list[tuple[str, str]]:
    """Moves back to an earlier state, from the one that was said or the one after it."""
    moves: list[tuple[str, str]] = []
    for before, after in life.back:
        place = main.index(after) if after in main else None
        following = main[place + 1] if place is not None and place + 1 < len(main) else ""
        start = before or following
        if after in names and start in names and start != after:
            moves.append((start, after))
    return moves


def _transition(parts: Parts, before: str, after: str, place: dict[str, int]) -> Transition:
    label = move_label(after)
    name = snake(label.replace("'", "")).removeprefix("mark_as_")
    name = f"mark_{name}" if label.startswith("Mark as") else name
    again = place[after] < place[before] and after not in _words("side")
    return Transition.model_validate(
        {
            "id": parts.ids.new("trn"),
            "name": (f"back_to_{after}" if again else name)[:48],
            "label": f"Back to {_label(after).lower()}" if again else label,
            "from": before,
            "to": after,
            "assumed": "It follows from the order of the states.",
        }
    )


def move_label(after: str) -> str:
    """What one does to bring a record into a state: “Confirm”, “Finish”, “Mark as no-show”."""
    known = load("verbs")["moves"].get(after)
    if known is not None:
        return str(known)
    verb = verb_lemma(after)
    if "_" not in after and is_participle(after) and verb != after and verb.isalpha():
        return sentence(verb)
    return f"Mark as {_label(after).lower()}"


def _label(name: str) -> str:
    return {"no_show": "No-show", "wont_fix": "Won't fix"}.get(name) or sentence(name)


def color_of(name: str, main: list[str]) -> str:
    """Green where it went well, red where it went wrong, grey where it simply ended or has not begun."""
    if name in _words("danger"):
        return "danger"
    if name in _words("warning"):
        return "warning"
    if name in _words("side") or name in _ENDED:
        return "neutral"
    if name == main[-1]:
        return "success"
    if name == main[0]:
        undecided = len(main) > 2 and main[1] in _GRANTED
        return "neutral" if name in {"draft", "idea", "planned"} else "warning" if undecided else "info"
    return "accent"
