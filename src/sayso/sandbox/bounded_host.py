"""The process that workers for bounded work are forked from, and what these do; see ``sandbox.bounded``.

It has one thread, no credentials and nothing open but the socket on which workers are asked for.
"""

import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from importlib import import_module
from typing import Any, Never

from sayso.kit.garbage import loading
from sayso.sandbox.bounded import HEAD, LIMITS, MEGABYTES, READY

MOST_REQUESTS = 500
"""After so many a worker is replaced, with whatever it has kept in memory."""
_MEBIBYTE = 1024 * 1024


def main(control: socket.socket, warm: str) -> None:
    """Fork a worker for each socket that is received, until the other side is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel clears them away
    module, _, function = warm.partition(":")
    with loading():
        getattr(import_module(module), function)()
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        if os.fork():
            os.close(descriptors[0])
            continue
        control.close()
        _work(socket.socket(fileno=descriptors[0]))


def _work(channel: socket.socket) -> Never:
    """Do pieces of work until there are no more."""
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)  # the kernel ends this process, whatever it is at
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES * _MEBIBYTE, MEGABYTES * _MEBIBYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        channel.sendall(READY)
        for count in range(1, MOST_REQUESTS + 1):
            request = _read(channel)
            seconds, by_the_clock = LIMITS.unpack(request[: LIMITS.size])
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_REAL, by_the_clock)
            reply = _done(request[LIMITS.size :], is_last=count == MOST_REQUESTS)
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            channel.sendall(HEAD.pack(len(reply)) + reply)
    except (OSError, EOFError):
        pass
    finally:
        os._exit(0)


def _done(request: bytes, *, is_last: bool) -> bytes:
    try:
        work, args, kwargs = pickle.loads(request)  # noqa: S301 - of the process that started us
        return _packed(True, is_last, work(*args, **kwargs))
    except BaseException as error:  # noqa: BLE001 - whoever asked is told
        try:
            return _packed(False, is_last, (type(error), error.args, error.__dict__))
        except Exception:  # noqa: BLE001 - an error that cannot travel is told in words
            return _packed(False, is_last, (RuntimeError, (traceback.format_exc(),), {}))


def _packed(*reply: Any) -> bytes:
    return pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)


def _read(channel: socket.socket) -> bytes:
    (size,) = HEAD.unpack(_exactly(channel, HEAD.size))
    return _exactly(channel, size)


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(min(size - len(parts), _MEBIBYTE))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
