"""Queued work: who does it, and a process that does nothing else."""

import asyncio
import signal
from collections.abc import Callable
from types import FrameType
from typing import Never

import uvloop

from sayso.jobs.queue import Jobs
from sayso.settings import Settings
from sayso.web.home import answering_database
from sayso.web.services import Services

HANDLERS: tuple[Callable[[Jobs, Services], None], ...] = (
    lambda jobs, services: services.conversations.handle(jobs),
)
"""Each says, by ``jobs.handle``, who does the jobs of its kinds."""
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def register(jobs: Jobs, services: Services) -> None:
    """Let every kind of job know who does it."""
    for handler in HANDLERS:
        handler(jobs, services)


def run(settings: Settings, when_ready: Callable[[], None]) -> None:
    """Do queued work until told to stop; what runs then is finished, or given back after a while.

    Raises:
        InputError: when there is no database to work on.
        MachineError: when it does not answer.
        KeyboardInterrupt: when it is told to stop before it was ready.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    dsn = answering_database(settings)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            runner.run(_work(settings, dsn, when_ready))
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None


def _interrupt(_: int, __: FrameType | None) -> Never:
    raise KeyboardInterrupt


async def _work(settings: Settings, dsn: str, when_ready: Callable[[], None]) -> None:
    from sayso.web.app import create_app

    told = asyncio.Event()
    async with create_app(settings, dsn).running(works=True, is_second=True):
        for number in _STOPPING:
            asyncio.get_running_loop().add_signal_handler(number, told.set)
        when_ready()
        await told.wait()
