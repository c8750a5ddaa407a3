"""History: going back to how the application was, or forward again."""

import re
from collections.abc import Sequence

from sayso.design.language.lemmas import verb_lemma
from sayso.design.messages.focus import earlier_version, later_version
from sayso.design.name_lookup.likeness import key
from sayso.reader.types import COMMANDS
from sayso.spec.edits import diff, each_said
from sayso.spec.model import AppSpec

from .numbers import number_in
from .vocabulary import listed
from .work import Work

_AGAIN = re.compile(r"\bredo\b|\bundid\b|\bundo the undo\b", re.IGNORECASE)
_STEPS = re.compile(r"\b(?:steps?|changes?|times|edits?|things)\b", re.IGNORECASE)
_MOST = 20


def go_back(work: Work, history: Sequence[AppSpec]) -> bool:
    """Take back changes that were made before this message; everything else of it is done after that."""
    versions = [*history, work.spec]
    for at in (one for one in range(len(work.heads)) if work.role(one) == "undo"):
        target = _target(work, at, versions)
        if target is None or not work.take(diff(work.spec, target), at):
            return False
        work.use(at, *work.below(at))
    return True


def _target(work: Work, at: int, versions: Sequence[AppSpec]) -> AppSpec | None:
    """The version that is meant; None, with a problem, where the words do not say for sure."""
    said = " ".join(work.text(one) for one in sorted((at, *work.below(at)))).lower()
    names = [word for word in re.findall(r"[a-z]+", said) if word not in listed("undoing")]
    if _AGAIN.search(said):
        found = None if names else later_version(work.spec, versions)
        why = "There is nothing to redo." if not names else ""
    else:
        count = _count(said)
        found = earlier_version(work.spec, versions, count) if count else None
        why = "There is nothing to undo." if count else ""
        if found is not None and (names or _is_of_message(work, at)):
            told = each_said(found, diff(found, work.spec))
            why = f"The last change was another: {told[0]}." if told else ""
            found = found if names and _are_named(names, told) else None
    if found is None:
        work.fail(at, why)
    return found


def _count(said: str) -> int:
    """How many steps; none where a number counts something else: *version 3*."""
    if "twice" in said:
        return 2
    number = number_in(said)
    if number is None:
        return 0 if re.search(r"\d", said) else 1
    is_steps = number == 1 or _STEPS.search(said) is not None
    return int(number) if is_steps and 0 < number <= _MOST else 0


def _is_of_message(work: Work, at: int) -> bool:
    """Whether *that* may mean what the message itself asked for just before."""
    return any(work.role(one) in COMMANDS and work.role(one) != "undo" for one in range(at))


def _are_named(names: Sequence[str], told: Sequence[str]) -> bool:
    """Whether words speak of a change: of what it was about, or of what was done."""
    known = set(key(" ".join(told))) | {word.lower() for one in told for word in one.split()}
    return all(word in known or set(key(word)) <= known or verb_lemma(word) in known for word in names)
