"""One run, one process, nothing left: whoever ends, and however."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from sayso.errors import MachineError
from sayso.sandbox import warm
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Ending, Limits, Outcome, Program
from sayso.settings import Settings

FOREVER = "import time\nprint('begun', flush=True)\ntime.sleep(600)"
STUBBORN = """
import os, signal, time
for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print('begun', flush=True)
        time.sleep(600)
time.sleep(600)
"""

DAEMON = """
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    os._exit(0)
result = 'left'
"""


def living(parent: int | None = None) -> set[int]:
    """Processes below this one, zombies left out."""
    found = set()
    for process in psutil.Process(parent).children(recursive=True):
        try:
            if process.status() != psutil.STATUS_ZOMBIE:
                found.add(process.pid)
        except psutil.NoSuchProcess:
            continue
    return found


async def until_begun(sandbox: OsSandbox, code: str) -> asyncio.Task[Outcome]:
    begun = asyncio.Event()
    task: asyncio.Task[Outcome] = asyncio.create_task(
        sandbox.run(Program(code), told=lambda text: begun.set() if "begun" in text else None)
    )
    await asyncio.wait_for(begun.wait(), 20)
    return task


async def settled(sandbox: OsSandbox) -> set[int]:
    """The processes of a sandbox that rests."""
    await sandbox.run(Program(""))
    before: set[int] = set()
    for _ in range(50):
        await asyncio.sleep(0.1)
        now = living()
        if now == before:
            return now
        before = now
    return before


async def test_output_is_told_while_it_comes(sandbox: OsSandbox) -> None:
    heard: list[tuple[float, str]] = []
    code = "import time\nfor i in range(3):\n    print(i, flush=True)\n    time.sleep(0.2)"
    outcome = await sandbox.run(Program(code), told=lambda text: heard.append((time.monotonic(), text)))
    assert "".join(text for _, text in heard) == outcome.output == "0\n1\n2\n"
    assert heard[-1][0] - heard[0][0] > 0.3


async def test_a_character_that_comes_in_two_pieces_is_one(sandbox: OsSandbox) -> None:
    heard: list[str] = []
    code = "import os, time\nos.write(1, b'\\xc3')\ntime.sleep(0.1)\nos.write(1, b'\\xa9')"
    await sandbox.run(Program(code), told=heard.append)
    assert heard == ["é"]


@pytest.mark.parametrize("code", [FOREVER, STUBBORN], ids=["sleeping", "stubborn"])
async def test_cancelling_ends_everything_that_was_started(own_sandbox: OsSandbox, code: str) -> None:
    if code == STUBBORN and (await own_sandbox.standing()).tier.value != "bubblewrap":
        pytest.skip("without namespaces a program is one process")
    before = await settled(own_sandbox)
    task = await until_begun(own_sandbox, code)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(await settled(own_sandbox)) <= len(before)


async def test_cancelling_before_the_program_begins_ends_it_too(own_sandbox: OsSandbox) -> None:
    before = await settled(own_sandbox)
    for moment in (0, 0.001, 0.003, 0.006):
        task = asyncio.create_task(own_sandbox.run(Program(FOREVER)))
        await asyncio.sleep(moment)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len(await settled(own_sandbox)) <= len(before)


async def test_what_a_run_leaves_behind_is_gone_when_the_next_begins(own_sandbox: OsSandbox) -> None:
    leave = """
import builtins, json, os, sys
open("left.txt", "w").write("x")
builtins.left = json.left = sys.left = True
os.environ["LEFT"] = "x"
json.dumps = None
"""
    look = """
import builtins, json, os, sys
result = [os.listdir("."), hasattr(builtins, "left"), hasattr(json, "left"), hasattr(sys, "left"),
          "LEFT" in os.environ, json.dumps([1])]
"""
    await own_sandbox.run(Program(leave))
    outcome = await own_sandbox.run(Program(look))
    assert outcome.result == [[], False, False, False, False, "[1]"]


async def test_daemons_die_with_the_run_that_started_them(own_sandbox: OsSandbox) -> None:
    if (await own_sandbox.standing()).tier.value != "bubblewrap":
        pytest.skip("without namespaces a program is one process")
    before = await settled(own_sandbox)
    outcome = await own_sandbox.run(Program(DAEMON))
    assert outcome.result == "left"
    assert len(await settled(own_sandbox)) <= len(before)


async def test_runs_die_with_their_zygote_and_the_next_gets_a_new_one(own_sandbox: OsSandbox) -> None:
    task = await until_begun(own_sandbox, FOREVER)
    zygote = own_sandbox._zygote
    assert zygote is not None
    os.kill(zygote.pid, signal.SIGKILL)
    outcome = await task
    assert outcome.ending is Ending.KILLED
    assert (await own_sandbox.run(Program("result = 1"))).result == 1


async def test_nobody_waits_for_a_zygote_that_is_stuck(
    own_sandbox: OsSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await own_sandbox.run(Program(""))
    zygote = own_sandbox._zygote
    assert zygote is not None
    for process in psutil.Process(zygote.pid).children(recursive=True):
        process.suspend()
    began = time.monotonic()
    monkeypatch.setattr(warm, "_STARTED_SECONDS", 5.0)
    assert (await own_sandbox.run(Program("result = 1"))).result == 1
    assert own_sandbox._zygote is not zygote
    assert time.monotonic() - began < 30


async def test_nothing_begins_after_the_end() -> None:
    async with OsSandbox.cold(Settings()).open() as sandbox:
        task = await until_begun(sandbox, FOREVER)
    assert (await task).ending is Ending.KILLED
    with pytest.raises(MachineError, match="is stopping"):
        await sandbox.run(Program("result = 1"))


async def test_a_tired_zygote_serves_until_the_next_one_is_ready(
    own_sandbox: OsSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "_MOST_RUNS", 3)
    task = await until_begun(own_sandbox, FOREVER)
    first = own_sandbox._zygote
    for _ in range(200):
        assert (await own_sandbox.run(Program("result = 1"))).ok
        if own_sandbox._zygote is not first:
            break
    assert own_sandbox._zygote is not first
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert first is not None
    async with asyncio.timeout(60):
        while first.is_alive:  # noqa: ASYNC110 - its end is nobody else's to tell
            await asyncio.sleep(0.05)


async def test_many_runs_at_once_take_turns(sandbox: OsSandbox) -> None:
    outcomes = await asyncio.gather(*(sandbox.run(Program(f"result = {number}")) for number in range(24)))
    assert [outcome.result for outcome in outcomes] == list(range(24))


async def test_a_run_that_sleeps_holds_up_no_other(sandbox: OsSandbox) -> None:
    task = await until_begun(sandbox, FOREVER)
    assert (await sandbox.run(Program("result = 1"), limits=Limits(wall_seconds=10))).result == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_everything_dies_with_sayso() -> None:
    code = f"""
import asyncio
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Program
from sayso.settings import Settings
async def main():
    async with OsSandbox.cold(Settings()).open() as sandbox:
        await sandbox.run(Program({STUBBORN!r}), told=lambda text: print(text, flush=True))
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as sayso:
        assert sayso.stdout is not None
        has_begun = sayso.stdout.readline().startswith("begun")
        family = [psutil.Process(pid) for pid in living(sayso.pid)]
        sayso.kill()
    if not has_begun:
        pytest.skip("without namespaces a program is one process")
    assert len(family) >= 4
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
