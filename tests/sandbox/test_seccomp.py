"""The filter of system calls, for machines that this test does not run on too: it is interpreted here."""

import struct
from errno import ENOSYS, EPERM

import pytest

from sayso.sandbox.walls import seccomp

ALLOW, KILL = "allow", "kill"
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
I386 = 0x40000003
NUMBERS = {
    "x86_64": {"read": 0, "socket": 41, "socketpair": 53, "connect": 42, "clone": 56, "fork": 57, "kill": 62,
               "ioctl": 16, "ptrace": 101, "mount": 165, "unshare": 272, "bpf": 321, "openat": 257},
    "aarch64": {"read": 63, "socket": 198, "socketpair": 199, "connect": 203, "clone": 220, "kill": 129,
                "ioctl": 29, "ptrace": 117, "mount": 40, "unshare": 97, "bpf": 280, "openat": 56},
}  # fmt: skip
MACHINES = tuple(AUDIT)


def verdict(bpf: bytes, audit: int, number: int, first: int = 0, second: int = 0) -> str | int:
    """What the kernel would say: allow, kill, or the number of an error."""
    data = struct.pack("=IIQ6Q", number & 0xFFFFFFFF, audit, 0, first, second, 0, 0, 0, 0)
    program = [struct.unpack_from("=HBBI", bpf, at) for at in range(0, len(bpf), 8)]
    at = value = 0
    while True:
        code, yes, no, constant = program[at]
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", data, constant)
        elif code == 0x54:
            value &= constant
        elif code == 0x06:
            return {0x7FFF0000: ALLOW, 0x80000000: KILL}.get(constant, constant & 0xFFFF)
        else:
            is_so = {0x15: value == constant, 0x35: value >= constant, 0x45: bool(value & constant)}[code]
            at += yes if is_so else no


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("is_alone", [True, False])
def test_what_programs_need_is_allowed_and_what_they_do_not_is_refused(machine: str, is_alone: bool) -> None:
    bpf, audit, number = (
        seccomp.filter_of(is_alone=is_alone, machine=machine),
        AUDIT[machine],
        NUMBERS[machine],
    )
    assert len(bpf) // 8 <= 4096
    assert verdict(bpf, audit, number["read"]) == ALLOW
    assert verdict(bpf, audit, number["openat"]) == ALLOW
    for name in ("ptrace", "mount", "unshare", "bpf"):
        assert verdict(bpf, audit, number[name]) == EPERM, name
    for io_uring in (425, 426, 427):
        assert verdict(bpf, audit, io_uring) == EPERM
    assert verdict(bpf, audit, 435) == ENOSYS, "clone3 cannot be looked into"
    assert verdict(bpf, audit, 470) == ENOSYS, "what is newer than the list"


@pytest.mark.parametrize("machine", MACHINES)
def test_only_unix_sockets_can_be_made(machine: str) -> None:
    bpf, audit, number = seccomp.filter_of(is_alone=True, machine=machine), AUDIT[machine], NUMBERS[machine]
    for call in ("socket", "socketpair"):
        assert verdict(bpf, audit, number[call], 1, 2) == ALLOW
        for family in (0, 2, 10, 16, 17, 29, 38, 40, 44):
            assert verdict(bpf, audit, number[call], family) == EPERM
    assert verdict(bpf, audit, number["socket"], (1 << 32) | 2) == EPERM, "the kernel reads 32 bits"


@pytest.mark.parametrize("machine", MACHINES)
def test_threads_and_processes_may_be_made_but_no_namespaces(machine: str) -> None:
    bpf, audit, number = seccomp.filter_of(is_alone=True, machine=machine), AUDIT[machine], NUMBERS[machine]
    thread = 0x3D0F00
    assert verdict(bpf, audit, number["clone"], thread) == ALLOW
    assert verdict(bpf, audit, number["clone"], 17) == ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(bpf, audit, number["clone"], flag | 17) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_where_no_namespace_keeps_others_away_the_filter_does(machine: str) -> None:
    bpf, audit, number = seccomp.filter_of(is_alone=False, machine=machine), AUDIT[machine], NUMBERS[machine]
    assert verdict(bpf, audit, number["clone"], 0x3D0F00) == ALLOW
    assert verdict(bpf, audit, number["clone"], 17) == EPERM
    for name in ("kill", "connect", *(["fork"] if "fork" in number else [])):
        assert verdict(bpf, audit, number[name]) == EPERM
    assert verdict(bpf, audit, number["socket"], 1, 1 | 0o2000000) == ALLOW, "a stream, closed on exec"
    assert verdict(bpf, audit, number["socket"], 1, 2) == EPERM, "datagrams go anywhere"


@pytest.mark.parametrize("machine", MACHINES)
def test_input_cannot_be_pushed_into_a_terminal(machine: str) -> None:
    bpf, audit, number = seccomp.filter_of(is_alone=True, machine=machine), AUDIT[machine], NUMBERS[machine]
    assert verdict(bpf, audit, number["ioctl"], 0, 0x5401) == ALLOW
    assert verdict(bpf, audit, number["ioctl"], 0, 0x5412) == EPERM
    assert verdict(bpf, audit, number["ioctl"], 0, (1 << 32) | 0x5412) == EPERM


def test_calls_of_another_architecture_end_the_program() -> None:
    bpf = seccomp.filter_of(is_alone=True, machine="x86_64")
    assert verdict(bpf, I386, 1) == KILL
    assert verdict(bpf, AUDIT["x86_64"], 0x40000000 | 1) == KILL


def test_an_architecture_without_a_list_is_said_to_have_none() -> None:
    assert not seccomp.is_known("riscv64")
