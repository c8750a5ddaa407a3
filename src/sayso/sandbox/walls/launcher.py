"""How a zygote is started behind the walls of each tier, and what it is told first."""

import base64
import os
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from sayso.sandbox.inside import cell
from sayso.sandbox.types import Tier
from sayso.sandbox.walls import bubblewrap, seccomp
from sayso.sandbox.walls.ground import INSIDE, Ground
from sayso.sandbox.walls.identity import stranger

WARM = (
    "asyncio", "bs4", "collections", "csv", "ctypes", "dateutil.parser", "dateutil.relativedelta", "decimal",
    "email.message", "encodings.idna", "html.parser", "http.client", "httpx", "jmespath", "json", "math",
    "multiprocessing.pool", "numpy", "pandas", "pydantic", "random", "re", "requests", "socket", "ssl",
    "statistics", "subprocess", "tempfile", "threading", "traceback", "urllib.request", "urllib.robotparser",
    "uuid", "xml.etree.ElementTree", "zoneinfo",
)  # fmt: skip
"""What every run begins with already imported."""

_COUNTED_BY_NAMESPACE = (5, 14)
_ROOM_FOR_OTHERS = 256
"""What its user may start besides while programs run."""


@dataclass(frozen=True, slots=True)
class Launch:
    """How a zygote is started: its command, where ``{control}`` is filled in, and what it is told first."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    policy: Mapping[str, Any]


def behind_bubblewrap(bwrap: str, ground: Ground, doors: Path, warm: tuple[str, ...]) -> Launch:
    """Namespaces, and everything else."""
    user = stranger()
    return Launch(
        command=tuple(bubblewrap.command(bwrap, ground, doors, user)),
        environment={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        policy={
            **_policy("programs", warm, isolates=True),
            "uid": user,
            "doors": bubblewrap.DOORS,
            "read": [
                *map(str, ground.folders),
                *map(str, ground.files),
                bubblewrap.PACKAGES,
                bubblewrap.CODE,
            ],
            "write": ["/work"],
        },
    )


def without_namespaces(tier: Tier, ground: Ground, warm: tuple[str, ...]) -> Launch:
    """A process like any other, with Landlock where that is the tier; it cannot start further ones."""
    boot = bubblewrap.boot(str(ground.packages), str(INSIDE))
    return Launch(
        command=(str(ground.python), *bubblewrap.interpreter_flags(), "-c", boot, "{control}"),
        environment=bubblewrap.ENVIRONMENT,
        policy={
            **_policy("programs", warm, isolates=False),
            "uid": stranger(),
            "doors": "",
            "landlock": tier is Tier.LANDLOCK,
            "read": [*map(str, ground.folders), *map(str, ground.files), str(ground.packages), str(INSIDE)],
            "write": [],
        },
    )


def tools_behind_bubblewrap(bwrap: str, ground: Ground, shown: Sequence[Path]) -> Launch:
    """As ``behind_bubblewrap``, for tools that see these files and folders, ``placed`` inside."""
    user = stranger()
    return Launch(
        command=tuple(bubblewrap.tools_command(bwrap, ground, shown, user)),
        environment={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        policy={
            **_policy("tools", (), isolates=True),
            "uid": user,
            "doors": "",
            "read": [*map(str, ground.files), *(placed(path, Tier.BUBBLEWRAP) for path in shown)],
            "write": [cell.WORK],
        },
    )


def tools_without_namespaces(tier: Tier, ground: Ground, shown: Sequence[Path]) -> Launch:
    """As ``without_namespaces``, for tools."""
    boot = bubblewrap.boot(None, str(INSIDE))
    return Launch(
        command=(str(ground.python), *bubblewrap.interpreter_flags(), "-c", boot, "{control}"),
        environment=bubblewrap.ENVIRONMENT,
        policy={
            **_policy("tools", (), isolates=False),
            "uid": stranger(),
            "doors": "",
            "landlock": tier is Tier.LANDLOCK,
            "read": [*map(str, ground.files), *map(str, shown)],
            "write": [],
        },
    )


def placed(path: Path, tier: Tier) -> str:
    """Where something that tools see lies for them."""
    return bubblewrap.TOOLCHAIN + str(path) if tier is Tier.BUBBLEWRAP else str(path)


def walls_of(tier: Tier, landlock: int) -> Iterator[str]:
    """What stands between a program and this machine, a sentence each."""
    if tier is Tier.BUBBLEWRAP:
        yield "It sees the interpreter, its libraries and the allowed packages, read-only, and no other file."
        yield "It has processes, users, mounts and a network of its own; the network is empty."
        yield "What it starts dies with it."
        yield "Its scratch folder is memory of a limited size that is gone after the run."
    else:
        yield "It cannot start other processes, signal any, or connect to anything but its way out."
    if seccomp.is_known():
        yield f"{len(seccomp.names())} system calls are refused, and sockets of every kind but Unix ones."
    if landlock:
        yield f"Landlock (version {landlock}) keeps it to the files it may read and its scratch folder."
    yield "Memory, processor time, processes, open files, file sizes, output and time are limited."
    if stranger() is not None:
        yield "It runs as a user that owns nothing on this machine, not as root."


def walls_of_tools(tier: Tier) -> Iterator[str]:
    """What stands between a tool and this machine, a sentence each."""
    if tier is Tier.BUBBLEWRAP:
        yield "They see the toolchain, read-only, and the files that they are given; no other file is there."
        yield "They have no network, and see no process but their own."
    elif tier is Tier.LANDLOCK:
        yield "Landlock closes every file but the toolchain and those that they are given."
    if seccomp.is_known():
        yield "They start no process, signal none, and connect to nothing: such system calls are refused."
    if stranger() is not None:
        yield "They run as a user that owns nothing on this machine, not as root."


def gaps_of(tier: Tier) -> Iterator[str]:
    """What this tier does not protect from, a sentence each."""
    if not seccomp.is_known():
        yield f"System calls are not filtered on {platform.machine()}."
    if tier is Tier.BUBBLEWRAP:
        return
    yield "It has no namespaces: more of the kernel is within its reach."
    yield "Its scratch folder is on the disk; what it holds is looked at five times a second."
    if stranger() is None:
        yield "It runs as the same user as Sayso."
    if tier is Tier.NONE:
        yield "It can read and write every file that its user may."


def _policy(serves: str, warm: tuple[str, ...], *, isolates: bool) -> dict[str, Any]:
    """What a zygote goes by. Tools start nothing and signal nobody, so that theirs is the stricter filter."""
    is_alone = isolates and serves == "programs"
    bpf = seccomp.filter_of(is_alone=is_alone) if seccomp.is_known() else b""
    return {
        "serves": serves,
        "isolates": isolates,
        "landlock": True,
        "seccomp": base64.b64encode(bpf).decode(),
        "modules": warm,
        "devices": bubblewrap.DEVICES,
        "others": _others(),
    }


def _others() -> int:
    """How many processes and threads of whom programs run as count against their limit.

    Since Linux 5.14 none do: they are counted by user namespace. Before, all of that user's.
    """
    version = tuple(int(part) for part in re.findall(r"\d+", platform.release())[:2])
    if version >= _COUNTED_BY_NAMESPACE:
        return 0
    user = os.geteuid() if stranger() is None else stranger()
    counts = (
        process.info["num_threads"] or 0
        for process in psutil.process_iter(["uids", "num_threads"])
        if process.info["uids"] and process.info["uids"].effective == user
    )
    return sum(counts) + _ROOM_FOR_OTHERS
