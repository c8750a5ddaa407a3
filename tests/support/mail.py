"""A mail server that keeps what it gets."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "sayso", "s:e@c/ret"


@dataclass
class Post:
    """A running server and the letters that it took."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    refuse: str = ""

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd
        """Take a letter, or refuse it."""
        if self.refuse:
            return self.refuse
        self.letters.append(message_from_bytes(envelope.content or b"", policy=policy.default))  # type: ignore[arg-type]
        self.recipients.extend(envelope.rcpt_tos)
        self.was_encrypted.append(_is_encrypted(server))
        return "250 taken"


def _is_encrypted(server: SMTP) -> bool:
    return server.transport is not None and server.transport.get_extra_info("ssl_object") is not None


def _knows(*given: Any) -> AuthResult:
    said = given[-1]
    is_right = isinstance(said, LoginPassword) and (said.login, said.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_right, handled=False)


class _Controller(Controller):
    """A server on whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def post_office(
    context: ssl.SSLContext | None = None, *, way: str = "none", login: bool = False
) -> Iterator[Post]:
    """A server on this machine; ``way`` is ``none``, ``starttls`` or ``implicit``."""
    post = Post()
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": 0}
    if way == "implicit":
        options["ssl_context"] = context
    if way == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if login:
        options |= {"authenticator": _knows, "auth_required": True, "auth_require_tls": way == "starttls"}
    controller = _Controller(post, **options)
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop()
