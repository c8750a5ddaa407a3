"""Notices that are sent to an address of the web, by the rules that programs in the sandbox go by."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import httpcore
import orjson
from pydantic import SecretStr

from sayso.errors import InputError, OperationError
from sayso.notices.hmac_signature import HEADER, signed
from sayso.sandbox.egress.dialler import Dialler, Names, Resolve
from sayso.sandbox.egress.hosts import PrivateHosts
from sayso.sandbox.egress.refusals import RefusedError
from sayso.sandbox.egress.source import telling
from sayso.sandbox.egress.targets import Target, target_of
from sayso.settings import Settings

SECONDS = 10.0
MOST_BYTES = 65_536
_LOWEST_FREE_PORT = 1024
_REFUSED = 403


class BadWebhookError(InputError):
    """Nothing may be sent to this address."""

    code = "bad_webhook"


class WebhookError(OperationError):
    """Whoever is at the address did not take the notice."""

    code = "webhook_failed"


class Webhooks:
    """Posts JSON; addresses on this machine and its network are refused after their names are resolved.

    The operator opens hosts of the own network by ``SAYSO_SANDBOX_PRIVATE_HOSTS``. Redirects are not
    followed.
    """

    def __init__(self, private: PrivateHosts, resolve: Resolve | None = None) -> None:
        self._private = private
        self._names = Names()
        self._resolve = resolve or self._names

    @classmethod
    def of(cls, settings: Settings) -> "Webhooks":
        """As the settings allow."""
        return cls(PrivateHosts.of(settings.sandbox_private_hosts))

    async def post(
        self, address: str, message: Mapping[str, Any], *, secret: SecretStr | None = None
    ) -> None:
        """Post a message; returns once whoever is there has taken it.

        Raises:
            BadWebhookError: when the address cannot be read, or may not be called.
            WebhookError: when nobody answers in time, or the answer says no.
        """
        body = orjson.dumps(message)
        if len(body) > MOST_BYTES:
            raise InputError(f"A notice of {len(body):,} bytes is too large; {MOST_BYTES:,} fit.")
        headers = {"content-type": "application/json", "user-agent": "sayso"}
        if secret is not None:
            headers[HEADER] = signed(secret.get_secret_value(), body, int(time.time()))
        try:
            target = self._target(address)
            async with asyncio.timeout(SECONDS):
                status = await self._posted(target, headers, body)
        except RefusedError as refused:
            kind = BadWebhookError if refused.status <= _REFUSED else WebhookError
            raise kind(refused.detail, hint=refused.hint) from refused
        except TimeoutError as error:
            raise WebhookError(
                f"{target.host} did not answer within {SECONDS:g} seconds.", hint="Try again later."
            ) from error
        if not 200 <= status <= 299:
            said = "sends callers elsewhere" if 300 <= status <= 399 else "did not take the notice"
            raise WebhookError(
                f"{target.host} {said} (it answered with {status}).", hint="Look at the address."
            )

    def close(self) -> None:
        """Wait for no name that is still being resolved."""
        self._names.close()

    def _target(self, address: str) -> Target:
        target = target_of(address.strip().encode("ascii", "replace"))
        is_free = target.is_usual or target.port >= _LOWEST_FREE_PORT
        if target.is_service or not (is_free or self._private.opens_name(target.host, target.port)):
            raise BadWebhookError(
                f"Nothing can be sent to {target.authority}.", hint="Name a host of the web."
            )
        return target

    async def _posted(self, target: Target, headers: Mapping[str, str], body: bytes) -> int:
        url = httpcore.URL(
            scheme=target.scheme.encode(),
            host=target.host.encode(),
            port=target.port,
            target=(target.path + target.query).encode(),
        )
        sent = [("host", target.authority), ("content-length", str(len(body))), *headers.items()]
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
        pool = httpcore.AsyncConnectionPool(
            ssl_context=self._trusted, network_backend=Dialler(self._resolve, self._private)
        )
        async with pool:
            with telling(target):
                async with pool.stream(
                    "POST", url, headers=sent, content=body, extensions={"timeout": timeouts}
                ) as response:
                    return response.status

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context()
