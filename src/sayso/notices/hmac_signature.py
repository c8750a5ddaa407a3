"""Calls that prove who sent them: a time and an HMAC of the time and the body, in one header.

The form is the one that many services use: ``t=1700000000,v1=5257a8…``, where ``v1`` is the HMAC-SHA-256, in
hexadecimal, of the time, a full stop and the body, with the secret as its key. What is signed comes with its
time, so that whoever checks can refuse an old call that is sent again.
"""

import hashlib
import hmac

HEADER = "x-sayso-signature"


def signed(secret: str, body: bytes, at: int) -> str:
    """The value of the header for a body that is sent at a time, in seconds since 1970."""
    return f"t={at},v1={digest(secret, body, at)}"


def digest(secret: str, body: bytes, at: int) -> str:
    """The part that only somebody with the secret can make."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
