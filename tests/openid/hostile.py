"""A provider that does what no real one would: each test says how it is to misbehave."""

import base64
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

ALGORITHMS = ["RS256", "HS256", "none"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: JSON of ``data``, or ``body`` as it is."""

    data: Any = None
    status: int = 200
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


@cache
def key_named(kid: str) -> RSAKey:
    """The key of this name; they take long to make."""
    return RSAKey.generate_key(2048, parameters={"kid": kid})


class HostileProvider:
    """Answers at ``issuer``; its fields can be changed at any time."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.keys = {"one": key_named("one")}
        self.metadata: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "id_token_signing_alg_values_supported": ALGORITHMS,
        }
        self.id_token: Callable[[], str] = lambda: ""
        self.userinfo: dict[str, Any] = {}
        self.answers: dict[str, Callable[[], Answer]] = {}
        self.asked: list[str] = []

    def claims(self, **changed: Any) -> dict[str, Any]:
        """What a good ID token says, with these claims changed; none takes one away."""
        now = int(time.time())
        good = {
            "iss": self.issuer,
            "sub": "ada",
            "aud": "sayso",
            "iat": now,
            "exp": now + 300,
            "email": "ada@example.com",
            "email_verified": True,
        }
        return {name: value for name, value in (good | changed).items() if value is not None}

    def signed(self, kid: str = "one", key: RSAKey | None = None, **changed: Any) -> str:
        """An ID token signed with the key of this name, or with another one under that name."""
        header = {"alg": "RS256", "kid": kid}
        return jwt.encode(header, self.claims(**changed), key or self.keys[kid])

    def unsigned(self, **changed: Any) -> str:
        """An ID token with the algorithm "none"."""
        parts = ({"alg": "none"}, self.claims(**changed))
        return ".".join(_base64url(json.dumps(part).encode()) for part in parts) + "."

    def signed_with_the_public_key(self, **changed: Any) -> str:
        """An ID token whose "secret" is the provider's public key, which everybody knows."""
        header = {"alg": "HS256", "kid": "one"}
        parts = (_base64url(json.dumps(part).encode()) for part in (header, self.claims(**changed)))
        signed = ".".join(parts)
        secret = self.keys["one"].as_pem(private=False)
        return f"{signed}.{_base64url(hmac.digest(secret, signed.encode(), 'sha256'))}"

    def answer(self, path: str) -> Answer:
        """Whatever belongs to this path."""
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]()
        public = [key.as_dict(private=False) | {"kid": kid} for kid, key in self.keys.items()]
        known: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": lambda: self.metadata,
            "/jwks": lambda: {"keys": public},
            "/token": lambda: {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()},
            "/userinfo": lambda: self.userinfo,
        }
        return Answer(known[path]())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def hostile_provider() -> Iterator[HostileProvider]:
    """A provider in threads of this process, on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", "0")))
            answer = provider.answer(self.path)
            body = json.dumps(answer.data).encode() if answer.body is None else answer.body
            self.send_response(answer.status)
            for name, value in (answer.headers | {"content-length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = handle_any  # noqa: N815 - the names that the library calls

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign, assignment]
    provider = HostileProvider(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
