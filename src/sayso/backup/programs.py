"""``pg_dump`` and ``pg_restore``: those that come with Sayso, else those of the system."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from sayso.db.binaries import INSTALLATION, WHEEL
from sayso.errors import MachineError

_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_NEWEST = 999
_WITH_TIMEOUT = 17
"""The first version of PostgreSQL that knows the setting ``transaction_timeout``."""
_SYSTEM = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Program:
    """A program of PostgreSQL, and its major version."""

    path: Path
    major: int


def dumping(server: int) -> Program:
    """A ``pg_dump`` that reads a server of this major version, of the same one if there is one.

    Raises:
        MachineError: when there is none.
    """
    return _found("pg_dump", server, _NEWEST)


def restoring(dumped_with: int, server: int) -> Program:
    """A ``pg_restore`` that reads what a ``pg_dump`` of one version wrote, for a server of another.

    From 17 on it speaks of a setting that older servers do not know.

    Raises:
        MachineError: when there is none.
    """
    return _found("pg_restore", dumped_with, _NEWEST if server >= _WITH_TIMEOUT else _WITH_TIMEOUT - 1)


def environment(dsn: str) -> tuple[str, dict[str, str]]:
    """The address without its password, and variables with it: others see arguments, but not these."""
    parts = urlsplit(dsn)
    user, colon, password = parts.netloc.rpartition("@")[0].partition(":")
    host = parts.netloc.rpartition("@")[2]
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    secret = query.pop("password", "") or unquote(password if colon else "")
    netloc = f"{user}@{host}" if user else host
    plain = urlunsplit((parts.scheme, netloc, parts.path, urlencode(query, quote_via=quote), ""))
    kept = {
        name: value for name, value in os.environ.items() if name.startswith("PG") or name in {"PATH", "HOME"}
    }
    kept |= {"LC_ALL": "C", "PGAPPNAME": "sayso-backup", "PGCONNECT_TIMEOUT": "15"}
    return plain, kept | ({"PGPASSWORD": secret} if secret else {})


def _found(name: str, least: int, most: int) -> Program:
    found = [Program(path, major) for path in _places(name) if least <= (major := _major(path)) <= most]
    if found:
        return min(found, key=lambda one: one.major)
    wanted = f"{least} or newer" if most == _NEWEST else f"{least} to {most}"
    raise MachineError(
        f"{name} of PostgreSQL {wanted} is needed, and there is none.",
        hint=f"Install its client programs; on Debian that is postgresql-client-{min(least, most)}.",
    )


def _places(name: str) -> Iterator[Path]:
    spec = find_spec(WHEEL)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        yield Path(folder) / INSTALLATION / "bin" / name
    if (found := shutil.which(name)) is not None:
        yield Path(found)
    if _SYSTEM.is_dir():
        yield from sorted((folder / "bin" / name for folder in _SYSTEM.iterdir()), reverse=True)


def _major(path: Path) -> int:
    try:
        done = subprocess.run(  # noqa: S603 - a program found by us, no shell
            [path, "--version"], capture_output=True, text=True, check=True, timeout=20
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    found = _VERSION.search(done.stdout)
    return int(found[1]) if found else 0
