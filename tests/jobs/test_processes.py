"""Workers in processes of their own: killed ones are replaced, several share, and keys keep their order."""

import asyncio
import signal
from collections import defaultdict

from tests.jobs.place import Place, until


async def test_the_job_of_a_killed_worker_is_taken_up_by_another(place: Place) -> None:
    await place.put(key="a", number=1, seconds=60)
    await place.put(key="a", number=2, seconds=0)
    async with place.process("first") as first:
        await until(place.told)
        async with place.process("second"):
            first.send_signal(signal.SIGKILL)
            await until(place.is_empty)
    assert await place.told() == [
        "first begins a 1 1",
        "second begins a 1 2",
        "second ends a 1",
        "second begins a 2 1",
        "second ends a 2",
    ]


async def test_a_job_that_kills_each_of_its_workers_is_given_up(place: Place) -> None:
    await place.put(number=1, seconds=60, always=True)
    await place.admin.execute("update jobs set attempt = 2")
    async with place.process("first") as first:
        await until(place.told)
        first.send_signal(signal.SIGKILL)
    async with place.process("second"):
        await until(place.is_empty)
    told = await place.told()
    assert told[-1] == "given up: It did not come to its end, however often it was begun."


async def test_two_workers_share_and_keep_each_key_in_order(place: Place) -> None:
    for number in range(50):
        await place.put(key="abcde"[number % 5], number=number, seconds=0.05)
    async with place.process("first"), place.process("second"):
        await until(place.is_empty)
    told = await place.told()
    by_key: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for line in told:
        _, what, key, number = line.split()[:4]
        by_key[key].append((what, int(number)))
    for place_of_key, key in enumerate("abcde"):
        expected = [(what, n) for n in range(place_of_key, 50, 5) for what in ("begins", "ends")]
        assert by_key[key] == expected
    assert {line.split()[0] for line in told} == {"first", "second"}


async def test_a_worker_that_is_told_to_stop_gives_its_job_to_another(place: Place) -> None:
    await place.put(key="a", number=1, seconds=60)
    async with place.process("first") as first:
        await until(place.told)
        first.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(first.wait, 20) == 0
    await place.admin.execute("update jobs set data = data || '{\"seconds\": 0}'")
    async with place.process("second"):
        await until(place.is_empty)
    assert await place.told() == [
        "first begins a 1 1",
        "first is cancelled 1",
        "second begins a 1 1",
        "second ends a 1",
    ]


async def test_cancelling_reaches_another_process(place: Place) -> None:
    await place.put(key="a", number=1, seconds=60)
    await place.put(key="a", number=2, seconds=60)
    async with place.process("first"):
        await until(place.told)
        await place.jobs().cancel("work", "a")
        await until(place.is_empty)
    assert await place.told() == ["first begins a 1 1", "first is cancelled 1"]


async def test_a_worker_that_hangs_keeps_its_job_to_itself(place: Place) -> None:
    """A stopped process gives no sign of life, yet it may go on: nobody else runs its job meanwhile."""
    await place.put(key="a", number=1, seconds=2)
    async with place.process("first") as first:
        await until(place.told)
        first.send_signal(signal.SIGSTOP)
        async with place.process("second"):
            await asyncio.sleep(3)
            assert await place.told() == ["first begins a 1 1"]
            first.send_signal(signal.SIGCONT)
            await until(place.is_empty)
    assert await place.told() == ["first begins a 1 1", "first ends a 1"]
