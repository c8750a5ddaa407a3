"""What passes between those who have a program run and those who run it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from pydantic import SecretStr

from sayso.settings import MEBIBYTE


class Tier(StrEnum):
    """Which walls stand between a program and the machine, the strongest first."""

    BUBBLEWRAP = "bubblewrap"
    """Namespaces of its own, system calls filtered, resources limited, Landlock where present."""
    LANDLOCK = "landlock"
    """No namespaces on this machine: Landlock and filtered system calls keep files and network away."""
    NONE = "none"
    """No wall but limits of resources; refused unless an administrator opts down."""


class Entry(StrEnum):
    """What of a program is called."""

    SCRIPT = "script"
    """The file from top to bottom; the result is what it assigned to ``result``, if anything."""
    BLOCK = "block"
    """``fetch_data(ctx)``, then ``process_data(data)``; the result is what the second gives."""
    FUNCTION = "function"
    """``run(ctx, input)``; the result is what it gives."""
    BOT = "bot"
    """``run(ctx, input)`` with the ``ctx`` of a bot, which keeps, asks and tells."""


class Reach(StrEnum):
    """Which hosts a program may ask."""

    NONE = "none"
    LISTED = "listed"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that code speaks of by its name only; the proxy puts it into requests to these hosts."""

    value: SecretStr
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """A request of a program to a service of Sayso's own; ``path`` has the query string with it.

    To what stands in for every host it is the whole address.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """What a service of Sayso's own answers."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


Service = Callable[[ServiceRequest], Awaitable[ServiceAnswer]]


@dataclass(frozen=True, slots=True)
class Network:
    """What a program may reach.

    ``hosts`` are names, or names that begin with ``*.``, each with a port where it is not the usual one.
    ``services`` are answered by Sayso itself, under host names that end in ``.sayso``, whatever the reach.
    ``secrets`` are known by name. Bytes count both ways. Where ``stand_in`` is set, it answers for every host
    that may be reached, and nothing leaves the machine.
    """

    reach: Reach = Reach.NONE
    hosts: tuple[str, ...] = ()
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    stand_in: Service | None = None
    most_requests: int = 200
    most_bytes: int = 32 * MEBIBYTE
    most_a_second: float = 50.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use; what is beyond ends it. Memory is counted on top of the warm packages."""

    wall_seconds: float = 30.0
    cpu_seconds: int = 20
    memory_bytes: int = 512 * MEBIBYTE
    processes: int = 32
    open_files: int = 128
    file_bytes: int = 64 * MEBIBYTE
    scratch_bytes: int = 64 * MEBIBYTE
    output_bytes: int = MEBIBYTE
    result_bytes: int = 8 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Program:
    """Code and what it is given; ``input`` is JSON. ``name`` stands in tracebacks, as in ``block.py``.

    ``time_zone`` is that of whoever it works for, as in ``Europe/Paris``: ``ctx.time_zone``. ``about`` is
    what a bot is told of its run: ``run_id``, ``attempt``, ``config``, ``cause`` (``kind``, ``text``),
    ``steps`` (the values of those that are done, by their names) and ``now`` (when the run began first).
    """

    code: str
    entry: Entry = Entry.SCRIPT
    input: Any = None
    name: str = "program.py"
    time_zone: str = "UTC"
    about: Mapping[str, Any] = field(default_factory=dict)


class Ending(StrEnum):
    """How a run came to its end."""

    OK = "ok"
    ERROR = "error"
    """The program raised, or gave something that is no JSON."""
    TIMED_OUT = "timed_out"
    RESOURCE = "resource"
    """It wanted more memory, processor time, disk or output than it has."""
    KILLED = "killed"
    """It was ended from outside, or ended its own process."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ProgramError:
    """What a program raised: ``line`` is of its own file, ``trace`` the frames within it."""

    kind: str
    message: str
    line: int | None = None
    trace: str = ""
    step: str = ""
    """The function that was being called, such as ``fetch_data``."""


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One request that left, or was refused: ``refusal`` says why. ``path`` has no query. Seconds."""

    method: str
    host: str
    path: str
    status: int | None
    bytes_in: int
    bytes_out: int
    seconds: float
    at: datetime
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One function that was called, and how long it took; ``sample`` is a bounded part of what it gave."""

    name: str
    ok: bool
    seconds: float
    sample: Any = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run. Output is cut at its limit, with ``is_cut`` set. Memory is the peak, in bytes."""

    ending: Ending
    result: Any = None
    output: str = ""
    error: ProgramError | None = None
    steps: tuple[StepRecord, ...] = ()
    requests: tuple[RequestRecord, ...] = ()
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_bytes: int = 0
    is_cut: bool = False

    @property
    def ok(self) -> bool:
        """Whether it gave a result."""
        return self.ending is Ending.OK


Told = Callable[[str], None]
"""Hears output of a program as it comes."""


class Sandbox(Protocol):
    """Where programs run. One run is one process, and leaves nothing behind for the next."""

    async def run(
        self,
        program: Program,
        network: Network | None = None,
        limits: Limits | None = None,
        told: Told | None = None,
    ) -> Outcome:
        """Run a program to its end; cancelling the task ends it, with everything it started.

        Raises:
            MachineError: when this machine has no wall, and no administrator said to do without.
        """
        ...
