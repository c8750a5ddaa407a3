"""Which columns words name, and what for: groups, values, figures, orders."""

import re
from collections.abc import Sequence

from sayso.phrases.lists import word_set
from sayso.phrases.matching import Match, find, fit
from sayso.phrases.meaning import Condition, Group, Measure, Path, Sort
from sayso.phrases.said import Word

from .conditions import take_conditions
from .reading import DAYS, NUMBERS, Reading, measure_of, names_of, usual_number

_BY = r"\b(?:by|per|for each|for every|grouped by|split by)\s+"


def read_columns(reading: Reading) -> None:
    """Find which columns the words name, and what for."""
    _take_group(reading)
    if reading.unknown:
        return
    take_conditions(reading)
    words = reading.said.words()
    free = [True] * len(words)
    targets = [(one, names_of(one)) for one in reading.columns]
    while found := find(words, targets, free, least=0.84):
        best = found[0]
        free[best.first : best.after] = [False] * best.size
        if best.target not in reading.named:
            reading.named.append(best.target)
    left = [word for word, is_free in zip(words, free, strict=True) if is_free]
    _take_values(reading, left)
    reading.named.sort(key=lambda one: _place(words, one))
    _take_measure(reading, left)
    _take_order(reading)


def _place(words: Sequence[Word], one: Path) -> int:
    found: list[Match[Path]] = find(words, [(one, names_of(one))], least=0.84)
    return found[0].first if found else 0


def _take_group(reading: Reading) -> None:
    """``by city``: a column; after a ranking or a sort it is what is ordered by."""
    found = reading.said.find(
        rf"{_BY}(?:the\s+)?(?P<what>[^,;.]+?)(?=$|[,;.]|\s+(?:in|from|with|where|as|at|on|of"
        rf"|for|this|last|using|over|under|above|below)\b)"
    )
    if found is None:
        return
    what = " ".join(found["what"].split())
    column = max(reading.columns, key=lambda one: fit(what, *names_of(one)))
    if fit(what, *names_of(column)) < 0.78:
        word = what.strip().lower()
        if not all(part in word_set("stop", "words") for part in word.split()):
            reading.unknown = what
        return
    lead = reading.said.open[: found.start()].rstrip()
    reading.said.take_span(*found.span())
    ranking, is_sorted = reading.wording.ranking, lead.endswith(("sorted", "ordered", "sort", "order"))
    is_ranked = ranking is not None and column.kind in NUMBERS | DAYS
    if is_ranked or (is_sorted and ranking is None):
        descending = column.kind in DAYS | NUMBERS if ranking is None else ranking.kind in {"most", "newest"}
        reading.sort = Sort(field=column.key, descending=descending)
        return
    if column.kind in NUMBERS and any(one.kind == "text" for one in reading.columns):
        reading.sort = Sort(field=column.key)
        return
    reading.groups.append(Group(field=column.key, label=column.label))


def _take_values(reading: Reading, left: Sequence[Word]) -> None:
    """A word that is a value of a column with few values: ``open``, ``Berlin``."""
    for column in reading.columns:
        if column.kind != "text" or any(one.field == column.key for one in reading.conditions):
            continue
        values = {
            str(one).strip().lower(): str(one).strip() for one in reading.records.values(column.path) if one
        }
        if not values or (len(values) > 12 and len(values) > 0.6 * len(reading.records.records)):
            continue
        chosen = [word for word in left if word.lower in values and word.lower not in {"name", "total"}]
        if chosen:
            value = values[chosen[0].lower]
            reading.conditions.append(
                Condition(field=column.key, op="eq", value=value, words=f"{column.label} is {value}")
            )


def _take_measure(reading: Reading, left: Sequence[Word]) -> None:
    op = reading.wording.measure
    numbers = [one for one in reading.named if one.kind in NUMBERS]
    if op == "count":
        reading.measure = Measure(op="count", label="Entries")
    elif op in {"sum", "avg", "min", "max"}:
        column = numbers[0] if numbers else _meant_number(reading, op)
        if reading.records.is_single and op == "sum":
            return
        if column is None and op == "sum" and not reading.named:
            reading.measure = Measure(op="count", label="Entries")
            return
        unclear = [word.text for word in left if not _is_known(reading, word)]
        numeric = [one for one in reading.columns if one.kind in NUMBERS]
        if column is None or (not numbers and unclear and len(numeric) > 1 and column.key != "total"):
            reading.unknown = " ".join(unclear) or "a number to work with"
            return
        reading.measure = measure_of(column, op)
    elif reading.groups and numbers:
        reading.measure = measure_of(numbers[0], "sum")
    elif reading.groups or (reading.wording.period and not numbers):
        reading.measure = Measure(op="count", label="Entries")
    elif reading.wording.period and numbers:
        reading.measure = measure_of(numbers[0], "sum")


def _is_known(reading: Reading, word: Word) -> bool:
    """Whether a word only says what the entries are: of the address, of the place in it, or of no meaning."""
    if word.lower in word_set("stop", "words") or any(
        word.lower in one.words.lower() for one in reading.conditions
    ):
        return True
    places = re.findall(
        r"[^\W\d_]{3,}", f"{reading.records.rows} {reading.records.title} {reading.address}".lower()
    )
    return any(fit(word.lower, place) >= 0.84 for place in places)


def _meant_number(reading: Reading, op: str) -> Path | None:
    named = next(
        (one for one in reading.columns if one.kind in NUMBERS and op == "sum" and one.key == "total"), None
    )
    return named or usual_number(reading)


def _take_order(reading: Reading) -> None:
    ranking = reading.wording.ranking
    if ranking is None or reading.sort is not None or reading.groups:
        return
    if ranking.kind in {"newest", "oldest"}:
        column = next((one for one in [*reading.named, *reading.columns] if one.kind in DAYS), None)
        if column is not None:
            reading.sort = Sort(field=column.key, descending=ranking.kind == "newest")
        return
    column = next((one for one in reading.named if one.kind in NUMBERS), None) or usual_number(reading)
    if column is not None:
        reading.sort = Sort(field=column.key, descending=ranking.kind == "most")
