"""Whom programs run as where Sayso runs as root: a number that belongs to nobody on this machine."""

import os
import pwd
from functools import cache
from pathlib import Path

_FIRST, _LAST = 61184, 65519
"""What systemd keeps for users that exist while a service runs, and Debian leaves to nobody."""
_NOBODY = 65534


@cache
def stranger() -> int | None:
    """A user and group number without an owner; None for an ordinary user, who runs programs as themselves.

    Limits of processes do not bind root, so that programs have to be somebody else.
    """
    if os.geteuid() != 0:
        return None
    taken = {entry.pw_uid for entry in pwd.getpwall()}
    return next((uid for uid in range(_LAST, _FIRST, -1) if uid not in taken and _is_mapped(uid)), _NOBODY)


def _is_mapped(uid: int) -> bool:
    """Whether the number exists in this container."""
    try:
        lines = Path("/proc/self/uid_map").read_text().splitlines()
    except OSError:
        return True
    ranges = [[int(number) for number in line.split()] for line in lines]
    return any(first <= uid < first + length for first, _, length in ranges)
