"""The packages programs may import: some of what is installed beside Sayso, in a folder of their own."""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

import sayso
from sayso.errors import MachineError

ALLOWED = (
    "beautifulsoup4",
    "httpx",
    "jmespath",
    "numpy",
    "pandas",
    "pydantic",
    "python-dateutil",
    "requests",
)
"""What programs may import besides the standard library, with all that these need."""
SHARED = Path("/var/lib/sayso/sandbox")
"""For root: a place that the user whom programs run as can reach although the home folder is closed."""


def unpacked() -> Path | None:
    """The folder ``.sandbox`` of a checkout, which ``make setup`` fills."""
    for folder in Path(sayso.__file__).resolve().parents:
        if (folder / ".sandbox").is_dir():
            return folder / ".sandbox"
    return None


def place_of(home: Path) -> Path:
    """Where the package set lies: in the checkout, else with Sayso's own data."""
    return unpacked() or (SHARED if os.geteuid() == 0 else home.expanduser() / "sandbox")


def packages(place: Path) -> Path:
    """The folder of the package set below ``place``; made when it is not there, which takes about a second.

    Its name says which versions it holds, so that an upgrade makes another one; earlier ones are removed.

    Raises:
        MachineError: when a package is not installed, or the folder cannot be written.
    """
    chosen = _closure()
    versions = "\n".join(f"{one.name}=={one.version}" for one in chosen)
    digest = hashlib.sha256(f"{sys.implementation.cache_tag}\n{versions}".encode()).hexdigest()[:16]
    folder = place / f"packages-{digest}"
    if not folder.is_dir():
        try:
            _fill(folder, chosen)
        except OSError as error:
            raise MachineError(
                f"The packages of the sandbox could not be put into {place}: {error.strerror or error}.",
                hint="Make room there, or choose another folder with SAYSO_HOME.",
            ) from error
    return folder


def _closure() -> list[Distribution]:
    found: dict[str, Distribution] = {}
    waiting = list(ALLOWED)
    while waiting:
        name = _plain(waiting.pop())
        if name in found:
            continue
        try:
            one = found[name] = distribution(name)
        except PackageNotFoundError:
            raise MachineError(
                f"The package {name}, which programs in the sandbox may use, is not installed.",
                hint="Install Sayso again (in a checkout: “make setup”).",
            ) from None
        for line in one.requires or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(needed.name)
    return [found[name] for name in sorted(found)]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _fill(folder: Path, chosen: list[Distribution]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    with tempfile.TemporaryDirectory(prefix=".packages-", dir=folder.parent) as name:
        filling = Path(name, "set")
        for one in chosen:
            for inner, file in _files(one):
                target = filling / inner
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        for path in (filling, *filling.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)  # for the user whom programs run as
        for earlier in folder.parent.glob("packages-*"):
            shutil.rmtree(earlier, ignore_errors=True)
        if not folder.is_dir():  # unless another process was quicker
            filling.rename(folder)


def _files(one: Distribution) -> Iterator[tuple[Path, Path]]:
    """What a package consists of, inside the set and as installed; no commands, no compiled copies."""
    for file in one.files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            located = Path(str(file.locate()))
            if located.is_file():
                yield Path(*file.parts), located


if __name__ == "__main__":
    packages(Path(sys.argv[1]))
