"""The unprivileged user that PostgreSQL runs as when Sayso is started by root, which PostgreSQL refuses."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from sayso.errors import MachineError

NAME = "sayso-db"


class Identity(TypedDict, total=False):
    """The arguments of ``subprocess`` that switch to a user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class SystemUser:
    """A user of the machine other than the one Sayso runs as."""

    uid: int
    gid: int
    name: str

    @property
    def identity(self) -> Identity:
        """Runs a subprocess as this user, in no further group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_run(self, program: Path) -> bool:
        """Whether this user may start a program; found out by trying, since permissions have many sources."""
        return self._succeeds(str(program), "--version")

    def can_enter(self, folder: Path) -> bool:
        """Whether this user may go through a folder."""
        return self._succeeds("/bin/sh", "-c", 'cd "$0"', str(folder))

    def owns(self, path: Path) -> None:
        """Give a file or an empty folder to this user."""
        os.chown(path, self.uid, self.gid)

    def _succeeds(self, *command: str) -> bool:
        try:
            done = subprocess.run(  # noqa: S603 - fixed programs, no shell text from outside
                command, capture_output=True, check=False, timeout=20, cwd="/", **self.identity
            )
        except OSError:
            return False
        return done.returncode == 0


def database_user(data: Path) -> SystemUser | None:
    """Who the server runs as: none for an ordinary user; for root the owner of the data, else ``sayso-db``.

    The user is created once. Where that cannot be (a read-only or minimal system), ``postgres`` serves.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid) != 0:
        try:
            return _of(pwd.getpwuid(owner))
        except KeyError:
            pass
    for name in (NAME, "postgres"):
        try:
            return _of(pwd.getpwnam(name))
        except KeyError:
            if name == NAME and _create():
                return _of(pwd.getpwnam(NAME))
    raise MachineError(
        "PostgreSQL does not run as root, and no user could be made for it.",
        hint=f"Start Sayso as another user, or create one: useradd --system {NAME}",
    )


def _of(entry: pwd.struct_passwd) -> SystemUser:
    return SystemUser(entry.pw_uid, entry.pw_gid, entry.pw_name)


def _create() -> bool:
    for command in (
        ["useradd", "--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", NAME],
        ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", NAME],
    ):
        try:
            if subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 0:  # noqa: S603 - fixed
                return True
        except OSError:
            continue
    return False
