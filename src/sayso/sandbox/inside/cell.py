"""The walls around one run, put up from within: first what takes time, then what depends on its limits."""

import os
import resource
from typing import Any

from . import kernel, landlock

WORK, RUN = "/work", "/run"
EGRESS = f"{RUN}/egress.sock"
"""Where a run finds its way out."""
_INSIDE_ID = 1000
_BLOCK = 4096


def isolate() -> None:
    """Have namespaces of one's own; the next child is the first process of its own."""
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(
        kernel.CLONE_NEWUSER
        | kernel.CLONE_NEWNS
        | kernel.CLONE_NEWPID
        | kernel.CLONE_NEWNET
        | kernel.CLONE_NEWIPC
        | kernel.CLONE_NEWUTS
        | kernel.CLONE_NEWCGROUP
    )
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{_INSIDE_ID} {user} 1")
    _write("/proc/self/gid_map", f"{_INSIDE_ID} {group} 1")
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)


def prepare() -> None:
    """In the first process of the new namespaces: what no limit is needed for."""
    kernel.die_with_parent()
    _write("/proc/self/oom_score_adj", "1000")
    _empty("/proc")


def confine(limits: dict[str, Any], door: str | None, doors: str) -> None:
    """Have a scratch folder and a door of one's own, and nothing else."""
    blocks = max(1, int(limits["scratch_bytes"]) // _BLOCK)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    inodes = max(64, min(blocks, 16384))
    kernel.mount("tmpfs", WORK, "tmpfs", flags, f"mode=0700,nr_blocks={blocks},nr_inodes={inodes}")
    if door is not None:
        kernel.mount("tmpfs", RUN, "tmpfs", flags, "mode=0755,nr_blocks=1,nr_inodes=4")
        os.close(os.open(EGRESS, os.O_CREAT | os.O_WRONLY, 0o600))
        kernel.mount(f"{doors}/{door}", EGRESS, flags=kernel.MS_BIND)
        kernel.mount("tmpfs", RUN, "tmpfs", flags | kernel.MS_REMOUNT | kernel.MS_RDONLY)
    if doors:
        _empty(doors)
    os.chdir(WORK)


def name_self(program: str) -> None:
    """Tell a tool where it lies, as ``/proc/self/exe``; nothing else is in that folder."""
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("tmpfs", "/proc", "tmpfs", flags, "mode=0755,nr_blocks=1,nr_inodes=4")
    os.mkdir("/proc/self")  # noqa: PTH102 - nothing is imported here that need not be
    os.symlink(program, "/proc/self/exe")  # noqa: PTH211 - as above
    kernel.mount("tmpfs", "/proc", "tmpfs", flags | kernel.MS_REMOUNT | kernel.MS_RDONLY)


def limit(limits: dict[str, Any], memory: tuple[int, int], others: int | None) -> None:
    """Limit what one process may use; ``memory`` is the kernel's kind of it, and how many bytes.

    ``others`` are the processes of the same user that the kernel counts too; None where their number is not
    limited, because there can be one alone.
    """
    seconds = max(1, int(limits["cpu_seconds"]))
    most = {
        memory[0]: memory[1],
        resource.RLIMIT_NOFILE: int(limits["open_files"]),
        resource.RLIMIT_FSIZE: int(limits["file_bytes"]),
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 256,
        resource.RLIMIT_RTPRIO: 0,
    }
    if others is not None:
        most[resource.RLIMIT_NPROC] = int(limits["processes"]) + 1 + others
    for kind, value in most.items():
        _set(kind, value, value)
    _set(resource.RLIMIT_CPU, seconds, seconds + 1)  # SIGXCPU comes first and says why, as SIGKILL would not


def seal(policy: dict[str, Any], bpf: bytes) -> None:
    """Give every right away, for good."""
    kernel.drop_capabilities()
    kernel.gain_no_privileges()
    if policy["landlock"]:
        landlock.enforce(policy["read"], policy["write"], policy["devices"])
    if bpf:
        kernel.filter_calls(bpf)


def _set(kind: int, soft: int, hard: int) -> None:
    present = resource.getrlimit(kind)[1]
    if present != resource.RLIM_INFINITY:
        soft, hard = min(soft, present), min(hard, present)
    resource.setrlimit(kind, (soft, hard))


def _empty(path: str) -> None:
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC | kernel.MS_RDONLY
    kernel.mount("tmpfs", path, "tmpfs", flags, "mode=0555,nr_blocks=1,nr_inodes=2")


def _write(path: str, text: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)
