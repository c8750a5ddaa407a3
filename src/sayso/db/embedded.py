"""The PostgreSQL that comes with Sayso: started with it, stopped with it, whatever happened the time before.

A running server belongs to the process that holds the lock file beside the data. A shell next to the server
watches a pipe from that process; when the process ends, even by ``kill -9``, the pipe closes and the server
is asked to stop. A start therefore always begins from a stopped server: it waits for one that is still on its
way down, ends what is left, and lets PostgreSQL recover the data.
"""

import errno
import fcntl
import os
import subprocess
import time
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote

from sayso.db import access, cluster, leftovers
from sayso.db.binaries import Binaries, find
from sayso.db.places import Places
from sayso.errors import ConflictError, MachineError

PATIENCE_SECONDS = 300.0
"""Longest wait for a server that answers that it is recovering."""
STOP_SECONDS = 20.0
LARGEST_LOG_BYTES = 4 * 1024 * 1024

SETTINGS = {
    "shared_buffers": "96MB",
    "max_connections": "100",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "logging_collector": "off",
    "log_min_messages": "log",
    "log_checkpoints": "off",
}
"""Modest memory, no compilation of queries, and a log that never holds a statement or a value of a row."""

_WATCHED = """
( cd /; { read -r word; [ "$word" = stopped ] || kill -INT $$; } <&3 >/dev/null 2>&1 & ) 3<&0
exec "$@" </dev/null
"""


class EmbeddedServer:
    """A running embedded server; ``stop`` it, or use it as a context manager."""

    def __init__(self, places: Places, process: "subprocess.Popen[bytes]", lock: IO[str]) -> None:
        self.places = places
        self._process = process
        self._lock = lock

    @property
    def dsn(self) -> str:
        """Address of the database, as the role that owns it; the password stays in its file."""
        return dsn_at(self.places)

    @property
    def pid(self) -> int:
        """Process id of the server."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether the server process is there."""
        return self._process.poll() is None

    def stop(self) -> None:
        """Stop the server cleanly: running statements are cancelled, everything committed is on disk."""
        pipe = self._process.stdin
        if pipe is not None and not pipe.closed:
            try:
                if not self.is_running():
                    pipe.write(b"stopped\n")
                pipe.close()
            except OSError:
                pass
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            leftovers.clear(self.places.data, self.places.sockets)
            self._process.wait(STOP_SECONDS)
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(home: Path, *, binaries: Path | None = None) -> EmbeddedServer:
    """Start the server that keeps its data under ``home``; create it on first use.

    ``binaries`` names another PostgreSQL's programs in place of those that come with Sayso.

    Raises:
        ConflictError: another process runs this home.
        MachineError: the machine is in the way; the hint says what to do.
    """
    lock = None
    try:
        home = home.expanduser().resolve()
        home.mkdir(parents=True, exist_ok=True)
        places = Places.of(home)
        places.prepare()
        lock = _take_lock(places)
        programs = Binaries.at(binaries, places.user) if binaries else find(places.user, places.shared)
        leftovers.clear(places.data, places.sockets)
        cluster.ensure(places.data, programs, places.user, access.password_of(home))
        process = _launch(programs, places)
    except BaseException as error:
        if lock:
            lock.close()
        if isinstance(error, OSError):
            raise _refused(error, home) from error
        raise
    return EmbeddedServer(places, process, lock)


def running_dsn(home: Path) -> str | None:
    """Address of the server that another process runs on this home; none when no process does."""
    places = Places.of(home.expanduser().resolve())
    status = _status(places.data)
    socket = places.sockets / ".s.PGSQL.5432"
    return dsn_at(places) if status == "ready" and socket.exists() else None


def dsn_at(places: Places) -> str:
    """Address of the database of a home, with the place of the password in place of the password."""
    sockets, password = (
        quote(str(path), safe="/") for path in (places.sockets, places.home / access.PASSWORD_FILE)
    )
    return f"postgresql://{access.LOGIN}@/{access.DATABASE}?host={sockets}&passfile={password}"


def _take_lock(places: Places) -> IO[str]:
    """Hold the data for this process; the kernel lets go of it however the process ends."""
    lock = (places.data.parent / "postgres.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().strip()
        lock.close()
        if error.errno not in {errno.EAGAIN, errno.EACCES}:
            raise
        raise ConflictError(
            f"{places.home} is in use by another Sayso{f' (process {holder})' if holder else ''}.",
            hint="Use that one, stop it first, or choose another folder with SAYSO_HOME.",
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _launch(programs: Binaries, places: Places) -> "subprocess.Popen[bytes]":
    settings = {**SETTINGS, "unix_socket_directories": str(places.sockets)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
    mode = "wb" if places.log.exists() and places.log.stat().st_size > LARGEST_LOG_BYTES else "ab"
    with places.log.open(mode) as log:
        said_before = log.tell()
        process = subprocess.Popen(  # noqa: S603 - a fixed script; paths are arguments, never shell text
            [
                "/bin/sh",
                "-c",
                _WATCHED,
                "sayso-postgres",
                programs.postgres,
                "-D",
                str(places.data),
                *options,
            ],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=places.data,
            env=environment,
            start_new_session=True,
            **(places.user.identity if places.user else {}),
        )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _status(places.data) != "ready":
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()
            said = places.log.read_bytes()[said_before:].decode(errors="replace")
            raise cluster.failure(places.data.parent, said)
        time.sleep(0.005)
    return process


def _status(data: Path) -> str:
    """What ``postmaster.pid`` ends with: ``starting``, ``ready``, ``stopping``; empty before it is there."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[7].strip() if len(lines) > 7 else ""


def _refused(error: OSError, home: Path) -> MachineError:
    place = error.filename or home
    what = {
        errno.ENOSPC: f"The disk that holds {home} is full.",
        errno.EDQUOT: f"The disk quota for {home} is used up.",
        errno.EROFS: f"{home} is on a read-only disk.",
        errno.EACCES: f"You may not write to {place}.",
        errno.EPERM: f"You may not write to {place}.",
        errno.ENOTDIR: f"{place} is not a folder.",
        errno.EEXIST: f"{place} is not a folder.",
    }.get(error.errno or 0, f"{place} cannot be used: {error.strerror}.")
    return MachineError(what, hint="Free some space or choose another folder with SAYSO_HOME.")
