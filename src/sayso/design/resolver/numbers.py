"""Bounds and literals, exact matter: ``between 0 and 50 percent``, ``at most 20 characters``, ``10``."""

import re

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
    "hundred": 100,
}  # fmt: skip
_NUMBER = r"(-?\d+(?:[.,]\d+)*)"
_BETWEEN = re.compile(rf"(?:between|from)?\s*{_NUMBER}\s*%?(?:\s\w+)?\s*(?:and|to|-|–)\s*{_NUMBER}")
_LEAST = re.compile(
    rf"(?:at least|no less than|not less than|minimum(?: of)?|min\.?|not under|not below|never below|"
    rf"never under|can't be below|not smaller than|starting at|or more than|from)\s*{_NUMBER}|"
    rf"{_NUMBER}(?:\s+[a-z]+)?\s*(?:or more|and up|at least|minimum|upwards)\b"
)
_OVER = re.compile(rf"(?:more than|over|above|greater than|bigger than)\s*{_NUMBER}")
_MOST = re.compile(
    rf"(?:at most|no more than|not more than|never more than|maximum(?: of)?|max\.?|up to|not over|not above|"
    rf"never over|never above|can't exceed|must not exceed|not longer than|no longer than|"
    rf"not exceed)\s*{_NUMBER}|"
    rf"{_NUMBER}(?:\s+[a-z]+)?\s*(?:or less|or fewer|at most|maximum|max|tops)\b"
)
_UNDER = re.compile(rf"(?:less than|under|below|fewer than|smaller than|shorter than)\s*{_NUMBER}")
_NOT_NEGATIVE = re.compile(r"negative|below zero|under zero|less than (?:zero|nothing)|minus")
_POSITIVE = re.compile(r"\bpositive\b|(?:above|more than|bigger than|over) zero")
_LENGTH = re.compile(r"\b(?:characters?|letters?|signs?|chars?|digits?|symbols?)\b")


def number_in(text: str) -> int | float | None:
    """The only number of a text, in digits or as a word."""
    plain = _in_digits(text)
    found = re.findall(_NUMBER, plain)
    return _value(found[0]) if len(found) == 1 else None


def limits_in(text: str) -> dict[str, int | float] | None:  # noqa: C901 - one line for each bound
    """The bounds that words say: ``min`` and ``max``, or ``min_length`` and ``max_length`` for signs."""
    plain = _in_digits(text)
    found: dict[str, int | float] = {}
    denied = re.search(r"\b(?:never|not|cannot|can't|no|mustn't|n't)\b", plain) is not None
    between = _BETWEEN.search(plain)
    if between is not None:
        found = {"min": _value(between[1]), "max": _value(between[2])}
    else:
        for ways, bound in (((_LEAST,), "min"), ((_MOST,), "max")):
            for way in ways:
                if (match := way.search(plain)) is not None:
                    found[bound] = _value(next(filter(None, match.groups())))
        if not found:
            over, under = _OVER.search(plain), _UNDER.search(plain)
            if over is not None:
                found["max" if denied else "min"] = _value(over[1])
            if under is not None:
                found["min" if denied else "max"] = _value(under[1])
        if not found and _NOT_NEGATIVE.search(plain):
            found["min"] = 0
        if not found and _POSITIVE.search(plain):
            found["min"] = 1
    if not found or (found.get("min", 0) > found.get("max", float("inf"))):
        return None
    if _LENGTH.search(plain):
        return {f"{bound}_length": value for bound, value in found.items()}
    return found


def _in_digits(text: str) -> str:
    plain = text.lower()
    for word, value in _WORDS.items():
        plain = re.sub(rf"\b{word}\b(?! zero)", str(value), plain) if word != "zero" else plain
    return (
        re.sub(r"\bzero\b", "0", plain)
        if re.search(r"\b(?:below|under|above|over|than|and|to) zero\b", plain)
        else plain
    )


def _value(text: str) -> int | float:
    plain = (
        text.replace(",", "")
        if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
        else text.replace(",", ".")
    )
    value = float(plain)
    return int(value) if value == int(value) else value
