"""Node processes that draw pages, behind the walls of the sandbox; started when needed, ended when not.

One stays warm for applications that are as they were generated. An application in which people or models
wrote has a process of its own for each proof: nothing that it leaves behind can reach another verdict.
"""

import json
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from sayso.errors import MachineError, OperationError
from sayso.sandbox.tools.process import Worker
from sayso.sandbox.tools.types import Limits, Tool, Where
from sayso.settings import MEBIBYTE
from sayso.spec.model.base import Json
from sayso.verifier.toolchain import WORKER, Kit, frontend_root, kit, node, node_version, tools

PROGRAM = WORKER / "main.mjs"
IDLE_SECONDS = 60
START_SECONDS = 60.0
PAGE_SECONDS = 20.0
"""Far more than a page takes, as a busy machine is no fault of the page."""
GRACE_SECONDS = 5.0
"""How much longer than a page may take the worker may be silent before it counts as stuck."""
HEAP_MB = 512
YOUNG_MB = 64
"""Room for what is soon gone, which most of a drawn page is: a tenth less time than with the usual 16."""
FULL_MB = 700
"""A worker that holds more than this is ended after its job."""
_LONGEST_LINE = 4 * MEBIBYTE
_LIMITS = Limits(cpu_seconds=3600, memory_bytes=1536 * MEBIBYTE, scratch_bytes=MEBIBYTE, file_bytes=MEBIBYTE)
"""The heap has a limit of its own; memory is all that is written to, outside of it as well."""


@dataclass(frozen=True, slots=True)
class Script:
    """An application's bundle and the source map that leads back from it to the files."""

    code: str
    source_map: str


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to open, whether to open the tabs that are found there, and to check accessibility."""

    address: str
    tabs: bool = True
    audit: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong on a screen, and the places in the application's files its traces name."""

    kind: str
    text: str
    places: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of the visits, in their order, and what it took."""

    problems: list[list[Problem]]
    seconds: list[float]
    memory: int = 0


class _ForgedError(Exception):
    """Something was said that the prover would not say."""


@dataclass(slots=True)
class _Process:
    """One that draws, and what is known of it; ``seal`` is with every answer of the prover."""

    worker: Worker
    seal: str
    has_drawn: bool = False
    waiting: int = 0
    """Jobs without visits whose end nobody has read."""

    @property
    def is_alive(self) -> bool:
        return self.worker.process.is_alive

    def tell(self, built: Kit, job: Mapping[str, object]) -> None:
        """Give it a job.

        Raises:
            TimeoutError: when it does not listen.
        """
        about = {"folder": self.worker.process.where(built.folder), "imports": dict(built.imports)}
        line = json.dumps({"seal": self.seal, "kit": about, **job}).encode() + b"\n"
        self.worker.write(line, START_SECONDS)

    def hear(self, limit: float) -> dict[str, Any]:
        """The next thing that the prover says.

        Raises:
            TimeoutError: when it says nothing for so long.
            EOFError: when it has ended.
            _ForgedError: when somebody else speaks in its place.
        """
        line = self.worker.line(limit, _LONGEST_LINE)
        try:
            said = json.loads(line) if line is not None else None
        except ValueError:
            said = None
        if not isinstance(said, dict) or not secrets.compare_digest(str(said.get("seal")), self.seal):
            raise _ForgedError
        return said


@dataclass(slots=True)
class Renderer:
    """Draws screens, one proof at a time; the processes behind it come and go."""

    page_seconds: float = PAGE_SECONDS
    grace_seconds: float = GRACE_SECONDS
    idle_seconds: float = IDLE_SECONDS
    _process: _Process | None = None
    """The one that stays warm; it has drawn nothing but what was generated."""
    _spare: _Process | None = None
    """One that has drawn nothing yet, for an application in which people or models wrote."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_closed: bool = False

    @contextmanager
    def sitting(self, *, is_generated: bool = False) -> "Iterator[Sitting]":
        """Draw an application; unless all of it was generated, in a process of its own, ended afterwards."""
        with self._lock:
            sitting = Sitting(self, is_generated=is_generated)
            try:
                yield sitting
            finally:
                sitting.leave()
        if not is_generated:
            threading.Thread(target=self._make_spare, name="sayso-spare-pages", daemon=True).start()

    def warm(self) -> None:
        """Have a process ready with a window and the kit, unless there is one, as work is on its way."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._process is None or not self._process.is_alive:
                self._end(self._process)
                self._process = None
                self._process = self._made_ready()
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the processes, if there are any."""
        with self._lock:
            self._is_closed = True
            for process in (self._process, self._spare):
                self._end(process)
            self._process = self._spare = None

    @property
    def pid(self) -> int | None:
        """The process that stays warm, at the moment."""
        return self._process.worker.process.pid if self._process is not None else None

    def taken(self, *, is_generated: bool) -> _Process:
        """A process for a sitting; the lock is held."""
        if is_generated:
            if self._process is None or not self._process.is_alive:
                self._end(self._process)
                self._process = None
                self._process = _start(self.idle_seconds)
            return self._process
        for held in ("_spare", "_process"):
            process: _Process | None = getattr(self, held)
            if process is not None and not process.has_drawn:
                setattr(self, held, None)
                if process.is_alive:
                    return process
                self._end(process)
        return _start(self.idle_seconds)

    def left(self, process: _Process, *, is_generated: bool) -> None:
        """Take a process back, or end it; the lock is held."""
        if is_generated and process.is_alive:
            self._process = process
            return
        if self._process is process:
            self._process = None
        self._end(process)

    def _make_spare(self) -> None:
        with self._lock:
            if not self._is_closed and (self._spare is None or not self._spare.is_alive):
                self._end(self._spare)
                self._spare = None
                self._spare = self._made_ready()

    def _made_ready(self) -> _Process | None:
        process = None
        try:
            process = _start(self.idle_seconds)
            process.tell(kit(), {"visits": []})
        except (MachineError, BrokenPipeError, TimeoutError):
            self._end(process)  # the proofs that need it will say so
            return None
        process.waiting += 1
        return process

    @staticmethod
    def _end(process: _Process | None) -> None:
        if process is not None:
            process.worker.stop()


