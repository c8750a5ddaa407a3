"""A worker that dies in the middle of a message: another goes on, or all stays as it was."""

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.jobs.place import until
from tests.support.models import Hang, Json, ModelServer
from tests.support.postgres import TestDatabase
from tests.support.processes import Machine
from tests.support.talk import SALON, begin, models_at, studio_with_models

pytestmark = pytest.mark.rotating(3, of="installations that end")

TELESCOPES = {
    "reply": "I planned telescopes and who observes with them.",
    "name": "Observatory",
    "entities": [
        {"name": "telescope", "fields": ["name!:text", "aperture:integer"]},
        {"name": "observation", "fields": ["starts_at!:datetime"], "links": ["telescope!"]},
    ],
    "roles": ["manager"],
    "permissions": [{"role": "manager", "entities": ["*"], "actions": "crud"}],
    "assumptions": [],
    "questions": [],
}


@asynccontextmanager
async def worker(
    database: TestDatabase, folder: Path, server: ModelServer
) -> AsyncIterator["subprocess.Popen[str]"]:
    """A ``sayso worker``, which may be killed."""
    machine = Machine(folder, DATABASE_URL=database.dsn, SAYSO_MODELS=models_at(server))
    process = await asyncio.to_thread(machine.start, "worker")
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        await asyncio.to_thread(process.communicate, timeout=60)


async def test_what_a_model_said_outlives_the_worker_that_asked(
    database: TestDatabase, tmp_path: Path
) -> None:
    script = Json(TELESCOPES, delay=0.3)
    async with studio_with_models(database.dsn, tmp_path, script, worker=False) as (studio, server):
        talk = await begin(studio, feedback_seconds=60, text="An observatory with telescopes")
        async with worker(database, tmp_path, server) as first:
            shown = await talk.until("component", within=60)
            asked = len(server.requests)
            assert asked > 0
            first.send_signal(signal.SIGKILL)
        async with worker(database, tmp_path, server):
            retaken = await talk.until("turn", after=shown.id, within=60)
            assert (retaken.data["status"], retaken.data["tries"]) == ("running", 2)
            again = await talk.until("component", after=retaken.id, within=60)
            assert again.data["component"] == shown.data["component"]
            await talk.call("POST", "/turns/current/continue")
            reply = await talk.reply(1)
    assert len(server.requests) == asked
    assert reply["role"] == "assistant"
    assert reply["tokens_in"] == 100 * asked


async def test_a_message_that_kills_its_workers_is_given_up_and_leaves_all_as_it_was(
    database: TestDatabase, tmp_path: Path
) -> None:
    async with studio_with_models(database.dsn, tmp_path, Hang(120), worker=False) as (studio, server):
        talk = await begin(studio, designer="offline")
        async with studio.sayso.services.jobs.working():
            await talk.say(SALON)
        await talk.call("PATCH", "", {"designer": "auto"})
        turn = await talk.send("Why is there a list of services, and what is it good for?")
        await (await database.admin()).execute("update jobs set attempt = 2")
        async with worker(database, tmp_path, server) as only:
            await until(lambda: server.requests)
            only.send_signal(signal.SIGKILL)
        async with studio.sayso.services.jobs.working():
            reply = await talk.reply(turn)
        assert (reply["role"], "as it was" in reply["text"]) == ("system", True)
        seen = await talk.look()
        assert (seen["status"], seen["revision"], seen["turn"]) == ("reviewing", 1, None)
        assert (await talk.messages())[-2]["text"].startswith("Why is there")
