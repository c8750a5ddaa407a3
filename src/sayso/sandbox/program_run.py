"""One run from its birth to its outcome: hears its output, watches its clock, and reads how it ended."""

import asyncio
import codecs
import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sayso.sandbox import frames
from sayso.sandbox.types import Ending, Limits, Outcome, Program, ProgramError, Told
from sayso.sandbox.warm import Birth, Ended, Zygote

_CHUNK = 64 * 1024
_SLACK = 128 * 1024
"""What a frame has beside its result: an error, samples of steps."""
_DRAINING_SECONDS = 5.0
_LARGE = 256 * 1024


class _Pipe:
    """The end of a pipe that is read as it fills, up to a limit."""

    def __init__(self, most: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._reading, self.writing = os.pipe()
        os.set_blocking(self._reading, False)
        self._most = most
        self._is_open = True
        self.data = bytearray()
        self.is_over = False
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self.when_over: list[Any] = []
        self._loop.add_reader(self._reading, self._read)

    def took(self, piece: bytes) -> None:
        """Something came."""
        self.data += piece

    def given_away(self) -> None:
        """The other end is somebody else's now."""
        os.close(self.writing)
        self.writing = -1

    def close(self) -> None:
        """Hear no more."""
        if self._is_open:
            self._is_open = False
            self._loop.remove_reader(self._reading)
            os.close(self._reading)
        if self.writing != -1:
            self.given_away()
        if not self.ended.done():
            self.ended.set_result(None)

    def _read(self) -> None:
        try:
            piece = os.read(self._reading, _CHUNK)
        except BlockingIOError:
            return
        if not piece:
            self.close()
            return
        room = self._most - len(self.data)
        if len(piece) > room:
            piece, was_over, self.is_over = piece[:room], self.is_over, True
            if not was_over:
                for call in self.when_over:
                    call()
        if piece:
            self.took(piece)


class _Output(_Pipe):
    """Output, told as text while it comes."""

    def __init__(self, most: int, told: Told | None) -> None:
        super().__init__(most)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._told = told
        self._texts: list[str] = []

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._texts)

    def took(self, piece: bytes) -> None:
        """Some output came; zero characters are shown, since no database keeps them."""
        super().took(piece)
        self._say(self._decoder.decode(piece))

    def close(self) -> None:
        """Hear no more; half a character is shown as a replacement."""
        self._say(self._decoder.decode(b"", final=True))
        super().close()

    def _say(self, text: str) -> None:
        text = text.replace("\x00", "\ufffd")
        if text:
            self._texts.append(text)
            if self._told:
                self._told(text)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run finds its door and its scratch folder; which of it counts depends on the tier."""

    door: str | None = None
    door_path: str | None = None
    work: str | None = None


async def run(zygote: Zygote, program: Program, limits: Limits, place: Place, told: Told | None) -> Outcome:
    """Run a program to its end.

    Raises:
        BrokenZygoteError: when it never began, so that it may be tried with another one.
    """
    output, result = _Output(limits.output_bytes, told), _Pipe(limits.result_bytes + _SLACK)
    try:
        with _described(program) as description:
            request = {**asdict(place), "name": program.name, "limits": asdict(limits)}
            birth = await zygote.begin(request, [description, output.writing, result.writing])
        output.given_away()
        result.given_away()
        try:
            return await _followed(zygote, birth, limits, output, result)
        finally:
            zygote.forget(birth)
    finally:
        output.close()
        result.close()


async def _followed(zygote: Zygote, birth: Birth, limits: Limits, output: _Output, result: _Pipe) -> Outcome:
    begun, is_late = time.monotonic(), False
    output.when_over.append(birth.kill)
    result.when_over.append(birth.kill)
    try:
        async with asyncio.timeout(limits.wall_seconds):
            ended = await asyncio.shield(birth.ended)
    except TimeoutError:
        is_late = True
        ended = await _killed(zygote, birth)
    except asyncio.CancelledError:
        await _killed(zygote, birth)
        raise
    seconds = time.monotonic() - begun
    with contextlib.suppress(TimeoutError):  # all of its processes are gone, and with them the other ends
        async with asyncio.timeout(_DRAINING_SECONDS):
            await asyncio.gather(output.ended, result.ended)
    raw = bytes(result.data)
    frame = await asyncio.to_thread(frames.read, raw) if len(raw) > _LARGE else frames.read(raw)
    ending, error = _ending(ended, frame, limits, is_late=is_late, output=output, result=result)
    return Outcome(
        ending=ending,
        result=frame.result if frame and ending is Ending.OK else None,
        output=output.text,
        error=error,
        steps=frame.steps if frame else (),
        seconds=seconds,
        cpu_seconds=ended.cpu,
        memory_bytes=ended.peak,
        is_cut=output.is_over,
    )


async def _killed(zygote: Zygote, birth: Birth) -> Ended:
    """End a run; where even that does not help, everything that its zygote gave birth to."""
    birth.kill()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_DRAINING_SECONDS):
            return await asyncio.shield(birth.ended)
    zygote.kill()
    return Ended(None)


def _ending(
    ended: Ended, frame: frames.Frame | None, limits: Limits, *, is_late: bool, output: _Pipe, result: _Pipe
) -> tuple[Ending, ProgramError | None]:
    status = ended.status
    if output.is_over:
        return _wanted("OutputLimit", f"It wrote more than {limits.output_bytes:,} bytes of output.")
    if result.is_over:
        return _wanted("ResultTooLarge", f"Its result is longer than {limits.result_bytes:,} bytes.")
    if frame is not None and status == 0:
        return frame.ending, frame.error
    if is_late:
        message = f"It took longer than {limits.wall_seconds:g} seconds."
        return Ending.TIMED_OUT, ProgramError("TimedOut", message)
    if ended.reason == "memory":
        return _wanted("MemoryLimit", f"Its processes used more than {limits.memory_bytes:,} bytes together.")
    if ended.reason == "disk":
        return _wanted("DiskLimit", f"It wrote more than {limits.scratch_bytes:,} bytes of files.")
    is_killed = status is not None and os.WIFSIGNALED(status)
    number = os.WTERMSIG(status) if status is not None and is_killed else 0
    is_spent = number == signal.SIGXCPU or (number == signal.SIGKILL and ended.cpu >= limits.cpu_seconds)
    if ended.reason == "cpu" or is_spent:
        return _wanted("CpuLimit", f"It used more than {limits.cpu_seconds} seconds of processor time.")
    return Ending.KILLED, ProgramError("Killed", _death(status, number))


def _wanted(kind: str, message: str) -> tuple[Ending, ProgramError]:
    return Ending.RESOURCE, ProgramError(kind, message)


def _death(status: int | None, number: int) -> str:
    if number:
        with contextlib.suppress(ValueError):
            return f"Its process was ended by {signal.Signals(number).name}."
        return f"Its process was ended by signal {number}."
    if status is None:
        return "Its process was ended from outside."
    return f"It ended its own process with code {os.waitstatus_to_exitcode(status)}."


@contextmanager
def _described(program: Program) -> Iterator[int]:
    """A descriptor that the program is read from: nothing of it passes through the zygote itself."""
    told: Mapping[str, Any] = {
        "code": program.code,
        "entry": program.entry.value,
        "input": program.input,
        "name": program.name,
        "now": datetime.now(UTC).isoformat(timespec="seconds"),
        "time_zone": program.time_zone,
        "about": dict(program.about),
    }
    descriptor = os.memfd_create("program")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(json.dumps(told).encode())
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)
