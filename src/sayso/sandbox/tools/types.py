"""What passes between those who need a tool run and those who run it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import OperationError
from sayso.settings import MEBIBYTE

Where = Callable[[Path], str]
"""Where a file or folder that a tool sees lies for it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of this machine tools see, read-only: folders and files, and the programs that are run."""

    places: tuple[Path, ...]
    programs: tuple[Path, ...] = ()
    """Those that lie elsewhere; the libraries of all programs are found out."""

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file and folder."""
        return (*self.places, *self.programs)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a tool may use; what is beyond ends it. ``file_bytes`` bounds each file and stream it writes."""

    seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 2048 * MEBIBYTE
    file_bytes: int = 32 * MEBIBYTE
    scratch_bytes: int = 96 * MEBIBYTE
    processes: int = 64
    open_files: int = 4096


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, and what it is given: ``files`` lie in its folder, which is all that it may write to."""

    program: Path
    arguments: Callable[[Where], Sequence[str]]
    files: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, Path] = field(default_factory=dict)
    """Names in its folder for what it sees elsewhere."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Its variables; it inherits none."""
    input: str = ""
    gives: str = ""
    """A folder beneath its own; the files in it come back."""
    limits: Limits = Limits()

    @property
    def name(self) -> str:
        """What people know it by."""
        return self.program.name


@dataclass(frozen=True, slots=True)
class Done:
    """What a tool said and made. ``status`` is its exit status."""

    status: int
    output: str
    complaints: str
    files: Mapping[str, bytes]


class ToolStoppedError(OperationError):
    """A tool went beyond its limits, or was ended; the message says by what."""

    code = "tool_stopped"
