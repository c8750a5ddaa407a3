"""Patterns that people wrote: which of them Python may try on a text without ever trying for long.

Python's engine goes back and tries again wherever it could have read a text otherwise, which multiplies.
PostgreSQL's goes through a text once; what is not tried here is left to it.
"""

import re

LONGEST_TRIED = 200
"""Characters of a text that is held against a pattern here."""
_MOST_WAYS = 100_000
"""A few milliseconds, where all of them are tried."""
_PART = re.compile(
    r"""
    (?P<group> \((?:\?:)?(?!\?) | \)(?![*+{]) ) (?P<maybe>\?\??)?
    | (?P<either> \| )
    | (?P<edge> [$^](?![*+?{]) )
    | (?: \\[dDwWsS] | \\[^A-Za-z0-9] | \[\^?\]?(?:\\.|[^\]\\])*\] | [^\\\[\](){}*+?|^$] )
    (?: (?P<sign>[*+?]) | \{(?P<least>\d+)(?P<span>,(?P<most>\d*))?\} )?
    \??
    """,
    re.VERBOSE | re.DOTALL,
)


def quick(pattern: str) -> re.Pattern[str] | None:
    """The pattern, if it has few ways to be read; brackets may not repeat, and nothing refers or looks ahead.

    The ways multiply: two for what may be there, two for each alternative, else how often something repeats.
    """
    is_anchored = all(one.startswith("^") for one in pattern.split("|"))
    ways, at = 1 if is_anchored else LONGEST_TRIED, 0
    while at < len(pattern):
        part = _PART.match(pattern, at)
        if part is None:
            return None
        ways, at = ways * _ways(part), part.end()
        if ways > _MOST_WAYS:
            return None
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _ways(part: re.Match[str]) -> int:
    """How many ways to go on there are, at most."""
    if part["group"] or part["either"]:
        return 2 if part["maybe"] or part["either"] else 1
    if part["sign"]:
        return 2 if part["sign"] == "?" else LONGEST_TRIED + 1
    if part["span"] is None:
        return 1
    most = min(int(part["most"] or LONGEST_TRIED), LONGEST_TRIED)
    return max(most - int(part["least"]), 0) + 1