class Sitting:
    """One application that is drawn, job after job."""

    def __init__(self, renderer: Renderer, *, is_generated: bool) -> None:
        self._renderer = renderer
        self._is_generated = is_generated
        self._process: _Process | None = None

    def draw(self, script: Script, data: Mapping[str, Json], visits: Sequence[Visit]) -> Drawn:
        """Open each address of the application whose data API answers from ``data``.

        A page that hangs costs its own time limit; the ones after it are drawn by a fresh process. One that
        ends the process is at fault only when it does so to a fresh one.

        Raises:
            MachineError: when Node or the front-end packages are missing, or there is no wall.
            OperationError: when the worker ends by itself twice.
        """
        drawn = Drawn([], [])
        ended = 0
        while len(drawn.problems) < len(visits):
            before = len(drawn.problems)
            result = self._attempt(script, data, visits, drawn)
            if result is not None:
                return result
            ended = ended + 1 if len(drawn.problems) == before else 0
            if ended > 1:
                raise OperationError(
                    "The program that draws pages ends as soon as it starts.",
                    hint="Run “make setup” again.",
                )
        return drawn

    def leave(self) -> None:
        """Be done."""
        process, self._process = self._process, None
        if process is not None:
            self._renderer.left(process, is_generated=self._is_generated)

    def _attempt(
        self, script: Script, data: Mapping[str, Json], visits: Sequence[Visit], drawn: Drawn
    ) -> Drawn | None:
        """Draw what is left; none when the worker had to be given up on the way."""
        job = {
            "script": script.code,
            "map": script.source_map,
            "data": data,
            "visits": [asdict(visit) for visit in visits[len(drawn.problems) :]],
            "limit": int(self._renderer.page_seconds * 1000),
        }
        if self._process is None or not self._process.is_alive:
            self.leave()
            self._process = self._renderer.taken(is_generated=self._is_generated)
        process = self._process
        progress = _Progress(drawn, len(visits))
        try:
            process.tell(kit(), job)
            while True:
                said = process.hear(self._patience if progress.is_drawing else START_SECONDS)
                if "done" in said and process.waiting:
                    process.waiting -= 1
                elif progress.heard(said):
                    drawn = Drawn(drawn.problems, drawn.seconds, process.worker.process.memory)
                    if drawn.memory > FULL_MB * 1_000_000:
                        self._give_up()
                    return drawn
                process.has_drawn |= progress.has_drawn
        except TimeoutError:
            text = f"It is not done after {self._renderer.page_seconds:.0f} s and answers nothing any more."
            self._give_up(drawn, Problem("hung", text) if progress.is_drawing else None)
        except _ForgedError:
            self._give_up(drawn, Problem("forged", "It speaks in place of what draws it."))
        except (BrokenPipeError, EOFError):
            problem = Problem(
                "died", "It ends the process that draws it (out of memory, or a loop without end)."
            )
            self._give_up(drawn, problem if progress.is_drawing and not process.has_drawn else None)
        return None

    @property
    def _patience(self) -> float:
        return self._renderer.page_seconds + self._renderer.grace_seconds

    def _give_up(self, drawn: Drawn | None = None, problem: Problem | None = None) -> None:
        process, self._process = self._process, None
        if process is not None:
            self._renderer.left(process, is_generated=False)
        if drawn is not None and problem is not None:
            drawn.problems.append([problem])
            drawn.seconds.append(self._renderer.page_seconds)


