"""What the reference tells callers of webhooks to send is what is taken."""

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn

import sayso
from sayso.bots.details import ByWebhook
from tests.bots.triggers.place import Place
from tests.jobs.place import until

REFERENCE = Path(sayso.__file__).parents[2] / "docs" / "reference" / "bot-triggers.md"
EXAMPLES = re.findall(r"^```(sh|python)\n(.*?)^```", REFERENCE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture
async def origin(place: Place) -> AsyncIterator[str]:
    """The platform on a port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(place.sayso.app, lifespan="off", log_level="warning"))
    task = asyncio.create_task(server.serve([listening]))
    await until(lambda: server.started)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await task


async def test_the_examples_of_the_reference_work_as_they_are_written(place: Place, origin: str) -> None:
    bot = await place.bot()
    trigger, secret = await place.hook(bot, ByWebhook())
    known = {**os.environ, "HOOK": f"{origin}{place.paths[trigger.id]}", "SECRET": secret, "NO_PROXY": "*"}
    assert [kind for kind, _ in EXAMPLES] == ["sh", "python", "sh"]
    for kind, code in EXAMPLES:
        command = [sys.executable, "-c", code] if kind == "python" else ["bash", "-euc", code]
        done = await asyncio.to_thread(
            subprocess.run, command, env=known, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        assert '"repeated":false' in done.stdout
    bodies = [one["input"]["body"] for one in await place.ran(bot, 3)]
    assert bodies == [{"order": {"id": 7}}, {"order": {"id": 8}}, {"action": "opened", "number": 3}]
