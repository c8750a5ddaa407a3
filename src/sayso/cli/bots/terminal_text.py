"""Bots and runs in words for the terminal; what others wrote is cleaned of what would steer it."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sayso.cli.console import console
from sayso.cli.turn_display import clean

_GIST = (
    ("purpose", "Purpose"),
    ("sources", "Reads"),
    ("processing", "Does"),
    ("outputs", "Gives"),
    ("features", "Also"),
    ("integrations", "Works with"),
    ("triggers", "When"),
    ("assumptions", "Assumed"),
)
_MARKS = {True: ("✓", "green"), False: ("✗", "red")}
_LONGEST_CELL = 80


def line(text: str, style: str | None = None) -> None:
    """A line for people, on standard error."""
    console.print(clean(text), style=style, markup=False)


def say_requirements(requirements: dict[str, Any]) -> None:
    """What the description was read as."""
    for name, label in _GIST:
        found = requirements.get(name)
        texts = [found] if isinstance(found, str) else list(found or ())
        for number, text in enumerate(one for one in texts if one):
            line(f"  {label if number == 0 else '':<12}{text}", "dim" if name == "assumptions" else None)


def say_reaches(reaches: dict[str, Any], triggers: Sequence[Any]) -> None:
    """What a bot is allowed to reach, and what sets it off."""
    told = list(_reached(reaches))
    line("It may:" if told else "It reaches nothing outside of itself.", "bold")
    for text in told:
        line(f"  • {text}")
    for text in reaches["missing"]:
        line(f"  ! {text}", "yellow")
    for text in triggers:
        line(f"Runs: {text}")


def say_report(report: dict[str, Any] | None) -> None:
    """What became of the cases of a version."""
    if report is None:
        line("Its cases did not run yet.", "yellow")
        return
    passed = sum(one["ok"] for one in report["results"])
    line(f"{passed} of {len(report['results'])} cases pass:", "bold")
    for one in report["results"]:
        mark, style = _MARKS[one["ok"]]
        line(f"  {mark} {one['name']} ({one['seconds']:.1f} s)", style)
        for text in one["wrong"]:
            line(f"      {text}", "red")


def say_questions(questions: Sequence[Any]) -> None:
    """What is asked, each with the answers that a number picks."""
    for question in questions:
        line(f"\n{question['text']}" + (f" {question['why']}" if question["why"] else ""), "bold")
        for number, suggestion in enumerate(question["suggestions"], 1):
            line(f"  {number}  {suggestion}" + ("  (if you say nothing)" if number == 1 else ""))


def run_cells(run: Any) -> Sequence[str]:
    """A run in a list."""
    seconds = f"{run['seconds']:.1f} s" if run["started_at"] else ""
    return (
        run["id"][:8],
        run["created_at"][:19].replace("T", " "),
        run["state"] + (" (look after it)" if run["is_dead"] else ""),
        seconds,
        short(run["bot_name"], 30),
        short(run["error"] or run["cause"]["text"] or run["cause"]["kind"]),
    )


def short(text: str, most: int = _LONGEST_CELL) -> str:
    """A text in one line that is not too long."""
    words = " ".join(clean(text).split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def as_text(value: Any) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def say_without_address(bot: dict[str, Any], trigger: dict[str, Any]) -> None:
    """How a webhook that nobody can call yet gets its address."""
    if trigger["kind"] == "webhook" and not trigger["has_address"]:
        line(
            f"It gets an address, which is shown once, by `sayso bot trigger {bot['id'][:8]} --new-address`."
        )


def _reached(reaches: dict[str, Any]) -> Iterator[str]:
    if reaches["reach"] == "public":
        yield "ask any public address"
    elif reaches["hosts"]:
        yield f"ask {', '.join(reaches['hosts'])}"
    for one in reaches["modules"]:
        changes = [action for action in one["actions"] if action != "read"]
        verbs = " and ".join(["read", *changes])
        entities = ", ".join(one["entities"]) or "everything"
        role = f"as {one['role']}" if one["role"] else "but you may not enter it"
        yield f"{verbs} {entities} in {one['name']} ({role})"
    if reaches["secrets"]:
        yield f"use the secrets {', '.join(reaches['secrets'])}"
    ways = {"product": "in Sayso", "email": "by e-mail", "webhook": "by a call to an address"}
    if reaches["notifies"]:
        yield f"tell people {', '.join(ways[one] for one in reaches['notifies'])}"
