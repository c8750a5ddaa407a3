"""An identical request gets the reply it got before, at no cost."""

from dataclasses import replace

import pytest

from sayso.llm.errors import BudgetError, ModelsUnavailableError
from sayso.llm.fallback_chain import OpenLedger
from sayso.llm.types import Ask, Caller, CallOutcome, Prompt, Reply, Role, Usage
from tests.llm.fallback_chain.requests import CLIENT, Listener, asked
from tests.support.models import Answer, Json, Refusal, Status, model_server, models_for


class Memory:
    """Remembers in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Caller, str], Reply] = {}

    async def find(self, caller: Caller, key: str) -> Reply | None:
        return self.kept.get((caller, key))

    async def keep(self, caller: Caller, key: str, reply: Reply) -> None:
        self.kept[caller, key] = reply


async def test_the_same_request_is_answered_from_memory(kind: str, shown: Listener | None) -> None:
    ledger, memory = OpenLedger(), Memory()
    async with model_server([Json(CLIENT)]) as server:
        models = models_for(server, kind=kind, ledger=ledger, replies=memory)
        first = await models.ask(asked(shaped=True), shown)
        again = Listener()
        second = await models.ask(asked(shaped=True), again)
    assert again.text == first.text
    assert second == replace(first, usage=Usage(), cost=second.cost, is_remembered=True)
    assert second.cost == 0
    assert not first.is_remembered
    [_, record] = ledger.records
    assert (record.outcome, record.usage, record.cost) == (CallOutcome.REMEMBERED, Usage(), 0)
    assert ledger.spent.calls == 1


async def test_whatever_differs_is_asked_anew(kind: str) -> None:
    memory, prompt = Memory(), Prompt("design", 3, "You design data.")
    requests = [
        Ask(Role.SCHEMA, prompt, "A salon."),
        Ask(Role.SCHEMA, prompt, "A shop."),
        Ask(Role.SCHEMA, replace(prompt, text="You design."), "A salon."),
        Ask(Role.SCHEMA, prompt, "A salon.", {"type": "object"}),
        Ask(Role.SCHEMA, prompt, "A salon.", None, (("Yes.", "No."),)),
        Ask(Role.LAYOUT, prompt, "A salon."),
    ]
    async with model_server(Json({"a": 1})) as server:
        for request in requests:
            await models_for(server, kind=kind, replies=memory).ask(request)
        await models_for(server, kind=kind, replies=memory, temperature=0.5).ask(requests[0])
        await models_for(server, kind=kind, replies=memory, caller=Caller(), names=["other"]).ask(requests[0])
    assert len(server.requests) == len(memory.kept) == len(requests) + 2


async def test_only_whole_replies_are_remembered(kind: str) -> None:
    memory = Memory()
    async with model_server(
        [Status(500), Refusal(""), Answer("No JSON."), Answer("No."), Answer("{", is_cut_short=True)]
    ) as server:
        models = models_for(server, kind=kind, replies=memory)
        for _ in range(3):
            with pytest.raises(ModelsUnavailableError):
                await models.ask(asked(shaped=True))
        await models.ask(asked())
    assert memory.kept == {}


async def test_a_used_up_budget_still_remembers(kind: str) -> None:
    class Empty(OpenLedger):
        async def admit(self, *_: object) -> str | None:
            raise BudgetError("The budget is used up.")

    memory = Memory()
    async with model_server([Answer("Yes.")]) as server:
        await models_for(server, kind=kind, replies=memory).ask(asked())
        models = models_for(server, kind=kind, replies=memory, ledger=Empty())
        assert (await models.ask(asked())).is_remembered
        with pytest.raises(BudgetError):
            await models.ask(asked("Something new."))
