"""Which system calls a program may not make, as a classic BPF program for seccomp.

A deny-list: an allow-list would have to follow every new libc. What came after this list was written is
answered with ENOSYS, which every libc is prepared for. Layout of ``seccomp_data`` and instructions:
linux/seccomp.h, linux/bpf_common.h.
"""

import platform
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from errno import ENOSYS, EPERM

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000

_X32_BIT = 0x40000000
_LAST_KNOWN = 456
"""``futex_requeue``; numbers from 424 on are the same everywhere."""

_AF_UNIX, _SOCK_STREAM, _SOCK_TYPE_MASK = 1, 1, 0xF
_CLONE_THREAD = 0x00010000
_CLONE_NEW = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
_REQUESTS = (0x5412, 0x541C, 0x8901, 0x8902)
"""Of ioctl: TIOCSTI and TIOCLINUX, which type into a terminal; FIOSETOWN and SIOCSPGRP."""
_COMMANDS = (8, 10, 15)
"""Of fcntl: F_SETOWN, F_SETSIG and F_SETOWN_EX, by which the kernel signals in place of a program."""
_OPTIONS = (7, 32)
"""Of setsockopt: SO_SNDBUF and SO_SNDBUFFORCE. What waits in sockets is memory that no limit counts."""

_X86_64 = """
mount 165; umount2 166; pivot_root 155; chroot 161; ptrace 101; process_vm_readv 310; process_vm_writev 311;
kcmp 312; kexec_load 246; kexec_file_load 320; bpf 321; add_key 248; request_key 249; keyctl 250;
userfaultfd 323; perf_event_open 298; unshare 272; setns 308; open_by_handle_at 304; name_to_handle_at 303;
swapon 167; swapoff 168; reboot 169; init_module 175; finit_module 313; delete_module 176; create_module 174;
personality 135; modify_ldt 154; acct 163; quotactl 179; iopl 172; ioperm 173; syslog 103; vhangup 153;
settimeofday 164; clock_settime 227; clock_adjtime 305; adjtimex 159; sethostname 170; setdomainname 171;
memfd_create 319; shmget 29; shmat 30; shmctl 31; semget 64; msgget 68; mq_open 240; io_setup 206;
fanotify_init 300; lookup_dcookie 212; nfsservctl 180; uselib 134; ustat 136; sysfs 139; _sysctl 156;
mbind 237; set_mempolicy 238; get_mempolicy 239; migrate_pages 256; move_pages 279; remap_file_pages 216;
vmsplice 278; get_kernel_syms 177; query_module 178; inotify_init 253; inotify_init1 294;
inotify_add_watch 254
"""
_AARCH64 = """
mount 40; umount2 39; pivot_root 41; chroot 51; ptrace 117; process_vm_readv 270; process_vm_writev 271;
kcmp 272; kexec_load 104; kexec_file_load 294; bpf 280; add_key 217; request_key 218; keyctl 219;
userfaultfd 282; perf_event_open 241; unshare 97; setns 268; open_by_handle_at 265; name_to_handle_at 264;
swapon 224; swapoff 225; reboot 142; init_module 105; finit_module 273; delete_module 106;
personality 92; acct 89; quotactl 60; syslog 116; vhangup 58;
settimeofday 170; clock_settime 112; clock_adjtime 266; adjtimex 171; sethostname 161; setdomainname 162;
memfd_create 279; shmget 194; shmat 196; shmctl 195; semget 190; msgget 186; mq_open 180; io_setup 0;
fanotify_init 262; lookup_dcookie 18; nfsservctl 42;
mbind 235; set_mempolicy 237; get_mempolicy 236; migrate_pages 238; move_pages 239; remap_file_pages 234;
vmsplice 75; inotify_init1 26; inotify_add_watch 27
"""
_EVERYWHERE = """
io_uring_setup 425; io_uring_enter 426; io_uring_register 427; open_tree 428; move_mount 429; fsopen 430;
fsconfig 431; fsmount 432; fspick 433; pidfd_getfd 438; process_madvise 440; mount_setattr 442;
quotactl_fd 443; memfd_secret 447; process_mrelease 448; set_mempolicy_home_node 450
"""
_CLONE3 = 435

_OTHERS_X86_64 = """
fork 57; vfork 58; kill 62; tkill 200; tgkill 234; rt_sigqueueinfo 129; rt_tgsigqueueinfo 297; connect 42;
sched_setaffinity 203; sched_setscheduler 144; sched_setparam 142; sched_setattr 314; setpriority 141;
ioprio_set 251; prlimit64 302; pidfd_send_signal 424; pidfd_open 434; setpgid 109
"""
_OTHERS_AARCH64 = """
kill 129; tkill 130; tgkill 131; rt_sigqueueinfo 138; rt_tgsigqueueinfo 240; connect 203;
sched_setaffinity 122; sched_setscheduler 119; sched_setparam 118; sched_setattr 274; setpriority 140;
ioprio_set 30; prlimit64 261; pidfd_send_signal 424; pidfd_open 434; setpgid 154
"""
"""What would reach other processes of the same user, where no namespace keeps them apart."""


