"""Commands in processes of their own that need not import Sayso anew: forked from one that has.

Importing takes a second and a half of each command, and tests run hundreds. The process that is forked gets
the arguments, the environment, the folder and the three open files that it would have been started with.
"""

import array
import atexit
import json
import os
import runpy
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

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

    def run(
        self, arguments: Sequence[str], environment: Mapping[str, str], said: bytes, wait: float
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a command to its end, as ``subprocess.run`` does."""
        ours, theirs = socket.socketpair()
        reads, writes = os.pipe()
        with ours, theirs, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            request = {"arguments": list(arguments), "environment": dict(environment), "cwd": str(Path.cwd())}
            files = array.array("i", [reads, output.fileno(), errors.fileno(), theirs.fileno()])
            self._line.sendmsg(
                [json.dumps(request).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)]
            )
            os.close(reads)
            theirs.close()
            writer = threading.Thread(target=_write, args=(writes, said))
            writer.start()
            (pid,) = NUMBER.unpack(_exactly(ours))
            ours.settimeout(wait)
            try:
                (status,) = NUMBER.unpack(_exactly(ours))
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(["sayso", *arguments], wait) from None
            finally:
                writer.join()
            for one in (output, errors):
                one.seek(0)
            return subprocess.CompletedProcess(
                ["sayso", *arguments], os.waitstatus_to_exitcode(status), output.read(), errors.read()
            )

    def close(self) -> None:
        """End it."""
        self._line.close()
        self._process.wait(10)


def _write(pipe: int, said: bytes) -> None:
    with suppress(BrokenPipeError), open(pipe, "wb") as file:
        file.write(said)


def _exactly(line: socket.socket) -> bytes:
    data = line.recv(NUMBER.size)
    assert len(data) == NUMBER.size, "the process that runs commands has ended"
    return data


_running: WarmProcess | None = None


def warm_process() -> WarmProcess:
    """The one of this process."""
    global _running  # noqa: PLW0603 - it lasts as long as the process
    if _running is None:
        _running = WarmProcess()
        atexit.register(_running.close)
    return _running


@dataclass(frozen=True)
class _Request:
    arguments: list[str]
    environment: dict[str, str]
    cwd: str


def _become(request: _Request, files: Sequence[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(request.environment)
    os.chdir(request.cwd)
    sys.argv = ["sayso", *request.arguments]
    runpy.run_module("sayso", run_name="__main__", alter_sys=True)


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
    import sayso.cli.main  # noqa: F401 - what takes so long

    with socket.socket(fileno=int(sys.argv[1])) as asked:
        work = _serve(asked)
    if work is not None:
        _become(*work)
