"""Bounded work: done elsewhere, ended when its time is spent, and nobody else waits for it."""

import asyncio
import math
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from sayso.errors import InputError, MachineError, NotFoundError, TookTooLongError
from sayso.sandbox import bounded
from sayso.sandbox.bounded import BoundedWork, Budget

COLD = "gc:collect"
"""Imports nothing, so that a host starts at once."""
SHORT = Budget(seconds=0.3, patience=5.0)


@pytest.fixture
async def work() -> AsyncIterator[BoundedWork]:
    pool = BoundedWork(COLD, budget=SHORT)
    yield pool
    await pool.close()


async def test_work_is_done_in_another_process_and_its_errors_come_back(work: BoundedWork) -> None:
    assert await work(math.factorial, 20) == math.factorial(20)
    assert await work(os.getpid) != os.getpid()
    assert await work(sorted, [2, 1], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        await work(divmod, 1, 0)


async def test_an_error_of_ours_arrives_whole() -> None:
    with pytest.raises(NotFoundError) as refused:
        bounded._given((False, (NotFoundError, ("No.",), NotFoundError("No.", hint="Look.").__dict__)))
    assert (refused.value.message, refused.value.hint) == ("No.", "Look.")


async def test_what_computes_for_ever_is_ended_and_the_next_is_done(work: BoundedWork) -> None:
    before = time.monotonic()
    with pytest.raises(TookTooLongError, match="too long to read") as ended:
        await work(math.factorial, 10_000_000)
    assert "Shorten it or split it in two" in ended.value.hint
    assert await work(math.factorial, 5) == 120
    assert time.monotonic() - before < 10


async def test_what_waits_for_ever_is_ended_by_the_clock() -> None:
    pool = BoundedWork(COLD, budget=Budget(seconds=0.1, patience=2.0))
    with pytest.raises(TookTooLongError):
        await pool(time.sleep, 3_600)
    await pool.close()


async def test_what_takes_all_memory_is_refused(work: BoundedWork) -> None:
    with pytest.raises(TookTooLongError):
        await work(bytearray, 4 * 1024**3)
    assert await work(math.factorial, 3) == 6


async def test_others_are_served_while_one_computes(work: BoundedWork) -> None:
    long = asyncio.create_task(work(math.factorial, 10_000_000))
    await asyncio.sleep(0)
    assert await asyncio.wait_for(work(math.factorial, 4), 20) == 24
    with pytest.raises(TookTooLongError):
        await long


async def test_a_worker_that_was_killed_is_replaced(work: BoundedWork) -> None:
    worker = await work(os.getpid)
    os.kill(worker, signal.SIGKILL)
    with suppress(TookTooLongError):
        await work(os.getpid)
    assert await work(os.getpid) != worker


async def test_a_host_that_was_killed_is_replaced(work: BoundedWork) -> None:
    await work(os.getpid)
    bounded._hosts[COLD].end()
    both = BoundedWork(COLD, budget=SHORT)
    assert await both(math.factorial, 4) == 24
    await both.close()


async def test_giving_up_ends_the_work_as_well(work: BoundedWork) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await work(math.factorial, 10_000_000)
    assert await work(math.factorial, 4) == 24


async def test_nothing_is_done_after_the_end(work: BoundedWork) -> None:
    worker = await work(os.getpid)
    await work.close()
    with pytest.raises(MachineError):
        await work(math.factorial, 4)
    async with asyncio.timeout(60):
        while os.path.exists(f"/proc/{worker}"):  # noqa: ASYNC110, ASYNC240, PTH110 - gone without a signal to us
            await asyncio.sleep(0.01)


async def test_no_more_wait_than_can_be_served_in_time(
    work: BoundedWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "MOST_WAITING", 0)
    with pytest.raises(InputError, match="Too much is being read"):
        await work(math.factorial, 4)


async def test_a_host_that_cannot_start_is_told() -> None:
    pool = BoundedWork("no_such_module:warm")
    with pytest.raises(MachineError, match="does not start"):
        await pool(math.factorial, 4)
    await pool.close()


async def test_workers_see_no_credentials(work: BoundedWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    assert await work(os.getenv, "OPENAI_API_KEY") is None
    assert sorted(await work(os.listdir, "/proc/self/fd")) <= ["0", "1", "2", "3", "4", "5"]
