"""Connections to providers. Slow to import: import it where it is needed.

Nothing is tried twice here, no redirect is followed, and no credential of the environment goes along.
"""

import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from typing import Any

import httpx2
from anthropic import AsyncAnthropic
from openai import AsyncOpenAI
from pydantic_ai.models import Model
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from sayso.llm.addresses import public_transport
from sayso.llm.faults import ReplyTooLongError
from sayso.llm.providers import Target
from sayso.llm.types import ProviderKind

_NO_KEY = "none"
_NO_TAGS = ("\0", "\0")
"""No reply has these: pydantic-ai would take thoughts out of the middle of a reply too, where code may be."""
_OF_ENVIRONMENT = ("authorization", "x-api-key", "openai-organization", "openai-project")


class Lines:
    """Connections to the providers that one request needs; they close with it."""

    def __init__(self) -> None:
        self._clients = AsyncExitStack()
        self._models: dict[str, Model[Any]] = {}

    async def model(self, target: Target, limit: int) -> Model[Any]:
        """The model, ready to be asked; a reply may have at most ``limit`` bytes on the wire."""
        if target.line not in self._models:
            client = await self._clients.enter_async_context(_client(target, limit))
            self._models[target.line] = _model(target, client)
        return self._models[target.line]

    async def close(self) -> None:
        """Close every connection."""
        await self._clients.aclose()


@asynccontextmanager
async def open_lines() -> AsyncIterator[Lines]:
    """Connections for one request."""
    lines = Lines()
    try:
        yield lines
    finally:
        await lines.close()


def _model(target: Target, client: httpx2.AsyncClient) -> Model[Any]:
    key = target.key or _NO_KEY
    if target.provider.kind is ProviderKind.ANTHROPIC:
        anthropic = AsyncAnthropic(api_key=key, base_url=target.base_url, http_client=client, max_retries=0)
        return AnthropicModel(target.model, provider=AnthropicProvider(anthropic_client=anthropic))
    openai = AsyncOpenAI(api_key=key, base_url=target.base_url, http_client=client, max_retries=0)
    profile = OpenAIModelProfile(
        supports_json_schema_output=True,
        json_schema_transformer=None,
        thinking_tags=_NO_TAGS,
        openai_chat_streaming_requires_finish_reason=True,
    )
    if target.provider.kind is ProviderKind.OPENAI:
        return OpenAIChatModel(target.model, provider=OpenAIProvider(openai_client=openai), profile=profile)
    profile["openai_chat_supports_max_completion_tokens"] = False
    provider = OpenAICompatibleProvider(target.provider.name, openai_client=openai)
    return OpenAIChatModel(target.model, provider=provider, profile=profile)


@cache
def _trusted() -> ssl.SSLContext:
    return httpx2.create_ssl_context()


def _client(target: Target, limit: int) -> httpx2.AsyncClient:
    async def tidy(request: httpx2.Request) -> None:
        request.headers["accept-encoding"] = "identity"
        for name in _OF_ENVIRONMENT:
            request.headers.pop(name, None)
        if target.key:
            request.headers["authorization"] = f"Bearer {target.key}"

    async def bound(response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise ReplyTooLongError("A compressed reply may be of any length.")
        response.stream = _Bounded(response.stream, limit)

    transport = public_transport(_trusted()) if target.provider.is_public_only else None
    return httpx2.AsyncClient(
        verify=_trusted(),
        follow_redirects=False,
        event_hooks={"request": [tidy], "response": [bound]},
        transport=transport,
    )


class _Bounded(httpx2.AsyncByteStream):
    """Ends a response that grows beyond a limit."""

    def __init__(self, stream: Any, limit: int) -> None:
        self._stream = stream
        self._left = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise ReplyTooLongError("The reply is too long.")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
