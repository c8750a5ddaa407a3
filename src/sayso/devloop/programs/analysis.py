"""Why a program failed, in words for people and for the next attempt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.devloop.programs.phrases import begun
from sayso.devloop.programs.rules import rules
from sayso.devloop.programs.signs import signs_of
from sayso.devloop.programs.types import Analysis, Fault
from sayso.sandbox.types import Outcome
from sayso.spec.diagnostics import Diagnostic

_NO_FACTS: Mapping[str, Any] = {}


def analyse(outcome: Outcome, code: str, facts: Mapping[str, Any] = _NO_FACTS) -> Analysis | None:
    """Why a run failed; nothing where it gave a result. ``facts`` are those of ``Task.facts``."""
    if outcome.ok:
        return None
    signs = signs_of(outcome, code, facts)
    for rule in rules():
        if rule.applies(signs):
            found = rule.analysis(signs)
            return replace(found, message=begun(found.message))
    words = signs.words()
    return Analysis(
        Fault.OTHER,
        f"Something in the program broke ({words['kind']}).",
        f"{words['kind']}: {words['message']}, in line {words['line']}: {words['line_text']}",
        line=signs.line,
    )


def emptiness(result: Any) -> Analysis | None:
    """That a result holds nothing: None, an empty list, or an object whose lists and texts are all empty."""
    if result is None:
        return Analysis(
            Fault.EMPTY,
            "It gave nothing back.",
            "The result is None. The last function has to return what is to be shown.",
            ("Check that every way through the function ends with return.",),
        )
    if not is_empty(result):
        return None
    return Analysis(
        Fault.EMPTY,
        "It works, and finds nothing to show.",
        "The result is empty. If filters or paths are wrong, mend them, looking at the sample. If there is "
        "really nothing at the moment, give the same program again.",
        ("Check the path to the list, the spelling of values compared with, and the range of dates.",),
    )


def is_empty(result: Any) -> bool:
    """Whether there is nothing in it; numbers are something, zero too."""
    if isinstance(result, Mapping):
        return all(_is_nothing(value) for value in result.values())
    return result is None or (isinstance(result, list | tuple | str) and not result)


def of_findings(findings: Sequence[Diagnostic]) -> Analysis:
    """What was wrong with a program before it ran."""
    fault = next(
        (fault for part, fault in _FAULTS_OF_CODES for one in findings if part in one.code), Fault.RESULT
    )
    said = " ".join(one.message for one in findings[:3])
    advice = "\n".join(f"- {one.path}: {one.message} {one.hint}".rstrip() for one in findings[:20])
    lines = (one.path.rpartition(":")[2] for one in findings)
    return Analysis(fault, said, advice, line=next((int(one) for one in lines if one.isdigit()), None))


_FAULTS_OF_CODES = (
    ("syntax", Fault.SYNTAX),
    ("import", Fault.IMPORT),
    ("entry", Fault.SYNTAX),
    ("no-code", Fault.SYNTAX),
    ("too-large", Fault.RESOURCE),
)


def _is_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, list | tuple | str | dict) and not value)
