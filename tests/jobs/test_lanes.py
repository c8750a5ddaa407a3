"""Who runs next: what is slow makes room for what is quick, and one agency leaves room for others."""

import asyncio
from uuid import UUID, uuid4

import pytest

from sayso.jobs import lanes
from sayso.jobs.lanes import Lanes

AGENCY, OTHER = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "SLOW_SECONDS", 0.1)


async def nap(seconds: float) -> float:
    await asyncio.sleep(seconds)
    return seconds


async def test_a_run_that_turns_out_slow_gives_its_hand_back_and_goes_on() -> None:
    hands = Lanes(quick=1, slow=1)
    slow = asyncio.create_task(hands.run(AGENCY, uuid4(), nap(0.6)))
    await asyncio.sleep(0)
    async with asyncio.timeout(0.4):
        assert await hands.run(AGENCY, uuid4(), nap(0.0)) == 0.0
    assert not slow.done()
    assert await slow == 0.6


async def test_what_was_slow_waits_for_others_like_it_the_next_time() -> None:
    hands, several = Lanes(quick=4, slow=1), [uuid4() for _ in range(3)]
    await asyncio.gather(*(hands.run(AGENCY, one, nap(0.15)) for one in several))
    running, most = 0, 0

    async def count() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1

    await asyncio.gather(*(hands.run(AGENCY, one, count()) for one in several))
    assert most == 1
    most = 0
    await asyncio.gather(*(hands.run(AGENCY, one, count()) for one in several))
    assert most > 1


async def test_an_agency_leaves_hands_to_others() -> None:
    hands = Lanes(quick=3, slow=1)
    many = [asyncio.create_task(hands.run(AGENCY, uuid4(), nap(0.09))) for _ in range(20)]
    await asyncio.sleep(0)
    async with asyncio.timeout(0.3):
        await hands.run(OTHER, uuid4(), nap(0.0))
    assert sum(one.done() for one in many) < 10
    await asyncio.gather(*many)


async def test_a_run_that_is_cancelled_is_ended_wherever_it_waits() -> None:
    hands, ended = Lanes(quick=1, slow=1), []

    async def work(block: UUID) -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ended.append(block)

    first, second = uuid4(), uuid4()
    tasks = [asyncio.create_task(hands.run(AGENCY, one, work(one))) for one in (first, second)]
    await asyncio.sleep(0.05)
    for task in reversed(tasks):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert ended == [first]
    assert await hands.run(AGENCY, uuid4(), nap(0.0)) == 0.0
