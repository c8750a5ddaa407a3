"""Access tokens: what is read, and everything that is not."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from sayso.identity.authentication.tokens import PLATFORM, AccessClaims, AccessTokens, audience_of

KEY = "k" * 64
ISSUER = "http://localhost:8400"
USER, SESSION = uuid4(), uuid4()
tokens = AccessTokens(KEY, ISSUER)


def claims(**changed: Any) -> dict[str, Any]:
    """The claims of a good token, some of them other than they should be."""
    now = datetime.now(UTC)
    return {
        "iss": ISSUER,
        "aud": PLATFORM,
        "sub": str(USER),
        "sid": str(SESSION),
        "iat": now,
        "exp": now + timedelta(minutes=10),
        "jti": "1",
    } | changed


def signed(key: Any = KEY, algorithm: str = "HS256", **changed: Any) -> str:
    """A token that was signed properly."""
    return jwt.encode(claims(**changed), key, algorithm=algorithm)


def without(name: str) -> str:
    """A token that was signed properly and leaves something out."""
    left = claims()
    del left[name]
    return jwt.encode(left, KEY, algorithm="HS256")


def by_hand(header: dict[str, Any], payload: dict[str, Any], signature: bytes = b"") -> str:
    """A token put together without a library."""
    parts = [json.dumps(header).encode(), json.dumps(payload, default=str).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def test_a_token_says_who_and_which_session_and_ends_after_ten_minutes() -> None:
    token = tokens.issue(USER, SESSION, PLATFORM)
    assert tokens.read(token, PLATFORM) == AccessClaims(USER, SESSION)

    said = jwt.decode(token, KEY, algorithms=["HS256"], audience=PLATFORM)
    assert set(said) == {"iss", "aud", "sub", "sid", "iat", "exp", "jti"}
    assert said["exp"] - said["iat"] == 600


def test_no_two_tokens_are_the_same() -> None:
    assert tokens.issue(USER, SESSION, PLATFORM) != tokens.issue(USER, SESSION, PLATFORM)


def test_a_token_of_one_module_is_worth_nothing_elsewhere() -> None:
    here, there = UUID(int=1), UUID(int=2)
    token = tokens.issue(USER, SESSION, audience_of(here))
    assert tokens.read(token, audience_of(here)) is not None
    assert tokens.read(token, audience_of(there)) is None
    assert tokens.read(token, PLATFORM) is None


_PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_AGO = datetime.now(UTC) - timedelta(hours=1)
_SOON = datetime.now(UTC) + timedelta(hours=1)
DEFECTS = {
    "nothing": "",
    "one dot": ".",
    "two dots": "..",
    "no token": "not a token at all",
    "too long": "a" * 100_000,
    "half a character": "\ud800.\udfff.x",
    "not ascii": "é.é.é",
    "a NUL": "\0",
    "key of another installation": signed("o" * 64),
    "algorithm HS512": signed(algorithm="HS512"),
    "algorithm RS256": signed(_PRIVATE, "RS256"),
    "algorithm none": by_hand({"alg": "none", "typ": "JWT"}, claims(exp=4102444800, iat=1)),
    "algorithm nOnE": by_hand({"alg": "nOnE"}, claims(exp=4102444800, iat=1), b"x"),
    "algorithm missing": by_hand({"typ": "JWT"}, claims(exp=4102444800, iat=1), b"x"),
    "algorithm that is a list": by_hand({"alg": ["HS256"]}, claims(exp=4102444800, iat=1), b"x"),
    "payload that is a list": by_hand({"alg": "HS256"}, [1], b"x"),  # type: ignore[arg-type]
    "signature cut off": signed().rpartition(".")[0] + ".",
    "other audience": signed(aud="module:x"),
    "several audiences": signed(aud=[PLATFORM, "module:x"]),
    "other issuer": signed(iss="https://elsewhere.example"),
    "expired": signed(iat=_AGO, exp=_AGO + timedelta(minutes=10)),
    "not valid yet": signed(nbf=_SOON),
    "made in the future": signed(iat=_SOON),
    "subject that is no id": signed(sub="grace"),
    "session that is no id": signed(sid="1 or 1=1"),
    "session that is a number": signed(sid=7),
    "end that is a text": signed(exp="tomorrow"),
    **{f"no {name}": without(name) for name in claims()},
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_token_with_a_defect_is_none(defect: str) -> None:
    assert tokens.read(DEFECTS[defect], PLATFORM) is None


def test_the_good_token_of_these_tests_is_good() -> None:
    assert tokens.read(signed(), PLATFORM) == AccessClaims(USER, SESSION)


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_token_that_was_changed_anywhere_is_none(position: int) -> None:
    parts = tokens.issue(USER, SESSION, PLATFORM).split(".")
    first = parts[position][4]
    parts[position] = parts[position][:4] + ("B" if first == "A" else "A") + parts[position][5:]
    assert tokens.read(".".join(parts), PLATFORM) is None
