"""Short ways to say things in a form, as the readers of whole descriptions know them."""

import re

from sayso.design.steps.types import Step

_EVERYTHING = re.compile(
    r"\b(?P<who>[A-Za-z][A-Za-z ]{1,40}?)\s*:\s*(?:everything|all|full access|can do everything)\b[,;.]?",
    re.IGNORECASE,
)
_READS = re.compile(
    r"\b(?P<who>[A-Za-z][A-Za-z ]{1,40}?)\s*:\s*(?:read[- ]only|read|view only)\b[,;.]?", re.IGNORECASE
)
_DOES = re.compile(r"\b(?P<who>[A-Za-z]+s?) (?:do|does) everything\b", re.IGNORECASE)


def phrased(step: Step, text: str) -> str:
    """The words of a step as sentences."""
    if step is not Step.PERMISSIONS:
        return text
    text = _EVERYTHING.sub(r"\g<who> can do everything.", text)
    text = _READS.sub(r"\g<who> can only read everything.", text)
    return _DOES.sub(r"\g<who> can do everything", text)
