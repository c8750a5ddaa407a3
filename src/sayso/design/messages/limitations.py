"""What a description of data and pages cannot bring about, said plainly with what can be had instead."""

import re
import tomllib
from functools import cache
from pathlib import Path

from sayso.design.messages.clauses import bare
from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.nouns import a, many, one
from sayso.design.name_lookup.situation import Situation
from sayso.design.types import Decision, Question, Refinement

_ONCE = pattern(
    r"^(?:an? |each |every |one |the |no )?(?P<a>[\w' -]+?) (?:can|may|must|should|can't|cannot|may not|"
    r"must not|shouldn't)(?: only| not| never)? (?:be )?[\w-]+ (?:up )?(?:for |to |in |into |on )?"
    r"(?:the |an? )?(?:same (?P<b>[\w'-]+)(?: only)? (?:once|twice|again|more than once|two times|one time)|"
    r"(?P<c>[\w'-]+) (?:only once|just once|twice|more than once))$"
)
_MOST = pattern(
    r"^(?:there (?:can|may|must|should) be |allow |accept |take )?(?:only |a )?(?:at most|"
    r"max(?:imum)?(?: of)?|not more than|no more than|up to|limit(?: of)?) (?P<count>\d+) "
    r"(?P<child>[\w' -]+?) (?:per|for each|for every|in an?|in each|in every|"
    r"on an?|for an?) (?P<parent>[\w' -]+)$"
)
_HOLDS = pattern(
    r"^(?:an? |each |every |the )?(?P<parent>[\w' -]+?) (?:can|may|must|should|could)(?: only)? (?:have|take|"
    r"hold|get|accept) (?:only |at most |max(?:imum)? |no more than |not more than |up to )+(?P<count>\d+) "
    r"(?P<child>[\w' -]+)$"
)
_LEAST = pattern(
    r"^(?:each |every |an? |the |all )?(?P<parent>[\w' -]+?) (?:must|should|needs?|has|have|can't|cannot)"
    r"(?: to| always)*(?: have| be saved without| exist without| be without)? (?:at least |a minimum of |"
    r"minimum )(?P<count>an?|one|two|three|\d+) (?P<child>[\w' -]+)$"
)


def beyond(message: str, situation: Situation) -> Refinement | None:
    """An answer to a wish that nothing in a description of data and pages can fulfil."""
    wish = bare(message)
    says = next((says for way, says in _answers() if '"' not in wish and way.search(wish)), None)
    if says is not None:
        return Refinement(Decision.QUESTION, says, (), situation.spec)
    return _once(wish, situation) or _counted(wish, situation)


@cache
def _answers() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = tomllib.loads((Path(__file__).parent / "beyond.toml").read_text(encoding="utf-8"))
    return tuple((pattern(one["pattern"]), one["says"]) for one in table["answer"])


def _once(wish: str, situation: Situation) -> Refinement | None:
    """``a member can book the same workshop only once``: rules look at one record, or at spans of time."""
    match = _ONCE.match(wish)
    other = situation.mentions.entity(match["b"] or match["c"]) if match else None
    who = situation.mentions.entity(match["a"]) if match else None
    if other is None or who is None:
        return None
    why = f"I cannot refuse a second time of the same {one(who)} and {one(other)} yet, so nothing changed."
    return _instead(why, situation, (f"Show the number of {many(who)} on each {one(other)}",))


def _counted(wish: str, situation: Situation) -> Refinement | None:
    """``at most 10 bookings per workshop``: what is counted is not known when a record is written."""
    match = _MOST.match(wish) or _HOLDS.match(wish) or _LEAST.match(wish)
    parent = situation.mentions.entity(match["parent"]) if match else None
    if match is None or parent is None:
        return None
    child = situation.mentions.entity(match["child"])
    if child is None and match.re is _LEAST:
        return None
    counted = many(child) if child else match["child"].strip()
    shown = (f"Show the number of {counted} on each {one(parent)}",) if child else ()
    if match.re is _LEAST:
        why = f"I cannot demand at least {match['count']} of the {counted}: {a(parent)} is saved before them."
        return _instead(why, situation, shown)
    why = f"I cannot refuse more than {match['count']} {counted} per {one(parent)} yet, so nothing changed."
    return _instead(why, situation, (*shown, f"Add capacity to {many(parent)}"))


def _instead(why: str, situation: Situation, choices: tuple[str, ...]) -> Refinement:
    question = Question(f"{why} What should I do instead?", choices)
    return Refinement(Decision.QUESTION, question.text, (), situation.spec, (question,))
