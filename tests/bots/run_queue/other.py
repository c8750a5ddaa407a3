"""A worker in a process of its own: ``python -m tests.bots.run_queue.other DSN PORT KILL``.

PORT is that of a server that its bots may ask; KILL is a point at which it ends itself as by ``kill -9``.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.host.attempt import AttemptKeeping
from sayso.bots.run_queue.admission import Admission
from sayso.bots.run_queue.attempt_start import Beginning
from sayso.bots.run_queue.executor import Performing
from sayso.bots.run_queue.live import LiveLog
from sayso.bots.run_queue.run_completion import Ending
from sayso.bots.run_queue.service import Runs
from sayso.bots.types import Bot, Run
from sayso.db.database import Database
from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings
from tests.bots.run_queue.place import runs_over

POINTS: dict[str, tuple[type[Any], str, bool]] = {
    "before it begins": (Beginning, "begin", False),
    "when it has begun": (Beginning, "begin", True),
    "before it is prepared": (Performing, "_prepared", False),
    "while it runs": (LiveLog, "hear", True),
    "before a step is kept": (AttemptKeeping, "step", False),
    "when a step is kept": (AttemptKeeping, "step", True),
    "when it has asked": (AttemptKeeping, "approve", True),
    "before it ends": (Ending, "end", False),
    "when it has ended": (Ending, "end", True),
    "before the next is admitted": (Admission, "admit", False),
    "while it is put off": (Admission, "admit_later", True),
}
"""What is called there, and whether the end comes before it or after."""
IN_HOOK = "while it ends"


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _deadly(work: Callable[..., Any], *, is_after: bool) -> Callable[..., Any]:
    """The same function, and the end of this process."""

    async def awaited(*given: Any, **named: Any) -> Any:
        if not is_after:
            _killed()
        found = await work(*given, **named)
        _killed()
        return found

    def called(*given: Any, **named: Any) -> Any:
        work(*given, **named)
        _killed()

    return awaited if asyncio.iscoroutinefunction(work) else called


def _arm(point: str, runs: Runs) -> None:
    if point in POINTS:
        owner, name, is_after = POINTS[point]
        setattr(owner, name, _deadly(getattr(owner, name), is_after=is_after))

    async def hook(session: AsyncSession, bot: Bot, run: Run) -> None:
        del session, bot, run
        if point == IN_HOOK:
            _killed()

    runs.on_end.append(hook)


async def main(dsn: str, port: str, point: str) -> None:
    """Perform runs until told to stop."""
    database = await Database.open(dsn)
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), sandbox_private_hosts="127.0.0.1", sandbox_parallel=8)
        async with OsSandbox.cold(settings).open() as sandbox:
            jobs, events, preparing, runs = runs_over(database, sandbox)
            preparing.hosts = (f"127.0.0.1:{port}",)
            _arm(point, runs)
            async with jobs.working():
                await stopped.wait()
            events.stop()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
