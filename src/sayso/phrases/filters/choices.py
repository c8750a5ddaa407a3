"""Conditions on what the thing itself names: its states, options, yes-or-no fields, and fields left empty."""

import re
from typing import NamedTuple

from sayso.devloop.programs.facts import FieldFacts
from sayso.kit.words import sentence
from sayso.phrases.matching import find
from sayso.phrases.things import Thing

from .reading import Reading


class _Choice(NamedTuple):
    """One state or option, and the field that it may stand in."""

    field: str
    label: str
    value: str
    shown: str


def read_choices(reading: Reading) -> None:
    """States of the flow and options of fields; several of one field are alternatives."""
    choices = _choices(reading.thing)
    targets = [(one, (one.value, one.shown)) for one in choices]
    chosen: dict[tuple[str, str, bool], list[_Choice]] = {}
    while found := find(reading.words, targets, reading.free, least=0.86):
        best = found[0]
        choice = best.target
        reading.take(best.first, best.after)
        beside = reading.free_between(best.first - 3, best.first + 4)
        if spoken := find(reading.words, [(choice.label, (choice.label, choice.field))], beside):
            reading.take(spoken[0].first, spoken[0].after)
        reading.is_implied = "." not in choice.field or reading.is_implied
        is_not = reading.take_negation(best.first)
        chosen.setdefault((choice.field, choice.label, is_not), []).append(choice)
    for (name, label, is_not), picked in chosen.items():
        values = tuple(one.value for one in picked)
        listed = " or ".join(one.shown.lower() for one in picked)
        if is_not:
            others = (one.value for one in choices if one.field == name and one.value not in values)
            reading.add(name, "in", tuple(dict.fromkeys(others)), f"{label.lower()} is not {listed}")
        elif len(values) == 1:
            reading.add(name, "eq", values[0], f"{label.lower()} is {listed}", listed)
        else:
            reading.add(name, "in", values, f"{label.lower()} is {listed}")


def _choices(thing: Thing) -> list[_Choice]:
    """States and options of the thing, and options of what it belongs to."""
    label = sentence(thing.state_field)
    found = [_Choice(thing.state_field, label, one["name"], one["label"]) for one in thing.states]
    for field in thing.fields:
        found += _options(field, field["name"], field["label"])
    for path, parent in thing.paths(1):
        for field in parent.fields:
            found += _options(field, f"{path}.{field['name']}", f"{sentence(path)} {field['label'].lower()}")
    return found


def _options(field: FieldFacts, name: str, label: str) -> list[_Choice]:
    return [_Choice(name, label, one["name"], one["label"]) for one in field.get("options") or []]


def read_flags(reading: Reading) -> None:
    """``paid invoices``, ``not vaccinated``, ``unpaid``."""
    flags = [one for one in reading.thing.fields if one["type"] == "boolean"]
    targets = [
        ((one, True), (one["name"], one["label"], re.sub(r"^(?:is|has)_", "", one["name"]))) for one in flags
    ]
    targets += [
        (
            (one, False),
            (
                f"un{one['name'].removeprefix('is_')}",
                f"non {one['name']}",
                f"in{one['name'].removeprefix('is_')}",
            ),
        )
        for one in flags
    ]
    while found := find(reading.words, targets, reading.free, least=0.8):
        best = found[0]
        one, is_true = best.target
        reading.take(best.first, best.after)
        is_true = is_true != reading.take_negation(best.first)
        reading.add(one["name"], "eq", is_true, f"{one['label'].lower()} is {'yes' if is_true else 'no'}")


def read_missing(reading: Reading) -> None:
    """``clients without email``, ``tasks with no due date``."""
    thing = reading.thing
    targets = [((one["name"], one["label"]), (one["name"], one["label"])) for one in thing.fields]
    targets += [
        ((one["name"], sentence(one["name"])), (one["name"], one["entity"])) for one in thing.relations
    ]
    for place, word in enumerate(reading.words):
        if word.lower not in {"without", "no", "missing", "lacking"} or not reading.free[place]:
            continue
        found = find(reading.words, targets, reading.free_between(place + 1, place + 5))
        if found:
            reading.take(place, found[0].after)
            name, label = found[0].target
            reading.add(name, "is_null", True, f"there is no {label.lower()}")
