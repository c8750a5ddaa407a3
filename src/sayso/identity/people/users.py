"""What the operator of the machine does with users of any agency: make, lock out and let back in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.keyset import Part, Window, part_of_query
from sayso.errors import ConflictError, NotFoundError
from sayso.identity.authentication.links import Purpose, make_link, platform_link
from sayso.identity.authentication.passwords import Passwords, check_rules
from sayso.identity.authentication.sessions import Sessions
from sayso.identity.people import repository
from sayso.identity.permissions import AgencyRole
from sayso.identity.principal import Principal, PrincipalKind, permissions_of
from sayso.identity.tables import AgencyRow, MembershipRow, UserRow
from sayso.identity.types import Agency
from sayso.settings import Settings

SWITCHED_OFF = "switched off by the operator"
SIGNED_OUT = "signed out by the operator"


@dataclass(frozen=True, slots=True)
class Place:
    """What a user is in one agency."""

    agency: Agency
    role: AgencyRole
    is_active: bool


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A user as the operator sees one."""

    id: UUID
    email: str
    name: str
    is_active: bool
    has_password: bool
    created_at: datetime
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody to be made, by an address in small letters; without a password they choose one with a link."""

    email: str
    name: str
    role: AgencyRole
    password: str | None


class Users:
    """Users across agencies; ``forget`` is called when who may do what has changed."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        sessions: Sessions,
        passwords: Passwords,
        forget: Callable[[], None],
    ) -> None:
        self._database = database
        self._settings = settings
        self._sessions = sessions
        self._passwords = passwords
        self._forget = forget

    async def add(self, agency: Agency, new: NewUser) -> UserRecord:
        """A new user who belongs to the agency.

        Raises:
            ConflictError: when somebody has this address already.
            WeakPasswordError: when the password is too easy to guess.
        """
        email, hashed = new.email, None
        if new.password is not None:
            check_rules(new.password, email)
            hashed = await self._passwords.hash(new.password)
        async with self._database.system() as session:
            known = select(UserRow.id).where(UserRow.email == email)
            if (await session.execute(known)).scalar_one_or_none() is not None:
                raise ConflictError(
                    f"There is a user {email} already.",
                    hint=f"`sayso agency invite {email} --role …` lets them into another agency, "
                    f"`sayso user reset {email}` gives them a link to a new password.",
                )
            values = {"email": email, "name": new.name, "password_hash": hashed}
            user_id = (
                await session.execute(insert(UserRow).values(values).returning(UserRow.id))
            ).scalar_one()
            await repository.ensure_membership(session, agency.id, user_id, new.role)
            return await _record_of(session, email)

    async def list(self, window: Window) -> Part[UserRecord]:
        """Everybody there is, by address."""
        async with self._database.system() as session:
            part = await part_of_query(session, select(*_COLUMNS), window, UserRow.email)
            places = await _places(session, [row.id for row in part.items])
        return part.map(lambda row: _record(row, places.get(row.id, [])))

    async def switch(self, email: str, *, is_active: bool) -> UserRecord:
        """Lock somebody out of everything at once, or let them back."""
        async with self._database.system() as session:
            found = await _record_of(session, email)
            change = update(UserRow).where(UserRow.id == found.id).values(is_active=is_active)
            await session.execute(change.execution_options(synchronize_session=False))
            found = await _record_of(session, email)
        if not is_active:
            await self._sessions.end_all(found.id, because=SWITCHED_OFF)
        self._forget()
        return found

    async def sign_out(self, email: str) -> None:
        """End every session of somebody, wherever they are signed in."""
        async with self._database.system() as session:
            found = await _record_of(session, email)
        await self._sessions.end_all(found.id, because=SIGNED_OUT)

    async def reset_link(self, email: str) -> str:
        """An address where somebody chooses a password, once."""
        async with self._database.system() as session:
            found = await _record_of(session, email)
            if not found.is_active:
                raise ConflictError(
                    f"{email} is switched off.", hint=f"`sayso user enable {email}` comes first."
                )
            token = await make_link(session, Purpose.RESET, found.id)
        return f"{self._settings.platform_origin}/reset/{token}"

    async def signin_link(self, me: Principal) -> str:
        """An address that signs the sender in to the platform, once."""
        return await platform_link(self._database, self._settings, me.user_id)

    async def as_person(self, email: str, agency: Agency) -> Principal:
        """Somebody as a principal of the agency, so that what is done for them is held to what they may do.

        Raises:
            ConflictError: when they do not belong to the agency, or are switched off.
        """
        async with self._database.system() as session:
            found = await _record_of(session, email)
        place = next((one for one in found.places if one.agency.id == agency.id), None)
        if place is None or not (place.is_active and found.is_active):
            raise ConflictError(
                f"{email} is no active member of {agency.name}.",
                hint=f"`sayso agency invite {email} --role …` asks them to join.",
            )
        permissions = permissions_of(place.role)
        return Principal(
            PrincipalKind.PERSON, found.id, found.name, found.email, agency, place.role, permissions
        )

    async def has_administrator(self) -> bool:
        """Whether an active administrator of some agency can sign in with a password."""
        query = (
            select(func.count())
            .select_from(MembershipRow)
            .join(UserRow, UserRow.id == MembershipRow.user_id)
            .where(MembershipRow.role == AgencyRole.ADMIN.value, MembershipRow.is_active)
            .where(UserRow.is_active, UserRow.password_hash.is_not(None))
        )
        async with self._database.system() as session:
            return (await session.execute(query)).scalar_one() > 0


_COLUMNS = (
    UserRow.id,
    UserRow.email,
    UserRow.name,
    UserRow.is_active,
    UserRow.password_hash.is_not(None).label("has_password"),
    UserRow.created_at,
)


async def _record_of(session: AsyncSession, email: str) -> UserRecord:
    query = select(*_COLUMNS).where(UserRow.email == email.strip().lower())
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise NotFoundError(
            f"There is no user {email[:100]}.", hint="`sayso user list` shows those there are."
        )
    return _record(row, (await _places(session, [row.id])).get(row.id, []))


async def _places(session: AsyncSession, user_ids: list[UUID]) -> dict[UUID, list[Place]]:
    query = (
        select(MembershipRow, AgencyRow)
        .join(AgencyRow, AgencyRow.id == MembershipRow.agency_id)
        .where(MembershipRow.user_id.in_(user_ids))
        .order_by(MembershipRow.created_at, AgencyRow.slug)
    )
    places: dict[UUID, list[Place]] = {}
    for member, agency in await session.execute(query):
        place = Place(Agency(agency.id, agency.slug, agency.name), AgencyRole(member.role), member.is_active)
        places.setdefault(member.user_id, []).append(place)
    return places


def _record(row: Row[*tuple[object, ...]], places: list[Place]) -> UserRecord:
    return UserRecord(
        row.id, row.email, row.name, row.is_active, row.has_password, row.created_at, tuple(places)
    )
