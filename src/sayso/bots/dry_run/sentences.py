"""What a bot did in a case, in sentences for people."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.bots.dry_run.world.hosts import Asked
from sayso.bots.dry_run.world.people import Question
from sayso.bots.dry_run.world.shapes import EntityShape
from sayso.bots.dry_run.world.store import Change
from sayso.bots.dry_run.world.world import Before, World
from sayso.bots.host.bodies import NoticeBody
from sayso.sandbox.types import Outcome

MOST = 40
_LONGEST = 160
_CHANNELS = {"product": "in the product", "email": "by e-mail", "webhook": "by webhook"}


def did(world: World, before: Before, outcome: Outcome) -> tuple[str, ...]:
    """All that it did in one run, each kind in its order."""
    said = [
        *map(asked, world.hosts.asked[before.asked :]),
        *_refused(outcome),
        *map(changed, world.changes(before)),
        *map(questioned, world.people.questions[before.questions :]),
        *map(told, world.people.notices[before.notices :]),
    ]
    more = len(said) - MOST
    return (*said[:MOST], *([f"And {more} more."] if more > 0 else []))


def asked(request: Asked) -> str:
    """That it sent a request."""
    return f"Asked {request.method} {short(request.url)}, which answered with {request.status}."


def changed(change: Change) -> str:
    """What became of a row."""
    what = f"{_a(change.entity.label)} in {change.module.name}"
    if change.action == "created":
        return f"Created {what} with {values(change.entity, change.values)}."
    which = f"{change.entity.label.lower()} {called(change.entity, change.row)} in {change.module.name}"
    if change.action == "deleted":
        return f"Deleted the {which}."
    if change.move:
        return f"Moved the {which} to {values(change.entity, change.values)}."
    return f"Changed the {which}: {values(change.entity, change.values)}."


def questioned(question: Question) -> str:
    """What a person was asked."""
    decided = {True: "they approved", False: "they did not approve", None: "nobody decided yet"}
    return f"Asked a person “{short(question.text)}”; {decided[question.decision]}."


def told(notice: NoticeBody) -> str:
    """Whom it told what."""
    to = notice.to or "its owner"
    title = f"{notice.title}: " if notice.title else ""
    return f"Told {short(to)} {_CHANNELS[notice.channel]}: “{short(title + notice.text)}”."


def values(entity: EntityShape, given: Mapping[str, Any]) -> str:
    """Values by their labels, as “title “Late”, total 12”."""
    parts = []
    for name, value in given.items():
        label = entity.columns[name].label.lower() if name in entity.columns else name
        parts.append(f"{label} {shown(value)}")
    return ", ".join(parts[:12]) or "nothing"


def shown(value: Any) -> str:
    """A value, short."""
    if isinstance(value, str):
        return f"“{short(value)}”"
    if value is None:
        return "nothing"
    return short(json.dumps(value, ensure_ascii=False))


def short(text: str) -> str:
    """A text in one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def called(entity: EntityShape, row: Mapping[str, Any]) -> str:
    """What a row is called."""
    title = row.get(entity.title_field) if entity.title_field else None
    return f"“{short(str(title))}”" if title else str(row.get("id"))


def _refused(outcome: Outcome) -> Iterator[str]:
    for one in outcome.requests:
        if one.refusal and not one.host.endswith(".sayso"):
            yield f"Was not let through to {one.host}{one.path}: {one.refusal}"


def _a(label: str) -> str:
    word = label.lower()
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"
