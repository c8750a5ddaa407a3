"""Bounds and literals, exact matter: ``between 0 and 50 percent``, ``at most 20 characters``, ``10``."""

import re

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
    "eleven": 11, "fourteen": 14, "sixteen": 16, "eighteen": 18, "forty": 40, "sixty": 60, "hundred": 100,
    "thousand": 1000,
}  # fmt: skip
_NUMBER = r"(-?\d+(?:[.,]\d+)*)"
_BETWEEN = re.compile(
    rf"(?:between|from)?\s*{_NUMBER}\s*%?(?:\s\w+)?\s*(?:and|to|through|till|-|–)\s*{_NUMBER}"
)
_LEAST = re.compile(
    rf"(?:at (?:the )?(?:very )?least|no less than|not less than|minimum(?: of)?|min\.?|can't be below|"
    rf"not smaller than|(?:starting|starts|start|begins?) (?:at|with|from)|or more than|from)\s*{_NUMBER}|"
    rf"{_NUMBER}(?:\s+[a-z]+)?\s*(?:or more|or above|and up|and above|at (?:the )?(?:very )?least|minimum|"
    rf"upwards)\b(?!\s*\d)"
)
_MOST = re.compile(
    rf"(?:at (?:the )?(?:very )?most|no more than|not more than|never more than|maximum(?: of)?|max\.?|up to|"
    rf"(?:capped|limited) (?:at|to)|(?:not|no) more as|can't exceed|must not exceed|not longer than|"
    rf"no longer than|not exceed)\s*{_NUMBER}|"
    rf"{_NUMBER}(?:\s+[a-z]+)?\s*"
    rf"(?:or less|or fewer|or below|at (?:the )?(?:very )?most|maximum|max|tops)\b(?!\s*\d)"
)
_COMPARED = re.compile(
    r"(?:(?P<over>(?:higher|greater|bigger|larger|longer|more) than|over|above|beyond|exceed(?:s|ing)?)|"
    r"(?:lower|less|fewer|smaller|shorter) than|under|below)\s*(?P<number>-?\d+(?:[.,]\d+)*)"
)
_EXACTLY = re.compile(
    rf"exactly\s*{_NUMBER}|{_NUMBER}\s*[a-z]*\s*exactly|^(?:\D*\b(?:of|has|have)\s+)?{_NUMBER}\s+[a-z]+$"
)
_NOT_NEGATIVE = re.compile(r"negative|below zero|under zero|less than (?:zero|nothing)|minus")
_REFUSED = re.compile(
    r"\b(?:forbid|forbidden|refuse|refused|reject|rejected|prevent|impossible|wrong|nonsense)\b"
)
_POSITIVE = re.compile(r"\bpositive\b|(?:above|more than|bigger than|over) zero")
_LENGTH = re.compile(r"\b(?:characters?|letters?|signs?|chars?|digits?|symbols?)\b")
_DENIED = re.compile(r"\b(?:never|not|cannot|no|nothing|none|nobody|neither)\b|n't\b")
_DENIED_BEFORE = re.compile(r"(?:\b(?:never|cannot|nothing|none|not|no)\b|n't\b)[^,;:.]*$")
_LEAD = re.compile(r"\b((?:at least|at most|no more than|not more than|up to|max\.?|maximum))\s*$")
_BEYOND = re.compile(r"\b(?:after|before|since|until|ahead)\b")


def number_in(text: str) -> int | float | None:
    """The only number of a text, in digits or as a word."""
    plain = _in_digits(text)
    if plain.strip() == "zero":
        return 0
    found = re.findall(_NUMBER, plain)
    return _value(found[0]) if len(found) == 1 else None


def limits_in(text: str, before: str = "", *, whole: bool = False) -> dict[str, int | float] | None:
    """The bounds that words say: ``min`` and ``max``, or ``min_length`` and ``max_length`` for signs.

    ``before`` are the words in front of them, which may deny them: *cannot have less than 5*. Numbers that
    are ``whole`` end before a bound that is itself too much.
    """
    plain = _in_digits(text)
    if _BEYOND.search(plain):
        return None
    if (lead := _LEAD.search(before.lower())) is not None:
        plain = f"{lead[1]} {plain}"
    denied = _DENIED_BEFORE.search(before.lower()) is not None
    found = _bounds(plain, denied_before=denied, whole=whole)
    if not found or (found.get("min", 0) > found.get("max", float("inf"))):
        return None
    if _LENGTH.search(plain):
        return {f"{bound}_length": value for bound, value in found.items()}
    return found


def _bounds(plain: str, *, denied_before: bool, whole: bool) -> dict[str, int | float]:
    between = _BETWEEN.search(plain)
    if between is not None:
        return {"min": _value(between[1]), "max": _value(between[2])}
    exact = _EXACTLY.search(plain)
    if exact is not None and _LENGTH.search(plain):
        value = _value(next(filter(None, exact.groups())))
        return {"min": value, "max": value}
    found = _compared(plain, denied_before=denied_before, step=int(whole and not _LENGTH.search(plain)))
    for way, bound in ((_LEAST, "min"), (_MOST, "max")):
        if (match := way.search(plain)) is not None:
            found[bound] = _value(next(filter(None, match.groups())))
    is_denied = denied_before or _DENIED.search(plain) or _REFUSED.search(plain)
    if not found and _NOT_NEGATIVE.search(plain) and is_denied:
        found["min"] = 0
    if not found and _POSITIVE.search(plain):
        found["min"] = 1
    return found


def _compared(plain: str, *, denied_before: bool, step: int) -> dict[str, int | float]:
    """Bounds that comparisons say; what is denied is the bound on the other side."""
    found: dict[str, int | float] = {}
    end = 0
    for match in _COMPARED.finditer(plain):
        is_denied = _DENIED.search(plain, end, match.start()) is not None or (denied_before and not end)
        is_over = match["over"] is not None
        if not (is_denied or step or _LENGTH.search(plain)):
            continue
        beyond = 0 if is_denied else step if is_over else -step
        found["max" if is_over == is_denied else "min"] = _value(match["number"]) + beyond
        end = match.end()
    return found


def _in_digits(text: str) -> str:
    plain = text.lower()
    for word, value in _WORDS.items():
        plain = re.sub(rf"\b{word}\b(?! zero)", str(value), plain) if word != "zero" else plain
    return (
        re.sub(r"\bzero\b", "0", plain)
        if re.search(r"\b(?:below|under|above|over|than|and|to) zero\b|\bzero (?:or|to|and)\b", plain)
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