class _Progress:
    """Follows what the prover says of one job, and believes it only in the order that it would keep."""

    def __init__(self, drawn: Drawn, wanted: int) -> None:
        self._drawn = drawn
        self._first = len(drawn.problems)
        self._wanted = wanted
        self.is_drawing = False
        self.has_drawn = False

    def heard(self, said: Mapping[str, Any]) -> bool:
        """Note it; whether the job is done.

        Raises:
            _ForgedError: when it is not what comes next.
        """
        number = len(self._drawn.problems)
        try:
            if "done" in said:
                if number != self._wanted or self.is_drawing:
                    raise _ForgedError
                return True
            if number >= self._wanted or said["visit"] != number - self._first:
                raise _ForgedError
            if "started" in said:
                if self.is_drawing:
                    raise _ForgedError
                self.is_drawing = True
                return False
            problems, seconds = [_problem(one) for one in said["problems"]], float(said["ms"]) / 1000
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _ForgedError from error
        if not self.is_drawing:
            raise _ForgedError
        self.is_drawing, self.has_drawn = False, True
        self._drawn.problems.append(problems)
        self._drawn.seconds.append(seconds)
        return False


@cache
def shared_renderer() -> Renderer:
    """The renderer of this process; its worker ends with it."""
    import atexit

    renderer = Renderer()
    atexit.register(renderer.close)
    return renderer


def _start(idle_seconds: float) -> _Process:
    root = frontend_root()
    readable = (root / "node_modules", root / "app-kit", WORKER)
    flag = _permission_flag()

    def arguments(where: Where) -> Sequence[str]:
        return (
            "--no-warnings",
            "--experimental-vm-modules",
            "--openssl-config=/dev/null",  # one that it may not read would end it
            f"--max-old-space-size={HEAP_MB}",
            f"--max-semi-space-size={YOUNG_MB}",
            flag,
            *(f"--allow-fs-read={where(path)}/*" for path in readable),
            where(PROGRAM),
            where(root),
            str(idle_seconds),
        )

    return _Process(tools().start(Tool(node(), arguments, limits=_LIMITS)), secrets.token_hex(16))


def _permission_flag() -> str:
    """Named ``--permission`` from 23.5 on, and in 22 from 22.13 on."""
    version = node_version(node())
    is_stable = version >= (23, 5) or (22, 13) <= version < (23, 0)
    return "--permission" if is_stable else "--experimental-permission"


def _problem(said: Mapping[str, Any]) -> Problem:
    places = tuple((str(place["file"]), int(place["line"])) for place in said["places"])
    return Problem(str(said["kind"]), str(said["text"]), places)
