"""Shares: what hangs on a value or a thing, but belongs to a command that stands beside it.

*Drop diesel from the fuels and put hybrid in* hangs both choices on *fuels*; each belongs to its own verb.
"""

import re

from sayso.reader.types import COMMANDS, Reading

_END = re.compile(r"[.!?;\n]")
_TAKING = frozenset(("add", "remove"))
_SHARED = frozenset(("option", "state"))


def share(reading: Reading, heads: list[int | None]) -> list[int | None]:
    """The heads after choices of one value were given to the commands that stand beside them."""
    roles = [span.role for span in reading.spans]
    shared = list(heads)
    for owner in {head for head in heads if head is not None and roles[head] in {"attr", "thing"}}:
        above = _above(heads, owner)
        ruling = next((one for one in above if roles[one] in COMMANDS or roles[one] == "neg"), None)
        taking = [
            one for one, role in enumerate(roles)
            if role in _TAKING and heads[one] is None and (one == ruling or _is_idle(reading, heads, one))
        ]  # fmt: skip
        choices = [one for one, head in enumerate(heads) if head == owner and roles[one] in _SHARED]
        is_renamed = ruling is not None and roles[ruling] == "rename"
        if not choices or (ruling is not None and ruling not in taking and not is_renamed):
            continue
        verbs = {one: _beside(reading, taking, one) for one in choices}
        if len({verb if verb is None else roles[verb] for verb in verbs.values()}) < 2 and not is_renamed:
            continue
        for one, verb in verbs.items():
            if verb is not None and verb != ruling:
                shared[one] = verb
    return shared


def _is_idle(reading: Reading, heads: list[int | None], at: int) -> bool:
    """Whether nothing that a command could be about hangs on it."""
    return not any(head == at and reading.spans[one].role != "kind" for one, head in enumerate(heads))


def _above(heads: list[int | None], at: int) -> list[int]:
    found: list[int] = []
    head = heads[at]
    while head is not None:
        found.append(head)
        head = heads[head]
    return found


def _beside(reading: Reading, commands: list[int], at: int) -> int | None:
    """The command that a choice stands with: the one in front of it in its sentence, else the next one."""
    span = reading.spans[at]
    for one in reversed([one for one in commands if one < at]):
        if not _END.search(reading.text[reading.spans[one].end : span.start]):
            return one
    for one in (one for one in commands if one > at):
        if _has_own(reading, one):
            return None
        if not _END.search(reading.text[span.end : reading.spans[one].start]):
            return one
    return None


def _has_own(reading: Reading, command: int) -> bool:
    """Whether a choice follows a command in its sentence, which is what it is about."""
    following = reading.spans[command + 1] if command + 1 < len(reading.spans) else None
    return (
        following is not None
        and following.role in _SHARED
        and not _END.search(reading.text[reading.spans[command].end : following.start])
    )
