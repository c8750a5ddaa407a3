"""The parent of all runs: imports what programs import, once, then gives birth to a cell for each of them.

It reads no program and no answer, so that nothing of one run can reach the next through it. A cell waits
ready, its namespaces made; when a run is asked for, the cell gets it and the next one is made.
"""

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
from typing import Any

from . import kernel, messages, tools
from .keeper import Warm, keep

_LISTENING_SECONDS = 1.0


def main() -> None:
    """Serve the runs that come over the descriptor of the command line, until the other side is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    policy, _ = messages.receive(control)
    if policy is None:
        return
    try:
        _become(policy["uid"])
        kernel.die_with_parent()
        warm = _warm(policy)
    except Exception as error:  # noqa: BLE001 - the other side says what is wrong, to people
        messages.send(control, {"broken": str(error) or type(error).__name__})
        return
    messages.send(control, {"ready": os.getpid(), "landlock": kernel.landlock_version()})
    serve = tools.serve if policy["serves"] == "tools" else _serve
    serve(control, warm)


def _serve(control: socket.socket, warm: Warm) -> None:
    poll = select.poll()
    poll.register(control, select.POLLIN)
    waiting = _bear(control, warm)
    while True:
        ready = poll.poll(_LISTENING_SECONDS * 1000)
        _reap()
        if not ready:
            continue
        request, descriptors = messages.receive(control)
        if request is None:
            return
        try:
            messages.send(waiting, request, descriptors)
        except OSError:  # it was killed while it waited
            waiting.close()
            waiting = _bear(control, warm)
            with contextlib.suppress(OSError):
                messages.send(waiting, request, descriptors)
        messages.close(descriptors)
        waiting.close()
        waiting = _bear(control, warm)
        if warm.has_grown:
            messages.send(control, {"tired": True})


def _bear(control: socket.socket, warm: Warm) -> socket.socket:
    """A new cell, and the socket over which it hears what it is for."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        try:
            ours.close()
            keep(theirs, control, warm)
        finally:
            os._exit(1)
    theirs.close()
    return ours


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(uid: int | None) -> None:
    """Give root's rights away, for good."""
    if uid is None:
        return
    kernel.bound_capabilities()
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    kernel.be_dumpable()
    try:
        os.listdir(os.path.dirname(os.__file__))  # noqa: PTH208, PTH120 - nothing is imported that need not be
    except PermissionError:
        raise PermissionError(
            f"Python lies in {sys.prefix}, which only root may enter. Start Sayso as another user."
        ) from None


def _warm(policy: dict[str, Any]) -> Warm:
    missing = []
    for name in policy["modules"]:
        try:
            importlib.import_module(name)
        except ImportError as error:
            missing.append(f"{name} ({error})")
    if missing:
        raise ImportError("these packages cannot be imported: " + ", ".join(missing))
    if policy["serves"] == "programs":
        _install_clients()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.collect()
    gc.freeze()
    return Warm.measured(policy)


def _install_clients() -> None:
    try:
        from . import clients
    except ImportError:
        return
    clients.install(None)
