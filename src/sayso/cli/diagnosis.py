"""``sayso doctor``: what this machine has and lacks."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from sayso.cli.console import console
from sayso.db import binaries, embedded
from sayso.errors import AppError
from sayso.settings import Settings

Finding = tuple[bool, str]
WANTED_FREE_BYTES = 500 * 1024 * 1024


def doctor() -> None:
    """Say what this machine has and lacks, each with the way out."""
    settings = Settings()
    failed = False
    for title, examine in _EXAMINATIONS:
        for good, text in examine(settings):
            failed |= not good
            console.print(f"[{'green' if good else 'red'}]{'ok  ' if good else 'lack'}[/] {title}: {text}")
    if failed:
        raise typer.Exit(1)


def _python(_: Settings) -> Iterator[Finding]:
    yield sys.version_info >= (3, 11), f"{sys.version.split()[0]} at {sys.executable}"


def _node(_: Settings) -> Iterator[Finding]:
    path = shutil.which("node")
    if path is None:
        yield False, "none. Install Node.js 20 or newer to build applications."
        return
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - the path was looked up
    major = int(version.lstrip("v").split(".")[0] or 0)
    yield major >= 20, version if major >= 20 else f"{version} is too old. Install Node.js 20 or newer."


def _home(settings: Settings) -> Iterator[Finding]:
    place = settings.home_path
    while not place.exists():
        place = place.parent
    if not os.access(place, os.W_OK):
        yield False, f"{settings.home_path} cannot be written. Choose another folder with SAYSO_HOME."
        return
    free = shutil.disk_usage(place).free
    enough = free > WANTED_FREE_BYTES
    yield enough, f"{settings.home_path}, {free // 1024**2:,} MiB free" + ("" if enough else ". Free some space.")


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.database_url:
        yield True, "DATABASE_URL is set; the embedded PostgreSQL is not used"
        return
    try:
        running = embedded.running_dsn(settings.home_path) if settings.home_path.exists() else None
        yield True, "embedded, running" if running else f"embedded, ready to start ({binaries.version()})"
    except AppError as error:
        yield False, f"{error.message} {error.hint}"


def _port(settings: Settings) -> Iterator[Finding]:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            yield False, f"{settings.host}:{settings.port} cannot be used ({error.strerror}). Set SAYSO_PORT."
        else:
            yield True, f"{settings.host}:{settings.port} is free"


def _front_end(_: Settings) -> Iterator[Finding]:
    root = Path(__file__).parents[3]
    kit = root / "app-kit" / "dist" / "manifest.json"
    yield kit.exists(), "built" if kit.exists() else "not built. Run make setup."


_EXAMINATIONS: tuple[tuple[str, Callable[[Settings], Iterator[Finding]]], ...] = (
    ("Python", _python),
    ("Node.js", _node),
    ("Home folder", _home),
    ("PostgreSQL", _database),
    ("Port", _port),
    ("App kit", _front_end),
)
