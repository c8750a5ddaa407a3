"""Conditions that words put on columns: “total over 100”, “status is open”."""

import re
from collections.abc import Sequence

from sayso.phrases.matching import fit
from sayso.phrases.meaning import Condition, Op, Path

from .reading import NUMBERS, Reading, names_of

_COMPARED = {
    "over": "gt", "above": "gt", "more than": "gt", "greater than": "gt", ">": "gt",
    "at least": "gte", ">=": "gte",
    "under": "lt", "below": "lt", "less than": "lt", "<": "lt", "at most": "lte", "<=": "lte",
}  # fmt: skip
_COMPARISON = (
    r"(?P<before>(?:[^\W\d_][\w-]*\s+){0,3})(?:is\s+|are\s+)?(?P<sign>"
    + "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in _COMPARED), key=len, reverse=True))
    + r")\s*[$€£]?\s*(?P<number>\d+(?:[.,]\d+)*)\s*[$€£%]?"
)
_EQUALITY = (
    r"\b(?:where|with|whose|only|and)?\s*(?P<before>(?:[^\W\d_][\w-]*\s+){1,3}?)(?:is|are|equals|=|==)\s*"
    r"(?P<not>not\s+)?[\"“„']?(?P<value>[^\"”“,;]+?)[\"”“']?"
    r"(?=$|[,;]|\s+(?:and|by|per|as|sorted|from|at)\b)"
)


def take_conditions(reading: Reading) -> None:
    """``total over 100``, ``status is open``."""
    while found := reading.said.find(_COMPARISON):
        _take_comparison(reading, found)
    while found := reading.said.find(_EQUALITY):
        if not _take_equality(reading, found):
            return


def _take_comparison(reading: Reading, found: re.Match[str]) -> None:
    numbers = [one for one in reading.columns if one.kind in NUMBERS]
    if not numbers:
        reading.said.take_span(found.start("sign"), found.end())
        return
    score, column, tail = _column_before(found["before"], numbers)
    start = found.start("sign")
    if score >= 0.8:
        start = found.start("before") + found["before"].rfind(tail.split(" ")[0])
    else:
        column = next((one for one in numbers if one.kind == "money"), numbers[0])
    sign = " ".join(found["sign"].split())
    value = _number(found["number"])
    reading.conditions.append(
        Condition(
            field=column.key, op=_COMPARED[sign], value=value, words=f"{column.label} is {sign} {value:,}"
        )
    )
    reading.said.take_span(start, found.end())


def _take_equality(reading: Reading, found: re.Match[str]) -> bool:
    """Take it; false where it is about nothing that is there."""
    score, column, tail = _column_before(found["before"], reading.columns)
    if score < 0.78:
        reading.unknown = reading.said.written(found, "before").strip()
        return False
    start = found.start("before") + found["before"].rindex(tail.split(" ", maxsplit=1)[0])
    reading.said.take_span(start, found.end())
    written = reading.said.written(found, "value").strip()
    known = {str(one).strip().lower(): str(one).strip() for one in reading.records.values(column.path)}
    wanted = known.get(written.lower(), written)
    op: Op = "ne" if found["not"] else "eq"
    verb = "is not" if found["not"] else "is"
    reading.conditions.append(
        Condition(field=column.key, op=op, value=wanted, words=f"{column.label} {verb} {wanted}")
    )
    return True


def _column_before(text: str, columns: Sequence[Path]) -> tuple[float, Path, str]:
    """The column that the last words before a condition name best, how well, and these words."""
    words = text.split()
    tails = [" ".join(words[place:]) for place in range(len(words))] or [""]
    scored = [(fit(tail, *names_of(one)) if tail else 0.0, one, tail) for tail in tails for one in columns]
    return max(scored, key=lambda one: (one[0], len(one[2])))


def _number(text: str) -> float:
    from sayso.runtime.values.text import spoken_number

    value = float(spoken_number(text))
    return int(value) if value == int(value) else value
