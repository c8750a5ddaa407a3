"""Sessions that begin with a whole application: its first revision, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.records import messages, revisions, sessions
from sayso.conversations.revision_steps import changed
from sayso.conversations.types import (
    DEFAULT_FEEDBACK_SECONDS,
    LONGEST_NAME,
    NewMessage,
    Session,
    Speaker,
    Status,
)
from sayso.design.registry import DesignerName
from sayso.design.types import Question
from sayso.publishing.revision_diff import difference, sentences
from sayso.spec.edits import Add, Edit, each_said, empty_spec
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a session begins with: ``asked`` is said by the person, ``reply`` answers.

    ``handwork`` are files as JSON that people or a model wrote.
    """

    spec: AppSpec
    asked: str
    reply: str
    questions: tuple[Question, ...] = ()
    handwork: tuple[Any, ...] = ()
    suggestions: tuple[str, ...] = ("Publish it",)


async def begin_with(session: AsyncSession, agency_id: UUID, user_id: UUID, beginning: Beginning) -> Session:
    """The session, with its first revision and its first two messages."""
    spec = beginning.spec
    edits = difference(empty_spec(), spec)
    said = sentences(empty_spec(), edits)
    known = await sessions.add_session(
        session,
        agency_id,
        user_id,
        name=spec.name[:LONGEST_NAME],
        description="",
        designer=DesignerName.AUTO.value,
        feedback_seconds=DEFAULT_FEEDBACK_SECONDS,
        status=Status.REVIEWING,
    )
    first = changed(spec, edits, said, beginning.asked, user_id)
    number = await revisions.add_revision(
        session, known, replace(first, handwork=list(beginning.handwork) or None)
    )
    await messages.add_message(session, known, NewMessage(Speaker.USER, beginning.asked, user_id))
    reply = NewMessage(Speaker.ASSISTANT, beginning.reply, payload=_payload(beginning, edits, number))
    await messages.add_message(session, known, reply)
    return known


def _changes(edits: Sequence[Edit]) -> dict[str, Any]:
    """What was made in sentences, each with the element that it is about."""
    said = each_said(empty_spec(), edits)
    about = [edit.element.id if isinstance(edit, Add) else None for edit in edits]
    found = dict(zip(said, about, strict=True))
    return {"sentences": list(found), "elements": list(found.values())}


def _payload(beginning: Beginning, edits: Sequence[Edit], number: int) -> dict[str, Any]:
    return {
        "decision": "new_requirement",
        "subject": "schema",
        "agent": "schema",
        "by_rule": True,
        **_changes(edits),
        "questions": [
            {"text": one.text, "suggestions": list(one.suggestions)} for one in beginning.questions
        ],
        "suggestions": list(beginning.suggestions),
        "assumptions": [one.text for one in beginning.spec.assumptions],
        "reasoning": "",
        "notices": [],
        "components": [],
        "revision": number,
    }
