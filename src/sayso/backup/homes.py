"""Which files of a home folder are kept: all but the database, and what only a running Sayso needs."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sayso.db.access import PASSWORD_FILE

OF_PROCESSES = {"server.json", "postgres", "postgres.new", "postgres-run", PASSWORD_FILE}
_ENDINGS = (".lock", ".log", ".part", ".sock", ".pid", ".tmp")
UPLOADS = "files"


def kept_files(home: Path) -> Iterator[tuple[str, Path]]:
    """Keys, settings and whatever else lies in the home, but for uploads, which are found by their rows."""
    for place, folders, names in os.walk(home, followlinks=False):
        inside = Path(place).relative_to(home)
        if inside == Path():
            folders[:] = [name for name in folders if name not in OF_PROCESSES and name != UPLOADS]
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            if (inside != Path() or is_kept(name)) and stat.S_ISREG(path.lstat().st_mode):
                yield (inside / name).as_posix(), path


def is_kept(name: str) -> bool:
    """Whether a file of this name, right in the home, outlasts the process that wrote it."""
    return name not in OF_PROCESSES and not name.endswith(_ENDINGS)


def upload_path(site: str, file: str) -> str:
    """Where the bytes of an upload lie within the home."""
    return f"{UPLOADS}/{site}/{file[:2]}/{file}"


def what_is_there(home: Path) -> list[str]:
    """What lies in a home that is to be empty; logs and locks do not count."""
    if not home.exists():
        return []
    return sorted(
        one.name for one in home.iterdir() if not one.name.endswith(_ENDINGS) and one.name != "lost+found"
    )
