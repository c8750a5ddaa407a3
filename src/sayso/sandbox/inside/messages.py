"""Messages with descriptors over a socket that keeps their bounds."""

import array
import json
import os
import socket
from collections.abc import Sequence
from typing import Any

LONGEST = 128 * 1024
_MOST_DESCRIPTORS = 8


def send(channel: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send a message and copies of descriptors."""
    packed = array.array("i", descriptors).tobytes()
    extra = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, packed)] if descriptors else []
    channel.sendmsg([json.dumps(message).encode()], extra)


def receive(channel: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    """The next message with its descriptors; None when the other side is gone."""
    size = array.array("i").itemsize * _MOST_DESCRIPTORS
    data, extra, _, _ = channel.recvmsg(LONGEST, socket.CMSG_SPACE(size), socket.MSG_CMSG_CLOEXEC)
    descriptors = array.array("i")
    for level, kind, packed in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(packed[: len(packed) - len(packed) % descriptors.itemsize])
    if not data:
        close(descriptors)
        return None, []
    return json.loads(data), list(descriptors)


def close(descriptors: Sequence[int]) -> None:
    """Close what was received."""
    for descriptor in descriptors:
        os.close(descriptor)
