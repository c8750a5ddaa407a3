"""Words with a meaning of their own: open, overdue, unpaid, upcoming."""

from collections.abc import Sequence

from sayso.devloop.programs.facts import OptionFacts
from sayso.phrases.lists import word_set
from sayso.phrases.meaning import Op
from sayso.phrases.things import DATES

from .reading import Reading

_OVERDUE = frozenset(("overdue", "late", "delayed"))
_UPCOMING = frozenset(("upcoming", "future", "coming", "next", "planned"))
_PAST = frozenset(("past", "previous", "earlier"))
_DONE = frozenset(("paid", "done", "returned", "completed", "finished"))


def read_adjectives(reading: Reading) -> None:
    """The conditions of such words, as far as the thing has what they speak of."""
    for place, word in enumerate(reading.words):
        if reading.free[place] and _read(reading, place, word.lower):
            reading.free[place] = False


def _read(reading: Reading, place: int, word: str) -> bool:
    """Whether a word was understood."""
    thing = reading.thing
    if word in _OVERDUE and thing.due() is not None:
        _add_overdue(reading, word)
    elif word in _UPCOMING and thing.of_type(DATES):
        _add_around_now(reading, "upcoming", word)
    elif word in _PAST and thing.of_type(DATES):
        _add_around_now(reading, "past", word)
    elif word in word_set("states", "open") and thing.states:
        _add_progress(reading, word, is_done=reading.take_negation(place))
    elif word in word_set("states", "closed") and thing.states:
        _add_progress(reading, word, is_done=not reading.take_negation(place))
    else:
        return word.startswith("un") and _add_undone(reading, word.removeprefix("un"), word)
    return True


def _add_overdue(reading: Reading, word: str) -> None:
    thing = reading.thing
    due = thing.due()
    if due is None:
        return
    reading.add(due["name"], "past", "", f"{due['label'].lower()} has passed", word)
    remaining = [one for one in thing.states if one["name"] not in thing.done_states]
    if remaining and len(remaining) < len(thing.states):
        _add_states(reading, remaining)
        return
    for one in thing.fields:
        if one["type"] == "boolean" and one["name"].removeprefix("is_") in _DONE:
            reading.add(one["name"], "ne", True, f"not {one['label'].lower()}")
            return


def _add_around_now(reading: Reading, op: Op, word: str) -> None:
    date = reading.thing.date()
    if date["name"] == "created_at":
        date = reading.thing.of_type(DATES)[0]
    reading.date = date
    when = "is still to come" if op == "upcoming" else "has passed"
    reading.add(date["name"], op, "", f"{date['label'].lower()} {when}", word)


def _add_progress(reading: Reading, word: str, *, is_done: bool) -> None:
    """Rows with which something remains to be done, or nothing."""
    thing = reading.thing
    states = [one for one in thing.states if (one["name"] in thing.done_states) == is_done]
    if is_done:
        states = [one for one in states if one["name"] not in thing.side_states] or states
    if not states or len(states) == len(thing.states):
        return
    _add_states(reading, states, word)
    reading.notes.append(f"“{word}” is taken to mean {_listed(states)}.")


def _add_undone(reading: Reading, root: str, word: str) -> bool:
    """What a word with “un” before it says: not in that state, without that date, not ticked, nobody's."""
    thing = reading.thing
    if any(one["name"] == root for one in thing.states):
        gone = {root, *thing.side_states}
        _add_states(reading, [one for one in thing.states if one["name"] not in gone], word)
        return True
    for field in thing.fields:
        name, label = field["name"], field["label"].lower()
        if field["type"] in DATES and name.startswith(root):
            reading.add(name, "is_null", True, f"there is no {label}", word)
            return True
        if field["type"] == "boolean" and name.removeprefix("is_") == root:
            reading.add(name, "eq", False, f"{label} is no", word)
            return True
    return root.startswith("assign") and _add_unassigned(reading, word)


def _add_unassigned(reading: Reading, word: str) -> bool:
    for relation in reading.thing.relations:
        name = relation["name"]
        parent = reading.thing.parent(name)
        if parent is not None and parent.kind == "staff":
            reading.add(name, "is_null", True, f"there is no {name.replace('_', ' ')}", word)
            return True
    return False


def _add_states(reading: Reading, states: Sequence[OptionFacts], word: str = "") -> None:
    name = reading.thing.state_field
    reading.add(name, "in", tuple(one["name"] for one in states), f"{name} is {_listed(states)}", word)


def _listed(states: Sequence[OptionFacts]) -> str:
    return " or ".join(one["label"].lower() for one in states)
