"""A server that answers as its script says, on a port of its own."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from tests.support.models import anthropic, openai
from tests.support.models.script import (
    Answer,
    CutStream,
    Drop,
    Hang,
    Outcome,
    Raw,
    Refusal,
    Request,
    Script,
    Status,
    Step,
)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_TICK_SECONDS = 0.005
_FORMATS = {"/openai/chat/completions": "openai", "/anthropic/v1/messages": "anthropic"}


class ModelServer:
    """What was asked, and where it listens."""

    def __init__(self, script: Script, port: int) -> None:
        self.requests: list[Request] = []
        self.hung_up = threading.Semaphore(0)
        """Counts connections that the other side closed before the reply was complete."""
        self._steps: Iterator[Step] | None = iter(script) if isinstance(script, (list, tuple)) else None
        self._step = script if self._steps is None else None
        self._port = port
        self._lock = threading.Lock()

    @property
    def openai_url(self) -> str:
        """The base address for OpenAI's format."""
        return f"http://127.0.0.1:{self._port}/openai"

    @property
    def anthropic_url(self) -> str:
        """The base address for Anthropic's format."""
        return f"http://127.0.0.1:{self._port}/anthropic"

    def url(self, kind: str) -> str:
        """The base address for this format (``compatible`` is OpenAI's)."""
        return self.anthropic_url if kind == "anthropic" else self.openai_url

    async def was_hung_up(self, seconds: float = 5) -> bool:
        """Whether the other side closes a connection early, within this time."""
        return await asyncio.to_thread(self.hung_up.acquire, timeout=seconds)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request as the script says."""
        body = await _body(receive)
        kind = _FORMATS.get(scope["path"])
        if kind is None:
            return await _whole(
                send, 404, json.dumps({"error": {"message": "There is nothing here."}}).encode()
            )
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        request = Request(kind, headers, json.loads(body))
        await self._answer(request, self._next(request), receive, send)
        return None

    def _next(self, request: Request) -> Outcome:
        with self._lock:
            self.requests.append(request)
            step: Any = next(self._steps, None) if self._steps is not None else self._step
        if step is None:
            return Status(400, message="The script of this test has no more steps.")
        return step(request) if callable(step) else step

    async def _answer(self, request: Request, step: Outcome, receive: Receive, send: Send) -> None:
        speaking = asyncio.create_task(self._speak(request, step, send))
        leaving = asyncio.create_task(_until_gone(receive))
        done, _ = await asyncio.wait({speaking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if speaking not in done:
            self.hung_up.release()
        for task in (speaking, leaving):
            task.cancel()
        await asyncio.gather(speaking, leaving, return_exceptions=True)

    async def _speak(self, request: Request, step: Outcome, send: Send) -> None:
        wire = openai if request.kind == "openai" else anthropic
        match step:
            case Status():
                headers = {} if step.retry_after is None else {"retry-after": str(step.retry_after)}
                await _whole(send, step.status, json.dumps(wire.error(step)).encode(), headers=headers)
            case Raw():
                await _whole(send, step.status, step.body, step.content_type, step.headers)
            case Hang():
                await asyncio.sleep(step.seconds)
            case Drop():
                return
            case _ if request.is_streamed:
                await _stream(send, step, wire.pieces(request, step))
            case _:
                await _reply(send, step, json.dumps(wire.whole(request, step), ensure_ascii=False).encode())


async def _reply(send: Send, step: Answer | Refusal | CutStream, body: bytes) -> None:
    if isinstance(step, Answer):
        await asyncio.sleep(step.delay)
    if isinstance(step, CutStream):
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await asyncio.sleep(step.stall)
        return
    await _whole(send, 200, body)


async def _stream(send: Send, step: Answer | Refusal | CutStream, pieces: Iterator[bytes]) -> None:
    if isinstance(step, Answer):
        await asyncio.sleep(step.delay)
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for piece in pieces:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        if isinstance(step, Answer) and step.drip:
            await asyncio.sleep(step.drip)
    if isinstance(step, CutStream):
        await asyncio.sleep(step.stall or 0.01)
        if not step.is_polite:
            return
    await send({"type": "http.response.body", "body": b""})


async def _whole(
    send: Send, status: int, body: bytes, kind: str = "application/json", headers: Any = None
) -> None:
    more = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    sent = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": body})


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _Server(uvicorn.Server):
    """Ends as soon as it is told to, where others look for that ten times a second."""

    async def main_loop(self) -> None:
        await self.on_tick(0)
        while not self.should_exit:  # noqa: ASYNC110 - what uvicorn offers to be told by
            await asyncio.sleep(_TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(_TICK_SECONDS)


@asynccontextmanager
async def model_server(script: Script) -> AsyncIterator[ModelServer]:
    """A server in a thread of its own, so that it also answers while the test's loop is busy."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = ModelServer(script, listening.getsockname()[1])
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        loop="asyncio",
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not server.started:  # noqa: ASYNC110 - uvicorn offers nothing to wait for
            await asyncio.sleep(0.005)
        yield app
    finally:
        server.should_exit = True
        await asyncio.to_thread(thread.join, 10)
        listening.close()
