"""Whether the cases of a draft prove anything: whoever is tried by cases that expect nothing is not tried."""

import re
from collections.abc import Iterator, Sequence

from sayso.bots.details import BotDetails, Case, Expected
from sayso.spec.model import Action

_CONDITION = re.compile(
    r"\b(?:if|unless|only\s+(?:when|those|the\s+ones|where)|as\s+soon\s+as|whenever|exceed\w*|cross\w*"
    r"|(?:goes|go|is|are|falls?|drops?|rises?|climbs?|gets?|stays?)\s+(?:over|under|below|above|beyond)"
    r"|(?:more|less|fewer|higher|lower|greater|older|longer)\s+than|at\s+least|at\s+most"
    r"|falls|wenn|sobald|außer|nur\s+(?:wenn|falls)|(?:mehr|weniger|höher|tiefer|älter)\s+als|unter|über)\b",
    re.IGNORECASE,
)
_WRITING = frozenset({Action.CREATE, Action.UPDATE, Action.DELETE})


def has_condition(words: Sequence[str]) -> bool:
    """Whether words say when something is to happen, and so when it is not."""
    return any(_CONDITION.search(text) for text in words)


def trivial(details: BotDetails, words: Sequence[str]) -> list[str]:
    """Why the cases prove nothing; a sentence for each reason."""
    return list(_trivial(details, words))


def _trivial(details: BotDetails, words: Sequence[str]) -> Iterator[str]:
    cases = details.cases
    if not cases:
        yield "It has no case."
        return
    if not any(_expects_doing(one.expect) for one in cases):
        yield "None of its cases expects that it does something."
    yield from _unproved(details)
    if has_condition(words) and not any(_expects_rest(one) for one in cases):
        yield "The words name a condition, and none of its cases expects that nothing happens."


def _unproved(details: BotDetails) -> Iterator[str]:
    """What it may do that no case expects."""
    expected = [one.expect for one in details.cases]
    if details.reaches.notifies and not any(one.notices for one in expected):
        yield "It tells people something, and none of its cases expects that."
    writes = any(_WRITING & set(grant.actions) for grant in details.reaches.modules)
    if writes and not any(one.rows for one in expected):
        yield "It changes rows, and none of its cases expects that."


def _expects_doing(expect: Expected) -> bool:
    return bool(
        expect.rows
        or expect.notices
        or expect.requests
        or expect.waits
        or expect.state
        or expect.result_contains
        or expect.result not in (None, "", [], {})
    )


def _expects_rest(case: Case) -> bool:
    """Whether it expects that nothing happens; the result alone may say so, where it has one."""
    expect = case.expect
    if expect.rows or expect.notices or expect.requests or expect.waits:
        return False
    return bool(expect.no_rows or expect.no_notices or expect.result is not None or expect.result_contains)
