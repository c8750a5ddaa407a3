"""The house that programs are run in: bubblewrap, with nothing in it that they do not need."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from sayso.sandbox.walls.ground import INSIDE, Ground, installed

CODE, PACKAGE = "/opt/sayso", "sandboxed"
"""Where our own code lies inside, and what it is called there."""
PACKAGES = "/opt/packages"
DOORS = "/opt/doors"
"""Where the sockets of all runs are; each run sees its own alone, at another place."""
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
    """The program ``bwrap``: the one that settings name, an installed one, or the one unpacked at setup."""
    if named:
        return shutil.which(named)
    place = installed()
    noted = (place / "bubblewrap") if place else None
    unpacked = noted.read_text().strip() if noted and noted.is_file() else ""
    return shutil.which("bwrap") or (unpacked if unpacked and os.access(unpacked, os.X_OK) else None)


def boot(packages: str, folder: str) -> str:
    """What the interpreter is told to run: our code in this folder, with the allowed packages."""
    return (
        "import importlib.util as i, sys\n"
        f"sys.path.append({packages!r})\n"
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
        "--clearenv",
        *(part for name, value in ENVIRONMENT.items() for part in ("--setenv", name, value)),
        *_view(ground, doors),
        "--chdir",
        "/",
        str(ground.python),
        *interpreter_flags(),
        "-c",
        boot(PACKAGES, CODE),
        "{control}",
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


def _view(ground: Ground, doors: Path) -> Iterator[str]:
    for folder in _parents(*ground.folders, *ground.files, Path(PACKAGES), Path(CODE)):
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
    yield from ("--ro-bind", str(ground.packages), PACKAGES)
    yield from ("--ro-bind", str(INSIDE), CODE)
    yield from ("--ro-bind", str(doors), DOORS)
    yield from ("--tmpfs", "/dev")
    for device in DEVICES:
        yield from ("--dev-bind", device, device)
    yield from ("--remount-ro", "/dev", "--proc", "/proc", "--dir", "/work", "--dir", "/run")
    yield from ("--symlink", "/work", "/tmp")  # noqa: S108 - inside
    yield from ("--remount-ro", "/")


def _parents(*paths: Path) -> list[Path]:
    return sorted({parent for path in paths for parent in path.parents} - {Path("/")})
