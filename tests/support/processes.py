"""Sayso as people start it: real processes with a home folder and a port of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

from sayso.main.local import RunningServer
from tests.support.warm import Forked

START_SECONDS = 240.0
MEMORY = Path("/dev/shm")  # noqa: S108 - each test makes a folder of its own in it
ROOM_BYTES = 2 * 1024**3
"""How much has to be free there; containers often give 64 MB."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def open_folder(prefix: str = "sayso-home-") -> Iterator[Path]:
    """A temporary folder that the database's user may enter, as the one of pytest may not be.

    It is kept in memory where there is room, so that nothing waits for a disk.
    """
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM_BYTES
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if has_room else None))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Machine:
    """Where one Sayso lives: its home and port; runs commands there."""

    def __init__(self, home: Path, **variables: str) -> None:
        self.home = home
        self.port = free_port()
        self._variables = variables
        self._started: list[subprocess.Popen[str]] = []

    @property
    def environment(self) -> dict[str, str]:
        """What a command sees: nothing of the machine's own Sayso."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
        own.pop("DATABASE_URL", None)
        return own | {"SAYSO_HOME": str(self.home), "SAYSO_PORT": str(self.port)} | self._variables

    def sayso(
        self, *arguments: str, said: str | bytes = "", wait: float = 120
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end; ``said`` is its standard input."""
        given = said.encode() if isinstance(said, str) else said
        with Forked[bytes](["sayso", *arguments], **self._given(subprocess.PIPE)) as process:
            try:
                output, messages = process.communicate(given, timeout=wait)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return subprocess.CompletedProcess(
            ["sayso", *arguments], process.returncode, output.decode(), messages.decode()
        )

    def start(self, *arguments: str, terminal: int | None = None) -> "subprocess.Popen[str]":
        """Start a command that keeps running, all imported; it prints to a terminal, if one is given."""
        given = self._given(subprocess.DEVNULL, subprocess.PIPE if terminal is None else terminal)
        process = Forked[str](["sayso", *arguments], text=True, **given)
        self._started.append(process)
        return process

    def start_cold(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start a command that keeps running, from the first import on."""
        command = [sys.executable, "-m", "sayso", *arguments]
        return subprocess.Popen(command, text=True, **self._given(subprocess.DEVNULL))

    def _given(self, stdin: int, stdout: int = subprocess.PIPE) -> dict[str, Any]:
        return {
            "stdin": stdin,
            "stdout": stdout,
            "stderr": subprocess.PIPE,
            "env": self.environment,
        }

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[RunningServer]:
        """A server that answers, stopped at the end."""
        process = self.start(*(arguments or ("serve",)))
        try:
            yield self.ready(process)
        finally:
            ended(process)

    def ready(self, process: "subprocess.Popen[str]") -> RunningServer:
        """Wait until the server that this process is answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            running = RunningServer.find(self.home)
            if running is not None and running.pid == process.pid:
                return running
            if process.poll() is not None:
                break
            time.sleep(0.05)
        _, messages = ended(process)
        raise AssertionError(f"Sayso did not start: {messages}")

    def processes(self) -> list[psutil.Process]:
        """What still runs for this home: Sayso, its PostgreSQL and its tools."""
        data = (self.home / "postgres").resolve()
        found = [psutil.Process(process.pid) for process in self._started if process.poll() is None]
        for process in psutil.process_iter():
            with suppress(psutil.Error, OSError):
                here = Path(process.cwd()).is_relative_to(data) or Path(process.cwd()).is_relative_to(
                    self.home
                )
                if here or process.environ().get("SAYSO_HOME") == str(self.home):
                    found.append(process)
        return [process for process in found if process.is_running() and process.status() != "zombie"]

    def is_quiet(self, within: float = 60) -> bool:
        """Whether nothing runs for this home any more, soon."""
        deadline = time.monotonic() + within
        while self.processes():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


def ended(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> tuple[str, str]:
    """End a process and give what it wrote to standard output and standard error."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        return process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
