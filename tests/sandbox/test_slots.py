"""Programs that take long keep nobody waiting for more than a moment, as long as there are not too many."""

import asyncio
from contextlib import AsyncExitStack

from sayso.sandbox.slots import Slots

SOON = 0.05


async def _is_free(slots: Slots) -> bool:
    try:
        async with asyncio.timeout(4 * SOON), slots.held():
            return True
    except TimeoutError:
        return False


async def test_what_takes_long_makes_room_for_others() -> None:
    slots = Slots(1, 1, SOON)
    async with slots.held():
        assert await _is_free(slots)


async def test_too_many_that_take_long_keep_others_waiting() -> None:
    slots = Slots(1, 1, SOON)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(slots.held())
        await stack.enter_async_context(slots.held())
        assert not await _is_free(slots)
    assert await _is_free(slots)


async def test_what_is_quick_has_a_slot_of_its_own() -> None:
    slots = Slots(2, 0, SOON)
    async with slots.held():
        assert await _is_free(slots)
        async with slots.held():
            assert not await _is_free(slots)


async def test_every_slot_comes_back_whenever_its_holder_is_stopped() -> None:
    slots = Slots(2, 1, SOON)

    async def hold(seconds: float) -> None:
        async with slots.held():
            await asyncio.sleep(seconds)

    for delay in (0, SOON / 2, SOON, SOON * 1.5, SOON * 3):
        tasks = [asyncio.create_task(hold(60)) for _ in range(4)]
        await asyncio.sleep(delay)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    async with slots.held(), slots.held():
        await asyncio.sleep(2 * SOON)
        assert await _is_free(slots)


async def test_a_share_leaves_a_slot_to_others() -> None:
    machine, share = Slots.of(4), Slots.share_of(4)
    async with AsyncExitStack() as stack:
        for _ in range(3):
            await stack.enter_async_context(share.held())
            await stack.enter_async_context(machine.held())
        assert not await _is_free(share)
        assert await _is_free(machine)
