"""Calls of the kernel that Python has no name for, through libc."""

import ctypes
import os
from ctypes import c_char_p, c_int, c_long, c_ulong, c_void_p

_libc = ctypes.CDLL(None, use_errno=True)
_libc.mount.argtypes = (c_char_p, c_char_p, c_char_p, c_ulong, c_char_p)
_libc.prctl.argtypes = (c_int, c_ulong, c_ulong, c_ulong, c_ulong)
_libc.syscall.restype = c_long

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x00020000, 0x02000000, 0x04000000
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x08000000, 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_REC, MS_PRIVATE = 16384, 1 << 18

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 1, 4, 22, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
_SECCOMP_MODE_FILTER = 2
_LAST_CAPABILITY = 40
_CAPABILITY_VERSION = 0x20080522
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446


class _Program(ctypes.Structure):
    """``sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", c_void_p))


def unshare(flags: int) -> None:
    """Have namespaces of one's own."""
    _checked(_libc.unshare(c_int(flags)), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Mount a file system."""
    done = _libc.mount(source.encode(), target.encode(), kind.encode(), flags, data.encode())
    _checked(done, f"mount {target}")


def die_with_parent() -> None:
    """Be killed when the parent ends."""
    _prctl(_PR_SET_PDEATHSIG, 9)


def be_dumpable() -> None:
    """Own one's files in /proc again after a change of user."""
    _prctl(_PR_SET_DUMPABLE, 1)


def gain_no_privileges() -> None:
    """Never gain anything by starting a program."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def bound_capabilities() -> None:
    """Have no program give a capability back; only root may say so, so that it comes before leaving root."""
    for capability in range(_LAST_CAPABILITY + 1):
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # those that this kernel does not know are refused


def drop_capabilities() -> None:
    """Hold no capability, nor any that could come back."""
    bound_capabilities()
    _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _checked(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")


def filter_calls(bpf: bytes) -> None:
    """Filter system calls from now on, in every process that follows."""
    code = ctypes.create_string_buffer(bpf, len(bpf))
    program = _Program(len(bpf) // 8, ctypes.addressof(code))
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program))


def landlock_version() -> int:
    """The version of Landlock that the kernel speaks; 0 without."""
    version = int(_libc.syscall(c_long(_LANDLOCK_CREATE), None, c_ulong(0), c_ulong(1)))
    return max(version, 0)


def landlock_create(attributes: bytes) -> int:
    """A descriptor of a new rule set."""
    made = _libc.syscall(c_long(_LANDLOCK_CREATE), attributes, c_ulong(len(attributes)), c_ulong(0))
    return _checked(int(made), "landlock")


def landlock_allow(rules: int, attributes: bytes) -> None:
    """Allow what is beneath a path."""
    _checked(_libc.syscall(c_long(_LANDLOCK_ADD), c_int(rules), c_int(1), attributes, c_ulong(0)), "landlock")


def landlock_restrict(rules: int) -> None:
    """Put the rule set in force."""
    _checked(_libc.syscall(c_long(_LANDLOCK_RESTRICT), c_int(rules), c_ulong(0)), "landlock")


def _prctl(option: int, second: int = 0, third: int = 0) -> None:
    _checked(_libc.prctl(option, second, third, 0, 0), f"prctl {option}")


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
