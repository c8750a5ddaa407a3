"""Writers, tasks and runs whose every step a test has written down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from sayso.devloop.programs.types import Analysis, Draft, Fault, Lesson, Refusal, Task, Tell, Trial
from sayso.llm.types import Usage
from sayso.sandbox.types import (
    Ending,
    Entry,
    Limits,
    Network,
    Outcome,
    Program,
    ProgramError,
    RequestRecord,
    Told,
)

Step = Draft | Refusal | Exception


class Details(BaseModel):
    """What a test wants to know besides the code."""

    title: str = "Orders"


def accept(details: BaseModel, result: Any) -> Analysis | None:
    """A number under ``value``."""
    if isinstance(result, dict) and "value" in result:
        return None
    return Analysis(Fault.RESULT, "There is no number.", "Give back {'value': …}.")


def task(**parts: Any) -> Task:
    return Task(
        **{
            "kind": "block",
            "asked": "Show the number of open orders",
            "entry": Entry.SCRIPT,
            "details": Details,
            "accept": accept,
            **parts,
        }
    )


def draft(code: str, *, model: str = "openai:code", **parts: Any) -> Draft:
    usage = Usage(input=100, output=20) if model else Usage()
    return Draft(code, Details(), **{"explanation": "It counts.", "model": model, "usage": usage, **parts})


def broken(kind: str, message: str, *, line: int | None = 1, **parts: Any) -> Outcome:
    return Outcome(Ending.ERROR, error=ProgramError(kind, message, line=line), **parts)


def worked(result: Any) -> Outcome:
    return Outcome(Ending.OK, result=result)


@dataclass
class ScriptedWriter:
    """Writes what it is told, one step for each attempt; the last one again and again."""

    steps: list[Step]
    seen: list[tuple[tuple[Trial, ...], tuple[Lesson, ...]]] = field(default_factory=list)

    async def write(
        self,
        task: Task,  # noqa: ARG002 - a Writer
        trials: Sequence[Trial],
        lessons: Sequence[Lesson],
        tell: Tell,  # noqa: ARG002 - as above
    ) -> Draft | Refusal:
        self.seen.append((tuple(trials), tuple(lessons)))
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        return step


@dataclass
class ScriptedSandbox:
    """Answers runs of each code with the outcomes that are written down for it, the last one for ever."""

    outcomes: dict[str, list[Outcome]]
    ran: list[Program] = field(default_factory=list)
    networks: list[Network | None] = field(default_factory=list)
    during: Callable[[], Any] | None = None

    async def run(
        self,
        program: Program,
        network: Network | None = None,
        limits: Limits | None = None,  # noqa: ARG002 - a Sandbox
        told: Told | None = None,  # noqa: ARG002 - as above
    ) -> Outcome:
        self.ran.append(program)
        self.networks.append(network)
        if self.during is not None:
            await self.during()
        left = self.outcomes[program.code]
        return left.pop(0) if len(left) > 1 else left[0]


def asked(status: int | None, *, host: str = "api.example.com", refusal: str = "") -> RequestRecord:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return RequestRecord("GET", host, "/orders", status, 10, 10, 0.1, at, refusal)
