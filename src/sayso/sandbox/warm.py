"""The zygote as Sayso sees it: a process behind walls that gives birth to runs when it is asked to."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from tempfile import TemporaryFile
from typing import IO, Any

from sayso.sandbox.inside import messages
from sayso.sandbox.walls.launcher import Launch

_READY_SECONDS = 90.0
_STARTED_SECONDS = 15.0
_ENDED_SECONDS = 3.0
_MOST_RUNS = 2000
_RUN_NUMBERS = count(1)
_LONGEST_COMPLAINT = 2000


class BrokenZygoteError(Exception):
    """It could not be started, or does not answer; says why."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, as ``wait4`` told; None where nobody could tell. Seconds and bytes."""

    status: int | None
    reason: str = ""
    cpu: float = 0.0
    peak: int = 0


@dataclass(slots=True)
class Birth:
    """A run that a zygote was asked for."""

    number: int
    started: asyncio.Future[None]
    ended: asyncio.Future[Ended]
    handle: int | None = None
    is_abandoned: bool = False
    _watches: bool = field(default=False)

    def kill(self) -> None:
        """End it, with everything it started; at once, or as soon as it is there."""
        self.is_abandoned = True
        if self.handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def close(self) -> None:
        """Let go of the process."""
        if self.handle is not None:
            if self._watches:
                asyncio.get_running_loop().remove_reader(self.handle)
            os.close(self.handle)
            self.handle = None

    def has_handle(self, handle: int) -> None:
        """The process is there."""
        self.handle = handle
        loop = asyncio.get_running_loop()
        loop.add_reader(handle, self._gone)
        self._watches = True
        if self.is_abandoned:
            self.kill()
        if not self.started.done():
            self.started.set_result(None)

    def lost(self) -> None:
        """Nobody will tell how it ended."""
        if not self.started.done():
            self.started.set_exception(BrokenZygoteError("it ended before the program began"))
        if not self.ended.done():
            self.ended.set_result(Ended(None))

    def _gone(self) -> None:
        """The process has ended; its keeper says how in a moment, unless that was killed too."""
        if self.handle is not None:
            asyncio.get_running_loop().remove_reader(self.handle)
            self._watches = False
        asyncio.get_running_loop().call_later(_ENDED_SECONDS, self.lost)


class Zygote:
    """One such process. Only for the event loop that started it, and dies with its thread."""

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket, complaints: IO[bytes]
    ) -> None:
        self._process = process
        self._control = control
        self._complaints = complaints
        self._births: dict[int, Birth] = {}
        self._ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.runs = 0
        self.landlock = 0
        self.is_alive = True
        self.is_tired = False
        """Whether another one should take its place."""
        self.idle = asyncio.Event()
        """Set while no run of it goes on."""
        self.idle.set()
        control.setblocking(False)
        asyncio.get_running_loop().add_reader(control, self._hear)

    @classmethod
    async def start(cls, launch: Launch) -> "Zygote":
        """Start one and wait until it is warm.

        Raises:
            BrokenZygoteError: when it does not start; the message says what it complained of.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        complaints = TemporaryFile()  # noqa: SIM115 - kept open as long as the process
        command = [part.replace("{control}", str(theirs.fileno())) for part in launch.command]
        try:
            process = subprocess.Popen(  # noqa: S603, ASYNC220 - fixed programs; takes a millisecond, and has to be this thread's
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                pass_fds=(theirs.fileno(),),
                env=dict(launch.environment),
                cwd="/",
            )
        except OSError as error:
            for one in (ours, complaints):
                one.close()
            raise BrokenZygoteError(f"{command[0]}: {error.strerror}") from error
        finally:
            theirs.close()
        zygote = cls(process, ours, complaints)
        try:
            messages.send(ours, dict(launch.policy))
            async with asyncio.timeout(_READY_SECONDS):
                await zygote._ready
        except TimeoutError as error:
            await zygote.stop()
            raise BrokenZygoteError(f"it was not ready within {_READY_SECONDS:.0f} seconds") from error
        except (OSError, BrokenZygoteError) as error:
            said = zygote.complaint() or str(error)
            await zygote.stop()
            raise BrokenZygoteError(said) from error
        except asyncio.CancelledError:
            await zygote.stop()
            raise
        return zygote

    @property
    def pid(self) -> int:
        """The process that everything of it dies with."""
        return self._process.pid

    def complaint(self) -> str:
        """What it wrote before it broke."""
        self._complaints.seek(0)
        return self._complaints.read(_LONGEST_COMPLAINT).decode("utf-8", "replace").strip()

    async def begin(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> Birth:
        """Ask for a run and wait until its process is there.

        Raises:
            BrokenZygoteError: when it does not come; the zygote is ended then.
        """
        loop = asyncio.get_running_loop()
        birth = Birth(next(_RUN_NUMBERS), loop.create_future(), loop.create_future())
        self._births[birth.number] = birth
        self.idle.clear()
        self.runs += 1
        self.is_tired = self.is_tired or self.runs >= _MOST_RUNS
        try:
            messages.send(self._control, {**request, "run": birth.number}, descriptors)
            async with asyncio.timeout(_STARTED_SECONDS):
                await birth.started
        except (OSError, TimeoutError) as error:
            self.forget(birth)
            self.kill()
            self._lose()  # nobody else is to wait for it until the system has ended it
            raise BrokenZygoteError("it does not answer") from error
        except BrokenZygoteError:
            self.forget(birth)
            raise
        except asyncio.CancelledError:
            birth.kill()
            birth.ended.add_done_callback(lambda _: self.forget(birth))
            raise
        return birth

    def forget(self, birth: Birth) -> None:
        """A run is over and done with."""
        self._births.pop(birth.number, None)
        if not self._births:
            self.idle.set()
        for future in (birth.started, birth.ended):
            if future.done() and not future.cancelled():
                future.exception()
            else:
                future.cancel()
        birth.close()

    def kill(self) -> None:
        """End it and all its runs, without waiting."""
        with contextlib.suppress(OSError):
            self._process.kill()

    async def stop(self) -> None:
        """End it and all its runs, and wait until they are gone."""
        self.kill()
        await asyncio.to_thread(self._process.wait)
        self._lose()
        self._complaints.close()

    def _hear(self) -> None:
        while self.is_alive:
            try:
                message, descriptors = messages.receive(self._control)
            except BlockingIOError:
                return
            except (OSError, ValueError):
                message, descriptors = None, []
            if message is None:
                self._lose()
                return
            self._told(message, descriptors)

    def _told(self, message: dict[str, Any], descriptors: list[int]) -> None:
        if "ready" in message and not self._ready.done():
            self.landlock = int(message["landlock"])
            self._ready.set_result(int(message["ready"]))
        elif "broken" in message and not self._ready.done():
            self._ready.set_exception(BrokenZygoteError(str(message["broken"])))
        elif "tired" in message:
            self.is_tired = True
        birth = self._births.get(int(message.get("run", 0)))
        if birth is None:
            messages.close(descriptors)
        elif "started" in message and descriptors:
            birth.has_handle(descriptors[0])
        elif "failed" in message:
            if not birth.started.done():
                birth.started.set_exception(BrokenZygoteError(str(message["failed"])))
        elif "ended" in message and not birth.ended.done():
            birth.ended.set_result(
                Ended(message["ended"], message["reason"], float(message["cpu"]), int(message["peak"]))
            )

    def _lose(self) -> None:
        if not self.is_alive:
            return
        self.is_alive = False
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        if not self._ready.done():
            self._ready.set_exception(BrokenZygoteError("it ended at once"))
        for birth in list(self._births.values()):
            birth.lost()
