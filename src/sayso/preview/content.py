"""The content that a preview shows: that of the present revision, or what a turn has made of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sayso.compiler.three_way_merge import StoredDraft
from sayso.conversations.line import Contents, Present
from sayso.conversations.records import turns
from sayso.conversations.session_lookup import find
from sayso.conversations.turns.progress import Progress
from sayso.conversations.types import Turn, TurnStatus
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.events.types import Event
from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import apply, read_edits
from sayso.spec.model import AppSpec

_MOST_EVENTS = 200
_TRIES = 4
"""How many of the last batches of edits are left out, one after the other, until what is left fits."""


@dataclass(frozen=True, slots=True)
class Content:
    """A spec with the files that people or a model wrote; ``turn`` is the one that it is in the making in."""

    revision: int
    turn: int | None
    spec: AppSpec
    handwork: tuple[StoredDraft, ...]


class Makings:
    """Finds what there is to show of sessions."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database = database
        self._events = events
        self._contents = Contents()

    async def content(self, agency_id: UUID, session_id: UUID) -> Content:
        """What a session has to show now."""
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            present = await self._contents.present(session, known)
            waiting = await turns.open_turns(session, known)
        revision = present.line.number
        turn = next((one for one in waiting if one.status is TurnStatus.RUNNING), None)
        if turn is None:
            return Content(revision, None, present.spec, present.handwork)
        if turn.progress is not None:
            return _kept(present, turn, turn.progress)
        told = await self._events.latest(agency_id, session_id, ("turn", "edits"), _MOST_EVENTS)
        spec = _told(present.spec, turn.number, told)
        return Content(revision, turn.number, spec, present.handwork)


def _kept(present: Present, turn: Turn, kept: dict[str, Any]) -> Content:
    """What the turn has kept of its work."""
    progress = Progress.read(kept, present.spec)
    if progress is None or not _is_sound(progress.outcome.spec):
        return Content(present.line.number, turn.number, present.spec, present.handwork)
    files = {one.path: one for one in present.handwork} | progress.files
    return Content(present.line.number, turn.number, progress.outcome.spec, tuple(files.values()))


def _told(spec: AppSpec, turn: int, told: Sequence[Event]) -> AppSpec:
    """The spec after the edits that were told of since the work was taken up last."""
    batches: list[list[Any]] = []
    for event in told:
        if event.data.get("turn") != turn:
            continue
        if event.kind == "turn":
            batches = []
        else:
            batches.append([one["edit"] for one in event.data.get("edits", [])])
    for left_out in range(min(_TRIES, len(batches))):
        given = [edit for batch in batches[: len(batches) - left_out] for edit in batch]
        edits, problems = read_edits(given)
        if problems:
            continue
        done = apply(spec, edits, checked=False)
        if done.ok and _is_sound(done.spec):
            return done.spec
    return spec


def _is_sound(spec: AppSpec) -> bool:
    return not any(one.level is Level.ERROR for one in check(spec))
