"""What a server that was killed leaves behind, and how to be rid of it without harm to the data.

``postmaster.pid`` is PostgreSQL's own guard against two servers on one folder, so it is removed only after
every process that works in the folder is gone. The caller holds the lock beside the data.
"""

import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE_SECONDS = 20.0
_STEPS = ((signal.SIGINT, 8.0), (signal.SIGQUIT, 4.0), (signal.SIGKILL, 2.0))


def clear(data: Path, sockets: Path) -> None:
    """End servers that still run in ``data`` and remove the files that would stop a new one."""
    pid_file = data / "postmaster.pid"
    if pid_file.exists():
        _end(data)
        pid_file.unlink(missing_ok=True)
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (sockets / name).unlink(missing_ok=True)


def _end(data: Path) -> None:
    """Ask, then press, then kill: first the server, and if it has gone already, the children it left."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    for number, seconds in _STEPS:
        processes = _working_in(data)
        for process in processes:
            with suppress(psutil.Error):
                if number != signal.SIGINT or process.pid == _named_pid(data):
                    process.send_signal(number)
        _, alive = psutil.wait_procs(processes, timeout=min(seconds, max(0.1, deadline - time.monotonic())))
        if not alive and not _working_in(data):
            return


def _named_pid(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def abandon(unfinished: Path) -> None:
    """Remove a data folder that was never finished, after whoever still works at it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (processes := _working_in(unfinished, "")) and time.monotonic() < deadline:
        for process in processes:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(processes, timeout=2)
    if unfinished.exists():
        shutil.rmtree(unfinished)


def _working_in(data: Path, name: str = "postgres") -> list[psutil.Process]:
    """Processes whose working folder is ``data``, where a server and each of its children stay."""
    found = []
    for process in psutil.process_iter(["name"]):
        if not str(process.info["name"]).startswith(name):
            continue
        with suppress(psutil.Error, OSError):
            if Path(process.cwd()) == data:
                found.append(process)
    return found
