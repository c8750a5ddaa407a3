"""A tool that runs: how it is awaited and ended."""

import contextlib
import os
import select
import shutil
import signal
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from sayso.sandbox.inside import messages
from sayso.sandbox.tools.types import Where

_LAST_WORD_SECONDS = 5.0


@dataclass(slots=True)
class Process:
    """One tool behind walls; ``said`` is where its keeper tells of its end."""

    handle: int
    said: socket.socket
    where: Where
    """Where what it sees of this machine lies for it."""
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

    @property
    def memory(self) -> int:
        """Bytes that all of it holds; 0 when it has ended."""
        pid = self.pid
        with contextlib.suppress(psutil.Error):
            first = psutil.Process(pid) if pid else None
            return sum(one.memory_info().rss for one in first.children(recursive=True)) if first else 0
        return 0

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


@dataclass(slots=True)
class Worker:
    """A tool that goes on running, spoken to in lines over its input and output, which are descriptors."""

    process: Process
    input: int
    output: int
    work: Path | None = None
    _said: bytearray = field(default_factory=bytearray)

    def write(self, content: bytes, seconds: float) -> None:
        """Say something.

        Raises:
            TimeoutError: when it does not take all of it within so long.
            BrokenPipeError: when it has ended.
        """
        os.set_blocking(self.input, False)
        rest = memoryview(content)
        deadline = time.monotonic() + seconds
        while rest:
            if not is_ready(self.input, deadline - time.monotonic(), select.POLLOUT):
                raise TimeoutError
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(self.input, rest) :]

    def line(self, seconds: float, longest: int) -> bytes | None:
        """The next line that it says; None for one that is longer than it may be.

        Raises:
            TimeoutError: when none comes within so long.
            EOFError: when it has ended.
        """
        deadline = time.monotonic() + seconds
        while (end := self._said.find(b"\n")) < 0:
            if len(self._said) > longest:
                return None
            if not is_ready(self.output, deadline - time.monotonic()):
                raise TimeoutError
            chunk = os.read(self.output, 1 << 16)
            if not chunk:
                raise EOFError
            self._said += chunk
        line = bytes(self._said[:end])
        del self._said[: end + 1]
        return line

    def stop(self) -> None:
        """End it; what it left is taken away."""
        self.process.stop()
        for descriptor in (self.input, self.output):
            if descriptor >= 0:
                os.close(descriptor)
        self.input = self.output = -1
        remove(self.work)


def is_ready(descriptor: int, seconds: float, what: int = select.POLLIN) -> bool:
    """Whether there is something to read, or an end, within so long; or room to write."""
    poll = select.poll()
    poll.register(descriptor, what)
    return bool(poll.poll(max(0.0, seconds) * 1000))


def remove(folder: Path | None) -> None:
    """Take a scratch folder away, where a tool had one."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
