"""Notices go to addresses of the web and nowhere else, signed for whoever has the secret."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from pydantic import SecretStr

from sayso.notices import webhook_delivery
from sayso.notices.hmac_signature import HEADER, digest
from sayso.notices.webhook_delivery import BadWebhookError, WebhookError, Webhooks
from sayso.sandbox.egress.hosts import PrivateHosts


@dataclass
class Listener:
    """A server that keeps what it is sent and answers with a status, or never."""

    port: int = 0
    status: str = "204 No Content"
    is_silent: bool = False
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?a=b"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        self.got.append((headers, await reader.readexactly(int(headers["content-length"]))))
        if self.is_silent:
            await reader.read()
        writer.write(
            f"HTTP/1.1 {self.status}\r\nlocation: http://127.0.0.1/\r\ncontent-length: 0\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener = Listener()
    server = await asyncio.start_server(listener.serve, "127.0.0.1", 0)
    listener.port = server.sockets[0].getsockname()[1]
    async with server:
        yield listener


@pytest.fixture
async def opened() -> AsyncIterator[Webhooks]:
    """The operator opened the loopback."""
    webhooks = Webhooks(PrivateHosts.of("127.0.0.1"))
    yield webhooks
    webhooks.close()


def resolving(*addresses: str) -> Callable[[str], Awaitable[list[str]]]:
    async def resolve(host: str) -> list[str]:
        del host
        return list(addresses)

    return resolve


async def test_a_message_arrives_signed_with_its_time(opened: Webhooks, listener: Listener) -> None:
    await opened.post(listener.address, {"title": "Stock", "text": "3 left"}, secret=SecretStr("hush"))
    headers, body = listener.got[0]
    assert json.loads(body) == {"title": "Stock", "text": "3 left"}
    at, signature = (part.split("=")[1] for part in headers[HEADER].split(","))
    assert signature == digest("hush", body, int(at))
    assert signature != digest("other", body, int(at))


async def test_without_a_secret_there_is_no_signature(opened: Webhooks, listener: Listener) -> None:
    await opened.post(listener.address, {"text": "x"})
    assert HEADER not in listener.got[0][0]


@pytest.mark.parametrize("status", ["302 Found", "404 Not Found", "500 Broken"])
async def test_an_answer_that_is_no_yes_is_an_error(
    opened: Webhooks, listener: Listener, status: str
) -> None:
    listener.status = status
    with pytest.raises(WebhookError, match=status[:3]):
        await opened.post(listener.address, {})
    assert len(listener.got) == 1


async def test_nobody_waits_for_a_silent_server(
    opened: Webhooks, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_delivery, "SECONDS", 0.2)
    listener.is_silent = True
    with pytest.raises(WebhookError):
        await opened.post(listener.address, {})


async def test_this_machine_is_refused_unless_the_operator_opens_it(listener: Listener) -> None:
    webhooks = Webhooks(PrivateHosts.of(""))
    with pytest.raises(BadWebhookError) as caught:
        await webhooks.post(listener.address, {})
    assert "SAYSO_SANDBOX_PRIVATE_HOSTS" in caught.value.hint
    assert listener.got == []


@pytest.mark.parametrize(
    "found", ["127.0.0.1", "10.0.0.4", "192.168.1.2", "169.254.169.254", "::1", "::ffff:10.0.0.4"]
)
async def test_a_name_that_leads_to_the_own_network_is_refused(found: str) -> None:
    webhooks = Webhooks(PrivateHosts.of(""), resolving("93.184.216.34", found))
    with pytest.raises(BadWebhookError):
        await webhooks.post("https://innocent.example/hook", {})


async def test_no_setting_opens_where_a_cloud_keeps_credentials() -> None:
    webhooks = Webhooks(PrivateHosts.of("169.254.0.0/16, metadata.example"), resolving("169.254.169.254"))
    with pytest.raises(BadWebhookError):
        await webhooks.post("http://metadata.example/latest", {})


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/x", "file:///etc/passwd", "hook", "", "http://user:pw@a.example/",
        "http://a.example:22/", "http://bot.sayso/state", "http://a.example\r\nx: y/",
    ],
)  # fmt: skip
async def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(BadWebhookError):
        await Webhooks(PrivateHosts.of(""), resolving("93.184.216.34")).post(address, {})
