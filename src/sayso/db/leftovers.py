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
    """End servers that still run in ``data``, or only begin to, and remove what would stop a new one."""
    _end(data)
    (data / "postmaster.pid").unlink(missing_ok=True)
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (sockets / name).unlink(missing_ok=True)


def abandon(unfinished: Path) -> None:
    """Remove a data folder that was never finished, after whoever still works at it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (processes := _working_in(unfinished)) and time.monotonic() < deadline:
        for process in processes:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(processes, timeout=2)
    if unfinished.exists():
        shutil.rmtree(unfinished)


def _end(data: Path) -> None:
    """Ask, then press, then kill. A server speaks for its children; those it left behind are asked too."""
    for number, seconds in _STEPS:
        processes = _working_in(data)
        if not processes:
            return
        known = {process.pid for process in processes}
        for process in processes:
            with suppress(psutil.Error):
                if number == signal.SIGKILL or process.ppid() not in known:
                    process.send_signal(number)
        psutil.wait_procs(processes, timeout=seconds)


def _working_in(folder: Path) -> list[psutil.Process]:
    """Processes whose working folder this is, as it is of a server and each of its children."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if Path(process.cwd()) == folder:
                found.append(process)
    return found
