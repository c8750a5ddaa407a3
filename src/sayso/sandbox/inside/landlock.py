"""Landlock: the files, ports and processes that remain, whatever the mounts show. See linux/landlock.h."""

import os
import struct
from collections.abc import Iterable

from . import kernel

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIRECTORY = 1, 2, 4, 8
_FIRST = (1 << 13) - 1
_BITS_OF_VERSION = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
"""``REFER``, ``TRUNCATE``, ``IOCTL_DEV``: what later versions added to files."""
_TCP_VERSION, _SCOPE_VERSION = 4, 6
_FILE_BITS = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15


def enforce(read: Iterable[str], write: Iterable[str], devices: Iterable[str]) -> int:
    """Allow reading and running beneath ``read``, everything beneath ``write``; no TCP. The version, or 0."""
    version = kernel.landlock_version()
    if not version:
        return 0
    handled = _FIRST | sum(bit for since, bit in _BITS_OF_VERSION.items() if since <= version)
    attributes = struct.pack("=Q", handled)
    if version >= _TCP_VERSION:
        attributes += struct.pack("=Q", 3)
    if version >= _SCOPE_VERSION:
        attributes += struct.pack("=Q", 3)
    rules = kernel.landlock_create(attributes)
    reading = _EXECUTE | _READ_FILE | _READ_DIRECTORY
    for paths, access in ((read, reading), (write, handled), (devices, _READ_FILE | _WRITE_FILE)):
        for path in paths:
            _allow(rules, path, access & handled)
    kernel.landlock_restrict(rules)
    os.close(rules)
    return version


def _allow(rules: int, path: str, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - nothing is imported here that need not be
            access &= _FILE_BITS
        kernel.landlock_allow(rules, struct.pack("=Qi", access, place))
    finally:
        os.close(place)
