"""What a call cost is known by the price list, or honestly unknown."""

from decimal import Decimal

import pytest

from sayso.llm.fallback_chain import OpenLedger
from sayso.llm.prices import cost_of
from sayso.llm.providers import Target
from sayso.llm.types import Provider, ProviderKind, Usage
from tests.llm.fallback_chain.requests import asked
from tests.support.models import Answer, model_server, models_for

MILLION = 1_000_000


def priced(kind: ProviderKind, model: str, base_url: str = "https://gateway.example/v1") -> Target:
    """A model of this provider."""
    return Target(Provider(name="p", kind=kind, base_url=base_url), model, base_url)


def test_tokens_are_priced_by_what_they_are() -> None:
    target = priced(ProviderKind.OPENAI, "gpt-4o-mini")
    assert cost_of(target, Usage(input=MILLION)) == Decimal("0.15")
    assert cost_of(target, Usage(output=MILLION)) == Decimal("0.60")
    assert cost_of(target, Usage(input=MILLION, cached=MILLION)) == Decimal("0.075")


def test_what_anthropic_puts_aside_costs_more() -> None:
    target = priced(ProviderKind.ANTHROPIC, "claude-3-5-haiku-latest")
    plain, written = cost_of(target, Usage(input=MILLION)), cost_of(target, Usage(input=MILLION), MILLION)
    assert (plain, written) == (Decimal("0.8"), Decimal(1))


@pytest.mark.parametrize(
    "target",
    [
        priced(ProviderKind.OPENAI, "gpt-of-the-future"),
        priced(ProviderKind.COMPATIBLE, "gpt-4o-mini", "http://127.0.0.1:11434/v1"),
        priced(ProviderKind.COMPATIBLE, "llama3:8b", "http://localhost:8080/v1"),
    ],
    ids=["new-model", "local", "local-too"],
)
def test_what_has_no_price_is_unknown(target: Target) -> None:
    assert cost_of(target, Usage(input=100, output=100)) is None


def test_a_known_gateway_has_prices_of_its_own() -> None:
    target = priced(ProviderKind.COMPATIBLE, "llama-3.3-70b-versatile", "https://api.groq.com/openai/v1")
    assert cost_of(target, Usage(input=MILLION, output=MILLION))


def test_nothing_counted_is_not_nothing_spent() -> None:
    assert cost_of(priced(ProviderKind.OPENAI, "gpt-4o-mini"), Usage()) is None


async def test_costs_add_up() -> None:
    ledger = OpenLedger()
    async with model_server(Answer("Yes.", input=1000, output=100)) as server:
        models = models_for(server, names=["gpt-4o-mini"], ledger=ledger)
        reply = await models.ask(asked())
        await models.ask(asked("Once more."))
    assert reply.cost == Decimal("0.00021")
    spent = ledger.spent
    assert (spent.calls, spent.cost, spent.unknown) == (2, Decimal("0.00042"), 0)
    assert spent.usage == Usage(2000, 200)


async def test_a_server_that_counts_nothing_costs_an_unknown_amount() -> None:
    async with model_server(Answer("Yes.", reports_usage=False)) as server:
        assert (await models_for(server, names=["gpt-4o-mini"]).ask(asked())).cost is None
