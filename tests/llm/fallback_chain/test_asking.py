"""A request reaches the model as its provider wants it, and the reply comes back with what it took."""

import asyncio

import pytest

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.fallback_chain import ChainedModels, NoReplies, OpenLedger
from sayso.llm.types import Ask, Caller, CallOutcome, Chain, ModelsConfig, Provider, ProviderKind, Role, Usage
from tests.llm.fallback_chain.requests import CLIENT, PROMPT, SHAPE, Listener, asked
from tests.support.models import KEY, Answer, Json, Status, model_server, models_for


async def test_a_model_answers_in_words(kind: str, shown: Listener | None) -> None:
    ledger = OpenLedger()
    async with model_server(Answer("Clients book — “cuts”.", input=120, output=9, cached=100)) as server:
        reply = await models_for(server, kind=kind, ledger=ledger).ask(asked(), shown)
    assert (reply.text, reply.data, reply.model) == ("Clients book — “cuts”.", None, f"{kind}:schema")
    assert reply.usage == Usage(input=120, output=9, cached=100)
    assert shown is None or shown.text == reply.text
    [record] = ledger.records
    assert (record.outcome, record.role, record.usage) == (CallOutcome.OK, Role.SCHEMA, reply.usage)
    assert record.prompt == "design@3"
    assert 0 < record.latency_seconds < 60
    assert ledger.spent.calls == 1


async def test_a_model_fills_in_a_shape(kind: str, shown: Listener | None) -> None:
    async with model_server(Json(CLIENT)) as server:
        reply = await models_for(server, kind=kind).ask(asked(shaped=True), shown)
    assert reply.data == CLIENT
    assert server.requests[0].shape == SHAPE
    assert shown is None or shown.text.replace(" ", "") == reply.text.replace(" ", "")


async def test_the_prompt_comes_before_the_exchange(kind: str) -> None:
    exchange = (('{"name": 1}', "The name is no text."), ('{"name": 2}', "Still none."))
    async with model_server(Json(CLIENT)) as server:
        await models_for(server, kind=kind).ask(asked(shaped=True, exchange=exchange))
    [request] = server.requests
    assert request.system.startswith(PROMPT.text)
    assert request.messages == [
        ("user", "A salon."),
        ("assistant", '{"name": 1}'),
        ("user", "The name is no text."),
        ("assistant", '{"name": 2}'),
        ("user", "Still none."),
    ]


async def test_limits_of_the_chain_go_along(kind: str) -> None:
    async with model_server(Answer("Yes.")) as server:
        await models_for(server, kind=kind, temperature=0.2, max_tokens=777).ask(asked())
    body = server.requests[0].body
    longest = {"openai": "max_completion_tokens", "anthropic": "max_tokens", "compatible": "max_tokens"}
    assert body[longest[kind]] == 777
    assert body["temperature"] == 0.2


async def test_anthropic_may_keep_the_prompt() -> None:
    async with model_server(Answer("Yes.")) as server:
        await models_for(server, kind="anthropic").ask(asked())
    [told] = server.requests[0].body["system"]
    assert told["cache_control"]["type"] == "ephemeral"


async def test_openai_is_strict_only_where_the_shape_allows_it() -> None:
    opened = {"type": "object", "properties": {"notes": {"type": "object"}}}
    async with model_server(Json({"notes": {}})) as server:
        models = models_for(server)
        await models.ask(asked(shaped=True))
        await models.ask(Ask(Role.SCHEMA, PROMPT, "Hm.", opened))
    first, second = (request.body["response_format"]["json_schema"] for request in server.requests)
    assert first["strict"] is True
    assert (second["strict"], second["schema"]) == (False, opened)


async def test_a_model_that_reasons_is_not_given_a_temperature() -> None:
    """Such models refuse it."""
    async with model_server(Answer("Yes.")) as server:
        models = _only(Provider(name="o", kind=ProviderKind.OPENAI, base_url=server.openai_url), "o:o3", 0.1)
        await models.ask(asked())
    assert "temperature" not in server.requests[0].body


async def test_a_compatible_server_without_a_key_is_sent_none() -> None:
    async with model_server(Answer("Yes.")) as server:
        local = Provider(name="local", kind=ProviderKind.COMPATIBLE, base_url=server.openai_url + "/")
        await _only(local, "local:llama3:8b").ask(asked())
    [request] = server.requests
    assert request.model == "llama3:8b"
    assert "authorization" not in request.headers


async def test_credentials_of_the_environment_stay_here(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "of-somebody-else")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/elsewhere")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1/elsewhere")
    async with model_server(Answer("Yes.")) as server:
        await models_for(server, kind=kind).ask(asked())
    headers = server.requests[0].headers
    assert "of-somebody-else" not in str(headers)
    assert headers["authorization"] == f"Bearer {KEY}"


async def test_a_server_that_refuses_shapes_is_told_them_in_words(shown: Listener | None) -> None:
    """And from then on at once."""
    refusing = Status(400, message="response_format is not supported")
    async with model_server([refusing, Json(CLIENT), Json(CLIENT)]) as server:
        models = models_for(server, kind="compatible", temperature=0.5)
        first = await models.ask(asked(shaped=True), shown)
        second = await models.ask(asked(shaped=True), shown)
    assert first.data == second.data == CLIENT
    assert ["response_format" in request.body for request in server.requests] == [True, False, False]
    assert '"fields"' in server.requests[1].system


async def test_many_ask_at_the_same_time(kind: str) -> None:
    async with model_server(lambda request: Answer(f"You said {request.user}", delay=0.05)) as server:
        models = models_for(server, kind=kind)
        replies = await asyncio.gather(*(models.ask(asked(f"number {n}")) for n in range(20)))
    assert [reply.text for reply in replies] == [f"You said number {n}" for n in range(20)]


async def test_a_role_without_models_says_so() -> None:
    async with model_server([]) as server:
        models = models_for(server, [Role.CODE])
        assert models.has(Role.CODE)
        assert not models.has(Role.SCHEMA)
        with pytest.raises(ModelsUnavailableError, match="No model is set up for designing data"):
            await models.ask(asked())


@pytest.mark.parametrize(
    ("provider", "model", "problem"),
    [
        (Provider(name="o", kind=ProviderKind.OPENAI), "p:gpt", "“p:gpt” names no provider that is set up"),
        (Provider(name="o", kind=ProviderKind.OPENAI), "o", "“o” names no provider"),
        (Provider(name="o", kind=ProviderKind.OPENAI), "o:gpt", "The provider o has no API key"),
        (Provider(name="c", kind=ProviderKind.COMPATIBLE), "c:gpt", "The provider c has no address"),
    ],
    ids=["no-provider", "no-model", "no-key", "no-address"],
)
async def test_what_is_missing_in_the_settings_is_named(provider: Provider, model: str, problem: str) -> None:
    with pytest.raises(ModelsUnavailableError, match=problem):
        await _only(provider, model).ask(asked())


def _only(provider: Provider, model: str, temperature: float | None = None) -> ChainedModels:
    chain = Chain(models=(model,), temperature=temperature, retries=0)
    config = ModelsConfig(providers=(provider,), chains={Role.SCHEMA: chain})
    return ChainedModels(config, Caller(), OpenLedger(), NoReplies())
