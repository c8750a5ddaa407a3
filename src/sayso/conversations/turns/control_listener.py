"""Hears what people do while a turn is worked on: stop it, pause it, go on, speak."""

import asyncio
from contextlib import suppress
from typing import Self

from sayso.conversations.session_events import Telling
from sayso.conversations.types import Session
from sayso.events.types import Event

LONGEST_PAUSE_SECONDS = 900.0
"""After this long in a pause the work goes on, so that nobody else waits for ever."""


class Hearing:
    """Follows the session's own events, in whichever process they are made."""

    def __init__(self, telling: Telling, known: Session, turn: int, after: int, *, is_paused: bool) -> None:
        self._events = telling.follow(known, after)
        self._turn = turn
        self._task: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self.stopped = asyncio.Event()
        self.is_paused = is_paused
        self.is_skipped = False
        self.has_feedback = False

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def window(self, seconds: float) -> None:
        """Wait until the time is up, somebody speaks or goes on; a pause stops the clock."""
        clock = asyncio.get_running_loop()
        while seconds > 0 and not (self.is_skipped or self.has_feedback):
            self._news.clear()
            began, was_paused = clock.time(), self.is_paused
            limit = LONGEST_PAUSE_SECONDS if was_paused else seconds
            try:
                async with asyncio.timeout(limit):
                    await self._news.wait()
            except TimeoutError:
                self.is_paused = False
                return
            if not was_paused:
                seconds -= clock.time() - began

    async def _run(self) -> None:
        async for event in self._events:
            self._hear(event)

    def _hear(self, event: Event) -> None:
        turn = event.data.get("turn")
        match event.kind:
            case "cancelled" if turn == self._turn:
                self.stopped.set()
            case "pause" | "resume" if turn == self._turn:
                self.is_paused = event.kind == "pause"
            case "continue" if turn == self._turn:
                self.is_skipped, self.is_paused = True, False
            case "turn" if isinstance(turn, int) and turn > self._turn:
                self.is_skipped, self.is_paused = True, False
            case "message" if turn == self._turn and "feedback_on" in event.data:
                self.has_feedback = True
            case _:
                return
        self._news.set()
