"""Signing in with a provider of OpenID Connect: the way there, and what comes back from it.

Authorization code flow with PKCE. Nothing is kept on the server meanwhile: state, nonce and verifier are
derived from a random seed, which a signed cookie binds to the browser, and the key of this Sayso.
"""

import asyncio
import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from sayso.identity.openid.claims import Claims, KeySet, claims_of, is_safe_algorithm, key_set
from sayso.identity.openid.errors import (
    CancelledError,
    ProviderDownError,
    ProviderRefusedError,
    UntrustedAnswerError,
)
from sayso.settings import OpenIdProvider, Settings

PATIENCE_SECONDS = 8.0
"""How long one answer of a provider is waited for, to its last byte."""

FRESH_SECONDS = 3600.0
"""How long what a provider says about itself is trusted; its keys are also fetched for one unknown."""

_MOST_BYTES = 1 << 20
_METHODS = ("client_secret_basic", "client_secret_post")
_ANSWERS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Departure:
    """One try to sign in: everything secret about it follows from the seed."""

    seed: str
    state: str
    nonce: str
    verifier: str

    @classmethod
    def of(cls, seed: str, key: bytes) -> "Departure":
        """The try of this seed."""
        return cls(seed, *(_derived(key, purpose, seed) for purpose in ("state", "nonce", "verifier")))

    @classmethod
    def new(cls, key: bytes) -> "Departure":
        """A new try."""
        return cls.of(secrets.token_urlsafe(32), key)


@dataclass(frozen=True, slots=True)
class _About:
    """What a provider says about itself."""

    metadata: Mapping[str, Any]
    algorithms: frozenset[str]
    until: float

    @property
    def issuer(self) -> str:
        return str(self.metadata["issuer"])


