"""API keys: how programs sign in for a person in one agency, with less than that person may do.

A key reads ``sayso_<8 characters>_<secret>``. It is shown once and kept as a hash; the eight characters are
what people know it by. What it may do is what it carries and its owner may do at the moment of the call.
"""

import asyncio
import logging
import re
import secrets
import string
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.errors import ConflictError, DeniedError, InputError, NotFoundError
from sayso.identity.keys import repository as key_rows
from sayso.identity.keys.repository import ApiKey, KnownKey
from sayso.identity.lookup_cache import Remembered
from sayso.identity.permissions import KEY_SCOPES, Permission
from sayso.identity.principal import Principal, PrincipalKind, permissions_of
from sayso.identity.secret import hash_of, new_secret

NOTED_EVERY_SECONDS = 60.0
"""The last use of a key is written down at most this often."""
DEFAULT_LIFETIME = timedelta(days=90)
KEY_START = "sayso_"
MOST_KEYS = 100
"""Keys of one person in one agency that work at the same time."""
_REMEMBERED = 4096
_PREFIX_LENGTH = 8
_FORM = re.compile(KEY_START + r"[A-Za-z0-9]{8}_[A-Za-z0-9_-]{43}", re.ASCII)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made; ``secret`` is the whole of it, and nobody will see it again."""

    key: ApiKey
    secret: str


class Keys:
    """Makes, finds and revokes keys, and remembers those in use for a moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: Remembered[str, KnownKey] = Remembered()
        self._noted: OrderedDict[UUID, float] = OrderedDict()
        self._notes: set[asyncio.Task[None]] = set()

    async def principal(self, secret: str, address: str, agency_slug: str = "") -> Principal | None:
        """Whoever calls with this key; none if it does not work or its owner is gone.

        Raises:
            NotFoundError: when another agency is spoken of than the one that the key belongs to.
        """
        if not _FORM.fullmatch(secret):
            return None
        known = await self._look_up(hash_of(secret))
        if known is None:
            return None
        if agency_slug and agency_slug != known.agency.slug:
            raise NotFoundError(
                f"There is no agency “{agency_slug[:60]}” for this API key.",
                hint="A key belongs to one agency; leave Sayso-Agency out.",
            )
        self._note_use(known, address)
        return Principal(
            PrincipalKind.KEY,
            known.user_id,
            known.user_name,
            known.email,
            known.agency,
            known.role,
            known.scopes & permissions_of(known.role),
            key_id=known.id,
        )

    async def create(
        self,
        me: Principal,
        name: str,
        scopes: Iterable[Permission],
        lifetime: timedelta | None = DEFAULT_LIFETIME,
    ) -> NewKey:
        """A key for the sender; no ``lifetime`` means that it never expires.

        Raises:
            DeniedError: when it would carry or outlast what the sender has.
            ConflictError: when the sender has too many already.
        """
        agency = me.home_agency
        wanted = frozenset(scopes)
        _refuse_more(wanted, me)
        expires_at = None if lifetime is None else datetime.now(UTC) + lifetime
        secret, prefix = _new_key()
        async with self._database.unit(agency.id) as session:
            if me.key_id is not None:
                own = await key_rows.key_of(session, agency.id, me.key_id, None)
                if own and own.expires_at and (expires_at is None or expires_at > own.expires_at):
                    raise DeniedError(
                        "A key cannot make one that lasts longer than itself.",
                        hint=f"This one ends at {own.expires_at:%Y-%m-%d %H:%M} UTC.",
                    )
            if await key_rows.count_live(session, agency.id, me.user_id) >= MOST_KEYS:
                raise ConflictError(
                    f"There are {MOST_KEYS} keys already.", hint="Revoke those that nothing uses any more."
                )
            values = {
                "agency_id": agency.id,
                "user_id": me.user_id,
                "name": name,
                "prefix": prefix,
                "token_hash": hash_of(secret),
                "scopes": sorted(scope.value for scope in wanted),
                "expires_at": expires_at,
            }
            key_id = await key_rows.add(session, values)
            made = await key_rows.key_of(session, agency.id, key_id, None)
        if made is None:
            raise AssertionError("a key that was just made is there")
        return NewKey(made, secret)

    async def show(self, me: Principal, key_id: UUID) -> ApiKey:
        """One of the keys that the sender may see."""
        agency_id = me.home_agency.id
        async with self._database.unit(agency_id) as session:
            found = await key_rows.key_of(session, agency_id, key_id, _only_of(me))
        if found is None:
            raise _no_such_key()
        return found

    async def list(self, me: Principal, window: Window) -> Part[ApiKey]:
        """The keys that the sender may see, the newest first: their own, for administrators all."""
        agency_id = me.home_agency.id
        async with self._database.unit(agency_id) as session:
            return await key_rows.part_of_keys(session, agency_id, _only_of(me), window)

    async def revoke(self, me: Principal, key_id: UUID) -> None:
        """Let a key work no more, at once; one that was revoked before stays so."""
        agency_id = me.home_agency.id
        async with self._database.unit(agency_id) as session:
            if not await key_rows.revoke(session, agency_id, key_id, _only_of(me)):
                raise _no_such_key()
        self.forget()

    def forget(self) -> None:
        """Look every key and its owner up anew."""
        self._known.clear()

    async def settle(self) -> None:
        """Wait until what was used last is written down."""
        while self._notes:
            await asyncio.wait(set(self._notes))

    async def _look_up(self, token_hash: str) -> KnownKey | None:
        async def ask() -> KnownKey | None:
            async with self._database.system() as session:
                return await key_rows.find(session, token_hash)

        known = await self._known.get(token_hash, ask)
        return known if known and known.is_valid_at(datetime.now(UTC)) else None

    def _note_use(self, known: KnownKey, address: str) -> None:
        now = time.monotonic()
        if now - self._noted.get(known.id, -NOTED_EVERY_SECONDS) < NOTED_EVERY_SECONDS:
            return
        self._noted[known.id] = now
        self._noted.move_to_end(known.id)
        if len(self._noted) > _REMEMBERED:
            self._noted.popitem(last=False)
        task = asyncio.create_task(self._write_use(known, address))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _write_use(self, known: KnownKey, address: str) -> None:
        try:
            async with self._database.unit(known.agency.id) as session:
                await key_rows.note_use(session, known.agency.id, known.id, address)
        except (OSError, SQLAlchemyError) as error:
            self._noted.pop(known.id, None)
            _log.warning("the last use of a key could not be written down: %s", error)


