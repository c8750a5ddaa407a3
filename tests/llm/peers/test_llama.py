"""A model server that others wrote understands what it is sent, and is understood."""

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.fallback_chain import ChainedModels, NoReplies, OpenLedger
from sayso.llm.types import (
    Ask,
    Caller,
    CallOutcome,
    Chain,
    ModelsConfig,
    Prompt,
    Provider,
    ProviderKind,
    Role,
)
from tests.support.models import undisturbed

pytestmark = [pytest.mark.peers, pytest.mark.timeout(900)]

SHAPE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z]{1,12}$"},
        "kind": {"enum": ["table", "page"]},
        "fields": {
            "type": "array",
            "minItems": 1,
            "maxItems": 3,
            "items": {
                "type": "object",
                "properties": {"count": {"type": "integer"}, "is_unique": {"type": "boolean"}},
                "required": ["count", "is_unique"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["name", "kind", "fields"],
    "additionalProperties": False,
}


def models(provider: Provider, ledger: OpenLedger, **limits: Any) -> ChainedModels:
    """The model behind this provider."""
    chain = Chain(models=(f"{provider.name}:tiny",), **{"retries": 0, "max_tokens": 60, **limits})
    config = ModelsConfig(providers=(provider,), chains=dict.fromkeys(Role, chain))
    return ChainedModels(config, Caller(), ledger, NoReplies(), surroundings=undisturbed())


def asked(content: str = "A salon.", shape: dict[str, Any] | None = None) -> Ask:
    """A request to the schema role."""
    return Ask(Role.SCHEMA, Prompt("design", 1, "You design data."), content, shape)


@pytest.fixture(params=["whole", "streamed"])
def pieces(request: pytest.FixtureRequest) -> list[str] | None:
    """Takes the pieces of a reply, where it is streamed."""
    return [] if request.param == "streamed" else None


async def test_words(llama: Provider, pieces: list[str] | None) -> None:
    """Of a model of random numbers they make no sense, and most often do not end by themselves."""
    ledger = OpenLedger()
    shown = None if pieces is None else pieces.append
    reply = await models(llama, ledger).ask(asked(), shown)
    assert reply.text
    assert pieces is None or "".join(pieces) == reply.text
    assert reply.usage.input > 10
    assert 1 < reply.usage.output <= 60
    assert reply.cost is None
    assert ledger.records[0].outcome is CallOutcome.OK


async def test_a_shape_is_kept_to(llama: Provider, pieces: list[str] | None) -> None:
    """Even a model of random numbers fits it, as the server lets it write nothing else."""
    ledger = OpenLedger()
    shown = None if pieces is None else pieces.append
    for temperature in (0.0, 1.0, 2.0):
        chained = models(llama, ledger, max_tokens=2_000, temperature=temperature)
        data = (await chained.ask(asked(shape=SHAPE), shown)).data
        assert set(data) == {"name", "kind", "fields"}
        assert data["kind"] in {"table", "page"}
        assert 1 <= len(data["fields"]) <= 3
        assert all(
            isinstance(one["count"], int) and one["is_unique"] in {True, False} for one in data["fields"]
        )
    assert [record.outcome for record in ledger.records] == [CallOutcome.OK] * 3


async def test_the_longest_length_holds(llama: Provider, pieces: list[str] | None) -> None:
    ledger = OpenLedger()
    shown = None if pieces is None else pieces.append
    reply = await models(llama, ledger, max_tokens=9).ask(asked("Tell me a long story."), shown)
    assert reply.usage.output <= 9
    assert "cut short" in ledger.records[0].detail


async def test_the_server_goes_on_after_a_reply_was_stopped(llama: Provider) -> None:
    ledger, begun = OpenLedger(), asyncio.Event()
    chained = models(llama, ledger, max_tokens=7_000)
    long = {"type": "array", "minItems": 400, "items": SHAPE["properties"]["fields"]["items"]}
    asking = asyncio.create_task(chained.ask(asked(shape=long), lambda _: begun.set()))
    await begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert ledger.records[0].outcome is CallOutcome.CANCELLED
    assert (await models(llama, ledger).ask(asked())).text


async def test_a_wrong_key_is_named(llama: Provider) -> None:
    stranger = Provider(
        name="llama", kind=ProviderKind.COMPATIBLE, base_url=llama.base_url, api_key=SecretStr("sk-wrong-key")
    )
    with pytest.raises(ModelsUnavailableError, match="set a valid API key for the provider llama"):
        await models(stranger, OpenLedger()).ask(asked())


async def test_a_request_beyond_the_model_is_named(llama: Provider) -> None:
    with pytest.raises(ModelsUnavailableError, match="finds the request too long"):
        await models(llama, OpenLedger()).ask(asked("word " * 9_000))


async def test_a_shape_that_the_server_cannot_hold_is_told_in_words(llama: Provider) -> None:
    """Which a model of random numbers does not follow, so the request ends without a reply."""
    ledger = OpenLedger()
    broken = {"type": "object", "properties": {"name": {"$ref": "#/nowhere"}}}
    with pytest.raises(ModelsUnavailableError, match="gave a reply that cannot be read"):
        await models(llama, ledger).ask(asked(shape=broken))
    first, *rest = [record.outcome for record in ledger.records]
    assert first is CallOutcome.FAILED
    assert rest == [CallOutcome.UNREADABLE] * 2
