"""What of this machine a program may see: the interpreter, the libraries it needs, and the package set."""

import contextlib
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sayso.errors import MachineError
from sayso.sandbox.walls.packages import packages as package_set

INSIDE = Path(__file__).resolve().parents[1] / "inside"
"""Our own code that runs inside."""
_LINKED = re.compile(r"^\s*(?:\S+ => )?(/\S+) \(0x[0-9a-f]+\)$", re.MULTILINE)
_ZONES = Path("/usr/share/zoneinfo")
_LOADER_CACHE = Path("/etc/ld.so.cache")
_UNNEEDED = ("_tkinter", "_test", "_ctypes_test", "_xxtest", "xx")


@dataclass(frozen=True, slots=True)
class Ground:
    """Places on this machine. ``files`` are bound one by one at their own paths, ``folders`` whole."""

    python: Path
    folders: tuple[Path, ...]
    hidden: tuple[Path, ...]
    """Folders within those that hold packages of others; something empty stands in their place."""
    files: tuple[Path, ...]
    packages: Path

    def with_files(self, files: Iterable[Path]) -> "Ground":
        """The same with further ones."""
        return replace(self, files=tuple(dict.fromkeys((*self.files, *files))))


@cache
def ground(place: Path) -> Ground:
    """Find out what programs see; asks the loader once per process.

    Args:
        place: where the package set lies or is put.

    Raises:
        MachineError: when the package set is not there and cannot be made.
    """
    packages = package_set(place)
    python = _interpreter()
    standard = Path(sysconfig.get_path("stdlib", vars={"base": sys.base_prefix})).resolve()
    extensions = Path(sysconfig.get_path("platstdlib", vars={"platbase": sys.base_prefix})).resolve()
    folders = tuple(dict.fromkeys((standard, extensions)))
    hidden = tuple(
        folder / name
        for folder in folders
        for name in ("site-packages", "dist-packages", "test", "config", "idlelib", "ensurepip")
        if (folder / name).is_dir()
    )
    libraries = _remembered(
        packages, python, lambda: [python, *_extensions(folders), *packages.rglob("*.so")]
    )
    inside = (*folders, packages)
    outside = [file for file in libraries if not any(file.is_relative_to(folder) for folder in inside)]
    cache_file = (_LOADER_CACHE,) if _LOADER_CACHE.is_file() else ()
    zones = (_ZONES,) if _ZONES.is_dir() else ()
    return Ground(
        python=python,
        folders=(*folders, *zones),
        hidden=hidden,
        files=(python, *outside, *cache_file),
        packages=packages,
    )


@cache
def libraries_of(*programs: Path) -> tuple[Path, ...]:
    """What the loader finds for programs of the toolchain; those that need nothing have none."""
    return tuple(sorted(set(_libraries(*programs))))


def _interpreter() -> Path:
    """The base interpreter as a real file, whose standard library is found from where it lies."""
    python = Path(getattr(sys, "_base_executable", None) or sys.executable).resolve()
    usual = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    if usual.exists() and usual.resolve() != python:
        return usual.resolve()
    return python


def _extensions(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        for file in (folder / "lib-dynload").glob("*.so"):
            if not file.name.startswith(_UNNEEDED):
                yield file


def _remembered(packages: Path, python: Path, files: Callable[[], list[Path]]) -> list[Path]:
    """The libraries of these files, found out once per interpreter and package set: it takes a second."""
    key = f"{packages} {python} {python.stat().st_mtime_ns}"
    note = packages.parent / "libraries.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        noted = json.loads(note.read_text())
        found = [Path(path) for path in noted["libraries"]]
        if noted["key"] == key and all(path.is_file() for path in found):
            return found
    found = sorted(set(_libraries(*files())))
    with contextlib.suppress(OSError):  # an ordinary user over somebody else's checkout finds out each time
        written = note.with_suffix(f".{os.getpid()}")
        written.write_text(json.dumps({"key": key, "libraries": [str(path) for path in found]}))
        written.replace(note)
    return found


def _libraries(*files: Path) -> Iterator[Path]:
    """What the loader finds for these, at the paths it looks at: real files stand behind them."""
    try:
        said = subprocess.run(  # noqa: S603 - the loader's own tool, over files of ours
            ["ldd", *map(str, files)],  # noqa: S607 - where it lies differs
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, "LC_ALL": "C"},
        ).stdout
    except OSError as error:
        raise MachineError(
            "The libraries of Python could not be found out: there is no ldd.",
            hint="Install it; it is part of the C library's package (Debian: libc-bin).",
        ) from error
    for path in dict.fromkeys(_LINKED.findall(said)):
        yield Path(path)
