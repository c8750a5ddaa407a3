"""What an attack is: a program that means harm, and what must hold when it has run."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any

import pytest

from sayso.sandbox.types import Ending, Limits, Network, Reach
from sayso.settings import MEBIBYTE

PRELUDE = '''
import ctypes, errno, os, signal, socket, struct, subprocess, sys, threading, time

won = []
libc = ctypes.CDLL(None, use_errno=True)

def attempt(what, function, *arguments):
    """Note it as won, unless it raises or gives something false."""
    try:
        answer = function(*arguments)
    except Exception:
        return None
    if answer:
        won.append(what)
    return answer

def call(number, *arguments):
    """A system call without any library in between."""
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    ctypes.set_errno(0)
    answer = libc.syscall(ctypes.c_long(number), *words)
    if answer == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer

def passes(number, *arguments):
    """Whether the kernel looks at the call at all: a wall says that it may not be, or that there is none."""
    try:
        call(number, *arguments)
    except OSError as refused:
        return refused.errno not in (errno.EPERM, errno.ENOSYS)
    return True

def listed(folder):
    """The names in a folder; none where it may not be looked into."""
    try:
        return os.listdir(folder)
    except OSError:
        return []

def in_child(function, *arguments):
    """The same in a process of its own, so that what it changes is gone with it."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if function(*arguments) else 1)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0

def holds(path, host):
    """Whether the file has what nobody in here may know."""
    with open(path, "rb") as file:
        return host["half"].encode() in file.read(4096)
'''


class Outside(StrEnum):
    """What the program does in a plain interpreter, which shows that it is able to do harm."""

    WINS = "gives what it managed"
    GOES_ON = "does not end by itself"
    DIES = "takes its process down"


CLOSED = Network(Reach.NONE)
QUICK = Limits(
    wall_seconds=8,
    cpu_seconds=4,
    memory_bytes=256 * MEBIBYTE,
    processes=16,
    open_files=64,
    file_bytes=8 * MEBIBYTE,
    scratch_bytes=16 * MEBIBYTE,
    output_bytes=64 * 1024,
    result_bytes=256 * 1024,
)


@dataclass(frozen=True, slots=True)
class Attack:
    """A program with ``run(ctx, host)``, which gives what it managed, in words: nothing, where walls hold.

    ``gives`` is a result that does no harm; ``says`` is a part of the error's kind or message.
    ``unsafe`` says why it is not tried outside.
    """

    name: str
    program: str
    endings: tuple[Ending, ...] = (Ending.OK,)
    gives: object = None
    says: str = ""
    limits: Limits = QUICK
    network: Network = CLOSED
    outside: Outside = Outside.WINS
    unsafe: str = ""

    @property
    def code(self) -> str:
        """The whole text."""
        return PRELUDE + self.program


def with_deep(attacks: Sequence[Attack], modules: Sequence[ModuleType]) -> list[Any]:
    """Parameters of a test: one attack of each kind always, the others with `make check-deep`."""
    standing = {
        next((attack.name for attack in module.ATTACKS if attack in attacks), "") for module in modules
    }
    return [
        pytest.param(attack, id=attack.name, marks=() if attack.name in standing else pytest.mark.deep)
        for attack in attacks
    ]
