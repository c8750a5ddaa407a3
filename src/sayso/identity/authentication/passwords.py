"""Passwords, kept as Argon2id hashes; a wrong user costs as much work as a wrong password."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from unicodedata import normalize

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from sayso.identity.errors import WeakPasswordError
from sayso.identity.secret import new_secret

SHORTEST, LONGEST, FEWEST_DIFFERENT = 10, 200, 4
MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
"""What OWASP's Password Storage Cheat Sheet asks of Argon2id at least; 19 MiB each."""

AT_ONCE = 2
"""Hashes computed at the same time; whoever signs in meanwhile waits, and takes no memory."""

_COMMONEST = frozenset(
    """
    0123456789 1234567890 12345678910 123456789a 0987654321 9876543210 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc
    qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwertzuiop password12 password123 password1234 passw0rd123
    p@ssw0rd123 passwordpassword mypassword iloveyou12 iloveyou123 letmein1234 welcome123 welcome1234
    administrator admin12345 admin123456 abc1234567 abcd123456 abcdefghij abcdefghijk football123 changeme123
    """.split()  # noqa: SIM905 - a list of words reads better than one of quoted words
)
T = TypeVar("T")
_workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")


class Passwords:
    """Hashes passwords and verifies them, beside the event loop."""

    def __init__(self) -> None:
        self._argon2 = PasswordHash((Argon2Hasher(PASSES, MEMORY_KIB, LANES),))
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """What is kept of a password; takes some 40 ms of one core."""
        return await _beside(lambda: self._argon2.hash(_bytes(password)))

    async def verify(self, password: str, known: str | None) -> tuple[bool, str | None]:
        """Whether it is the password of this hash, and the hash to keep from now on if that changed.

        Without a hash the same work is done on one that nobody knows the password of.
        """
        return await _beside(lambda: self._verify(password, known))

    def _verify(self, password: str, known: str | None) -> tuple[bool, str | None]:
        if self._nobodys is None:
            self._nobodys = self._argon2.hash(new_secret())
        try:
            is_right, fresh = self._argon2.verify_and_update(_bytes(password), known or self._nobodys)
        except UnknownHashError:
            is_right, fresh = False, None
        return is_right and known is not None, fresh


def check_rules(password: str, email: str, *, field: str = "password") -> None:
    """Refuse a password that is too short, too long or among the first that are tried.

    ``field`` is where it was typed.

    Raises:
        WeakPasswordError: with what to do instead.
    """
    plain = normalize("NFC", password).casefold()
    if len(password) < SHORTEST:
        raise WeakPasswordError(f"A password has at least {SHORTEST} characters.", field)
    if len(password) > LONGEST:
        raise WeakPasswordError(f"A password has at most {LONGEST} characters.", field)
    if plain.strip() in {email.casefold(), email.partition("@")[0].casefold()}:
        raise WeakPasswordError("The password is your e-mail address.", field)
    if plain in _COMMONEST or len(set(plain)) < FEWEST_DIFFERENT:
        raise WeakPasswordError("That is one of the first passwords that are tried.", field)


def _bytes(password: str) -> bytes:
    return normalize("NFC", password).encode("utf-8", "surrogatepass")


async def _beside(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_workers, work)
