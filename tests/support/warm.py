"""Modules run in processes of their own that need not import Sayso anew: forked from one that has.

Importing takes two seconds of each server and each worker, and tests start hundreds. The process that is
forked gets the arguments, the environment, the folder and the three open files that it would have been
started with. How a process is while it imports is shown by tests that start one cold.
"""

import array
import atexit
import json
import os
import runpy
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, AnyStr

from sayso.kit.garbage import loading

NUMBER = struct.Struct("i")
LARGEST_REQUEST = 128 * 1024


class WarmProcess:
    """A process that has imported the command and waits for requests."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.warm", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd=Path(__file__).parents[2],
            )

    def fork(self, request: "_Request", files: Sequence[int]) -> tuple[int, socket.socket]:
        """The id of a process that runs a module with these three open files, and where its end is told."""
        ours, theirs = socket.socketpair()
        with theirs:
            sent = array.array("i", [*files, theirs.fileno()])
            self._line.sendmsg(
                [json.dumps(asdict(request)).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, sent)]
            )
        (pid,) = NUMBER.unpack(_exactly(ours))
        return pid, ours

    def close(self) -> None:
        """End it."""
        self._line.close()
        self._process.wait(10)


class Forked(subprocess.Popen[AnyStr]):
    """``python -m MODULE ARGUMENT…`` as ``subprocess.Popen`` starts it, forked from the warm process."""

    _told: socket.socket
    _waitpid_lock: threading.Lock
    _close_pipe_fds: Callable[..., None]

    def _execute_child(self, args: Sequence[str], *given: Any) -> None:
        cwd, environment = given[4:6]
        pipes = given[9:15]
        module, *arguments = args
        theirs = [fd if fd != -1 else own for own, fd in enumerate((pipes[0], pipes[3], pipes[5]))]
        request = _Request(
            module,
            arguments,
            dict(os.environ if environment is None else environment),
            str(cwd or Path.cwd()),
        )
        self.pid, self._told = warm_process().fork(request, theirs)
        self._child_created = True
        self._close_pipe_fds(*pipes)

    def _internal_poll(self, _deadstate: object = None) -> int | None:
        return self._ended_within(0)

    def _wait(self, timeout: float | None) -> int:
        status = self._ended_within(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return status

    def _ended_within(self, seconds: float | None) -> int | None:
        told = [] if self.returncode is not None else select.select([self._told], [], [], seconds)[0]
        with self._waitpid_lock:
            if told and self.returncode is None:
                (status,) = NUMBER.unpack(_exactly(self._told))
                self._told.close()
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def _exactly(line: socket.socket) -> bytes:
    data = line.recv(NUMBER.size)
    assert len(data) == NUMBER.size, "the process that runs commands has ended"
    return data


_running: WarmProcess | None = None
_starting = threading.Lock()


def warm_process() -> WarmProcess:
    """The one of this process."""
    global _running  # noqa: PLW0603 - it lasts as long as the process
    with _starting:
        if _running is None:
            _running = WarmProcess()
            atexit.register(_running.close)
    return _running


@dataclass(frozen=True)
class _Request:
    module: str
    arguments: list[str]
    environment: dict[str, str]
    cwd: str


def _become(request: _Request, files: Sequence[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored
    os.environ.clear()
    os.environ.update(request.environment)
    os.chdir(request.cwd)
    sys.argv = [request.module, *request.arguments]
    runpy.run_module(request.module, run_name="__main__", alter_sys=True)


def _serve(line: socket.socket) -> tuple[_Request, list[int]] | None:
    """Fork for each request; in a process that is to run one, what it is to run."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        data, files, _, _ = socket.recv_fds(line, LARGEST_REQUEST, 4)
        if not data:
            return None
        if os.fork() == 0:
            break
        for file in files:
            os.close(file)
    line.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(fileno=files[3]) as answer:
        child = os.fork()
        if child == 0:
            answer.close()
            return _Request(**json.loads(data)), files[:3]
        for file in files[:3]:
            os.close(file)
        with suppress(BrokenPipeError):
            answer.sendall(NUMBER.pack(child))
            answer.sendall(NUMBER.pack(os.waitpid(child, 0)[1]))
    os._exit(0)


if __name__ == "__main__":
    with loading():
        from typer.main import get_command

        import sayso.main.server
        import sayso.main.worker  # noqa: F401 - what takes so long
        from sayso.cli.main import app

        list(get_command(app).commands.values())  # type: ignore[attr-defined] - it is a group

    with socket.socket(fileno=int(sys.argv[1])) as asked:
        work = _serve(asked)
    if work is not None:
        _become(*work)
