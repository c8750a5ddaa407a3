"""Keeps secrets, and gives them to those who run programs; nobody else ever sees one again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.identity.secret_encryption import Seal
from sayso.sandbox.egress.hosts import problem_of_host
from sayso.sandbox.types import Secret
from sayso.secrets import repository
from sayso.secrets.tables import SecretRow
from sayso.settings import Settings

FILE = "secrets.key"
MOST_SECRETS = 100
MOST_HOSTS = 20
_TURN = text("select pg_advisory_xact_lock(hashtextextended('secrets ' || :agency, 0))")


class LostSecretError(ConflictError):
    """A secret has to be entered anew."""

    code = "secret_needed"


@dataclass(frozen=True, slots=True)
class KnownSecret:
    """What people see of a secret; ``updated_at`` is when it was entered."""

    name: str
    hosts: tuple[str, ...]
    updated_at: datetime


class Secrets:
    """The secrets of agencies."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._seal = Seal(settings.home_path / FILE)

    async def list(self, agency_id: UUID) -> Sequence[KnownSecret]:
        """The secrets of an agency, by name."""
        async with self._database.unit(agency_id) as session:
            return [_known(row) for row in await repository.secrets(session, agency_id)]

    async def put(self, agency_id: UUID, name: str, value: SecretStr, hosts: Iterable[str]) -> KnownSecret:
        """Keep a secret for these hosts, in place of the one of this name.

        Raises:
            InputError: when a host cannot be one, or there are too many secrets.
        """
        async with self._database.unit(agency_id) as session:
            return await self.put_within(session, agency_id, name, value, hosts)

    async def put_within(
        self, session: AsyncSession, agency_id: UUID, name: str, value: SecretStr, hosts: Iterable[str]
    ) -> KnownSecret:
        """As ``put``, in a transaction of somebody else's."""
        hosts = tuple(dict.fromkeys(host.strip().lower() for host in hosts))
        _demand_hosts(hosts)
        sealed = self._seal.seal(value.get_secret_value(), bound_to(agency_id, name, hosts))
        await session.execute(_TURN, {"agency": str(agency_id)})
        names = await self.names_within(session, agency_id)
        if name not in names and len(names) >= MOST_SECRETS:
            raise InputError(f"An agency has at most {MOST_SECRETS} secrets.", hint="Remove one first.")
        return _known(await repository.save_secret(session, agency_id, name, sealed, hosts))

    async def names_within(self, session: AsyncSession, agency_id: UUID) -> set[str]:
        """Names of the secrets of an agency, in a transaction of somebody else's."""
        return {row.name for row in await repository.secrets(session, agency_id)}

    async def drop(self, agency_id: UUID, name: str) -> None:
        """Forget a secret; programs that name it are told that there is none."""
        async with self._database.unit(agency_id) as session:
            if not await repository.remove_secret(session, agency_id, name):
                raise NotFoundError(f"There is no secret “{name[:100]}”.", hint="Look at how it is written.")

    async def of(self, agency_id: UUID, names: Iterable[str]) -> Mapping[str, Secret]:
        """What a run may use of these names; those that there are not are left out.

        Raises:
            LostSecretError: when one was sealed with a key that this home does not have.
        """
        names = tuple(names)
        if not names:
            return {}
        async with self._database.unit(agency_id) as session:
            rows = await repository.secrets_named(session, agency_id, names)
        return {row.name: self._opened(agency_id, row) for row in rows}

    def _opened(self, agency_id: UUID, row: SecretRow) -> Secret:
        hosts = tuple(row.hosts)
        value = self._seal.open(row.sealed_secret, bound_to(agency_id, row.name, hosts))
        if value is None:
            raise LostSecretError(
                f"The secret {row.name} cannot be read any more.", hint="Enter it again under the secrets."
            )
        return Secret(value, hosts)


def _demand_hosts(hosts: tuple[str, ...]) -> None:
    if not 1 <= len(hosts) <= MOST_HOSTS:
        raise InputError(f"A secret is for one host at least, and {MOST_HOSTS} at most.", hint="Name them.")
    for host in hosts:
        problem = problem_of_host(host)
        if problem is not None:
            raise InputError(problem, hint="Write it as api.example.com, *.example.com or host:8443.")


def bound_to(agency_id: UUID, name: str, hosts: tuple[str, ...]) -> str:
    """What a secret is sealed for."""
    return f"secret {agency_id} {name} {' '.join(hosts)}"


def _known(row: SecretRow) -> KnownSecret:
    return KnownSecret(row.name, tuple(row.hosts), row.created_at)