@dataclass(frozen=True, slots=True)
class _Architecture:
    audit: int
    """``AUDIT_ARCH_*`` of linux/audit.h."""
    denied: str
    others: str
    socket: int
    socketpair: int
    clone: int
    ioctl: int
    fcntl: int
    setsockopt: int


_ARCHITECTURES: Mapping[str, _Architecture] = {
    "x86_64": _Architecture(
        0xC000003E,
        _X86_64,
        _OTHERS_X86_64,
        socket=41,
        socketpair=53,
        clone=56,
        ioctl=16,
        fcntl=72,
        setsockopt=54,
    ),
    "aarch64": _Architecture(
        0xC00000B7,
        _AARCH64,
        _OTHERS_AARCH64,
        socket=198,
        socketpair=199,
        clone=220,
        ioctl=29,
        fcntl=25,
        setsockopt=208,
    ),
}

Instruction = tuple[int, int, int, int]
"""Code, where to jump when true, when false, and the constant."""


def is_known(machine: str | None = None) -> bool:
    """Whether there is a filter for this architecture."""
    return (machine or platform.machine()) in _ARCHITECTURES


def names(machine: str | None = None) -> list[str]:
    """The calls that are refused altogether, for people."""
    architecture = _ARCHITECTURES[machine or platform.machine()]
    return sorted([*_numbers(architecture.denied), *_numbers(_EVERYWHERE), "clone3"])


def filter_of(*, is_alone: bool, machine: str | None = None) -> bytes:
    """The filter as an array of ``sock_filter``.

    ``is_alone`` says that namespaces keep others away. Otherwise the filter does: no further process, no
    signal, no connection but those that are handed in.
    """
    architecture = _ARCHITECTURES[machine or platform.machine()]
    return b"".join(struct.pack("=HBBI", *one) for one in _program(architecture, is_alone=is_alone))


def _program(architecture: _Architecture, *, is_alone: bool) -> Iterator[Instruction]:
    yield from _unless_equal(_ARCHITECTURE, architecture.audit, _KILL)
    yield _LOAD, 0, 0, _NUMBER
    yield _JUMP_AT_LEAST, 0, 1, _X32_BIT
    yield _RETURN, 0, 0, _KILL
    yield _JUMP_AT_LEAST, 0, 1, _LAST_KNOWN + 1
    yield _RETURN, 0, 0, _ERRNO | ENOSYS
    yield from _refuse(_CLONE3, ENOSYS)
    denied = _numbers(architecture.denied) | _numbers(_EVERYWHERE)
    for number in (denied if is_alone else denied | _numbers(architecture.others)).values():
        yield from _refuse(number, EPERM)
    kind = () if is_alone else (*_argument(1), (_AND, 0, 0, _SOCK_TYPE_MASK), *_refuse_unless(_SOCK_STREAM))
    for number in (architecture.socket, architecture.socketpair):
        yield from _where(number, [*_argument(0), *_refuse_unless(_AF_UNIX), *kind])
    namespaces = [(_JUMP_ANY_BIT, 0, 1, _CLONE_NEW), (_RETURN, 0, 0, _ERRNO | EPERM)]
    threads = [] if is_alone else [(_JUMP_ANY_BIT, 1, 0, _CLONE_THREAD), (_RETURN, 0, 0, _ERRNO | EPERM)]
    yield from _where(architecture.clone, [*_argument(0), *namespaces, *threads])
    for number, at, values in (
        (architecture.ioctl, 1, _REQUESTS),
        (architecture.fcntl, 1, _COMMANDS),
        (architecture.setsockopt, 2, _OPTIONS),
    ):
        refusals = [check for value in values for check in _refuse(value, EPERM)]
        yield from _where(number, [*_argument(at), *refusals])
    yield _RETURN, 0, 0, _ALLOW


def _numbers(table: str) -> dict[str, int]:
    return {name: int(number) for name, number in (one.split() for one in table.split(";"))}


def _refuse(value: int, errno: int) -> list[Instruction]:
    return [(_JUMP_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ERRNO | errno)]


def _refuse_unless(value: int) -> list[Instruction]:
    return [(_JUMP_EQUAL, 1, 0, value), (_RETURN, 0, 0, _ERRNO | EPERM)]


def _unless_equal(offset: int, value: int, verdict: int) -> list[Instruction]:
    return [(_LOAD, 0, 0, offset), (_JUMP_EQUAL, 1, 0, value), (_RETURN, 0, 0, verdict)]


def _argument(index: int) -> list[Instruction]:
    """Load the lower half of an argument: all of these are 32 bits wide for the kernel."""
    return [(_LOAD, 0, 0, _ARGUMENTS + 8 * index)]


def _where(number: int, checks: list[Instruction]) -> list[Instruction]:
    """Checks for one call, then the number again for what follows."""
    return [(_JUMP_EQUAL, 0, len(checks), number), *checks, (_LOAD, 0, 0, _NUMBER)]
