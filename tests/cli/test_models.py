"""Language models from the command line."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.models import Answer, ModelServer, Status, model_server
from tests.support.processes import Machine

KEY = "sk-hush-5up3rs3cr3t"


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """A model that is ready whatever it is asked."""
    async with model_server(Answer("ready", input=1_000_000, output=0)) as server:
        yield server


async def run(machine: Machine, *arguments: str, said: str = "", expect: int = 0) -> tuple[str, str]:
    """What a command prints on both ways, having ended like this."""
    done = await asyncio.to_thread(machine.sayso, "model", *arguments, said=said)
    assert done.returncode == expect, done.stdout + done.stderr
    assert KEY not in done.stdout + done.stderr
    return done.stdout, done.stderr


async def read(machine: Machine, *arguments: str) -> Any:
    """What a command prints as JSON."""
    return json.loads((await run(machine, *arguments, "--json"))[0])


async def test_models_are_set_up_tried_and_removed(served: Machine, server: ModelServer) -> None:
    shown, _ = await run(served, "list")
    assert "offline designer" in shown
    _, said = await run(served, "test", expect=1)
    assert "No model is set up" in said
    url = server.url("compatible")
    provider = ("set", "gpu", "--kind", "compatible", "--url", url, "--key-stdin")
    _, said = await run(served, *provider, said=f"{KEY}\n")
    assert "gpu is set up" in said
    await run(served, "set", "schema", "gpu:big", "gpu:small", "--retries", "0", "--temperature", "0.1")
    found = await read(served, "list")
    assert [(one["name"], one["has_key"]) for one in found["providers"]] == [("gpu", True)]
    chain = next(one for one in found["chains"] if one["role"] == "schema")
    assert (chain["models"], chain["retries"], chain["temperature"]) == (["gpu:big", "gpu:small"], 0, 0.1)
    shown, _ = await run(served, "list")
    assert url in shown
    assert "gpu:big, gpu:small" in shown
    shown, _ = await run(served, "test")
    assert [line.split() for line in shown.splitlines()] == [["gpu:big", "answers"], ["gpu:small", "answers"]]
    shown, _ = await run(served, "rows", "gpu:big", "on")
    assert [line.split()[:2] for line in shown.splitlines()] == [["gpu:big", "sees"], ["gpu:small", "sees"]]
    found = {one["name"]: one["may_see_rows"] for one in await read(served, "rows")}
    assert found == {"gpu:big": True, "gpu:small": False}
    await run(served, "rows", "gpu:big", "off")
    await run(served, "set", "gpu", "--url", url)
    assert (await read(served, "test", "gpu:big"))[0]["is_ok"], "the key stayed"
    _, said = await run(served, "set", "gpu", "--url", "http://127.0.0.1:1/v1", expect=1)
    assert "again" in said
    _, said = await run(served, "remove", "gpu", expect=1)
    assert "chain of schema" in said
    await run(served, "remove", "schema")
    await run(served, "remove", "gpu")
    assert (await read(served, "list"))["providers"] == []


async def test_what_a_command_lacks_is_said(served: Machine) -> None:
    for arguments, words in (
        (("set", "schema"), "Name the models"),
        (("set", "mine"), "--kind"),
        (("set", "mine", "a:b"), "is no role"),
        (("set", "openai", "--key-stdin"), "has no key"),
        (("rows", "gpu:big"), "on or off"),
        (("remove", "mine"), "no provider “mine”"),
        (("set", "code", "mine:m"), "no provider “mine”"),
        (("budget", "--month", "much"), "is no number"),
    ):
        _, said = await run(served, *arguments, expect=1)
        assert words in said, said


async def test_a_model_that_does_not_answer_ends_with_1(served: Machine) -> None:
    async with model_server(Status(401)) as strict:
        await run(
            served,
            "set",
            "strict",
            "--kind",
            "openai",
            "--url",
            strict.url("openai"),
            "--key-stdin",
            said=KEY,
        )
        shown, _ = await run(served, "test", "strict:m", expect=1)
    assert "set a valid API key" in shown
    await run(served, "remove", "strict")


async def test_usage_and_budget_are_shown_and_set(served: Machine, server: ModelServer) -> None:
    await run(served, "set", "openai", "--url", server.url("openai"), "--key-stdin", said=KEY)
    await run(served, "test", "openai:gpt-6-luna")
    shown, _ = await run(served, "usage")
    line = next(line for line in shown.splitlines() if line.startswith("openai:gpt-6-luna"))
    assert "1 calls" in line
    assert "$0.2000" in line
    assert (await read(served, "usage", "--by", "role", "--days", "2"))["total"]["calls"] >= 1
    shown, _ = await run(served, "budget")
    assert shown.splitlines()[0] == "month dollars: no limit"
    shown, _ = await run(served, "budget", "--month", "0.25", "--session-tokens", "5000")
    assert "month dollars: 0.25" in shown
    assert "session tokens: 5,000" in shown
    assert "this month: 0.2 of 0.25 dollars used up" in shown
    assert (await read(served, "budget", "--month", "none"))["own"]["month_dollars"] is None
    await run(served, "remove", "openai")


def test_a_wrong_models_toml_stops_the_start_with_its_place(machine: Machine) -> None:
    (machine.home / "models.toml").write_text(f'[[providers]]\nname = "a"\nkind = "x"\napi_key = "{KEY}"\n')
    done = machine.sayso("serve")
    assert done.returncode == 1
    assert "models.toml cannot be used. line 3, providers[0].kind" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert KEY not in done.stderr
