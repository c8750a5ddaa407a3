"""Where the embedded server keeps its data, its socket and its log, given who it runs as."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sayso.db.system_user import SystemUser, database_user
from sayso.errors import MachineError

SHARED = Path("/var/lib/sayso")
"""For root only: what the database's user must reach although the home folder is closed to it."""
LONGEST_SOCKET_PATH = 107 - len("/.s.PGSQL.5432")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one home. ``home/postgres`` is the data, or leads to it."""

    home: Path
    data: Path
    sockets: Path
    log: Path
    shared: Path
    user: SystemUser | None

    @classmethod
    def of(cls, home: Path) -> "Places":
        """Read off where things are or would be; changes nothing but may create the database's user."""
        link = home / "postgres"
        data = link.resolve()
        user = database_user(data)
        if user and home.exists() and not link.is_symlink() and not user.can_enter(home):
            data = _elsewhere(home)
        return cls(home, data, _sockets(data.parent, user), data.parent / "postgres.log", SHARED, user)

    def prepare(self) -> None:
        """Make the folders; the data folder itself is left to ``cluster``."""
        if self.data.parent != self.home:
            for folder in (SHARED, self.data.parent):
                folder.mkdir(mode=0o755, parents=True, exist_ok=True)
                folder.chmod(0o755)
            link = self.home / "postgres"
            if not link.is_symlink():
                link.symlink_to(self.data)
        _make_private(self.sockets, self.user)


def _short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _sockets(folder: Path, user: SystemUser | None) -> Path:
    """``run`` beside the data, or a short path elsewhere where that would be too long for a socket."""
    beside = folder / "postgres-run"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_PATH:
        return beside
    owner = user.uid if user else os.geteuid()
    base = Path(tempfile.gettempdir())
    if len(os.fsencode(base)) > LONGEST_SOCKET_PATH - 40:
        base = Path("/tmp")  # noqa: S108 - the folder below is private and its owner is checked
    return base / f"sayso-{owner}-{_short_name(folder)}"


def _make_private(folder: Path, user: SystemUser | None) -> None:
    """A folder only the server's user enters: whoever gets in may speak to the database."""
    owner = user.uid if user else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        if user:
            user.owns(folder)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise MachineError(
                f"{folder} belongs to someone else.",
                hint="Remove it, or choose another folder with SAYSO_HOME.",
            ) from None
        if user:
            user.owns(folder)
        folder.chmod(0o700)


def _elsewhere(home: Path) -> Path:
    """A new folder for the data of a closed home; a link in the home will lead to it.

    Data that is already in the home, or a home on a volume of its own, which was put there to last, must not
    quietly be left for another place.
    """
    if (home / "postgres").exists() or os.path.ismount(home):
        raise MachineError(
            f"{home} lies in a folder that the database's user cannot enter.",
            hint=f"Open the folders above it (chmod o+x), or move it to {SHARED}/home and set SAYSO_HOME.",
        )
    name = _short_name(home)
    taken = {path.name for path in SHARED.glob(f"{name}*")}
    number = next(n for n in range(1, len(taken) + 2) if f"{name}-{n}" not in taken)
    return SHARED / f"{name}-{number}" / "postgres"
