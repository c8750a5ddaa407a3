"""Tells of a turn while it is worked on, a few times a second."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Self

from sayso.conversations.session_events import Telling
from sayso.conversations.types import Session
from sayso.db.database import Database
from sayso.design.types import Decided, Edited, News, Noticed, Replied

BATCH_SECONDS = 0.05
"""How long pieces of a reply are gathered before they are told as one."""

MOST_EDITS = 20
LONGEST_CODE = 40_000
"""Longest code that an event carries; longer code is fetched as a file."""

Told = tuple[str, dict[str, Any]]


class Speaker:
    """Hears the news of a turn and tells them in order."""

    def __init__(self, database: Database, telling: Telling, known: Session, turn: int) -> None:
        self._database = database
        self._telling = telling
        self._known = known
        self._turn = turn
        self._pending: list[Told] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._turns = asyncio.Lock()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def tell(self, news: News) -> None:
        """Take a piece of news."""
        match news:
            case Decided(verdict):
                subject = verdict.subject and verdict.subject.value
                self.say(
                    "decision", decision=verdict.decision.value, subject=subject, agent=verdict.agent.value
                )
            case Replied(text):
                self.say("reply", text=text)
            case Edited(edit, sentence):
                self.say("edits", edits=[{"sentence": sentence, "edit": edit.to_json()}])
            case Noticed(text):
                self.say("notice", text=text)

    def say(self, kind: str, **data: Any) -> None:
        """Have something told soon."""
        last = self._pending[-1] if self._pending else None
        if last is not None and last[0] == kind == "reply":
            last[1]["text"] += data["text"]
        elif last is not None and last[0] == kind == "edits" and len(last[1]["edits"]) < MOST_EDITS:
            last[1]["edits"] += data["edits"]
        else:
            self._pending.append((kind, {"turn": self._turn, **data}))
        self._wake.set()

    async def flush(self) -> None:
        """Tell of everything that was heard so far."""
        async with self._turns:
            told, self._pending = self._pending, []
            self._wake.clear()
            if told:
                await self._tell(told)

    async def _tell(self, told: Iterable[Told]) -> None:
        async with self._database.unit(self._known.agency_id) as session:
            for kind, data in told:
                await self._telling.tell(session, self._known, kind, **data)

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(BATCH_SECONDS)
            await asyncio.shield(self.flush())
