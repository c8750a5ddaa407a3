"""The database of a home folder, started or held for as long as it is needed."""

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.db import embedded, external
from sayso.errors import ConflictError, InputError, MachineError
from sayso.settings import Settings

LOCK = "serve.lock"


@contextmanager
def database_of(settings: Settings) -> Iterator[str]:
    """The address of the database; nobody else works on this home folder meanwhile."""
    if settings.database_url:
        with _held_home(settings):
            yield asyncio.run(external.checked_dsn(settings.database_url))
        return
    with embedded.start(settings.home_path) as server:
        yield server.dsn


def answering_database(settings: Settings) -> str:
    """The address of a database that runs already, for a process beside the one that holds the home folder.

    Raises:
        InputError: when it is the embedded one, and no Sayso runs on this home.
        MachineError: when the one of ``DATABASE_URL`` does not answer.
    """
    if settings.database_url:
        return asyncio.run(external.checked_dsn(settings.database_url))
    dsn = embedded.running_dsn(settings.home_path) if settings.home_path.exists() else None
    if dsn is None:
        raise InputError(
            f"No Sayso runs on {settings.home_path}, and so its database does not run either.",
            hint="Start `sayso serve` first, or set DATABASE_URL to the database of another one.",
        )
    return dsn


@contextmanager
def _held_home(settings: Settings) -> Iterator[None]:
    """Keep the home folder for this process; the embedded database does so by itself."""
    home = settings.home_path
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / LOCK).open("a")
    except OSError as error:
        raise MachineError(
            f"{error.filename or home} cannot be written: {(error.strerror or str(error)).lower()}.",
            hint="Choose another folder with SAYSO_HOME.",
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConflictError(
                f"{home} is in use by another Sayso.",
                hint="Use that one, stop it first, or choose another folder with SAYSO_HOME.",
            ) from error
        yield
