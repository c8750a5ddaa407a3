"""Letters over SMTP, with nothing but the standard library; without a server nothing is sent."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from sayso.errors import InputError, OperationError
from sayso.settings import Settings

TIMEOUT_SECONDS = 20.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_WAYS = ("starttls", "implicit", "none")


class MailError(OperationError):
    """The mail server could not be reached, or would not take the letter."""

    code = "mail_failed"


class BadAddressError(InputError):
    """This is no e-mail address that a letter can be sent to."""

    code = "bad_address"


@dataclass(frozen=True, slots=True)
class _Server:
    host: str
    port: int
    tls: str
    user: str
    password: str


class Mail:
    """Sends plain letters from one address."""

    def __init__(self, settings: Settings) -> None:
        url = settings.smtp_url.get_secret_value() if settings.smtp_url else ""
        self._server = _server(url) if url else None
        self._sender = _sender(settings.mail_from) if url else None

    @property
    def is_set_up(self) -> bool:
        """Whether there is a server to send letters with."""
        return self._server is not None

    async def send(self, to: str, subject: str, text: str) -> None:
        """Send one letter; returns once the server has taken it.

        Raises:
            BadAddressError: when ``to`` is not one plain address.
            MailError: when there is no server, or it fails, or refuses.
        """
        if self._server is None or self._sender is None:
            raise MailError("No mail server is set.", hint="Set SAYSO_SMTP_URL and SAYSO_MAIL_FROM.")
        letter = _letter(self._sender, to, subject, text)
        server = self._server
        try:
            await asyncio.to_thread(_deliver, server, letter)
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(
                f"The mail server {server.host}:{server.port} did not take the letter: {_reason(error)}.",
                hint="Check SAYSO_SMTP_URL and SAYSO_MAIL_FROM, and the log of the mail server.",
            ) from error


def _letter(sender: Address, to: str, subject: str, text: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = _address(to)
    try:
        letter["Subject"] = subject
    except ValueError as error:
        raise InputError("A subject is one line.", hint="Leave line breaks out.") from error
    letter["Date"] = formatdate(usegmt=True)
    letter["Message-ID"] = make_msgid(domain=sender.domain)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter


def _address(text: str, name: str = "") -> Address:
    """One address, and nothing that a mail server could read as two or as a header."""
    if any(ord(one) < 33 or ord(one) == 127 or one in '<>,;:"()[]\\' for one in text):
        raise _bad(text)
    try:
        address = Address(display_name=name, addr_spec=text)
    except (ValueError, MessageError, IndexError) as error:
        raise _bad(text) from error
    if not address.username or not address.domain:
        raise _bad(text)
    return address


def _bad(text: str) -> BadAddressError:
    return BadAddressError(
        f"“{text[:80]}” is no e-mail address.".replace("\n", " ").replace("\r", " "),
        hint="An address looks like name@example.com.",
    )


def _sender(text: str) -> Address:
    name, address = parseaddr(text) if text.isprintable() else ("", "")
    try:
        return _address(address, name)
    except InputError as error:
        raise InputError(
            "SAYSO_MAIL_FROM is no address that letters can come from.",
            hint="Set it, for example to: Sayso <sayso@example.com>",
        ) from error


def _server(url: str) -> _Server:
    wrong = InputError(
        "SAYSO_SMTP_URL cannot be used.",
        hint="Write smtp://user:password@host:587?tls=starttls; a user and tls may be left out; smtps:// is "
        "TLS from the start.",
    )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise wrong from error
    said = parse_qs(parts.query, keep_blank_values=True)
    usual = "implicit" if parts.scheme == "smtps" else "none" if host in _LOOPBACK else "starttls"
    tls = said.pop("tls", [usual])[-1]
    if parts.scheme not in {"smtp", "smtps"} or not host or tls not in _WAYS or said:
        raise wrong
    if parts.username and tls == "none" and host not in _LOOPBACK:
        raise InputError(
            "SAYSO_SMTP_URL would send its password where others can read it.",
            hint="Use ?tls=starttls or smtps://.",
        )
    default = {"implicit": 465, "starttls": 587, "none": 25}[tls]
    return _Server(host, port or default, tls, unquote(parts.username or ""), unquote(parts.password or ""))


def _deliver(server: _Server, letter: EmailMessage) -> None:
    context = None if server.tls == "none" else ssl.create_default_context()
    with _connected(server, context) as connection:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(letter)


def _connected(server: _Server, context: ssl.SSLContext | None) -> smtplib.SMTP:
    if server.tls == "implicit":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)


def _reason(error: OSError | smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(
            f"{code} {said.decode(errors='replace')}" for code, said in error.recipients.values()
        )
    return str(error) or type(error).__name__
