"""How people come by another password: they know the old one, or open a link that was sent to them."""

import asyncio
import logging
import time
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from sayso.db.actor import acting
from sayso.db.database import Database
from sayso.errors import AppError, NotFoundError
from sayso.identity.authentication import accounts
from sayso.identity.authentication.links import Purpose, look_at, make_link, use_link
from sayso.identity.authentication.passwords import Passwords, check_rules
from sayso.identity.authentication.sessions import PASSWORD_CHANGED, Sessions, as_person, end_all_within
from sayso.identity.errors import WrongPasswordError
from sayso.mail import Mail
from sayso.settings import Settings

MOST_WAITING = 50
"""Letters on their way at the same time; what is asked for beyond that is dropped, and the log says so."""

ASKED_AGAIN_SECONDS = 60.0
"""A person who forgot a password gets one letter in this time, however often it is asked for."""

_log = logging.getLogger(__name__)


class Recovery:
    """Changes passwords, and sends the links that lead to new ones."""

    def __init__(
        self, database: Database, settings: Settings, mail: Mail, sessions: Sessions, passwords: Passwords
    ) -> None:
        self._database = database
        self._settings = settings
        self._mail = mail
        self._sessions = sessions
        self._passwords = passwords
        self._asked: dict[UUID, float] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    async def change(self, user_id: UUID, current: str | None, new: str, keep: UUID | None) -> None:
        """Let a person have another password; every session ends but ``keep``.

        ``current`` may be missing only while there is no password.

        Raises:
            WrongPasswordError: when ``current`` is not the password.
            WeakPasswordError: when ``new`` is too easy to guess.
        """
        async with self._database.system() as session:
            known = await accounts.credentials_of_id(session, user_id)
        if known is None:
            raise WrongPasswordError
        if known.password_hash is not None:
            is_right, _ = await self._passwords.verify(current or "", known.password_hash)
            if not is_right:
                async with self._database.system() as session:
                    await accounts.note_refusal(session, known.user.email, user_id)
                raise WrongPasswordError
        check_rules(new, known.user.email, field="new")
        fresh = await self._passwords.hash(new)
        async with self._database.system() as session:
            await accounts.set_password(session, user_id, fresh)
            await end_all_within(session, user_id, keep, PASSWORD_CHANGED)
        self._sessions.forget()

    async def reset(self, token: str, new: str) -> None:
        """Let whoever has a link choose a password; it works once, and every session ends.

        Raises:
            NotFoundError: when the link is none, or was used, or has run out.
            WeakPasswordError: when the password is too easy to guess; the link works still.
        """
        async with self._database.system() as session:
            link = await look_at(session, token, Purpose.RESET)
            user = await accounts.user_of(session, link.user_id) if link else None
        if user is None:
            raise _spent()
        check_rules(new, user.email)
        fresh = await self._passwords.hash(new)
        with acting(as_person(user)):
            async with self._database.system() as session:
                if await use_link(session, token, Purpose.RESET) is None:
                    raise _spent()
                await accounts.set_password(session, user.id, fresh)
                await end_all_within(session, user.id, None, PASSWORD_CHANGED)
        self._sessions.forget()

    def forgot(self, email: str) -> None:
        """Send a link to whoever has this address, some time after the answer, which is the same for all."""
        if len(self._under_way) >= MOST_WAITING:
            _log.warning("too many people forgot their password at once; some get no letter")
            return
        task = asyncio.create_task(self._help(email))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def settle(self) -> None:
        """Wait until every letter is on its way."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def _help(self, email: str) -> None:
        try:
            await self._send_link(email)
        except (AppError, OSError, SQLAlchemyError) as error:
            _log.warning("a link to a new password could not be sent: %s", error)

    async def _send_link(self, email: str) -> None:
        async with self._database.system() as session:
            known = await accounts.credentials_of(session, email)
            if known is None or not known.user.is_active:
                return
            user = known.user
            if not self._is_first(user.id):
                return
            await accounts.note_forgotten(session, user)
            if not self._mail.is_set_up:
                return
            token = await make_link(session, Purpose.RESET, user.id)
        address = f"{self._settings.platform_origin}/reset/{token}"
        await self._mail.send(user.email, "A new password", _LETTER.format(name=user.name, address=address))

    def _is_first(self, user_id: UUID) -> bool:
        now = time.monotonic()
        for one in [one for one, asked in self._asked.items() if now - asked > ASKED_AGAIN_SECONDS]:
            del self._asked[one]
        if user_id in self._asked:
            return False
        self._asked[user_id] = now
        return True


def _spent() -> NotFoundError:
    return NotFoundError(
        "This link was used already, or has run out.", hint="Ask for a new one with “Forgot password”."
    )


_LETTER = """Hello {name},

somebody asked for a new password for you. If it was you, choose one here within two hours:

{address}

It works once. If it was not you, leave it: your password stays as it is.
"""
