"""What tests of blocks and bots give to the programs that are made there: writers, and a secret."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import SecretStr

from sayso.devloop.programs.types import Draft, Lesson, Refusal, Task, Tell, Trial
from sayso.sandbox.types import Secret


@dataclass(frozen=True)
class _Named:
    name: str


class OneSecret:
    """The agency has one secret, for one host."""

    def __init__(self, host: str) -> None:
        self._host = host

    async def list(self, agency_id: UUID) -> Sequence[_Named]:
        del agency_id
        return [_Named("TOKEN")]

    async def of(self, agency_id: UUID, names: Any) -> Mapping[str, Secret]:
        del agency_id
        return {"TOKEN": Secret(SecretStr("hush-hush"), (self._host,))} if "TOKEN" in set(names) else {}


@dataclass
class Scripted:
    """Writes what a test put down, one thing after the other; the last one again and again."""

    drafts: list[Draft | Refusal] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    trials: list[tuple[Trial, ...]] = field(default_factory=list)
    waits: asyncio.Event | None = None

    async def write(
        self, task: Task, trials: Sequence[Trial], lessons: Sequence[Lesson], tell: Tell
    ) -> Draft | Refusal:
        del lessons
        self.tasks.append(task)
        self.trials.append(tuple(trials))
        tell("Thinking hard")
        if self.waits is not None:
            await self.waits.wait()
        return self.drafts.pop(0) if len(self.drafts) > 1 else self.drafts[0]
