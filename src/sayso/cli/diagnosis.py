"""``sayso doctor``: what this machine has and lacks."""

import asyncio
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile

import typer

from sayso.cli.console import console
from sayso.db import binaries, embedded
from sayso.db.places import SHARED
from sayso.errors import AppError
from sayso.main.local import RunningServer
from sayso.sandbox.types import Tier
from sayso.settings import Settings
from sayso.verifier import toolchain

Finding = tuple[bool, str]
OLDEST_PYTHON = (3, 11)
WANTED_FREE_BYTES = 500 * 1024 * 1024


def doctor() -> None:
    """Say what this machine has and lacks, each with the way out."""
    settings = Settings()
    failed = False
    for title, examine in _EXAMINATIONS:
        try:
            findings = list(examine(settings))
        except AppError as error:
            findings = [(False, f"{error.message} {error.hint}".strip())]
        for good, text in findings:
            failed |= not good
            console.print("ok  " if good else "lack", style="green" if good else "red", end=" ")
            console.print(f"{title}: {text}", markup=False)
    if failed:
        raise typer.Exit(1)


def _python(_: Settings) -> Iterator[Finding]:
    yield sys.version_info >= OLDEST_PYTHON, f"{sys.version.split()[0]} at {sys.executable}"


def _node(_: Settings) -> Iterator[Finding]:
    program = toolchain.node()
    major, minor = toolchain.node_version(program)
    yield True, f"v{major}.{minor} at {program}; it draws pages when they are proved"


def _home(settings: Settings) -> Iterator[Finding]:
    home = settings.home_path
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        TemporaryFile(dir=place).close()  # trying tells what permissions do not: root, read-only disks
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        yield False, f"{home} cannot be written ({said}). Choose another folder with SAYSO_HOME."
    else:
        yield True, f"{home}" if home.exists() else f"{home}, made at the first start"


def _disk(settings: Settings) -> Iterator[Finding]:
    home = settings.home_path
    free = shutil.disk_usage(next(folder for folder in (home, *home.parents) if folder.exists())).free
    enough = free > WANTED_FREE_BYTES
    wanted = WANTED_FREE_BYTES // 1024**2
    yield enough, f"{free // 1024**2:,} MiB free" + ("" if enough else f". Free some space: {wanted} MiB do.")


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.database_url:
        from sayso.db import external

        asyncio.run(external.checked_dsn(settings.database_url))
        yield True, "the one of DATABASE_URL answers"
        return
    found = binaries.find(None, SHARED)
    running = embedded.running_dsn(settings.home_path) if settings.home_path.exists() else None
    yield True, f"embedded {found.major}, {'running' if running else 'ready to start'}"


def _applications(settings: Settings) -> Iterator[Finding]:
    from sayso.publishing import upgrade

    dsn = _answering_dsn(settings)
    found = asyncio.run(upgrade.look(dsn)) if dsn else []
    if dsn is None:
        yield True, "looked at when Sayso starts"
    elif found is None:
        yield True, "brought up to date at the next start, with Sayso's own tables"
    elif not found:
        yield True, "up to date"
    for one in found or ():
        if one.problem:
            yield False, f"{one.slug} is as an earlier Sayso made it: {one.problem}"
        else:
            yield True, f"{one.slug} is of an earlier Sayso, and brought up to date at the next start"


def _work(settings: Settings) -> Iterator[Finding]:
    from sayso.jobs import queue_status

    dsn = _answering_dsn(settings)
    found = asyncio.run(queue_status.look(dsn)) if dsn else None
    if found is None:
        yield True, "looked at when Sayso runs"
    elif found.workers:
        workers = "one process does" if found.workers == 1 else f"{found.workers} processes do"
        yield True, f"{workers} queued work; {found.running} running, {found.waiting} waiting"
    else:
        running = RunningServer.find(settings.home_path) is not None
        said = f"nothing does queued work, and {found.waiting} are waiting. Start `sayso worker`."
        yield not (running or found.waiting), said if running or found.waiting else "nothing waits"


def _answering_dsn(settings: Settings) -> str | None:
    """The database, where it answers without being started."""
    if settings.database_url:
        from sayso.db import external

        return asyncio.run(external.checked_dsn(settings.database_url))
    return embedded.running_dsn(settings.home_path) if settings.home_path.exists() else None


def _sandbox(settings: Settings) -> Iterator[Finding]:
    from sayso.sandbox.service import OsSandbox, Standing

    async def look() -> Standing:
        async with OsSandbox.cold(settings).open() as sandbox:
            return await sandbox.standing()

    standing = asyncio.run(look())
    if standing.tier is Tier.BUBBLEWRAP:
        yield True, "programs run behind bubblewrap"
    elif standing.is_safe:
        yield True, f"programs run behind Landlock alone, which is less than bubblewrap. {standing.hint}"
    else:
        yield False, f"{' '.join(standing.gaps)} {standing.hint}"


def _port(settings: Settings) -> Iterator[Finding]:
    address = f"{settings.host}:{settings.port}"
    running = RunningServer.find(settings.home_path)
    if running is not None and running.port == settings.port:
        yield True, f"{address}, where Sayso runs as process {running.pid}"
        return
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
            probe.listen()
        except OSError as error:
            yield False, f"{address} cannot be used ({error.strerror}). Choose another with SAYSO_PORT."
        else:
            yield True, f"{address} is free"


def _app_kit(_: Settings) -> Iterator[Finding]:
    built = toolchain.kit()
    toolchain.kit_types()
    yield True, f"built, {len(built.files)} files"


def _esbuild(_: Settings) -> Iterator[Finding]:
    yield from _tool(toolchain.esbuild())


def _typescript(_: Settings) -> Iterator[Finding]:
    yield from _tool(toolchain.tsc())


def _tool(path: Path) -> Iterator[Finding]:
    said = toolchain.version_of(path)
    yield bool(said), said or f"{path} does not run on this machine. Run `make clean setup`."


def _tools(_: Settings) -> Iterator[Finding]:
    standing = toolchain.standing()
    if standing.tier is Tier.BUBBLEWRAP:
        yield True, "what people and models wrote is built and drawn behind bubblewrap"
    elif standing.is_safe:
        yield True, f"they run behind Landlock alone, which is less than bubblewrap. {standing.hint}"
    else:
        yield False, f"{' '.join(standing.gaps)} {standing.hint}"


_EXAMINATIONS: tuple[tuple[str, Callable[[Settings], Iterator[Finding]]], ...] = (
    ("Python", _python),
    ("Node.js", _node),
    ("Home folder", _home),
    ("Disk", _disk),
    ("PostgreSQL", _database),
    ("Applications", _applications),
    ("Work", _work),
    ("Sandbox", _sandbox),
    ("Tools", _tools),
    ("Port", _port),
    ("App kit", _app_kit),
    ("esbuild", _esbuild),
    ("TypeScript", _typescript),
)
