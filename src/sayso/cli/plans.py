"""Plans in the terminal: said in words, with questions where somebody has to decide."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import typer

from sayso.cli.console import say
from sayso.errors import InputError

MEANINGS = {
    "keep": "leave these rows without it, and keep the value in the archive",
    "empty": "set it empty",
    "default": "put a value in its place",
    "replace": "put another value in place of each",
    "first": "keep the earliest",
    "number": "tell them apart by a number",
}
"""What may become of rows that a step has no place for, by the name that the API has for it."""
_WITH_VALUE = frozenset({"default", "replace"})


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided about a plan so far."""

    choices: dict[str, Any] = field(default_factory=dict)
    is_confirmed: bool = False

    def body(self) -> dict[str, Any]:
        """As the API takes it."""
        return {"choices": self.choices, "confirmed": self.is_confirmed}


def parse_choices(texts: Sequence[str] | None) -> dict[str, Any]:
    """``KEY=DO[:VALUE]`` as the API takes it; a value is JSON, ``old=new,…`` for ``replace``, or a text."""
    found: dict[str, Any] = {}
    for text in texts or ():
        key, equals, decision = text.partition("=")
        do, colon, value = decision.partition(":")
        if not equals or do not in MEANINGS:
            raise InputError(
                f"“{text}” is no decision.", hint=f"Write KEY=DO[:VALUE] with DO of {', '.join(MEANINGS)}."
            )
        found[key] = {"do": do, "value": _value(do, value) if colon else None}
    return found


def say_plan(planned: Any) -> None:
    """What changes, and what that means for the live rows."""
    for sentence in planned["sentences"]:
        say(f"- {sentence}")
    for sentence in planned["plan"]["sentences"]:
        say(f"  {sentence}")
    if planned["plan"]["seconds"] >= 5:
        say(f"  This takes about {planned['plan']['seconds']:.0f} s.")


def ask_about(plan: Any, settled: Settled) -> Settled:
    """Ask a person at the terminal what the plan leaves open.

    Raises:
        InputError: where nobody can be asked; the hint says how to decide beforehand.
        typer.Abort: when the person does not want it.
    """
    findings = [finding for one in plan["steps"] for finding in one["findings"]]
    for finding in findings:
        if finding["blocks"]:
            settled = _decided(finding, settled)
    if plan["loses"] and not settled.is_confirmed:
        if not _is_attended():
            raise InputError("This takes values out of the live rows.", hint="Add --yes if that is meant.")
        typer.confirm("This takes values out of the live rows. Do it?", abort=True, err=True)
        settled = replace(settled, is_confirmed=True)
    return settled


def _decided(finding: Any, settled: Settled) -> Settled:
    decision = finding["decision"]
    if decision is None:
        raise InputError(f"{finding['meaning']}: {finding['count']} rows.", hint="Change these rows first.")
    if decision["key"] in settled.choices:
        return settled
    if not _is_attended():
        raise InputError(
            f"{decision['question']} ({finding['meaning']}: {finding['count']})",
            hint=f"Say --choose {decision['key']}=DO with DO of {', '.join(decision['options'])}.",
        )
    say(decision["question"])
    for option in decision["options"]:
        say(f"  {option}: {MEANINGS[option]}")
    while (do := typer.prompt("Which", err=True)) not in decision["options"]:
        say(f"Please choose one of {', '.join(decision['options'])}.")
    value = _value(do, typer.prompt("Value", err=True)) if do in _WITH_VALUE else None
    return replace(settled, choices={**settled.choices, decision["key"]: {"do": do, "value": value}})


def _value(do: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        if do != "replace":
            return text
    pairs = [part.partition("=") for part in text.split(",")]
    return {old.strip(): new.strip() for old, _, new in pairs}


def _is_attended() -> bool:
    """Whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
