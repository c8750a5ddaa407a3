"""Decides what a message is and who acts on it: by rules where they suffice, else by a model."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from sayso.design.types import Agent, Decision, Subject, Verdict, Wish
from sayso.kit.words import snake
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Models, Role
from sayso.spec.model import AppSpec

from .prompt_fence import fenced, limited, one_line
from .prompts import prompt
from .rules import Reading, read

SHAPE: Final[Mapping[str, Any]] = {
    "type": "object",
    "properties": {
        "decision": {"type": "string", "enum": [decision.value for decision in Decision]},
        "subject": {"type": "string", "enum": [*(subject.value for subject in Subject), "none"]},
    },
    "required": ["decision", "subject"],
    "additionalProperties": False,
}
_LONGEST_MESSAGE = 4_000
_LONGEST_LINE = 300
_LINES = 4
_NAMES = 60
_E = TypeVar("_E", Decision, Subject)
_STILL = frozenset({Decision.APPROVAL, Decision.UNDO, Decision.OFF_TOPIC})


async def decide(wish: Wish, models: Models | None = None) -> Verdict:
    """What a message is; never fails, and asks no model where rules are sure."""
    reading = await asyncio.to_thread(read, wish)
    return await decide_reading(reading, models)


async def decide_reading(reading: Reading, models: Models | None) -> Verdict:
    """The verdict on a message that rules have read already.

    What a model answers counts as far as it is valid; the rules' best guess stands in for the rest.
    """
    if reading.is_sure or models is None or not models.has(Role.ORCHESTRATOR):
        return reading.verdict
    try:
        reply = await models.ask(ask_about(reading.wish))
    except ModelsUnavailableError:
        return reading.verdict
    return verdict_in(reply.data, reading.verdict)


def ask_about(wish: Wish) -> Ask:
    """The request: the message with as little around it as it takes to judge it."""
    parts = [fenced("application", index_of(wish.spec))]
    lines = [f"{said.role}: {one_line(said.text, _LONGEST_LINE)}" for said in wish.said[-_LINES:]]
    if lines:
        parts.append(fenced("conversation", "\n".join(lines)))
    parts.append(fenced("message", limited(wish.text, _LONGEST_MESSAGE).text))
    return Ask(Role.ORCHESTRATOR, prompt("orchestrator"), "\n\n".join(parts), SHAPE)


def index_of(spec: AppSpec) -> str:
    """The names in an application, a line per kind."""
    rows = {
        "records": [entity.name for entity in spec.entities],
        "roles": [role.name for role in spec.permissions.roles],
        "pages": [page.title for page in spec.pages],
        "reports": [report.name for report in spec.reports],
    }
    lines = [one_line(spec.name)]
    lines += [
        f"{kind}: {', '.join(one_line(name, 60) for name in names[:_NAMES])}"
        f"{', …' if len(names) > _NAMES else ''}"
        for kind, names in rows.items()
        if names
    ]
    return "\n".join(lines)


def verdict_in(data: Any, guess: Verdict) -> Verdict:
    """The verdict that a model's answer holds; ``guess`` where it holds none."""
    said = data if isinstance(data, Mapping) else {}
    decision = _member(Decision, said.get("decision"))
    if decision is None:
        return guess
    if decision in _STILL:
        return Verdict(decision, None, Agent.NOBODY, by_rule=False)
    if decision is Decision.QUESTION:
        return Verdict(decision, None, Agent.EXPLAIN, by_rule=False)
    subject = _member(Subject, said.get("subject")) or guess.subject or Subject.SCHEMA
    return Verdict(decision, subject, Agent(subject.value), by_rule=False)


def _member(kind: type[_E], said: object) -> _E | None:
    word = snake(said) if isinstance(said, str) else ""
    return next((member for member in kind if member.value == word), None)
