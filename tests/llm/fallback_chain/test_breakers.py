"""A model that fails again and again rests for a while; then one request finds out whether it is back."""

import asyncio

import pytest

from sayso.llm.breaker import Breakers
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.fallback_chain import Surroundings
from tests.llm.fallback_chain.requests import asked, until
from tests.support.models import Answer, Hang, Status, model_server, models_for, undisturbed


class Time:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def resting(time: Time, limit: int = 3, rest: float = 30) -> Surroundings:
    """Surroundings in which models rest by this clock."""
    return undisturbed(breakers=Breakers(limit, rest, time))


async def test_a_broken_model_is_left_alone_and_the_next_one_answers(kind: str) -> None:
    time = Time()
    surroundings = resting(time)
    script = lambda request: Status(500) if request.model == "schema" else Answer("Here.")  # noqa: E731
    async with model_server(script) as server:
        models = models_for(server, kind=kind, names=("schema", "spare"), surroundings=surroundings)
        for _ in range(5):
            assert (await models.ask(asked())).text == "Here."
        asked_for = [request.model for request in server.requests]
        assert asked_for.count("schema") == 3
        time.now = 31
        await models.ask(asked())
        await models.ask(asked())
        assert [request.model for request in server.requests].count("schema") == 4


async def test_a_model_that_is_back_is_asked_again(kind: str) -> None:
    time = Time()
    async with model_server([*[Status(503)] * 3, Answer("Back."), Status(500), Answer("Well.")]) as server:
        models = models_for(server, kind=kind, surroundings=resting(time), retries=1)
        with pytest.raises(ModelsUnavailableError):
            await models.ask(asked())
        with pytest.raises(ModelsUnavailableError, match=f"{kind}:schema rests for a moment"):
            await models.ask(asked())
        with pytest.raises(ModelsUnavailableError, match="rests"):
            await models.ask(asked())
        assert len(server.requests) == 3
        time.now = 30
        assert (await models.ask(asked())).text == "Back."
        assert (await models.ask(asked())).text == "Well."


async def test_only_one_request_finds_out(kind: str) -> None:
    time = Time()
    async with model_server([Status(500), Answer("Back.", delay=0.3)]) as server:
        models = models_for(server, kind=kind, surroundings=resting(time, limit=1))
        with pytest.raises(ModelsUnavailableError):
            await models.ask(asked())
        time.now = 30
        first = asyncio.create_task(models.ask(asked()))
        await until(lambda: len(server.requests) == 2)
        with pytest.raises(ModelsUnavailableError, match="rests"):
            await models.ask(asked())
        assert (await first).text == "Back."


async def test_one_who_stops_finding_out_leaves_it_to_the_next(kind: str) -> None:
    time = Time()
    async with model_server([Status(500), Hang(60), Answer("Back.")]) as server:
        models = models_for(server, kind=kind, surroundings=resting(time, limit=1))
        with pytest.raises(ModelsUnavailableError):
            await models.ask(asked())
        time.now = 30
        first = asyncio.create_task(models.ask(asked()))
        await until(lambda: len(server.requests) == 2)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert (await models.ask(asked())).text == "Back."


@pytest.mark.parametrize("status", [400, 401, 404])
async def test_a_refused_request_says_nothing_about_the_model(kind: str, status: int) -> None:
    async with model_server(Status(status)) as server:
        models = models_for(server, kind=kind, surroundings=resting(Time(), limit=2))
        for _ in range(4):
            with pytest.raises(ModelsUnavailableError, match=str(status)):
                await models.ask(asked())
    assert len(server.requests) == 4


async def test_models_rest_for_everybody_but_each_provider_for_itself() -> None:
    """Another agency has another key, or another address, under the same name."""
    surroundings = resting(Time(), limit=1)
    async with model_server(Status(500)) as broken, model_server(Answer("Here.")) as sound:
        with pytest.raises(ModelsUnavailableError):
            await models_for(broken, surroundings=surroundings).ask(asked())
        with pytest.raises(ModelsUnavailableError, match="rests"):
            await models_for(broken, surroundings=surroundings).ask(asked())
        assert (await models_for(sound, surroundings=surroundings).ask(asked())).text == "Here."