class Provider:
    """One provider, spoken to over HTTP; what it says about itself is remembered."""

    def __init__(self, settings: OpenIdProvider, redirect_uri: str) -> None:
        self.settings = settings
        self.redirect_uri = redirect_uri
        self._about: _About | None = None
        self._keys: KeySet | None = None
        self._lock = asyncio.Lock()

    async def way_there(self, departure: Departure) -> str:
        """The address of the provider that the browser is sent to."""
        about = await self._known()
        return str(
            prepare_grant_uri(
                about.metadata["authorization_endpoint"],
                client_id=self.settings.client_id,
                response_type="code",
                redirect_uri=self.redirect_uri,
                scope=list(self.settings.scopes),
                state=departure.state,
                nonce=departure.nonce,
                code_challenge=create_s256_code_challenge(departure.verifier),
                code_challenge_method="S256",
            )
        )

    async def arrival(self, departure: Departure, said: Mapping[str, str]) -> Claims:
        """Who came back with these parameters of the redirect address.

        Raises:
            CancelledError: the person or the provider broke it off.
            UntrustedAnswerError: something does not belong to this try, or was not signed by the provider.
            ProviderDownError: it does not answer, or answers what no provider would.
        """
        if not hmac.compare_digest(said.get("state", "").encode(), departure.state.encode()):
            raise UntrustedAnswerError("state")
        about = await self._known()
        self._demand_issuer(about, said)
        if "error" in said:
            raise CancelledError(self.settings.title, said["error"])
        if not said.get("code"):
            raise UntrustedAnswerError("code")
        token = await self._exchange(about, said["code"], departure)
        claims = await self._validated(about, token, departure.nonce)
        return claims if claims.email else await self._with_email(about, claims, token)

    @staticmethod
    def _demand_issuer(about: _About, said: Mapping[str, str]) -> None:
        """Tell answers of two providers apart (RFC 9207)."""
        promised = about.metadata.get("authorization_response_iss_parameter_supported") is True
        if said.get("iss", about.issuer if not promised else "") != about.issuer:
            raise UntrustedAnswerError("iss")

    async def _exchange(self, about: _About, code: str, departure: Departure) -> Mapping[str, Any]:
        secret = self.settings.client_secret
        offered = about.metadata.get("token_endpoint_auth_methods_supported") or _METHODS[:1]
        method = next((one for one in _METHODS if one in offered), _METHODS[0]) if secret else "none"
        body = prepare_token_request(
            "authorization_code",
            code=code,
            redirect_uri=self.redirect_uri,
            code_verifier=departure.verifier,
        )
        names = (self.settings.client_id, secret.get_secret_value() if secret else "")
        if method == "client_secret_basic":  # which RFC 6749 (2.3.1) wants encoded first
            names = (quote_plus(names[0]), quote_plus(names[1]))
        client = ClientAuth(*names, method)
        headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        address, headers, body = client.prepare("POST", about.metadata["token_endpoint"], headers, body)
        token = await self._ask("POST", address, headers, body, refusable=True)
        if "error" in token:
            raise ProviderRefusedError(self.settings.title, str(token["error"]))
        if not isinstance(token.get("id_token"), str):
            raise UntrustedAnswerError("id_token")
        return token

    async def _validated(self, about: _About, token: Mapping[str, Any], nonce: str) -> Claims:
        keys = self._keys or await self._fetched_keys(about)
        for is_last in (False, True):
            try:
                return claims_of(
                    token,
                    keys=keys,
                    algorithms=about.algorithms,
                    issuer=about.issuer,
                    client_id=self.settings.client_id,
                    nonce=nonce,
                )
            except KeyError as error:
                if is_last:
                    raise UntrustedAnswerError("kid") from error
                keys = await self._fetched_keys(about)
        raise AssertionError("the last try returns or raises")

    async def _with_email(self, about: _About, claims: Claims, token: Mapping[str, Any]) -> Claims:
        """Complete what the ID token leaves to the provider's user info."""
        address, access = about.metadata.get("userinfo_endpoint"), token.get("access_token")
        if not address or not isinstance(access, str):
            return claims
        more = await self._ask("GET", str(address), {"authorization": f"Bearer {access}"})
        if more.get("sub") != claims.subject:
            raise UntrustedAnswerError("sub")
        return claims.completed(more)

    async def _known(self) -> _About:
        async with self._lock:
            if self._about is None or self._about.until < time.monotonic():
                self._about = await self._discovered()
                self._keys = None
            return self._about

    async def _discovered(self) -> _About:
        issuer = self.settings.issuer.rstrip("/")
        metadata = await self._ask("GET", f"{issuer}/.well-known/openid-configuration")
        if str(metadata.get("issuer", "")).rstrip("/") != issuer:
            raise ProviderDownError(self.settings.title, "it calls itself by another name than its issuer")
        addresses = [metadata.get(name) for name in _ANSWERS]
        scheme = f"{issuer.partition('://')[0]}://"
        if not all(isinstance(one, str) and one.startswith(("https://", scheme)) for one in addresses):
            raise ProviderDownError(self.settings.title, "its discovery document lacks safe addresses")
        named = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        algorithms = frozenset(one for one in named if is_safe_algorithm(one))
        return _About(metadata, algorithms, time.monotonic() + FRESH_SECONDS)

    async def _fetched_keys(self, about: _About) -> KeySet:
        try:
            self._keys = key_set(await self._ask("GET", about.metadata["jwks_uri"]))
        except (ValueError, TypeError) as error:
            raise ProviderDownError(self.settings.title, "its keys cannot be read") from error
        return self._keys

    async def _ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
        *,
        refusable: bool = False,
    ) -> Mapping[str, Any]:
        """The JSON object at an address of the provider."""
        try:
            async with (
                asyncio.timeout(PATIENCE_SECONDS),
                httpx.AsyncClient() as client,
                client.stream(method, address, headers=headers, content=body) as answer,
            ):
                content = bytearray()
                async for chunk in answer.aiter_bytes():
                    content += chunk
                    if len(content) > _MOST_BYTES:
                        raise ProviderDownError(self.settings.title, "its answer is too long")
        except TimeoutError as error:
            raise ProviderDownError(self.settings.title, "it takes too long to answer") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ProviderDownError(self.settings.title, type(error).__name__) from error
        is_fine = answer.status_code == 200 or (refusable and 400 <= answer.status_code < 500)
        if is_fine:
            with suppress(ValueError):
                data = httpx.Response(200, content=bytes(content)).json()
                if isinstance(data, dict):
                    return data
        raise ProviderDownError(self.settings.title, f"it answers {answer.status_code}")


def _derived(key: bytes, purpose: str, seed: str) -> str:
    digest = hmac.new(key, f"openid {purpose} {seed}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


class Providers:
    """The providers of the settings, by name; ``key`` is what departures are derived and signed with."""

    def __init__(self, settings: Settings, key: str) -> None:
        self.key = key.encode()
        self._by_name = {
            one.name: Provider(one, f"{settings.platform_origin}/signin/openid/{one.name}/callback")
            for one in settings.openid
        }

    def named(self, name: str) -> Provider | None:
        """The provider of this name."""
        return self._by_name.get(name)
