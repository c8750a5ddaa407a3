"""A Node process that stays warm and draws pages; started when needed, ended when nobody needs it.

It runs the application's code, which people may have edited, so it gets no environment, may read the
front-end packages only, may write nothing and may start nothing.
"""

import json
import select
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sayso.errors import MachineError, OperationError
from sayso.spec.model.base import Json
from sayso.verifier.toolchain import Kit, frontend_root, kit, node, node_version

PROGRAM = Path(__file__).parent / "worker" / "main.mjs"
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


@dataclass(slots=True)
class Renderer:
    """Draws screens one job at a time; the process behind it comes and goes."""

    page_seconds: float = PAGE_SECONDS
    grace_seconds: float = GRACE_SECONDS
    idle_seconds: float = IDLE_SECONDS
    _process: "subprocess.Popen[bytes] | None" = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _buffer: bytes = b""
    _waiting: int = 0
    """Jobs without visits whose end nobody has read."""
    _has_drawn: bool = False
    """Whether the process has drawn anything yet."""

    def draw(self, script: Script, data: Mapping[str, Json], visits: Sequence[Visit]) -> Drawn:
        """Open each address of an application whose data API answers from ``data``.

        A page that hangs costs its own time limit; the ones after it are drawn by a fresh process. One that
        ends the process is at fault only when it does so to a fresh one.

        Raises:
            MachineError: when Node or the front-end packages are missing.
            OperationError: when the worker ends by itself twice.
        """
        with self._lock:
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

    def warm(self) -> None:
        """Have a process ready with a window and the kit, unless there is one, as work is on its way."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            built = kit()
            if self.pid is None:
                process = self._running(built)
                _tell(process, {"kit": _described(built), "visits": []})
                self._waiting += 1
        except (MachineError, BrokenPipeError):
            self._end()  # the proofs that need it will say so
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """The process at the moment."""
        is_alive = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process is not None and is_alive else None

    def _attempt(
        self, script: Script, data: Mapping[str, Json], visits: Sequence[Visit], drawn: Drawn
    ) -> Drawn | None:
        """Draw what is left; none when the worker had to be given up on the way."""
        first = len(drawn.problems)
        built = kit()
        job = {
            "kit": _described(built),
            "script": script.code,
            "map": script.source_map,
            "data": data,
            "visits": [asdict(visit) for visit in visits[first:]],
            "limit": int(self.page_seconds * 1000),
        }
        process = self._running(built)
        is_drawing = False
        try:
            _tell(process, job)
            while True:
                limit = self.page_seconds + self.grace_seconds if is_drawing else START_SECONDS
                said = self._line(process, limit)
                if "started" in said:
                    is_drawing = True
                elif "done" in said and self._waiting:
                    self._waiting -= 1
                elif "done" in said:
                    if said["memory"] > FULL_MB * 1_000_000:
                        self._end()
                    return Drawn(drawn.problems, drawn.seconds, said["memory"])
                else:
                    is_drawing, self._has_drawn = False, True
                    drawn.problems.append([_problem(one) for one in said["problems"]])
                    drawn.seconds.append(said["ms"] / 1000)
        except TimeoutError:
            text = f"It is not done after {self.page_seconds:.0f} s and answers nothing any more."
            self._give_up(drawn, Problem("hung", text) if is_drawing else None)
        except (BrokenPipeError, EOFError):
            problem = Problem(
                "died", "It ends the process that draws it (out of memory, or a loop without end)."
            )
            self._give_up(drawn, problem if is_drawing and not self._has_drawn else None)
        return None

    def _give_up(self, drawn: Drawn, problem: Problem | None) -> None:
        self._end()
        if problem is not None:
            drawn.problems.append([problem])
            drawn.seconds.append(self.page_seconds)

    def _running(self, built: Kit) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start(built, self.idle_seconds)
            self._buffer = b""
            self._waiting = 0
            self._has_drawn = False
        return self._process

    def _line(self, process: "subprocess.Popen[bytes]", limit: float) -> dict[str, Any]:
        """The next thing the worker says."""
        if process.stdout is None:
            raise AssertionError("the worker's output is a pipe")
        deadline = time.monotonic() + limit
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            chunk = process.stdout.read1(1 << 16)  # type: ignore[attr-defined] # a pipe is buffered
            if not chunk:
                raise EOFError
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        return said

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue


@cache
def shared_renderer() -> Renderer:
    """The renderer of this process; its worker ends with it."""
    import atexit

    renderer = Renderer()
    atexit.register(renderer.close)
    return renderer


def _described(built: Kit) -> Mapping[str, object]:
    return {"folder": str(built.folder), "imports": dict(built.imports)}


def _tell(process: "subprocess.Popen[bytes]", job: Mapping[str, object]) -> None:
    if process.stdin is None:
        raise AssertionError("the worker's input is a pipe")
    process.stdin.write(json.dumps(job).encode() + b"\n")
    process.stdin.flush()


def _start(built: Kit, idle_seconds: float) -> "subprocess.Popen[bytes]":
    root = frontend_root()
    readable = [root / "node_modules", root / "app-kit" / "package.json", built.folder, PROGRAM.parent]
    return subprocess.Popen(  # noqa: S603 - our own program with fixed arguments
        [
            str(node()),
            "--no-warnings",
            "--experimental-vm-modules",
            f"--max-old-space-size={HEAP_MB}",
            f"--max-semi-space-size={YOUNG_MB}",
            _permission_flag(),
            *(f"--allow-fs-read={path}{'/*' if path.is_dir() else ''}" for path in readable),
            str(PROGRAM),
            str(root),
            str(idle_seconds),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROGRAM.parent,
        env={},
    )


def _permission_flag() -> str:
    """Named ``--permission`` from 23.5 on, and in 22 from 22.13 on."""
    version = node_version(node())
    is_stable = version >= (23, 5) or (22, 13) <= version < (23, 0)
    return "--permission" if is_stable else "--experimental-permission"


def _problem(said: Mapping[str, Any]) -> Problem:
    places = tuple((str(place["file"]), int(place["line"])) for place in said["places"])
    return Problem(str(said["kind"]), str(said["text"]), places)
