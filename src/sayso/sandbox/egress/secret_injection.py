"""Secrets are put into requests here, so that code holds their names alone."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from sayso.sandbox.egress.headers import Headers
from sayso.sandbox.egress.hosts import PrivateHosts, is_listed
from sayso.sandbox.egress.refusals import RefusedError, not_allowed
from sayso.sandbox.egress.secret_mask import Masks
from sayso.sandbox.egress.targets import Target
from sayso.sandbox.types import Secret

_NAMED = re.compile(r"(?:\{|%7B){2}\s*secret(?::|%3A)([A-Za-z0-9_.-]{1,100})\s*(?:\}|%7D){2}", re.IGNORECASE)
_BEGUN = re.compile(rb"(?:\{|%7B){2}\s*secret(?::|%3A)", re.IGNORECASE)
_UNFIT = re.compile(r"[^\x20-\x7e\x80-\xff]")


def has_placeholder(text: bytes) -> bool:
    """Whether a secret is named in it."""
    return _BEGUN.search(text) is not None


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it goes out: the target and the headers with secrets in place."""

    target: Target
    headers: Headers


class Placing:
    """The secrets of one run; those that were used are masked in every answer from then on."""

    def __init__(self, secrets: Mapping[str, Secret], private: PrivateHosts) -> None:
        self._secrets = secrets
        self._private = private
        self.masks = Masks()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to put anywhere."""
        return not self._secrets

    def place(self, target: Target, headers: Headers) -> Sent:
        """The request with secrets in place of their names.

        Raises:
            RefusedError: when a secret is not known, or not for this host.
        """

        def in_address(name: str) -> str:
            return quote(self._value(name, target), safe="")

        if not has_placeholder(f"{target.path}{target.query}".encode()):
            sent = target
        else:
            sent = replace(
                target, path=_filled(target.path, in_address), query=_filled(target.query, in_address)
            )
        return Sent(sent, [(name, self._in_header(name, value, target)) for name, value in headers])

    def _in_header(self, name: bytes, value: bytes, target: Target) -> bytes:
        if has_placeholder(value):
            return _filled(value.decode("latin-1"), lambda known: self._fit(known, target)).encode("latin-1")
        if name == b"authorization" and value[:6].lower() == b"basic ":
            try:
                pair = base64.b64decode(value[6:].strip(), validate=True)
            except binascii.Error:
                return value
            if has_placeholder(pair):
                whole = _filled(pair.decode("utf-8", "replace"), lambda known: self._value(known, target))
                token = base64.b64encode(whole.encode()).decode()
                self.masks.add(token, "***")
                return b"Basic " + token.encode()
        return value

    def _fit(self, name: str, target: Target) -> str:
        value = self._value(name, target)
        if _UNFIT.search(value):
            raise not_allowed(
                "unfit_secret", f"The secret {name} has characters that no header may have.", "Enter it anew."
            )
        return value

    def _value(self, name: str, target: Target) -> str:
        secret = self._secrets.get(name)
        if secret is None:
            raise self._unknown(name)
        if not is_listed(secret.hosts, target):
            raise not_allowed(
                "secret_elsewhere",
                f"The secret {name} may not be sent to {target.authority}.",
                f"It is for {', '.join(secret.hosts) or 'no host'}; who looks after secrets can add a host.",
            )
        if target.scheme != "https" and not self._private.opens_name(target.host, target.port):
            raise not_allowed(
                "secret_in_the_open",
                f"The secret {name} would be sent to {target.authority} in the open.",
                "Write https:// before the host.",
            )
        value = secret.value.get_secret_value()
        self.masks.add_secret(name, value)
        return value

    def _unknown(self, name: str) -> RefusedError:
        known = ", ".join(sorted(self._secrets))
        return not_allowed(
            "unknown_secret",
            f"There is no secret {name} for this program.",
            f"It may use {known}." if known else "Add it under the secrets, and let the program use it.",
        )


def _filled(text: str, value_of: Callable[[str], str]) -> str:
    return _NAMED.sub(lambda found: value_of(found[1]), text)
