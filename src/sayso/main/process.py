"""What processes that run until they are told to stop have in common."""

import asyncio
import signal
from collections.abc import Coroutine
from types import FrameType
from typing import Any, Never

import uvloop

STOPPING = (signal.SIGINT, signal.SIGTERM)
"""Signals that tell a process to stop."""


def stop_before_ready() -> None:
    """Let both signals end what is not ready yet with ``KeyboardInterrupt``."""
    signal.signal(signal.SIGTERM, _interrupt)


def run_to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Run this until it ends.

    Raises:
        KeyboardInterrupt: when it is told to stop before it was ready.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            runner.run(work)
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None


def _interrupt(_: int, __: FrameType | None) -> Never:
    raise KeyboardInterrupt
