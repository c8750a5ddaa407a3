"""A cell in which one program of the toolchain runs, and its keeper, which hands out what it made."""

import contextlib
import os
import resource
import select
import socket
import sys
from typing import Any

from . import cell, kernel, messages, parcels
from .keeper import Warm

_FILES, _INPUT, _OUTPUT, _COMPLAINTS, _MADE = range(5)
"""Which descriptors a request comes with."""
_CANNOT_RUN = 127
_LISTENING_SECONDS = 1.0


def serve(control: socket.socket, warm: Warm) -> None:
    """Give birth to a cell whenever one is asked for, until the other side is gone."""
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        ready = poll.poll(_LISTENING_SECONDS * 1000)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not ready:
            continue
        request, descriptors = messages.receive(control)
        if request is None:
            return
        if os.fork() == 0:
            try:
                _keep(control, descriptors, warm)
            finally:
                os._exit(1)
        messages.close(descriptors)


def _keep(control: socket.socket, descriptors: list[int], warm: Warm) -> None:
    """Be the keeper of a cell, which hears over the descriptor what it is for; does not return."""
    control.close()
    kernel.die_with_parent()
    [channel] = descriptors
    asking = socket.socket(fileno=channel)
    try:
        if warm.policy["isolates"]:
            cell.isolate()
        first = os.fork()
    except Exception as error:  # noqa: BLE001 - said to whoever asks for the cell
        messages.send(asking, {"failed": f"{type(error).__name__}: {error}"})
        os._exit(1)
    if first == 0:
        try:
            _inhabit(asking, warm)
        finally:
            os._exit(1)
    kernel.drop_capabilities()
    messages.send(asking, {"borne": True}, [os.pidfd_open(first)])
    asking.close()
    os.waitpid(first, 0)
    os._exit(0)


def _inhabit(asking: socket.socket, warm: Warm) -> None:
    """Be the first process of the cell: start the tool, and tell how it ended.

    Where there are namespaces the tool cannot reach this process, as it is the first of its own.
    """
    isolates = warm.policy["isolates"]
    if isolates:
        cell.prepare()
    else:
        kernel.die_with_parent()
        os.setsid()
    request, descriptors = messages.receive(asking)
    if request is None:
        os._exit(0)
    if isolates:
        cell.name_self(request["program"])
        cell.confine(request["limits"], None, warm.policy["doors"])
    else:
        os.chdir(request["work"])
    _lay_out(request, descriptors[_FILES])
    tool = os.fork()
    if tool == 0:
        _become(request, descriptors[_INPUT:_MADE], warm)
    kernel.drop_capabilities()
    messages.close(descriptors[_FILES:_MADE])
    _, status, used = os.wait4(tool, 0)
    if request["gives"]:
        parcels.pack(descriptors[_MADE], parcels.collected(request["gives"], request["limits"]["file_bytes"]))
    told = {"ended": status, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}
    messages.send(asking, told)
    os._exit(0)


def _become(request: dict[str, Any], streams: list[int], warm: Warm) -> None:
    """Be the tool."""
    policy, limits = warm.policy, request["limits"]
    if not policy["isolates"]:
        kernel.die_with_parent()
        policy = {**policy, "write": [request["work"]]}
    _speak_over(streams)
    memory = (resource.RLIMIT_DATA, int(limits["memory_bytes"]))
    cell.limit(limits, memory, policy["others"] if policy["isolates"] else None)
    cell.seal(policy, warm.bpf)
    try:
        command = [request["program"], *request["arguments"]]
        os.execve(request["program"], command, request["environment"])  # noqa: S606 - that is what it is for
    except OSError as error:
        os.write(2, f"{request['program']}: {error.strerror}\n".encode())
    os._exit(_CANNOT_RUN)


def _lay_out(request: dict[str, Any], files: int) -> None:
    parcels.lay_out(parcels.unpack(files))
    for name, place in request["links"].items():
        os.symlink(place, name)  # noqa: PTH211 - nothing is imported here that need not be


def _speak_over(streams: list[int]) -> None:
    """Have these as input, output and complaints, and no other descriptor."""
    high = [os.dup(stream) for stream in streams]
    for number, stream in enumerate(high):
        os.dup2(stream, number, inheritable=True)
    sys.stdout = sys.stderr = None
    os.closerange(len(high), os.sysconf("SC_OPEN_MAX"))
