"""Programs that run at the same time, and one after the other: none knows of another."""

import asyncio
import secrets
from dataclasses import replace

import pytest

from sayso.sandbox.types import Ending, Entry, Limits, Network, Outcome, Program, Reach
from tests.sandbox.hostile.attack import QUICK, Attack
from tests.sandbox.hostile.conftest import Cage

_VICTIM = """
import os, socket, time

def run(ctx, given):
    line = socket.socket(socket.AF_UNIX)
    line.bind("\\0victim")
    line.listen()
    line.setblocking(False)
    os.environ["KEPT"] = given
    with open("kept.txt", "w") as file:
        file.write(given)
    kept = given.encode() * 1000
    time.sleep(1.5)
    try:
        line.accept()
        return "visited"
    except BlockingIOError:
        return [open("kept.txt").read() == given, os.listdir("."), len(kept)]
"""
_NEIGHBOUR_ATTACKS = (
    Attack(
        "looks for a program beside it",
        """
import glob

def run(ctx, host):
    for pid in range(1, 400):
        if pid not in (os.getpid(), os.getppid()):
            attempt(f"sees {pid}", lambda: os.kill(pid, 0) is None)
    for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/work/**") + glob.glob("/tmp/**"):
        attempt(path, holds, path, host)
    def met():
        with socket.socket(socket.AF_UNIX) as line:
            line.connect("\\0victim")
            return True
    attempt("socket without a file", met)
    attempt("takes the name for itself", lambda: not bound())
    for folder in ("/opt/doors", "/work", "/run", "/dev/shm", "/dev/mqueue"):
        attempt(folder, lambda: [name for name in os.listdir(folder) if name != "egress.sock"])
    return won

def bound():
    with socket.socket(socket.AF_UNIX) as line:
        line.bind("\\0victim")
        return True
""",
        network=Network(Reach.PUBLIC),
    ),
    Attack(
        "ends everything beside it",
        """
def run(ctx, host):
    attempt("sees the host", lambda: os.kill(host["pid"], 0) is None)
    if not won:
        for target in (-1, 0, 2, 3, 4, 5, 6, 7, 8):
            try:
                os.kill(target, signal.SIGKILL) if target else os.killpg(0, signal.SIGKILL)
            except OSError:
                pass
    return won
""",
        endings=(Ending.OK, Ending.KILLED),
    ),
    Attack(
        "takes every process there is",
        """
def run(ctx, host):
    try:
        while True:
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
    except OSError:
        time.sleep(1.5)
    return won
""",
    ),
)
_SEEK = """
import ctypes, gc, os

def run(ctx, given):
    wanted = bytes(255 - number for number in given)
    out, said = os.pipe()
    os.set_blocking(said, False)
    spans = {id(thing) >> 20 for thing in gc.get_objects()}
    looked = found = 0
    for span in sorted(spans | {one + step for one in spans for step in (-1, 1)}):
        for at in range(span << 20, (span + 1) << 20, 4096):
            try:
                os.write(said, (ctypes.c_char * 4096).from_address(at))
            except OSError:
                continue
            looked += 1
            found += os.read(out, 4096).count(wanted)
    return [looked, found]
"""
"""Looks for bytes in all memory there may be; it is told their opposite, not to find what it was told."""


async def _beside(cage: Cage, attack: Attack) -> tuple[Outcome, Outcome]:
    given = cage.host.half + secrets.token_hex(8)
    victim = asyncio.create_task(cage.sandbox.run(Program(_VICTIM, Entry.FUNCTION, given), None, QUICK))
    await asyncio.sleep(0.4)
    outcome = await cage.attack(attack)
    return outcome, await victim


@pytest.mark.parametrize("attack", _NEIGHBOUR_ATTACKS, ids=lambda attack: attack.name)
async def test_a_program_does_not_reach_the_one_beside_it(cage: Cage, attack: Attack) -> None:
    outcome, victim = await _beside(cage, attack)
    assert outcome.ending in attack.endings, outcome
    assert outcome.result in (None, []), "it reached another program"
    assert victim.result == [True, ["kept.txt"], len(cage.host.half) * 1000 + 16_000], victim
    await cage.assert_clean()


async def test_a_program_that_takes_all_processes_leaves_those_of_others(cage: Cage) -> None:
    forks = Program("import os\nfor _ in range(3):\n    os.fork() or os._exit(0)\nresult = 'forked'")
    bomb = asyncio.create_task(cage.attack(_NEIGHBOUR_ATTACKS[2]))
    await asyncio.sleep(0.5)
    outcome = await cage.sandbox.run(forks, None, QUICK)
    await bomb
    assert outcome.result == "forked", outcome


async def test_nothing_of_a_program_stays_in_memory_for_the_next(cage: Cage) -> None:
    limits = replace(Limits(), wall_seconds=20)
    kept = secrets.token_hex(24)
    code = f"kept = '{kept}'\ndef run(ctx, given):\n    return given"
    holds = Program(code, Entry.FUNCTION, {"kept": kept})
    assert (await cage.sandbox.run(holds)).result == {"kept": kept}
    sought = [255 - byte for byte in kept.encode()]
    outcome = await cage.sandbox.run(Program(_SEEK, Entry.FUNCTION, sought), None, limits)
    assert outcome.ok, outcome
    looked, found = outcome.result
    assert looked > 1000, "it looked at too little to know"
    assert 1 <= found <= 2, "it finds what it holds itself, and nothing that another was given"


async def test_runs_do_not_share_chance(cage: Cage) -> None:
    draw = Program(
        "import random, uuid, numpy, os, secrets\n"
        "result = [random.random(), float(numpy.random.rand()), str(uuid.uuid4()), secrets.token_hex(4)]"
    )
    drawn = [(await cage.sandbox.run(draw)).result for _ in range(3)]
    for values in zip(*drawn, strict=True):
        assert len(set(values)) == 3, "two runs drew the same"


async def test_a_cancelled_run_ends_with_everything_it_started(cage: Cage) -> None:
    program = Program("import os, time\nos.fork(); os.fork(); os.setsid()\ntime.sleep(60)")
    task = asyncio.create_task(cage.sandbox.run(program, None, QUICK))
    await asyncio.sleep(0.4)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await cage.assert_clean()
