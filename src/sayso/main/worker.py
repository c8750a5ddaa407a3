"""A process that does queued work and nothing else."""

import asyncio
from collections.abc import Callable

from sayso.main.application import create_app
from sayso.main.home import answering_database
from sayso.main.process import STOPPING, run_to_the_end, stop_before_ready
from sayso.settings import Settings


def run(settings: Settings, when_ready: Callable[[], None]) -> None:
    """Do queued work until told to stop; what runs then is finished, or given back after a while.

    Raises:
        InputError: when there is no database to work on.
        MachineError: when it does not answer.
        KeyboardInterrupt: when it is told to stop before it was ready.
    """
    stop_before_ready()
    run_to_the_end(_work(settings, answering_database(settings), when_ready))


async def _work(settings: Settings, dsn: str, when_ready: Callable[[], None]) -> None:
    told = asyncio.Event()
    async with create_app(settings, dsn).running(works=True, is_second=True):
        for number in STOPPING:
            asyncio.get_running_loop().add_signal_handler(number, told.set)
        when_ready()
        await told.wait()
