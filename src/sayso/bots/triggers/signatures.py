"""Whether a call was sent by somebody who knows the secret, and not long ago.

Two ways of signing are known. Ours names the time, so that an old call is refused for its age:
``X-Sayso-Signature: t=<unix time>,v1=<hex HMAC-SHA256 of "<t>.<body>">``. GitHub's, which others have taken
over, signs the body alone: ``X-Hub-Signature-256: sha256=<hex HMAC-SHA256 of the body>``. There the header
``X-GitHub-Delivery`` says which delivery it is; since it is not signed, the same body does not come twice
under another one either.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Mapping

from pydantic import SecretStr

from sayso.bots.triggers.errors import BadSignatureError

OWN = "x-sayso-signature"
HUB = "x-hub-signature-256"
DELIVERY = "x-github-delivery"
TOLERANCE_SECONDS = 300
_LONGEST = 1_000
_PART = re.compile(r"\s*(t|v1)=([0-9A-Za-z]{1,80})\s*", re.ASCII)
_DELIVERY = re.compile(r"[0-9A-Za-z-]{8,80}", re.ASCII)
_HINT = (
    "Send X-Sayso-Signature: t=<unix time>,v1=<hex HMAC-SHA256 of “<t>.<body>”>, "
    "made with the secret of this trigger and the body exactly as it is sent."
)


def proof_of(headers: Mapping[str, str], body: bytes, secret: SecretStr | None) -> frozenset[str]:
    """What a call proves itself with, by which it is known when it comes again; headers by lower-case name.

    Raises:
        BadSignatureError: when it proves nothing.
    """
    if OWN in headers:
        return _own(headers[OWN][:_LONGEST], body, secret)
    if HUB in headers:
        return _hub(headers[HUB][:_LONGEST], headers.get(DELIVERY, ""), body, secret)
    raise BadSignatureError("This address takes signed calls only.", hint=_HINT)


def sign(secret: str, body: bytes, moment: int) -> str:
    """What to send as ``X-Sayso-Signature`` with a body."""
    return f"t={moment},v1={_hmac(secret, b'%d.%b' % (moment, body))}"


def _own(header: str, body: bytes, secret: SecretStr | None) -> frozenset[str]:
    parts = [match for part in header.split(",") if (match := _PART.fullmatch(part))]
    times = [match[2] for match in parts if match[1] == "t"]
    given = [match[2].lower() for match in parts if match[1] == "v1"]
    if len(times) != 1 or not times[0].isdigit() or len(times[0]) > 12 or not given:
        raise BadSignatureError("X-Sayso-Signature is not written as it has to be.", hint=_HINT)
    moment = int(times[0])
    wanted = _hmac(_text(secret), times[0].encode() + b"." + body)
    is_right = any([hmac.compare_digest(wanted, one) for one in given])  # noqa: C419 - all are compared
    if secret is None or not is_right:
        raise BadSignatureError("The signature is not right.", hint=_HINT)
    if abs(time.time() - moment) > TOLERANCE_SECONDS:
        raise BadSignatureError(
            "The signature is too old, or the clock of the sender is wrong.",
            hint=f"Sign each call anew, no more than {TOLERANCE_SECONDS // 60} minutes before it is sent.",
        )
    return frozenset({f"t={moment},{wanted}"})


def _hub(header: str, delivery: str, body: bytes, secret: SecretStr | None) -> frozenset[str]:
    wanted = _hmac(_text(secret), body)
    is_right = hmac.compare_digest(f"sha256={wanted}".encode(), header.strip().lower().encode())
    if secret is None or not is_right:
        raise BadSignatureError(
            "The signature is not right.",
            hint="Enter the secret of this trigger at the sender, and send the body exactly as signed.",
        )
    proof = {f"hub={wanted}"}
    if _DELIVERY.fullmatch(delivery):
        proof.add(f"delivery={delivery.lower()}")
    return frozenset(proof)


def _text(secret: SecretStr | None) -> str:
    """What to compute with where there is no secret, so that it takes as long."""
    return "none" if secret is None else secret.get_secret_value()


def _hmac(secret: str, said: bytes) -> str:
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
