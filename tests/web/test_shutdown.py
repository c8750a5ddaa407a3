"""Who waits for an answer while the server is stopped is told so, and the log shows no trace."""

import asyncio
import logging
import socket

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from sayso.web.shutdown import Ending


async def test_a_caller_whose_request_is_cut_off_is_told_why(caplog: pytest.LogCaptureFixture) -> None:
    is_at_work = asyncio.Event()

    async def slow(_scope: Scope, _receive: Receive, _send: Send) -> None:
        is_at_work.set()
        await asyncio.sleep(60)

    config = uvicorn.Config(Ending(slow), lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with socket.socket() as listener, caplog.at_level(logging.ERROR):
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        serving = asyncio.create_task(server._serve(sockets=[listener]))
        async with httpx.AsyncClient(base_url=address) as client:
            asking = asyncio.create_task(client.get("/"))
            await is_at_work.wait()
            server.should_exit = True
            answer = await asking
        await serving
    assert answer.status_code == 503
    assert answer.json()["detail"] == "Sayso was stopped before this was done."
    assert not [record for record in caplog.records if record.exc_info]
