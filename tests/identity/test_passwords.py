"""How passwords are kept, and which are refused."""

import asyncio
import threading
from typing import Any

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from sayso.identity.authentication.passwords import AT_ONCE, LONGEST, Passwords, check_rules
from sayso.identity.errors import WeakPasswordError

pytestmark = pytest.mark.usefixtures("real_cost")
PHRASE = "four words in a row"


async def test_a_password_is_known_again_and_another_is_not() -> None:
    passwords = Passwords()
    kept = await passwords.hash(PHRASE)

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PHRASE not in kept
    assert await passwords.verify(PHRASE, kept) == (True, None)
    assert await passwords.verify(PHRASE + " ", kept) == (False, None)


async def test_the_same_letter_is_the_same_however_a_keyboard_writes_it() -> None:
    passwords = Passwords()
    kept = await passwords.hash("caf\u00e9 au lait, please")
    assert (await passwords.verify("cafe\u0301 au lait, please", kept))[0]


@pytest.mark.parametrize("odd", ["\ud800 half a character", "", "x" * 100_000])
async def test_what_no_keyboard_types_is_a_wrong_password_like_any_other(odd: str) -> None:
    passwords = Passwords()
    assert not (await passwords.verify(odd, await passwords.hash(PHRASE)))[0]
    assert not (await passwords.verify(odd, None))[0]


async def test_nothing_is_the_password_of_somebody_who_has_none() -> None:
    passwords = Passwords()
    assert await passwords.verify(PHRASE, None) == (False, None)
    assert await passwords.verify(PHRASE, "no hash at all") == (False, None)


async def test_a_hash_with_other_parameters_is_made_anew_when_its_password_comes() -> None:
    passwords = Passwords()
    old = PasswordHash((Argon2Hasher(1, 8 * 1024, 1),)).hash(PHRASE)

    is_right, fresh = await passwords.verify(PHRASE, old)

    assert is_right
    assert fresh is not None
    assert "m=19456,t=2,p=1" in fresh
    assert await passwords.verify(PHRASE, fresh) == (True, None)
    assert await passwords.verify("something else", old) == (False, None)


async def test_a_flood_of_attempts_is_worked_off_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most, lock = 0, 0, threading.Lock()
    verify = Argon2Hasher.verify

    def watched(self: Argon2Hasher, *given: Any) -> bool:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        try:
            return verify(self, *given)
        finally:
            with lock:
                at_work -= 1

    passwords = Passwords()
    kept = await passwords.hash(PHRASE)
    monkeypatch.setattr(Argon2Hasher, "verify", watched)
    known = await asyncio.gather(*(passwords.verify(PHRASE, kept) for _ in range(12)))

    assert all(is_right for is_right, _ in known)
    assert 1 <= most <= AT_ONCE


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 10"),
        ("x" * 9, "at least 10"),
        ("ab cd " * 40, f"at most {LONGEST}"),
        ("Grace@Acme.example", "your e-mail address"),
        ("Password123", "first passwords"),
        ("1234567890", "first passwords"),
        ("aaaaaaaaaaaaaaaa", "first passwords"),
        ("abababababab", "first passwords"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_with_the_way_out(password: str, why: str) -> None:
    with pytest.raises(WeakPasswordError, match=why) as refused:
        check_rules(password, "grace@acme.example", field="new")
    assert refused.value.details["errors"][0]["field"] == "new"
    assert "easy to remember" in refused.value.hint


@pytest.mark.parametrize(
    "password",
    ["tea for two", "x1y2z3w4v5", "пароль для чая", "日本語のパスワードです", "a" * 190 + "bcdefghij"],
)
def test_any_other_password_is_taken(password: str) -> None:
    check_rules(password, "grace@acme.example")
