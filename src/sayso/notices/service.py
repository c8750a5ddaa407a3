"""Telling people: in the product, by letter, and by a call to an address."""

import asyncio
import logging
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.errors import InputError
from sayso.events.stream import Events
from sayso.mail import Mail
from sayso.notices import repository
from sayso.notices.types import Level, Notice
from sayso.notices.webhook_delivery import Webhooks

LONGEST_TITLE = 200
LONGEST_TEXT = 8_000
SWEEP_SECONDS = 6 * 3_600.0
_log = logging.getLogger(__name__)


class Notices:
    """Who is told what; the stream of events of a person is their own id."""

    def __init__(self, database: Database, events: Events, mail: Mail, webhooks: Webhooks) -> None:
        self._database = database
        self._events = events
        self._mail = mail
        self._webhooks = webhooks

    @property
    def can_write_letters(self) -> bool:
        """Whether a mail server is set."""
        return self._mail.is_set_up

    async def tell(
        self,
        session: AsyncSession,
        agency_id: UUID,
        user_id: UUID,
        *,
        title: str,
        text: str = "",
        level: Level = "info",
        link: str = "",
        about: tuple[str, UUID] | None = None,
    ) -> Notice | None:
        """Tell a person something in the product, once the session is committed; none if they are gone.

        ``link`` is a path of Studio. What is too long is cut.
        """
        if link and (not link.startswith("/") or link.startswith("//")):
            raise InputError("A notice leads to a path of Studio.", hint="Begin it with one slash.")
        kind, about_id = about or ("", None)
        values = {
            "title": _plain(title, LONGEST_TITLE) or "Notice",
            "text": _plain(text, LONGEST_TEXT),
            "level": level,
            "link": link,
            "about_kind": kind,
            "about_id": about_id,
        }
        try:
            async with session.begin_nested():
                notice = await repository.add(session, agency_id, user_id, values)
        except IntegrityError:
            return None
        data = {"id": str(notice.id), "title": notice.title, "level": notice.level}
        await self._events.append(session, agency_id, user_id, "notice", data, is_passing=True)
        return notice

    async def page(
        self, agency_id: UUID, user_id: UUID, window: Window, *, only_unread: bool = False
    ) -> Part[Notice]:
        """What a person was told, the newest first; the sort keys are the time and the id."""
        async with self._database.unit(agency_id) as session:
            return await repository.page(session, agency_id, user_id, window, only_unread=only_unread)

    async def unread(self, agency_id: UUID, user_id: UUID) -> int:
        """How many a person has not read."""
        async with self._database.unit(agency_id) as session:
            return await repository.unread(session, agency_id, user_id)

    async def read(self, agency_id: UUID, user_id: UUID, ids: Collection[UUID] | None = None) -> int:
        """Mark these as read, or all; returns how many are left."""
        async with self._database.unit(agency_id) as session:
            changed = await repository.read(session, agency_id, user_id, ids)
            left = await repository.unread(session, agency_id, user_id)
            if changed:
                data = {"unread": left}
                await self._events.append(session, agency_id, user_id, "read", data, is_passing=True)
        return left

    async def address_of(self, agency_id: UUID, user_id: UUID) -> str | None:
        """Where letters to a person of the agency go."""
        async with self._database.unit(agency_id) as session:
            return await repository.address_of(session, user_id)

    async def letter(self, to: str, subject: str, text: str) -> None:
        """Send a letter; never within a transaction, since mail servers take their time.

        Raises:
            BadAddressError: when ``to`` is not one plain address.
            MailError: when no server is set, with the settings that are missing, or it refuses.
        """
        lines = " ".join(_plain(subject, LONGEST_TITLE).split())
        await self._mail.send(to.strip(), lines or "Notice", _plain(text, LONGEST_TEXT))

    async def webhook(
        self, address: str, message: Mapping[str, Any], *, secret: SecretStr | None = None
    ) -> None:
        """Post a message as JSON; with a secret it is signed as ``sayso.notices.hmac_signature`` says.

        Raises:
            BadWebhookError: when the address may not be called.
            WebhookError: when nobody takes it.
        """
        await self._webhooks.post(address, message, secret=secret)

    async def sweep(self) -> int:
        """Remove old notices of all agencies; returns how many went."""
        async with self._database.system() as session:
            return await repository.sweep(session)

    async def keep_swept(self) -> None:
        """Remove old ones now and then, for as long as a server runs."""
        while True:
            try:
                await self.sweep()
            except (OSError, SQLAlchemyError) as error:
                _log.warning("old notices could not be removed: %s", type(error).__name__)
            await asyncio.sleep(SWEEP_SECONDS)


def _plain(text: str, most: int) -> str:
    """A text that PostgreSQL and mail servers take, not longer than this."""
    kept = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode().strip()
    return kept if len(kept) <= most else kept[: most - 1].rstrip() + "…"
