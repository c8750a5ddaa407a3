"""The tools of this process: a warm zygote behind the walls of programs, and a cell for each tool that runs.

It is used from any thread. What is made of people's and models' files is made here: bundled, type-checked,
linted and drawn; none of it runs as Sayso itself.
"""

import atexit
import os
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from sayso.errors import MachineError
from sayso.sandbox.inside import messages, parcels
from sayso.sandbox.service import Standing, parallel
from sayso.sandbox.tools.process import Process, Worker, is_ready, remove
from sayso.sandbox.tools.types import Done, Shown, Tool, ToolStoppedError
from sayso.sandbox.types import Tier
from sayso.sandbox.walls import bubblewrap, launcher, seccomp
from sayso.sandbox.walls.choice import Choice
from sayso.sandbox.walls.ground import ground, libraries_of
from sayso.sandbox.walls.hints import GET_BUBBLEWRAP, NO_LANDLOCK
from sayso.sandbox.walls.identity import stranger
from sayso.sandbox.walls.packages import place_of
from sayso.settings import Settings

_READY_SECONDS = 60.0
_STARTED_SECONDS = 15.0
_ENDED_SECONDS = 5.0
_ATTEMPTS = 3
_LONGEST_COMPLAINT = 2000


class _BrokenZygoteError(Exception):
    """It could not be started, or does not answer; says why."""