def _new_key() -> tuple[str, str]:
    letters = string.ascii_letters + string.digits
    prefix = "".join(secrets.choice(letters) for _ in range(_PREFIX_LENGTH))
    return f"{KEY_START}{prefix}_{new_secret()}", prefix


def _refuse_more(wanted: frozenset[Permission], me: Principal) -> None:
    if not wanted:
        raise InputError("A key without scopes may do nothing.", hint=f"Name one of {_named(KEY_SCOPES)}.")
    if wanted - KEY_SCOPES:
        raise InputError(
            f"No key may carry {_named(wanted - KEY_SCOPES)}.", hint=f"There is {_named(KEY_SCOPES)}."
        )
    if wanted - me.permissions:
        raise DeniedError(
            f"You cannot give a key what you may not do yourself: {_named(wanted - me.permissions)}.",
            hint=f"You can give {_named(KEY_SCOPES & me.permissions)}.",
        )


def _only_of(me: Principal) -> UUID | None:
    return None if me.may(Permission.PEOPLE_WRITE) else me.user_id


def _named(permissions: Iterable[Permission]) -> str:
    return ", ".join(sorted(one.value for one in permissions))


def _no_such_key() -> NotFoundError:
    return NotFoundError("There is no such key.", hint="`GET /api/v1/keys` shows those there are.")
