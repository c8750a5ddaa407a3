"""A reply is shown as it comes; once something of it was shown, no other model starts over."""

import asyncio

import pytest

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.fallback_chain import OpenLedger
from sayso.llm.types import CallOutcome
from tests.llm.fallback_chain.requests import CLIENT, Listener, asked
from tests.support.models import (
    Answer,
    CutStream,
    Hang,
    Json,
    Raw,
    Refusal,
    Status,
    model_server,
    models_for,
)


async def test_pieces_are_shown_as_they_come(kind: str) -> None:
    """The first one long before the last one is written."""
    came: list[tuple[float, str]] = []
    clock = asyncio.get_running_loop().time
    async with model_server(Answer("One. Two. Three.", piece=5, drip=0.1)) as server:
        reply = await models_for(server, kind=kind).ask(asked(), lambda piece: came.append((clock(), piece)))
    assert "".join(piece for _, piece in came) == reply.text == "One. Two. Three."
    assert len(came) == 4
    assert came[-1][0] - came[0][0] > 0.2


@pytest.mark.parametrize("is_polite", [False, True], ids=["torn", "ended"])
async def test_a_stream_that_breaks_off_says_so(kind: str, *, is_polite: bool) -> None:
    ledger, shown = OpenLedger(), Listener()
    script = [CutStream("Clients book app", is_polite=is_polite), Answer("Something else.")]
    async with model_server(script) as server:
        models = models_for(server, kind=kind, ledger=ledger, names=("schema", "spare"), retries=3)
        with pytest.raises(ModelsUnavailableError) as caught:
            await models.ask(asked(), shown)
    assert shown.text == "Clients book app"
    assert len(server.requests) == 1
    assert caught.value.message == f"The reply of {kind}:schema broke off: it lost the connection."
    assert caught.value.details == {"received_characters": 16}
    [record] = ledger.records
    assert record.outcome is CallOutcome.UNREACHABLE
    assert "16 characters" in record.detail


@pytest.mark.parametrize("fault", [Status(500), Status(429), CutStream(""), Hang(20)], ids=str)
async def test_nothing_is_lost_while_nothing_was_shown(kind: str, fault: object) -> None:
    shown = Listener()
    async with model_server([fault, Answer("The whole story.")]) as server:  # type: ignore[list-item]
        models = models_for(server, kind=kind, retries=1, timeout_seconds=0.5)
        reply = await models.ask(asked(), shown)
    assert shown.text == reply.text == "The whole story."


async def test_a_stream_that_falls_silent_is_given_up(kind: str) -> None:
    shown = Listener()
    async with model_server(CutStream("It all began", stall=30)) as server:
        models = models_for(server, kind=kind, timeout_seconds=0.4, retries=2)
        with pytest.raises(ModelsUnavailableError, match="broke off"):
            await models.ask(asked(), shown)
        assert await server.was_hung_up()
    assert shown.text == "It all began"


async def test_a_shown_reply_that_cannot_be_read_is_left_to_whoever_asked(kind: str) -> None:
    ledger = OpenLedger()
    async with model_server([Answer("I would rather talk."), Json(CLIENT)]) as server:
        reply = await models_for(server, kind=kind, ledger=ledger).ask(asked(shaped=True), Listener())
    assert (reply.text, reply.data) == ("I would rather talk.", None)
    assert [record.outcome for record in ledger.records] == [CallOutcome.UNREADABLE]


async def test_an_error_of_the_listener_is_the_listeners(kind: str) -> None:
    ledger = OpenLedger()

    def shown(_: str) -> None:
        raise ConnectionResetError("the browser has gone")

    async with model_server(Answer("A long story. " * 50, drip=0.02)) as server:
        models = models_for(server, kind=kind, ledger=ledger, retries=3)
        with pytest.raises(ConnectionResetError, match="the browser has gone"):
            await models.ask(asked(), shown)
        assert await server.was_hung_up()
    assert [record.outcome for record in ledger.records] == [CallOutcome.CANCELLED]


_ERRORS = {
    "openai": b'data: {"error": {"message": "The server is busy.", "type": "server_error"}}\n\n',
    "anthropic": (
        b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error", "message": "Busy"}}\n\n'
    ),
}


async def test_an_error_in_the_stream_is_like_one_before_it(kind: str) -> None:
    ledger, shown = OpenLedger(), Listener()
    error = Raw(_ERRORS["anthropic" if kind == "anthropic" else "openai"], content_type="text/event-stream")
    async with model_server([error, Answer("Here.")]) as server:
        models = models_for(server, kind=kind, ledger=ledger, retries=1)
        assert (await models.ask(asked(), shown)).text == shown.text == "Here."
    assert "usy" in ledger.records[0].detail


async def test_a_model_that_stops_itself_says_so() -> None:
    """Anthropic's do so in the middle of a sentence."""
    shown = Listener()
    async with model_server([Refusal("Well, first you"), Answer("Something else.")]) as server:
        models = models_for(server, kind="anthropic", names=("schema", "spare"), retries=1)
        with pytest.raises(ModelsUnavailableError, match="broke off: it declined to answer"):
            await models.ask(asked(), shown)
    assert shown.text == "Well, first you"
    assert len(server.requests) == 1


async def test_what_no_database_takes_is_left_out(kind: str, shown: Listener | None) -> None:
    async with model_server(Answer("One\0 two.")) as server:
        reply = await models_for(server, kind=kind).ask(asked(), shown)
    assert reply.text == "One two."
    assert shown is None or shown.text == reply.text


@pytest.mark.rotating(8)
@pytest.mark.parametrize("piece", [1, 5, 16, 1000])
async def test_thoughts_are_not_shown(kind: str, shown: Listener | None, piece: int) -> None:
    """Servers of models that think leave their thoughts in the reply."""
    think = Answer("\n<think>The user wants a <salon>.\nGood.</think>\n\nA <salon> it is.", piece=piece)
    async with model_server(think) as server:
        reply = await models_for(server, kind=kind).ask(asked(), shown)
    assert reply.text == "A <salon> it is."
    assert shown is None or shown.text == reply.text


@pytest.mark.parametrize("text", ["<", "<thin", "< think>", "<thinking> is fine", "I <think>so</think>."])
async def test_what_only_looks_like_thoughts_is_shown(shown: Listener | None, text: str) -> None:
    async with model_server(Answer(text, piece=2)) as server:
        reply = await models_for(server).ask(asked(), shown)
    assert reply.text == text


async def test_nothing_but_thoughts_is_no_reply(kind: str, shown: Listener | None) -> None:
    async with model_server([Answer("<think>Hm. Well. Hm."), Answer("Here.")]) as server:
        models = models_for(server, kind=kind, names=("schema", "spare"))
        assert (await models.ask(asked(), shown)).text == "Here."
    assert shown is None or shown.text == "Here."
