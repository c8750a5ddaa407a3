"""Whatever a provider does, a request ends with a reply, or with a sentence that says what is wrong."""

import asyncio
import json
from decimal import Decimal
from typing import Any

import pytest

from sayso.llm.backoff import Pausing
from sayso.llm.errors import BudgetError, ModelsUnavailableError
from sayso.llm.fallback_chain import ChainedModels, NoReplies, OpenLedger, Surroundings
from sayso.llm.types import Caller, CallOutcome, Chain, ModelsConfig, Provider, ProviderKind, Role
from tests.llm.fallback_chain.requests import CLIENT, Listener, asked
from tests.support.models import (
    Answer,
    CutStream,
    Drop,
    Empty,
    Hang,
    Json,
    Raw,
    Refusal,
    Script,
    Status,
    Step,
    model_server,
    models_for,
    providers_of,
    undisturbed,
)

TWO = ("schema", "spare")


class Clock:
    """Pauses that are written down and not waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    @property
    def surroundings(self) -> Surroundings:
        """Surroundings with this clock, in which chance has no say."""
        return undisturbed(pausing=Pausing(sleep=self.sleep, chance=lambda: 1.0))


async def test_a_busy_model_is_asked_again_when_it_said_so(kind: str, shown: Listener | None) -> None:
    clock, ledger = Clock(), OpenLedger()
    async with model_server([Status(429, retry_after=7), Status(429), Answer("Here.")]) as server:
        models = models_for(server, kind=kind, ledger=ledger, surroundings=clock.surroundings, retries=2)
        reply = await models.ask(asked(), shown)
    assert reply.text == "Here."
    assert clock.waits == [7, 1]
    outcomes = [record.outcome for record in ledger.records]
    assert outcomes == [CallOutcome.RATE_LIMITED, CallOutcome.RATE_LIMITED, CallOutcome.OK]
    assert ledger.records[0].cost == 0


async def test_nobody_waits_for_an_hour(kind: str) -> None:
    clock = Clock()
    async with model_server(Status(429, retry_after=3600)) as server:
        models = models_for(server, kind=kind, surroundings=clock.surroundings, retries=2)
        with pytest.raises(ModelsUnavailableError, match="has too many requests"):
            await models.ask(asked())
    assert clock.waits == []
    assert len(server.requests) == 1


@pytest.mark.rotating(5)
@pytest.mark.parametrize("wish", ["nan", "-5", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", ""])
async def test_a_wish_that_makes_no_sense_is_none(kind: str, wish: str) -> None:
    clock = Clock()
    async with model_server([Status(429, retry_after=wish), Answer("Here.")]) as server:
        models = models_for(server, kind=kind, surroundings=clock.surroundings, retries=1)
        assert (await models.ask(asked())).text == "Here."
    assert len(clock.waits) == 1
    assert 0 <= clock.waits[0] <= 0.5


_PASSING: dict[str, Step] = {
    "500": Status(500),
    "502": Raw(b"<html><h1>Bad gateway</h1></html>", 502, "text/html"),
    "503": Status(503, retry_after=1),
    "529": Status(529),
    "cut": CutStream(""),
    "ends-early": CutStream("", is_polite=True),
    "drop": Drop(),
    "no-json": Raw(b"not json"),
    "wrong-type": Raw(b"<html>Welcome to the hotel's network</html>", 200, "text/html"),
    "wrong-json": Raw(b'{"choices": null, "content": 5}'),
    "null": Raw(b"null"),
    "no-body": Raw(b""),
}


@pytest.mark.rotating(16)
@pytest.mark.parametrize("fault", _PASSING)
async def test_a_model_that_stumbles_is_asked_again(kind: str, shown: Listener | None, fault: str) -> None:
    ledger = OpenLedger()
    async with model_server([_PASSING[fault], Answer("Here.")]) as server:
        reply = await models_for(server, kind=kind, ledger=ledger, retries=1).ask(asked(), shown)
    assert reply.text == "Here."
    assert shown is None or shown.text == "Here."
    first, second = ledger.records
    assert first.outcome in {CallOutcome.FAILED, CallOutcome.UNREACHABLE, CallOutcome.UNREADABLE}
    assert first.detail
    assert second.outcome is CallOutcome.OK


@pytest.mark.rotating(16)
@pytest.mark.parametrize("fault", _PASSING)
async def test_the_next_model_takes_over(kind: str, shown: Listener | None, fault: str) -> None:
    script = _by_model({"schema": _PASSING[fault], "spare": Answer("From the spare.")})
    async with model_server(script) as server:
        reply = await models_for(server, kind=kind, names=TWO).ask(asked(), shown)
    assert (reply.text, reply.model) == ("From the spare.", f"{kind}:spare")


async def test_a_model_that_is_silent_is_given_up_in_time(kind: str, shown: Listener | None) -> None:
    ledger = OpenLedger()
    async with model_server([Hang(30), Answer("Here.")]) as server:
        models = models_for(server, kind=kind, ledger=ledger, retries=1, timeout_seconds=0.3)
        reply = await models.ask(asked(), shown)
        assert await server.was_hung_up()
    assert reply.text == "Here."
    assert ledger.records[0].outcome is CallOutcome.TIMED_OUT
    assert ledger.records[0].cost is None
    assert "within 0.3 seconds" in ledger.records[0].detail


async def test_a_reply_that_drips_is_bounded_too(kind: str) -> None:
    shown = Listener()
    async with model_server(Answer("A very long story. " * 20, drip=0.05)) as server:
        models = models_for(server, kind=kind, timeout_seconds=0.4)
        with pytest.raises(ModelsUnavailableError, match=r"broke off: it did not finish within 0.4 seconds"):
            await models.ask(asked(), shown)
        assert await server.was_hung_up()
    assert shown.text.startswith("A very long story.")


@pytest.mark.rotating(12)
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "refused the request"),
        (401, "set a valid API key for the provider {kind}"),
        (402, "look at the provider's billing"),
        (403, "set a valid API key for the provider {kind}"),
        (404, "does not exist at {kind}"),
        (413, "finds the request too long"),
    ],
)
async def test_a_refused_request_goes_on_to_the_next_model(
    kind: str, shown: Listener | None, status: int, words: str
) -> None:
    script = _by_model({"schema": Status(status, message="Nope."), "spare": Answer("Here.")})
    async with model_server(script) as server:
        reply = await models_for(server, kind=kind, names=TWO, retries=2).ask(asked(), shown)
        assert reply.text == "Here."
        assert [request.model for request in server.requests] == ["schema", "spare"]
        with pytest.raises(ModelsUnavailableError) as caught:
            await models_for(server, kind=kind, retries=2).ask(asked(), shown)
    assert words.format(kind=kind) in caught.value.message
    assert f"({status}: Nope.)" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("saying", [CallOutcome.REFUSED, CallOutcome.UNREADABLE])
async def test_a_model_that_will_not_answer_is_not_asked_twice(
    kind: str, shown: Listener | None, saying: CallOutcome
) -> None:
    refusal = Refusal("" if kind == "anthropic" else "I cannot help with that.")
    step: Step = refusal if saying is CallOutcome.REFUSED else Empty()
    ledger = OpenLedger()
    async with model_server(_by_model({"schema": step, "spare": Answer("Here.")})) as server:
        models = models_for(server, kind=kind, names=TWO, ledger=ledger, retries=2)
        reply = await models.ask(asked(), shown)
    assert reply.text == "Here."
    assert [record.outcome for record in ledger.records] == [saying, CallOutcome.OK]


@pytest.mark.rotating(10)
@pytest.mark.parametrize(
    "text",
    [
        "Of course! Here is the table:\n\n{0}\n\nLet me know [if you like it].",
        "```json\n{0}\n```",
        "\ufeff{0}",
        "<think>A list {{of things}}?</think>{0}",
        "Answer:\n```\n{0}\n```\nI used `{{name}}` for the key.",
    ],
    ids=["prose", "fence", "bom", "thoughts", "both"],
)
async def test_json_is_found_in_what_surrounds_it(kind: str, shown: Listener | None, text: str) -> None:
    async with model_server(Answer(text.format(json.dumps(CLIENT)))) as server:
        reply = await models_for(server, kind=kind).ask(asked(shaped=True), shown)
    assert reply.data == CLIENT


async def test_a_reply_that_cannot_be_read_gets_one_more_try(kind: str) -> None:
    ledger = OpenLedger()
    script = [Answer("I would say a salon."), Answer("As I said."), Json(CLIENT)]
    async with model_server([*script[:1], *script[2:]]) as server:
        reply = await models_for(server, kind=kind, ledger=ledger).ask(asked(shaped=True))
    assert reply.data == CLIENT
    assert [record.outcome for record in ledger.records] == [CallOutcome.UNREADABLE, CallOutcome.OK]
    async with model_server(script) as server:
        reply = await models_for(server, kind=kind, names=TWO).ask(asked(shaped=True))
    assert [request.model for request in server.requests] == ["schema", "schema", "spare"]
    assert reply.data == CLIENT


async def test_a_reply_at_the_longest_length_keeps_what_is_there(kind: str, shown: Listener | None) -> None:
    ledger = OpenLedger()
    cut = Answer('Here: {"name": "Client", "fields": ["name", "em', is_cut_short=True)
    async with model_server(cut) as server:
        reply = await models_for(server, kind=kind, ledger=ledger).ask(asked(shaped=True), shown)
    assert reply.data == {"name": "Client", "fields": ["name"]}
    assert "cut short" in ledger.records[0].detail


async def test_a_hundred_kilobytes_are_read(kind: str, shown: Listener | None) -> None:
    large = {"name": "Client", "fields": [f"field number {n} with a “name”" for n in range(3_000)]}
    async with model_server(Json(large, piece=400)) as server:
        reply = await models_for(server, kind=kind, timeout_seconds=60).ask(asked(shaped=True), shown)
    assert len(reply.text) > 100_000
    assert reply.data == large


async def test_a_reply_without_end_is_stopped(kind: str, shown: Listener | None) -> None:
    """The limit follows the longest reply that was asked for."""
    endless = Answer("x" * 3_000_000, piece=100_000)
    async with model_server(endless) as server:
        with pytest.raises(ModelsUnavailableError, match="longer than any reply may be"):
            await models_for(server, kind=kind, retries=2, max_tokens=10).ask(asked(), shown)
    assert len(server.requests) == 1


async def test_a_compressed_reply_is_not_opened(kind: str) -> None:
    """It may hold a thousand times what it weighs; it was not asked for either."""
    bomb = Raw(b"\x1f\x8b...", headers={"content-encoding": "gzip"})
    async with model_server(bomb) as server:
        with pytest.raises(ModelsUnavailableError, match="longer than any reply may be"):
            await models_for(server, kind=kind).ask(asked())
    assert server.requests[0].headers["accept-encoding"] == "identity"


async def test_a_redirect_is_not_followed(kind: str) -> None:
    """The key would go along, and to an address that nobody set up."""
    async with model_server(Answer("Here I am.")) as elsewhere:
        address = elsewhere.openai_url + "/chat/completions"
        async with model_server(Raw(b"", 307, headers={"location": address})) as server:
            with pytest.raises(ModelsUnavailableError):
                await models_for(server, kind=kind).ask(asked())
    assert elsewhere.requests == []


async def test_a_server_that_is_not_there_is_named(kind: str, shown: Listener | None) -> None:
    gone = Provider(name="gone", kind=ProviderKind(kind), base_url="http://127.0.0.1:9/v1")
    chain = Chain(models=("gone:any", f"{kind}:schema"), retries=0)
    async with model_server(Answer("Here.")) as server:
        known = ModelsConfig(providers=(gone, *providers_of(server)), chains={Role.SCHEMA: chain})
        reply = await ChainedModels(known, Caller(), OpenLedger(), NoReplies()).ask(asked(), shown)
    assert reply.text == "Here."
    alone = ModelsConfig(providers=(gone,), chains={Role.SCHEMA: chain})
    with pytest.raises(ModelsUnavailableError) as caught:
        await ChainedModels(alone, Caller(), OpenLedger(), NoReplies()).ask(asked(), shown)
    assert "gone:any cannot be reached" in caught.value.message
    assert "names no provider that is set up (there is: gone)" in caught.value.message


async def test_every_single_try_is_admitted_and_noted(kind: str) -> None:
    class Purse(OpenLedger):
        admitted = 0

        async def admit(self, *_: object) -> str | None:
            self.admitted += 1
            if self.admitted > 2:
                raise BudgetError("The budget is used up.")
            return "80 % of the budget are used up."

    purse, warnings = Purse(), list[str]()
    async with model_server(Status(500)) as server:
        models = models_for(server, kind=kind, ledger=purse, warned=warnings.append, retries=5)
        with pytest.raises(BudgetError):
            await models.ask(asked())
    assert len(server.requests) == len(purse.records) == 2
    assert warnings == ["80 % of the budget are used up."]


async def test_every_model_is_named_when_none_answers(kind: str) -> None:
    async with model_server(_by_model({"schema": Status(500), "spare": Refusal("")})) as server:
        with pytest.raises(ModelsUnavailableError) as caught:
            await models_for(server, kind=kind, names=TWO).ask(asked())
    assert caught.value.message.startswith("No model for designing data gave a reply.")
    assert f"{kind}:schema failed (500: Something is wrong here.)." in caught.value.message
    assert f"{kind}:spare " in caught.value.message


async def test_what_refused_tries_cost_is_known(kind: str) -> None:
    ledger = OpenLedger()
    async with model_server([Status(500), CutStream("abc"), Answer("Yes.")]) as server:
        await models_for(server, kind=kind, ledger=ledger, retries=2).ask(asked())
    assert [record.cost for record in ledger.records] == [Decimal(0), None, None]
    assert ledger.spent.unknown == 2


def _by_model(steps: dict[str, Step]) -> Script:
    def pick(request: Any) -> Any:
        return steps[request.model]

    return pick


async def test_the_loop_goes_on_while_a_model_thinks(kind: str) -> None:
    ticks = 0
    async with model_server(Answer("Yes.", delay=0.3)) as server:
        asking = asyncio.create_task(models_for(server, kind=kind).ask(asked()))
        while not asking.done():
            ticks += 1
            await asyncio.sleep(0.01)
    assert ticks > 5
