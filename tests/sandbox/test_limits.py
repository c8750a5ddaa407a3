"""What a run may use, and how it ends when it wants more."""

from dataclasses import replace

import pytest

from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Ending, Limits, Outcome, Program
from sayso.settings import MEBIBYTE

TIGHT = Limits(wall_seconds=90, cpu_seconds=2, memory_bytes=200 * MEBIBYTE, scratch_bytes=8 * MEBIBYTE)


async def ended(sandbox: OsSandbox, code: str, limits: Limits = TIGHT) -> Outcome:
    outcome = await sandbox.run(Program(code), limits=limits)
    assert outcome.error is not None, outcome
    return outcome


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("x = bytearray(300 * 1024 ** 2)", "MemoryError"),
        ("import numpy\nx = numpy.ones((8000, 8000))", "MemoryError"),
        ("while True: pass", "CpuLimit"),
        ("while True: print('x' * 1000)", "OutputLimit"),
        ("result = 'x' * 9_000_000", "ResultTooLarge"),
        ("result = [[]] * 700_000", "ResultTooLarge"),
        ("for i in range(100): open(str(i), 'wb').write(b'x' * 1_000_000)", "OSError"),
        ("for i in range(100_000): open(str(i), 'wb')", "OSError"),
        ("held = [open('/dev/null') for _ in range(200)]", "OSError"),
    ],
    ids=["memory", "array", "processor", "output", "result", "parts", "disk", "files", "open files"],
)
async def test_a_program_that_wants_more_than_it_has_ends_as_that(
    sandbox: OsSandbox, code: str, kind: str
) -> None:
    outcome = await ended(sandbox, code)
    assert outcome.error is not None
    assert (outcome.ending, outcome.error.kind) == (Ending.RESOURCE, kind)


@pytest.mark.parametrize(
    "held",
    ['bytearray(b"x") * size', "[m := mmap.mmap(-1, size), m.write(b'x' * size)]"],
    ids=["own", "shared"],
)
async def test_processes_together_get_no_more_memory_than_one(sandbox: OsSandbox, held: str) -> None:
    if (await sandbox.standing()).tier.value != "bubblewrap":
        pytest.skip("without namespaces a program is one process")
    code = f"""
import mmap, os, time
size = 90 * 1024 ** 2
for _ in range(6):
    if os.fork() == 0:
        held = {held}
        time.sleep(60)
time.sleep(60)
"""
    outcome = await ended(sandbox, code)
    assert outcome.error is not None
    assert (outcome.ending, outcome.error.kind) == (Ending.RESOURCE, "MemoryLimit")
    assert outcome.memory_bytes > TIGHT.memory_bytes
    assert outcome.seconds < 10


async def test_a_program_that_sleeps_too_long_is_ended(sandbox: OsSandbox) -> None:
    outcome = await ended(sandbox, "import time\ntime.sleep(60)", replace(TIGHT, wall_seconds=0.3))
    assert outcome.ending is Ending.TIMED_OUT
    assert outcome.seconds < 5


async def test_output_is_kept_up_to_its_limit(sandbox: OsSandbox) -> None:
    outcome = await ended(sandbox, "while True: print('é' * 100)", replace(TIGHT, output_bytes=1001))
    assert outcome.is_cut
    assert 990 <= len(outcome.output.encode()) <= 1004


async def test_what_was_used_is_told(sandbox: OsSandbox) -> None:
    code = "held = bytearray(b'x') * (100 * 1024 ** 2)\nn = 0\nwhile n < 3_000_000: n += 1"
    outcome = await sandbox.run(Program(code))
    assert outcome.ok
    assert 100 * MEBIBYTE <= outcome.memory_bytes < 160 * MEBIBYTE
    assert 0.03 < outcome.cpu_seconds < 5
