"""Work of our own over what others sent, in processes that are ended when their time is spent.

A host process imports what the work needs and keeps it warm; workers are forked from it, so that one costs
milliseconds and shares its memory. Each worker does one piece of work at a time. The kernel ends it when its
budget of processor time or the longer one of the clock is spent, or when it takes too much memory; another
one takes its place. What is read there is data: nobody else's code runs in these processes, and pickles
travel only between them and us.
"""

import asyncio
import atexit
import contextlib
import pickle
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast

from sayso.errors import AppError, MachineError, TookTooLongError

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 5.0
"""Processor time of a piece of work: a description of one page takes a tenth of a second."""
PATIENCE = 4.0
"""How many times as long it may take by the clock, on a machine that is busy with something else."""
AT_ONCE = 2
MOST_WAITING = 32
MEGABYTES = 1024
"""What a worker may take beside what the host shares with it."""
_BIRTH_SECONDS = 60.0
"""The first worker waits for the host to have imported everything."""
HEAD = struct.Struct("!Q")
"""The size of what follows."""
LIMITS = struct.Struct("!dd")
"""Seconds of the processor and of the clock, before each piece of work."""
READY = b"R"
_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Budget:
    """What a piece of work may take."""

    seconds: float = SECONDS
    patience: float = PATIENCE


class BoundedWork:
    """Workers for one event loop; implements ``sayso.kit.offload.Aside``.

    ``warm`` names a function, as ``module:function``, that the host calls once before it forks workers.
    """

    def __init__(self, warm: str, *, at_once: int = AT_ONCE, budget: Budget | None = None) -> None:
        self._warm = warm
        self._budget = budget or Budget()
        self._turns = asyncio.Semaphore(at_once)
        self._at_once = at_once
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._waiting = 0
        self._is_closed = False

    def prepare(self) -> None:
        """Have a worker born before it is needed."""
        if not self._is_closed and not self._idle:
            self._idle.append(self._worker())

    async def __call__(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the work gives, or the error that it ended with.

        Raises:
            TookTooLongError: when its budget was spent, or too much is waiting already.
            MachineError: when no process can be started here.
        """
        if self._waiting >= MOST_WAITING:
            raise TookTooLongError(
                "Too much is being read at this moment.", hint="Send it again in a moment."
            )
        limits = (self._budget.seconds, self._budget.seconds * self._budget.patience)
        request = LIMITS.pack(*limits) + pickle.dumps((work, args, kwargs), pickle.HIGHEST_PROTOCOL)
        self._waiting += 1
        try:
            async with self._turns:
                return cast("T", await self._done(request))
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End every worker; nothing is done after that."""
        self._is_closed = True
        for worker in list(self._all):
            self._end(worker)
        self._idle.clear()

    async def _done(self, request: bytes) -> Any:
        for _ in range(_ATTEMPTS):
            worker = self._idle.pop() if self._idle else self._worker()
            try:
                reply = await worker.ask(request, self._budget)
            except _UnbornError:
                self._end(worker)
                self._forget(worker.host)
                continue
            except BaseException:
                self._end(worker)
                self.prepare()
                raise
            if worker.is_spent:
                self._end(worker)
                self.prepare()
            else:
                self._idle.append(worker)
            return _given(reply)
        raise MachineError(
            "The process that reads texts does not start.",
            hint="`sayso doctor` says what this machine lacks.",
        )

    def _worker(self) -> "_Worker":
        if self._is_closed:
            raise MachineError("Sayso is stopping, and reads nothing more.", hint="Try again when it runs.")
        host = _hosts.get(self._warm)
        if host is None or not host.is_alive:
            host = _hosts[self._warm] = _Host(self._warm)
        worker = _Worker(host, host.fork())
        self._all.add(worker)
        return worker

    def _forget(self, host: "_Host") -> None:
        """Have another host started in place of one that gives no workers."""
        if _hosts.get(self._warm) is host:
            del _hosts[self._warm]
            host.end()

    def _end(self, worker: "_Worker") -> None:
        worker.close()
        self._all.discard(worker)


class _UnbornError(Exception):
    """The worker ended before it was ready."""


@dataclass(eq=False)
class _Worker:
    """Our end of the socket of a worker; closing it ends the worker, which the kernel ends in any case."""

    host: "_Host"
    channel: socket.socket
    is_ready: bool = False
    is_spent: bool = False

    async def ask(self, request: bytes, budget: Budget) -> tuple[bool, Any]:
        """Send a piece of work and wait for what it gives."""
        loop = asyncio.get_running_loop()
        try:
            if not self.is_ready:
                async with asyncio.timeout(_BIRTH_SECONDS):
                    if await loop.sock_recv(self.channel, 1) != READY:
                        raise _UnbornError
                self.is_ready = True
            async with asyncio.timeout(budget.seconds * budget.patience + 1):
                await loop.sock_sendall(self.channel, HEAD.pack(len(request)) + request)
                (size,) = HEAD.unpack(await self._read(HEAD.size))
                data = await self._read(size)
        except (OSError, EOFError) as error:
            if not self.is_ready:
                raise _UnbornError from error
            raise TookTooLongError from error
        except TimeoutError as error:
            if not self.is_ready:
                raise _UnbornError from error
            raise TookTooLongError from error
        is_done, self.is_spent, value = pickle.loads(data)  # noqa: S301 - of our own process
        return is_done, value

    async def _read(self, size: int) -> bytes:
        loop = asyncio.get_running_loop()
        parts = bytearray()
        while len(parts) < size:
            part = await loop.sock_recv(self.channel, min(size - len(parts), 1 << 20))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def close(self) -> None:
        """Let go of it."""
        with contextlib.suppress(OSError):
            self.channel.close()


class _Host:
    """The process that workers are forked from; it ends when this one does."""

    def __init__(self, warm: str) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-I", "-m", "sayso.sandbox.bounded_host", str(theirs.fileno()), warm],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "PATH": ""},
                start_new_session=True,
            )

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked for workers."""
        return self._process.poll() is None

    def fork(self) -> socket.socket:
        """A socket to a new worker, which says ``READY`` once it is there."""
        ours, theirs = socket.socketpair()
        with theirs:
            ours.setblocking(False)
            with contextlib.suppress(OSError):  # a host that is gone is found out by the first that waits
                socket.send_fds(self._control, [READY], [theirs.fileno()])
        return ours

    def end(self) -> None:
        """End it; its workers end with what they are at."""
        self._control.close()
        self._process.kill()
        self._process.wait()


_hosts: dict[str, _Host] = {}
"""One host for all pools of this process that are warmed alike."""


def end_hosts() -> None:
    """End all hosts of this process."""
    while _hosts:
        _hosts.popitem()[1].end()


atexit.register(end_hosts)


def _given(reply: tuple[bool, Any]) -> Any:
    is_done, value = reply
    if is_done:
        return value
    kind, args, state = value
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    if isinstance(error, MemoryError):
        raise TookTooLongError from error
    if not isinstance(error, AppError):
        error.add_note("It happened in a process for bounded work.")
    raise error
