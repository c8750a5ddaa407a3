"""Conditions on values that are written out: numbers, texts, places and names."""

import re
from typing import cast

from sayso.devloop.programs.facts import FieldFacts
from sayso.kit.words import sentence
from sayso.phrases.lists import word_set
from sayso.phrases.matching import find
from sayso.phrases.meaning import Op
from sayso.phrases.things import NUMBERS, TEXTS, counted

from .reading import Reading

_OVER = {
    "over": "gt", "above": "gt", "more than": "gt", "greater than": "gt", "larger than": "gt",
    "higher than": "gt", "heavier than": "gt", "bigger than": "gt", "longer than": "gt",
    "older than": "gt", "lighter than": "lt", "smaller than": "lt", "shorter than": "lt",
    "lower than": "lt", "exceeding": "gt", "at least": "gte", "under": "lt", "below": "lt",
    "less than": "lt", "fewer than": "lt", "cheaper than": "lt", "at most": "lte", "up to": "lte",
    "exactly": "eq", "equal to": "eq",
}  # fmt: skip
_COMPARED = "|".join(sorted(_OVER, key=len, reverse=True))
_UNITS = frozenset(("kg", "g", "t", "km", "m", "cm", "mm", "l", "ml", "ha", "points", "pieces", "units", "%"))
_SAID = {"gt": "over", "gte": "at least", "lt": "under", "lte": "at most", "eq": "exactly"}
_CURRENCIES = frozenset(("euros", "euro", "eur", "dollars", "usd", "pounds", "gbp", "€"))
_IS = frozenset(("is", "are", "equals", "contains", "containing", "like"))
_CALLED = frozenset(("named", "called"))
_WHERE = frozenset(("in", "from", "at", "near", "living"))
_OF = frozenset(("for", "of", "with", "by", "to", "at", "from"))


def read_numbers(reading: Reading) -> None:
    """``price over 100``, ``with more than 5 guests``, ``worth at least 1,000 €``."""
    text = " ".join(
        word.lower if free else "·" for word, free in zip(reading.words, reading.free, strict=True)
    )
    pattern = rf"(?:(?P<said>{_COMPARED}))\s+(?P<number>\d+(?:[.,]\d+)*)(?P<kilo>k)?\b"
    for found in re.finditer(pattern, text):
        first = text[: found.start()].count(" ")
        after = first + found[0].count(" ") + 1
        value = _number(found["number"]) * (1000 if found["kilo"] else 1)
        field, start, end = _number_field(reading, first, after)
        if field is None:
            continue
        while end < len(reading.words) and reading.words[end].lower in _UNITS:
            end += 1
        reading.take(start, end)
        op = cast("Op", _OVER[found["said"]])
        reading.add(field["name"], op, value, f"{field['label'].lower()} is {_SAID[op]} {value:,}")


def _number_field(reading: Reading, first: int, after: int) -> tuple[FieldFacts | None, int, int]:
    """What a number is compared with, named behind it, before it or not at all, and the words for it all."""
    thing, words = reading.thing, reading.words
    numbers = thing.of_type(NUMBERS)
    targets = [(one, (one["name"], one["label"], *counted(one["name"]))) for one in numbers]
    before = reading.free_between(first - 4, first)
    behind = reading.free_between(after, after + 3)
    for found in (find(words, targets, behind, least=0.84), find(words, targets, before)):
        if found:
            return found[0].target, min(first, found[0].first), max(after, found[0].after)
    if thing.money or len(numbers) == 1:
        end = after
        while end < len(words) and words[end].lower in _CURRENCIES:
            end += 1
        return (thing.money or numbers)[0], first, end
    return None, first, after


def _number(text: str) -> float:
    from sayso.runtime.values.text import spoken_number

    value = float(spoken_number(text))
    return int(value) if value == int(value) else value


def read_texts(reading: Reading) -> None:
    """``city is Berlin``, ``name contains Anna``, ``a client called Anna``."""
    thing = reading.thing
    texts = [one for one in thing.fields if one["type"] in TEXTS]
    targets = [((one["name"], one["label"]), (one["name"], one["label"])) for one in texts]
    for path, parent in thing.paths(1):
        if parent.title_field:
            targets.append(((f"{path}.{parent.title_field}", sentence(path)), (path, parent.name)))
    for place, word in enumerate(reading.words):
        if word.lower not in _IS | _CALLED or not reading.free[place]:
            continue
        value = _proper(reading, place + 1)
        if not value:
            continue
        found = find(reading.words, targets, reading.free_between(place - 4, place))
        if found:
            first, (name, label) = found[0].first, found[0].target
        elif word.lower in _CALLED and thing.title_field:
            first, name, label = place, thing.title_field, "Name"
        else:
            continue
        reading.take(first, place + 1 + value.count(" ") + 1)
        reading.add(name, "contains", value, f"{label.lower()} contains “{value}”")


def read_names(reading: Reading) -> None:
    """``clients in Berlin``, ``bookings for Anna``: a name that is no word of the module."""
    for place in range(1, len(reading.words)):
        before, word = reading.words[place - 1].lower, reading.words[place]
        if before not in _WHERE | _OF or not reading.free[place] or not word.text[:1].isupper():
            continue
        if word.lower in word_set("stop", "words"):
            continue
        value = _proper(reading, place)
        path, label = _place_path(reading) if before in _WHERE else ("", "")
        if not path:
            path, label = _name_path(reading, place)
        if path and value:
            reading.take(place - 1, place + value.count(" ") + 1)
            reading.add(path, "contains", value, f"{label.lower()} contains “{value}”")


def _proper(reading: Reading, place: int) -> str:
    """A name as it is written, from here on."""
    words, end = reading.words, place
    while (
        end < len(words)
        and reading.free[end]
        and (words[end].text[:1].isupper() or words[end].text[:1].isdigit())
    ):
        end += 1
    return " ".join(word.text for word in words[place:end])


def _place_path(reading: Reading) -> tuple[str, str]:
    """The field that says where the thing is, or else something that it belongs to."""
    if reading.thing.places:
        one = reading.thing.places[0]
        return one["name"], one["label"]
    for path, parent in reading.thing.paths():
        if parent.places:
            one = parent.places[0]
            return f"{path}.{one['name']}", f"{sentence(path.rpartition('.')[2])} {one['label']}"
    return "", ""


def _name_path(reading: Reading, place: int) -> tuple[str, str]:
    """What a bare name may be of: the relation that is named just before, or the only one to people."""
    options = [(path, parent) for path, parent in reading.thing.paths(1) if parent.title_field]
    near = [place - 3 <= index < place for index in range(len(reading.words))]
    named = find(reading.words, [(one, (one[0], one[1].name)) for one in options], near)
    wanted = "staff" if reading.words[place - 1].lower in {"with", "by"} else "customer"
    people = sorted(
        (one for one in options if one[1].kind in {"customer", "staff"}),
        key=lambda one: one[1].kind != wanted,
    )
    if named:
        path, parent = named[0].target
    elif people:
        path, parent = people[0]
    elif len(options) == 1:
        path, parent = options[0]
    else:
        return "", ""
    return f"{path}.{parent.title_field}", sentence(path)
