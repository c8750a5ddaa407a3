"""What is kept for a moment, and how it is forgotten."""

import asyncio

import pytest

from sayso.identity.lookup_cache import Remembered


class Asked:
    """A question that counts how often it was asked."""

    def __init__(self, answer: str | None = "here") -> None:
        self.answer = answer
        self.times = 0

    async def __call__(self) -> str | None:
        """The answer there is now."""
        self.times += 1
        return self.answer


async def test_an_answer_is_kept_and_then_asked_for_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("sayso.identity.lookup_cache.monotonic", lambda: now)
    kept, ask = Remembered[str, str](), Asked()

    assert await kept.get("a", ask) == "here"
    now += 4.9
    ask.answer = "gone"
    assert await kept.get("a", ask) == "here"
    assert ask.times == 1
    now += 0.2
    assert await kept.get("a", ask) == "gone"


async def test_that_nothing_was_found_is_not_kept() -> None:
    kept, ask = Remembered[str, str](), Asked(None)
    assert await kept.get("a", ask) is None
    ask.answer = "here"
    assert await kept.get("a", ask) == "here"


async def test_nothing_that_was_asked_before_outlives_the_forgetting() -> None:
    kept, answered = Remembered[str, str](), asyncio.Event()

    async def slow() -> str:
        await answered.wait()
        return "stale"

    asking = asyncio.create_task(kept.get("a", slow))
    await asyncio.sleep(0)
    kept.clear()
    answered.set()
    assert await asking == "stale"
    assert await kept.get("a", Asked("fresh")) == "fresh"


async def test_what_is_kept_does_not_grow_without_end() -> None:
    kept = Remembered[int, str](at_most=10)
    for number in range(1000):
        await kept.get(number, Asked())
    assert len(kept) == 10
    ask = Asked("again")
    assert await kept.get(999, ask) == "here"
    assert await kept.get(0, ask) == "again"
