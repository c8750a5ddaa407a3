"""A key goes to its provider and nowhere else."""

import logging
import traceback
from typing import Any

import pytest
from pydantic import SecretStr

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.fallback_chain import OpenLedger
from sayso.llm.faults import cleaned
from sayso.llm.model_request import Asking
from sayso.llm.providers import Target
from sayso.llm.types import Provider, ProviderKind
from tests.llm.fallback_chain.requests import Listener, asked
from tests.support.models import KEY, Raw, Request, Status, model_server, models_for


def echo(request: Request) -> Status:
    """An error that repeats the key, as some providers do."""
    return Status(
        401, message=f"Incorrect key: {request.headers['authorization']}; yours is sk-proj…cdef or so"
    )


async def test_no_error_repeats_the_key(
    kind: str, shown: Listener | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ledger = OpenLedger()
    async with model_server(echo) as server:
        models = models_for(server, kind=kind, ledger=ledger)
        with pytest.raises(ModelsUnavailableError) as caught:
            await models.ask(asked(), shown)
    error = caught.value
    told = [
        *(error.message, error.hint, repr(error), repr(error.details), repr(ledger.records)),
        *("".join(traceback.format_exception(error)), repr(models), repr(vars(models)), caplog.text),
    ]
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert not [text for text in told if KEY in text or "sk-proj" in text]
    assert "Incorrect key" in error.message


@pytest.mark.parametrize("body", [b"x" * 50_000, b'{"error": {"message": "' + b"y" * 50_000 + b'"}}'])
async def test_what_a_provider_says_stays_short(kind: str, body: bytes) -> None:
    ledger = OpenLedger()
    async with model_server(Raw(body, 418)) as server:
        with pytest.raises(ModelsUnavailableError) as caught:
            await models_for(server, kind=kind, ledger=ledger).ask(asked())
    assert len(caught.value.message) < 600
    assert len(ledger.records[0].detail) < 400


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("all\r\nis \x1b[31mwell\x00", "all is [31mwell"),
        ("the key sk-live-abcdef is wrong", "the key … is wrong"),
        ("Authorization: Bearer abc.def.ghi", "Authorization: …"),
        ("key=hush-hush!", "key=…!"),
        ("provided: sk-ab***************89 or so", "provided: … or so"),
    ],
)
def test_foreign_text_is_cleaned(text: str, clean: str) -> None:
    assert cleaned(text, "hush-hush") == clean


def test_a_target_shows_no_key() -> None:
    target = Target(Provider(name="o", kind=ProviderKind.OPENAI, api_key=SecretStr(KEY)), "gpt", "http://x")
    assert KEY not in repr(target) + str(target) + target.line


def test_a_request_under_way_shows_no_key() -> None:
    """Error trackers print the local values of every frame."""
    assert "config" in Asking.__slots__
    provider = Provider(name="o", kind=ProviderKind.OPENAI, api_key=SecretStr(KEY))
    parts: dict[str, Any] = dict.fromkeys(
        ["caller", "ledger", "replies", "surroundings", "warned", "ask", "chain", "shown", "lines"]
    )
    assert KEY not in repr(Asking(config=provider, **parts))  # type: ignore[arg-type]
