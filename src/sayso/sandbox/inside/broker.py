"""The way out where no namespace hides other sockets: a program may not connect, it is handed connections."""

import contextlib
import errno
import os
import socket
from typing import Any

from . import messages


class Broker:
    """The keeper's end: makes connections to one address alone."""

    def __init__(self, channel: socket.socket, address: str | None) -> None:
        self._channel = channel
        self._address = address

    def answer(self) -> bool:
        """Answer one request for a connection; whether more may come."""
        request, descriptors = messages.receive(self._channel)
        messages.close(descriptors)
        if request is None:
            return False
        with contextlib.ExitStack() as stack:
            made = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
            try:
                if self._address is None:
                    raise FileNotFoundError
                made.settimeout(2)
                made.connect(self._address)
                made.settimeout(None)
            except OSError:
                messages.send(self._channel, {"connected": False})
            else:
                messages.send(self._channel, {"connected": True}, [made.fileno()])
        return True


def install(channel: socket.socket, address: str) -> None:
    """Have ``socket.connect`` ask the keeper where it is asked for ``address``."""
    usual = socket.socket.connect

    def connect(self: socket.socket, to: Any) -> None:
        if to != address:
            usual(self, to)
            return
        messages.send(channel, {"connect": True})
        answer, descriptors = messages.receive(channel)
        if not answer or not answer["connected"]:
            raise ConnectionRefusedError("this program has no way out")
        if not descriptors:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        timeout = self.gettimeout()
        os.dup2(descriptors[0], self.fileno(), inheritable=False)
        messages.close(descriptors)
        self.settimeout(timeout)

    socket.socket.connect = connect  # type: ignore[method-assign,assignment] # this is what it is for