@dataclass(slots=True)
class _Zygote:
    """The parent of all tools, and what it was started with."""

    process: "subprocess.Popen[bytes]"
    control: socket.socket
    tier: Tier
    seen: tuple[tuple[int, int], ...]
    landlock: int = 0
    spare: socket.socket | None = None
    """A cell that waits, made ahead of need."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def cell(self) -> socket.socket:
        """A cell for one tool; the next one is made meanwhile."""
        with self.lock:
            cell = self.spare or _bear(self)
            self.spare = None
            self.spare = _bear(self)
            return cell

    def stop(self) -> None:
        """End it, with every tool that runs."""
        self.control.close()
        if self.spare is not None:
            self.spare.close()
            self.spare = None
        try:
            self.process.wait(_ENDED_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Tools:
    """Runs tools behind walls of the operating system; starts by itself when first needed."""

    def __init__(self, settings: Settings, shown: Shown) -> None:
        self._bwrap = settings.bwrap
        self._home = settings.home
        self._shown = shown
        self._choice = Choice(settings.sandbox_tier)
        self._running = threading.BoundedSemaphore(parallel(settings))
        self._starting = threading.Lock()
        self._zygote: _Zygote | None = None
        atexit.register(self.close)

    def close(self) -> None:
        """End every tool; the next one that is run starts anew."""
        with self._starting:
            zygote, self._zygote = self._zygote, None
        if zygote is not None:
            zygote.stop()

    def run(self, tool: Tool) -> Done:
        """Run a tool to its end.

        Raises:
            MachineError: when this machine has no wall, and no administrator said to do without.
            ToolStoppedError: when it took longer or more than it may.
        """
        with self._running, _descriptors("input", "output", "complaints", "made") as (given, said, sad, made):
            with open(given, "wb", closefd=False) as file:
                file.write(tool.input.encode("utf-8", "replace"))
            os.lseek(given, 0, os.SEEK_SET)
            process, work = self._begun(tool, given, said, sad, made)
            try:
                in_time = process.wait(tool.limits.seconds)
            finally:
                process.stop()
                remove(work)
            if not in_time:
                raise ToolStoppedError(
                    f"{tool.name} was not done after {tool.limits.seconds:.0f} s.", hint=_SMALLER
                )
            status = _status(tool, process.ended or {})
            return Done(status, _text(said), _text(sad), parcels.unpack(made))

    def start(self, tool: Tool) -> Worker:
        """Start a tool that goes on until it is stopped, or ends by itself.

        Raises:
            MachineError: when this machine has no wall, and no administrator said to do without.
        """
        theirs, given = os.pipe()
        said, output = os.pipe()
        try:
            with open(os.devnull, "wb") as nowhere, _descriptors("made") as (made,):  # noqa: PTH123 - no file
                process, work = self._begun(tool, theirs, output, nowhere.fileno(), made)
        except BaseException:
            os.close(given)
            os.close(said)
            raise
        finally:
            os.close(theirs)
            os.close(output)
        return Worker(process, given, said, work)

    def standing(self, tool: Tool) -> Standing:
        """What stands around tools, found out by running one."""
        try:
            done = self.run(tool)
        except (MachineError, ToolStoppedError) as error:
            return Standing(Tier.NONE, (), (error.message,), error.hint)
        tier = self._choice.tier or Tier.NONE
        if done.status != 0:
            gap = (
                f"{tool.name} does not run here: {done.complaints.strip() or f'it ends with {done.status}'}."
            )
            return Standing(Tier.NONE, (), (gap,), "Run “make clean setup”.")
        hint = "" if tier is Tier.BUBBLEWRAP else self._choice.hint()
        return Standing(tier, tuple(launcher.walls_of_tools(tier)), tuple(launcher.gaps_of(tier)), hint)

    def _begun(self, tool: Tool, *streams: int) -> tuple[Process, Path | None]:
        """A tool that runs, with its input, output, complaints and what it makes; one that could not begin is
        begun again by another zygote."""
        problem = ""
        for _ in range(_ATTEMPTS):
            zygote = self._ready()
            work = _scratch() if zygote.tier is not Tier.BUBBLEWRAP else None
            try:
                return _begin(zygote, tool, streams, work), work
            except (_BrokenZygoteError, OSError) as error:
                problem = str(error)
                remove(work)
                self._drop(zygote)
        raise MachineError(f"{tool.name} cannot be started any more.", hint=problem)

    def _drop(self, zygote: _Zygote) -> None:
        with self._starting:
            if self._zygote is zygote:
                self._zygote = None
                zygote.stop()

    def _ready(self) -> _Zygote:
        seen = _seen(self._shown)
        with self._starting:
            if self._zygote is not None and self._zygote.seen != seen:
                self._zygote.stop()  # packages were installed anew, and it still shows those of before
                self._zygote = None
            if self._zygote is None or self._zygote.process.poll() is not None:
                self._zygote = self._started(seen)
            return self._zygote

    def _started(self, seen: tuple[tuple[int, int], ...]) -> _Zygote:
        for tier in self._choice.candidates():
            try:
                zygote = _start(self._launch(tier), tier, seen)
            except _BrokenZygoteError as error:
                self._choice.refuse(tier, str(error))
                continue
            except MachineError as error:
                self._choice.refuse(tier, f"{error.message} {error.hint}")
                continue
            if tier is Tier.LANDLOCK and not (zygote.landlock and seccomp.is_known()):
                self._choice.refuse(tier, NO_LANDLOCK)
                zygote.stop()
                continue
            try:
                self._prove(zygote)
            except (_BrokenZygoteError, OSError) as error:
                self._choice.refuse(tier, str(error))
                zygote.stop()
                continue
            self._choice.tier = tier
            return zygote
        raise MachineError(
            "What people and models wrote is not built or drawn here: there is no wall around the tools.",
            hint=self._choice.hint(),
        )

    def _prove(self, zygote: _Zygote) -> None:
        """See that it gives birth: namespaces within namespaces may be forbidden where the first are not."""
        python = ground(place_of(self._home)).python
        tool = Tool(python, lambda _: ("--version",))
        work = _scratch() if zygote.tier is not Tier.BUBBLEWRAP else None
        try:
            with _descriptors("input", "output", "complaints", "made") as streams:
                process = _begin(zygote, tool, streams, work, str(python))
                process.wait(_STARTED_SECONDS)
                process.stop()
                if (process.ended or {}).get("ended") != 0:
                    raise _BrokenZygoteError(_text(streams[2]) or "a tool behind it ended at once")
        finally:
            remove(work)

    def _launch(self, tier: Tier) -> launcher.Launch:
        shown = tuple(path for path in self._shown.all if path.exists())
        libraries = libraries_of(*(path for path in self._shown.programs if path.exists()))
        known = ground(place_of(self._home)).with_files(libraries)
        if tier is not Tier.BUBBLEWRAP:
            return launcher.tools_without_namespaces(tier, known, shown)
        bwrap = bubblewrap.find(self._bwrap)
        if bwrap is None:
            raise MachineError("There is no bubblewrap.", hint=GET_BUBBLEWRAP)
        return launcher.tools_behind_bubblewrap(bwrap, known, shown)


_SMALLER = "Look for what makes it endless or very large, and make it smaller."


def _start(launch: launcher.Launch, tier: Tier, seen: tuple[tuple[int, int], ...]) -> _Zygote:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with TemporaryFile() as complaints:
        command = [part.replace("{control}", str(theirs.fileno())) for part in launch.command]
        try:
            process = subprocess.Popen(  # noqa: S603 - fixed programs
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                pass_fds=(theirs.fileno(),),
                env=dict(launch.environment),
                cwd="/",
                process_group=0,
            )
        except OSError as error:
            ours.close()
            raise _BrokenZygoteError(f"{command[0]}: {error.strerror}") from error
        finally:
            theirs.close()
        zygote = _Zygote(process, ours, tier, seen)
        try:
            messages.send(ours, dict(launch.policy))
            answer = messages.receive(ours)[0] if is_ready(ours.fileno(), _READY_SECONDS) else None
        except OSError as error:
            answer = {"broken": str(error)}
        if not answer or "ready" not in answer:
            zygote.stop()
            complaints.seek(0)
            said = complaints.read(_LONGEST_COMPLAINT).decode("utf-8", "replace").strip()
            raise _BrokenZygoteError(said or str((answer or {}).get("broken") or "it ended at once"))
    zygote.landlock = int(answer["landlock"])
    return zygote


def _bear(zygote: _Zygote) -> socket.socket:
    """Ask for a cell; over the socket it says that it is there, and hears what it is for."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        try:
            messages.send(zygote.control, {"bear": True}, [theirs.fileno()])
        except OSError:
            ours.close()
            raise
    return ours


