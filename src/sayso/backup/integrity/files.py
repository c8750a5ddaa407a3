"""Uploads: the bytes of each are there, as many as its row says, and the same ones."""

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

from sayso.backup.homes import UPLOADS, upload_path
from sayso.backup.integrity.installation import Installation
from sayso.backup.types import Finding

_FILES = "select id, site_id, name, size, sha256 from public.files order by site_id, id"
_PIECE = 1024 * 1024
_MOST_SAID = 20


async def look(place: Installation) -> AsyncIterator[Finding]:
    """Look at every upload."""
    rows = await place.connection.fetch(_FILES)
    home = place.settings.home_path
    bad, known = 0, set()
    for number, row in enumerate(rows, 1):
        place.tell(f"Looking at uploads, {number:,} of {len(rows):,}")
        path = upload_path(str(row["site_id"]), str(row["id"]))
        known.add(path)
        problem = _problem(home / path, row["size"], "" if place.is_quick else row["sha256"])
        if problem:
            bad += 1
            if bad <= _MOST_SAID:
                hint = f"Copy {path} from a backup."
                yield Finding("problem", "Uploads", f"“{row['name'][:80]}” {problem}.", hint)
    if bad > _MOST_SAID:
        yield Finding("problem", "Uploads", f"{bad - _MOST_SAID:,} more are like this.", "Restore a backup.")
    strays = _there(home) - known
    if strays:
        yield Finding(
            "note", "Uploads", f"{len(strays):,} files belong to no upload any more.", "They do no harm."
        )
    if not bad:
        yield Finding(
            "ok", "Uploads", f"{len(rows):,} are there" + ("." if place.is_quick else ", as they were.")
        )


def _problem(path: Path, size: int, sha256: str) -> str:
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno()).st_size
            if found != size:
                return f"has {found:,} bytes on the disk, and {size:,} in the database"
            if sha256 and _digest(path) != sha256:
                return "is not as it was uploaded"
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()}"
    return ""


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _there(home: Path) -> set[str]:
    folder = home / UPLOADS
    return {path.relative_to(home).as_posix() for path in folder.rglob("*") if path.is_file()}
