"""A tool that runs: how it is awaited and ended."""

import contextlib
import os
import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import Any

from sayso.sandbox.inside import messages

_LAST_WORD_SECONDS = 5.0


@dataclass(slots=True)
class Process:
    """One tool behind walls; ``said`` is where its keeper tells of its end."""

    handle: int
    said: socket.socket
    ended: dict[str, Any] | None = None
    """What its keeper told of the end: the status as ``wait4`` has it, seconds of processor time, bytes."""

    @property
    def pid(self) -> int | None:
        """Its number on this machine, while it is there."""
        with contextlib.suppress(OSError, ValueError), open(f"/proc/self/fdinfo/{self.handle}") as file:  # noqa: PTH123
            numbers = [int(line.split()[1]) for line in file if line.startswith("Pid:")]
            return numbers[0] if numbers and numbers[0] > 0 and self.is_alive else None
        return None

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.handle >= 0 and not is_ready(self.handle, 0.0)

    def wait(self, seconds: float) -> bool:
        """Wait for its end; whether it came."""
        deadline = time.monotonic() + seconds
        while self.ended is None:
            if not is_ready(self.said.fileno(), deadline - time.monotonic()):
                return False
            message, descriptors = messages.receive(self.said)
            messages.close(descriptors)
            self.ended = message if message and "ended" in message else {"ended": None}
        return True

    def stop(self) -> None:
        """End it, unless it has ended, and let go of it."""
        if self.handle < 0:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        self.wait(_LAST_WORD_SECONDS)
        os.close(self.handle)
        self.handle = -1
        self.said.close()


def is_ready(descriptor: int, seconds: float) -> bool:
    """Whether there is something to read, or an end, within so long."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(max(0.0, seconds) * 1000))
