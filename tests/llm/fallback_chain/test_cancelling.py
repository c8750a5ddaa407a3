"""Stopping a request stops the model: the connection closes at once, and the ledger knows."""

import asyncio

import pytest

from sayso.llm.backoff import Pausing
from sayso.llm.fallback_chain import OpenLedger
from sayso.llm.types import CallOutcome, CallRecord
from tests.llm.fallback_chain.requests import Listener, asked, until
from tests.support.models import Answer, Hang, Status, model_server, models_for, undisturbed


async def test_a_model_that_thinks_is_stopped(kind: str, shown: Listener | None) -> None:
    ledger = OpenLedger()
    async with model_server(Hang(60)) as server:
        asking = asyncio.create_task(models_for(server, kind=kind, ledger=ledger).ask(asked(), shown))
        await until(lambda: bool(server.requests))
        await _cancelled(asking)
        assert await server.was_hung_up()
    assert [record.outcome for record in ledger.records] == [CallOutcome.CANCELLED]
    assert ledger.records[0].cost is None


async def test_a_model_that_writes_is_stopped(kind: str) -> None:
    ledger, shown = OpenLedger(), Listener()
    async with model_server(Answer("A long story. " * 200, drip=0.01)) as server:
        asking = asyncio.create_task(models_for(server, kind=kind, ledger=ledger).ask(asked(), shown))
        await until(lambda: len(shown.pieces) > 2)
        await _cancelled(asking)
        seen = len(shown.pieces)
        assert await server.was_hung_up()
    assert len(shown.pieces) == seen
    [record] = ledger.records
    assert record.outcome is CallOutcome.CANCELLED
    assert record.usage.input == (100 if kind == "anthropic" else 0)


async def test_nobody_is_asked_after_the_pause_was_stopped(kind: str) -> None:
    paused = asyncio.Event()

    async def sleep(_: float) -> None:
        paused.set()
        await asyncio.Event().wait()

    async with model_server(Status(500)) as server:
        models = models_for(
            server, kind=kind, retries=3, surroundings=undisturbed(pausing=Pausing(sleep=sleep))
        )
        asking = asyncio.create_task(models.ask(asked()))
        await paused.wait()
        await _cancelled(asking)
    assert len(server.requests) == 1


async def test_a_call_that_was_made_is_noted_even_if_nobody_waits_any_more(kind: str) -> None:
    class Slow(OpenLedger):
        def __init__(self) -> None:
            super().__init__()
            self.noting, self.go_on = asyncio.Event(), asyncio.Event()

        async def note(self, record: CallRecord) -> None:
            self.noting.set()
            await self.go_on.wait()
            await super().note(record)

    ledger = Slow()
    async with model_server(Answer("Yes.")) as server:
        asking = asyncio.create_task(models_for(server, kind=kind, ledger=ledger).ask(asked()))
        await ledger.noting.wait()
        asking.cancel()
        await asyncio.sleep(0)
        ledger.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await asking
    assert [record.outcome for record in ledger.records] == [CallOutcome.OK]


async def _cancelled(asking: "asyncio.Task[object]") -> None:
    asking.cancel()
    async with asyncio.timeout(1):
        with pytest.raises(asyncio.CancelledError):
            await asking
