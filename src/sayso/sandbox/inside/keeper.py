"""A cell and its keeper: the keeper makes the namespaces, waits beside the program, and says how it ended."""

import base64
import contextlib
import os
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import Any

from . import broker, cell, harness, kernel, messages, scratch

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
_LOOKING_MILLISECONDS = 200
_MOST_GROWTH = 64 * 1024 * 1024
_NICER = 5
"""Programs give way to Sayso itself."""
_PROGRAM, _OUTPUT, _RESULT = range(3)
"""Which descriptors a run comes with."""


@dataclass(frozen=True, slots=True)
class Warm:
    """What the zygote has already: its policy, and the memory that every run begins with, in bytes."""

    policy: dict[str, Any]
    bpf: bytes
    address_space: int
    private: int

    @property
    def has_grown(self) -> bool:
        """Whether this process, which only gives birth, holds far more than when it was made."""
        return _held(_text("/proc/self/status")) > self.private + _MOST_GROWTH

    @classmethod
    def measured(cls, policy: dict[str, Any]) -> "Warm":
        """Take the measures of this process."""
        size = int(_text("/proc/self/statm").split()[0]) * _PAGE
        bpf = base64.b64decode(policy["seccomp"])
        return cls(policy, bpf, size, _held(_text("/proc/self/status")))


@dataclass(frozen=True, slots=True)
class _Run:
    """A program that runs: its number, its handle, and the folder of all processes."""

    program: int
    handle: int
    processes: int


def keep(channel: socket.socket, control: socket.socket, warm: Warm) -> None:
    """Be the keeper of one run; does not return."""
    kernel.die_with_parent()
    problem = ""
    try:
        processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        if warm.policy["isolates"]:
            cell.isolate()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        program = os.fork()
        if program == 0:
            for one in (ours, channel, control):
                one.close()
            os.close(processes)
            try:
                _inhabit(theirs, warm)
            finally:
                os._exit(1)
        theirs.close()
        kernel.drop_capabilities()
    except Exception as error:  # noqa: BLE001 - said to whoever asks for the run
        problem = f"{type(error).__name__}: {error}"
    request, descriptors = messages.receive(channel)
    if request is None:
        os._exit(0)
    if problem:
        messages.send(control, {"run": request["run"], "failed": problem})
        os._exit(1)
    handle = os.pidfd_open(program)
    messages.send(control, {"run": request["run"], "started": True}, [handle])
    with contextlib.suppress(OSError):  # it may have been killed already
        messages.send(ours, request, descriptors)
    messages.close(descriptors)
    channel.close()
    reason, seen = _watch(_Run(program, handle, processes), request, warm, ours)
    _, status, used = os.wait4(program, 0)
    ended = {
        "run": request["run"],
        "ended": status,
        "reason": reason,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": max(0, seen, used.ru_maxrss * 1024 - warm.private),
    }
    messages.send(control, ended)
    os._exit(0)


def _watch(run: "_Run", request: dict[str, Any], warm: Warm, channel: socket.socket) -> tuple[str, int]:
    """Wait for the end: why it was ended, if it was, and the most memory that was seen.

    All processes of a run together may not use more than one is allowed.
    """
    most = 0
    limits = request["limits"]
    poll = select.poll()
    poll.register(run.handle, select.POLLIN)
    door = broker.Broker(channel, request["door_path"]) if not warm.policy["isolates"] else None
    if door:
        poll.register(channel, select.POLLIN)
    looked = time.monotonic()
    while True:
        ready = poll.poll(_LOOKING_MILLISECONDS)
        if any(descriptor == run.handle for descriptor, _ in ready):
            return "", most
        if ready and door and not door.answer():
            poll.unregister(channel)
        if ready and time.monotonic() - looked < _LOOKING_MILLISECONDS / 1000:
            continue  # who asks for the door again and again is looked at all the same
        memory, seconds = _used(run.processes, run.program, warm.private)
        most = max(most, memory)
        reason = (
            "memory" if memory > limits["memory_bytes"] else "cpu" if seconds > limits["cpu_seconds"] else ""
        )
        if not reason and door and scratch.is_over(request["work"], run.program, limits["scratch_bytes"]):
            reason = "disk"
        looked = time.monotonic()
        if reason:
            signal.pidfd_send_signal(run.handle, signal.SIGKILL)
            return reason, most


def _inhabit(channel: socket.socket, warm: Warm) -> None:
    """Be the program."""
    isolates = warm.policy["isolates"]
    if isolates:
        cell.prepare()
    else:
        kernel.die_with_parent()
        with contextlib.suppress(OSError):
            os.setsid()
    request, descriptors = messages.receive(channel)
    if request is None:
        os._exit(0)
    with open(descriptors[_PROGRAM], "rb") as file:  # noqa: PTH123 - a descriptor
        program = file.read()
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(descriptors[_OUTPUT], 1)
    os.dup2(descriptors[_OUTPUT], 2)
    policy, limits = warm.policy, request["limits"]
    if isolates:
        cell.confine(limits, request["door"], policy["doors"])
        os.dup2(descriptors[_RESULT], 3, inheritable=False)
        first_closed = 4
    else:
        policy = {**policy, "write": [*policy["write"], request["work"]]}
        os.environ.update(HOME=request["work"], TMPDIR=request["work"])
        os.chdir(request["work"])
        channel_number = os.dup(channel.fileno())
        os.dup2(descriptors[_RESULT], 200, inheritable=False)
        os.dup2(channel_number, 4, inheritable=False)
        os.dup2(200, 3, inheritable=False)
        channel.detach()
        broker.install(socket.socket(fileno=4), cell.EGRESS)
        first_closed = 5
    os.closerange(first_closed, os.sysconf("SC_OPEN_MAX"))
    os.nice(_NICER)
    harness.refresh()
    memory = (resource.RLIMIT_AS, warm.address_space + int(limits["memory_bytes"]))
    cell.limit(limits, memory, policy["others"] if isolates else None)
    cell.seal(policy, warm.bpf)
    sys.argv = [request["name"]]
    egress = cell.EGRESS if request["door"] else None
    harness.run(program, 3, egress, limits["result_bytes"])


def _used(processes: int, first: int, private: int) -> tuple[int, float]:
    """Memory in bytes and processor time in seconds of a process and of all that came from it."""
    parents: dict[int, int] = {}
    times: dict[int, float] = {}
    for name in os.listdir(processes):
        if not name.isdecimal():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = _read(processes, f"{name}/stat").rpartition(")")[2].split()
            parents[int(name)] = int(fields[1])
            times[int(name)] = sum(int(ticks) for ticks in fields[11:15]) / _TICKS
    family = {first}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    memory = 0
    for pid in family:
        with contextlib.suppress(OSError, ValueError):
            memory += max(0, _held(_read(processes, f"{pid}/status")) - private)
    return memory, sum(times.get(pid, 0.0) for pid in family)


def _read(folder: int, path: str) -> str:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=folder)
    try:
        return os.read(file, 4096).decode()
    finally:
        os.close(file)


def _text(path: str) -> str:
    with open(path) as file:  # noqa: PTH123 - nothing is imported here that need not be
        return file.read()


def _held(status: str) -> int:
    """Bytes of memory that are no file's: its own, and what it shares with other processes."""
    lines = (line.partition(":") for line in status.splitlines())
    return sum(int(value.split()[0]) * 1024 for name, _, value in lines if name in {"RssAnon", "RssShmem"})