def _begin(
    zygote: _Zygote, tool: Tool, streams: tuple[int, ...], work: Path | None, program: str | None = None
) -> Process:
    def where(path: Path) -> str:
        return launcher.placed(path, zygote.tier)

    request: dict[str, Any] = {
        "program": program or where(tool.program),
        "arguments": list(tool.arguments(where)),
        "environment": dict(tool.environment),
        "links": {name: where(path) for name, path in tool.links.items()},
        "limits": asdict(tool.limits),
        "gives": tool.gives,
        "work": str(work) if work else "",
    }
    cell, handle = _borne(zygote)
    try:
        with _descriptors("files") as (files,):
            parcels.pack(files, {name: text.encode("utf-8", "replace") for name, text in tool.files.items()})
            messages.send(cell, request, [files, *streams])
    except BaseException:
        cell.close()
        os.close(handle)
        raise
    return Process(handle, cell, where)


def _borne(zygote: _Zygote) -> tuple[socket.socket, int]:
    """A cell that waits to hear what it is for, and its handle."""
    cell = zygote.cell()
    is_there = is_ready(cell.fileno(), _STARTED_SECONDS)
    answer, descriptors = messages.receive(cell) if is_there else (None, [])
    if answer is None or "borne" not in answer:
        cell.close()
        messages.close(descriptors)
        raise _BrokenZygoteError(str((answer or {}).get("failed") or "it ended before the tool began"))
    return cell, descriptors[0]


def _status(tool: Tool, ended: dict[str, Any]) -> int:
    """The exit status of a tool that ended by itself."""
    status = ended.get("ended")
    if status is None or os.WIFSIGNALED(status):
        number = os.WTERMSIG(status) if status is not None else signal.SIGKILL
        is_spent = number == signal.SIGXCPU or ended.get("cpu", 0.0) >= tool.limits.cpu_seconds
        reason = (
            "took more processor time than it may" if is_spent else "was ended: it wanted more than it may"
        )
        raise ToolStoppedError(f"{tool.name} {reason}.", hint=_SMALLER)
    return os.WEXITSTATUS(status)


def _seen(shown: Shown) -> tuple[tuple[int, int], ...]:
    """What tells a folder or file from one that took its place."""
    found = []
    for path in shown.all:
        try:
            about = path.stat()
        except FileNotFoundError:
            found.append((0, 0))
        else:
            found.append((about.st_dev, about.st_ino))
    return tuple(found)


@contextmanager
def _descriptors(*names: str) -> Iterator[tuple[int, ...]]:
    """Memory that is written and read like files, for as long as the block lasts."""
    made = tuple(os.memfd_create(f"sayso-{name}") for name in names)
    try:
        yield made
    finally:
        messages.close(made)


def _text(descriptor: int) -> str:
    with open(descriptor, "rb", closefd=False) as file:
        file.seek(0)
        return file.read().decode("utf-8", "replace")


def _scratch() -> Path:
    """A folder of a tool's own, where no namespace gives it one."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-tool-"))
    user = stranger()
    if user is not None:
        os.chown(folder, user, user)
    return folder
