"""The data folder of the embedded server: made whole or not at all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sayso.db import access, leftovers
from sayso.db.binaries import Binaries
from sayso.db.system_user import SystemUser
from sayso.errors import MachineError

FIRST_WITH_BUILTIN_LOCALE = 17
_SYNC = ("--sync-method=syncfs",) if sys.platform == "linux" else ()
"""One call for all files in place of one each: half the time on a busy disk."""
_FULL = ("No space left", "Disk quota", "wrote only")
"""What PostgreSQL says when a disk is full; at the very end of one it tells of a part that was written."""
_CAUSES = ("FATAL", "PANIC", "error:", "ERROR:")


def ensure(data: Path, binaries: Binaries, user: SystemUser | None, password: str) -> None:
    """Create the data folder if it is missing, and let nobody in but who has the password.

    It is made under another name and renamed when complete, so that a crash on the way leaves nothing that
    could be taken for a database. One of an earlier Sayso is taken over with all that is in it.
    """
    unfinished = data.with_name(f"{data.name}.new")
    if unfinished.exists():
        leftovers.abandon(unfinished)
    if (data / "PG_VERSION").exists():
        _check_version(data, binaries)
        if not access.is_given(data, password):
            _set_up(data, access.DATABASE, access.to_take_over(password), binaries, user)
            access.close(data, password, user)
        return
    if data.exists() and any(data.iterdir()):
        raise MachineError(
            f"{data} is not empty and holds no database.",
            hint="Move it away, or choose another folder with SAYSO_HOME.",
        )
    unfinished.mkdir(mode=0o700)
    if user:
        user.owns(unfinished)
    try:
        _initdb(unfinished, binaries, user)
        _set_up(unfinished, "postgres", access.to_create(password), binaries, user)
        access.close(unfinished, password, user)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if data.exists():
        data.rmdir()
    unfinished.rename(data)


def _check_version(data: Path, binaries: Binaries) -> None:
    made_with = int((data / "PG_VERSION").read_text().strip())
    if made_with != binaries.major:
        raise MachineError(
            f"The data in {data} belongs to PostgreSQL {made_with}; version {binaries.major} is installed.",
            hint="Restore a backup into a new SAYSO_HOME, or install the Sayso that made the data.",
        )


def _initdb(folder: Path, binaries: Binaries, user: SystemUser | None) -> None:
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", *_SYNC]
        if binaries.major >= FIRST_WITH_BUILTIN_LOCALE
        else []
    )
    _run(
        [
            binaries.initdb,
            f"--pgdata={folder}",
            f"--username={access.SUPERUSER}",
            "--encoding=UTF8",
            "--locale=C",
            *locale,
            "--auth-local=reject",
            "--auth-host=reject",
            "--no-instructions",
        ],
        folder,
        user,
    )


def _set_up(data: Path, database: str, sql: str, binaries: Binaries, user: SystemUser | None) -> None:
    """Run statements as the superuser, in a server that nobody can connect to."""
    _run(
        [binaries.postgres, "--single", "-j", "-D", str(data), "-c", "log_min_messages=warning", database],
        data,
        user,
        said=sql,
    )


def _run(command: list[str], folder: Path, user: SystemUser | None, said: str | None = None) -> None:
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
    done = subprocess.run(  # noqa: S603 - programs of the embedded PostgreSQL, no shell
        command,
        input=said or "",
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment,
        **(user.identity if user else {}),
    )
    # a server for one goes on after an error, and ends well
    if done.returncode != 0 or "ERROR:" in done.stderr:
        raise failure(folder.parent, done.stderr or done.stdout)


def failure(place: Path, said: str) -> MachineError:
    """The error for what PostgreSQL said when it could not start, with a way out."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    cause = next((line for line in lines if any(sign in line for sign in _CAUSES)), "")
    if any(sign in said for sign in _FULL):
        return MachineError(
            f"The disk that holds {place} is full.",
            hint="Free some space, or choose another folder with SAYSO_HOME.",
        )
    if "Read-only file system" in said:
        return MachineError(f"{place} is on a read-only disk.", hint="Choose another folder with SAYSO_HOME.")
    if "shared memory" in said:
        return MachineError(
            "PostgreSQL could not get shared memory.",
            hint="Give the container more (--shm-size=256m), then start again.",
        )
    if "Permission denied" in said:
        return MachineError(
            f"The database may not use {place}: {cause}", hint="Choose another folder with SAYSO_HOME."
        )
    return MachineError(
        f"The embedded PostgreSQL did not start: {cause or (lines[-1] if lines else 'it said nothing')}",
        hint=f"Its log is beside the data in {place}. DATABASE_URL can name another server.",
    )
