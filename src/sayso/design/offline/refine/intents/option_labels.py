"""The choices in a list as people write them."""

import re

from sayso.design.knowledge.load import load
from sayso.design.language.tags import tag
from sayso.design.language.tokens import tokenize
from sayso.design.offline.field_notes import option_names
from sayso.kit.words import singular

_CLOSED = re.compile(
    r"\s*(?:,?\s*(?:and|or)?\s*(?:nothing else|that's it|only|no others?|no more|etc\.?|options?|"
    r"choices?))+$",
    re.IGNORECASE,
)


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


_WEEK = tuple(name[:3].lower() for name in _NAMES)


_DAY = (
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)


_DAYS = re.compile(rf"\b{_DAY}\s*(?:to|-|until|through)\s*{_DAY}\b", re.IGNORECASE)


def labels_of(text: str) -> list[str]:
    """The choices in a list as people write them."""
    text = _CLOSED.sub("", text.strip().rstrip("."))
    quoted = re.findall(r'"([^"]+)"', text)
    if quoted:
        return quoted
    if span := _DAYS.search(text):
        first, last = (_WEEK.index(day[:3].lower()) for day in span.groups())
        return list(_NAMES[first : last + 1])
    found = list(option_names(tag(tokenize(re.sub(r"\s+(?:vs|versus)\.?\s+", ", ", text)))))
    return found or [
        part.strip() for part in re.split(r"\s*(?:[,;/|]|\bor\b|\band\b)\s*", text) if part.strip()
    ]


def usual(name: str) -> list[str]:
    known = load("fields")["enums"]
    for form in (name, name.rpartition("_")[2], singular(name)):
        if form in known:
            return [word.replace("_", " ") for word in str(known[form]).split()]
    return []
