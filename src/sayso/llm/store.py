"""The models that an agency has set up for itself, over those of the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.errors import NotFoundError
from sayso.identity.lookup_cache import Remembered
from sayso.llm import repository
from sayso.llm.addresses import demand_public
from sayso.llm.config import (
    MOST_PROVIDERS,
    Budget,
    merged,
    problem_of_chain,
    problem_of_provider,
)
from sayso.llm.errors import ModelsConfigError
from sayso.llm.keys import Vault
from sayso.llm.operator_models import GivenModels
from sayso.llm.tables import ProviderRow
from sayso.llm.types import Chain, ModelsConfig, Provider, ProviderKind, Role

_TURN = text("select pg_advisory_xact_lock(hashtextextended('models ' || :agency, 0))")
LOST = "its key cannot be read any more: enter it again"


class LostKeyError(ModelsConfigError):
    """A key has to be entered anew."""

    code = "key_needed"


@dataclass(frozen=True, slots=True)
class NewProvider:
    """A provider as somebody writes it down; ``api_key`` is none to keep the one that is there."""

    name: str
    kind: ProviderKind
    base_url: str | None = None
    api_key: SecretStr | None = None
    is_keyless: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """The models of an agency: its own, those of the settings, and both together.

    ``lost`` are providers whose key cannot be opened; calls of them say so. ``row_access`` are models that
    an administrator let see values of rows, each with the place that it was asked at then.
    """

    given: ModelsConfig = field(default_factory=ModelsConfig)
    own: ModelsConfig = field(default_factory=ModelsConfig)
    budget: Budget = field(default_factory=Budget)
    lost: frozenset[str] = frozenset()
    row_access: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, model: str) -> str | None:
        """Where a model is asked: the agency's own address, or whatever the settings say; none where nowhere.

        What was allowed for one place is not allowed for another one under the same name.
        """
        name = model.partition(":")[0]
        own = next((one for one in self.own.providers if one.name == name), None)
        if own is not None:
            return f"{own.kind.value} {own.base_url or ''}".strip()
        return "settings" if any(one.name == name for one in self.given.providers) else None

    @property
    def models(self) -> tuple[str, ...]:
        """Every model of any chain, once."""
        return tuple(dict.fromkeys(one for role in Role for one in self.config.chain(role).models))

    @property
    def models_with_rows(self) -> frozenset[str]:
        """The models that may see values of rows."""
        return frozenset(model for model, place in self.row_access.items() if self.place_of(model) == place)

    @property
    def config(self) -> ModelsConfig:
        """What is asked: without providers whose key is lost."""
        whole = merged(self.given, self.own)
        known = tuple(one for one in whole.providers if one.name not in self.lost)
        return ModelsConfig(providers=known, chains=whole.chains)


class Accounts:
    """Reads and changes what agencies have set up; what was read is trusted for some seconds."""

    def __init__(
        self, database: Database, given: GivenModels, vault: Vault, *, is_private_fine: bool
    ) -> None:
        self._database = database
        self._given = given
        self._vault = vault
        self._is_private_fine = is_private_fine
        self._known: Remembered[UUID, Account] = Remembered()

    async def of(self, agency_id: UUID) -> Account:
        """The models of an agency, as they were at most five seconds ago."""

        async def read() -> Account:
            async with self._database.unit(agency_id) as session:
                return await self._read(session, agency_id)

        found = await self._known.get(agency_id, read)
        return found or Account(self._given.config)

    async def budget_of(self, agency_id: UUID) -> Budget:
        """What the agency may spend: the tighter of its own limits and those of the settings."""
        return (await self.of(agency_id)).budget.within(self._given.budget)

    @property
    def given_budget(self) -> Budget:
        """The limits that the settings set every agency."""
        return self._given.budget

    async def replace(
        self, agency_id: UUID, providers: list[NewProvider], chains: Mapping[Role, Chain]
    ) -> None:
        """Set up these providers and chains and no others."""
        await self._demand_fit(*providers)
        async with self._database.unit(agency_id) as session:
            await session.execute(_TURN, {"agency": str(agency_id)})
            known = {row.name: row for row in await repository.providers(session, agency_id)}
            for name in known.keys() - {one.name for one in providers}:
                await repository.remove_provider(session, agency_id, name)
            for provider in providers:
                await self._save(session, agency_id, provider, known.get(provider.name))
            for role in Role:
                if role in chains:
                    await repository.save_chain(session, agency_id, role, chains[role])
                else:
                    await repository.remove_chain(session, agency_id, role)
            await self._demand_whole(session, agency_id)
        self.forget()

    async def add_provider(self, agency_id: UUID, provider: NewProvider) -> None:
        """Set up another provider."""
        await self._demand_fit(provider)
        async with self._database.unit(agency_id) as session:
            await session.execute(_TURN, {"agency": str(agency_id)})
            known = {row.name for row in await repository.providers(session, agency_id)}
            if provider.name in known:
                raise ModelsConfigError(
                    f"There is a provider “{provider.name}” already.",
                    hint="Change it, or choose another name.",
                )
            await self._save(session, agency_id, provider, None)
            await self._demand_whole(session, agency_id)
        self.forget()

    async def change_provider(self, agency_id: UUID, provider: NewProvider) -> None:
        """Change a provider; another address or kind takes the key anew."""
        await self._demand_fit(provider)
        async with self._database.unit(agency_id) as session:
            await session.execute(_TURN, {"agency": str(agency_id)})
            row = await self._provider(session, agency_id, provider.name)
            await self._save(session, agency_id, provider, row)
        self.forget()

    async def remove_provider(self, agency_id: UUID, name: str) -> None:
        """Forget a provider with its key; refused while a chain needs it."""
        async with self._database.unit(agency_id) as session:
            await session.execute(_TURN, {"agency": str(agency_id)})
            await self._provider(session, agency_id, name)
            await repository.remove_provider(session, agency_id, name)
            await self._demand_whole(session, agency_id)
        self.forget()

    async def set_chain(self, agency_id: UUID, role: Role, chain: Chain | None) -> None:
        """Set the chain of a role; none goes back to that of the settings."""
        async with self._database.unit(agency_id) as session:
            await session.execute(_TURN, {"agency": str(agency_id)})
            if chain is None:
                await repository.remove_chain(session, agency_id, role)
            else:
                await repository.save_chain(session, agency_id, role, chain)
                await self._demand_whole(session, agency_id)
        self.forget()

    async def set_row_access(self, agency_id: UUID, model: str, *, may_see_rows: bool) -> None:
        """Let a model of the agency's chains see values of rows, or none."""
        async with self._database.unit(agency_id) as session:
            await session.execute(_TURN, {"agency": str(agency_id)})
            if not may_see_rows:
                await repository.withdraw_rows(session, agency_id, model)
            else:
                account = await self._read(session, agency_id)
                place = account.place_of(model)
                if place is None or model not in account.models:
                    raise NotFoundError(
                        f"No role asks a model “{model[:60]}”.",
                        hint="`GET /api/v1/models` shows the models of each role.",
                    )
                await repository.allow_rows(session, agency_id, model, place)
        self.forget()

    async def set_budget(self, agency_id: UUID, budget: Budget) -> None:
        """Set what the agency allows itself."""
        async with self._database.unit(agency_id) as session:
            await repository.save_budget(session, agency_id, budget)
        self.forget()

    def forget(self) -> None:
        """Read everything anew."""
        self._known.clear()

    async def _read(self, session: AsyncSession, agency_id: UUID) -> Account:
        providers, lost = [], set()
        for row in await repository.providers(session, agency_id):
            key = None
            if row.sealed_key is not None:
                key = self._vault.open(row.sealed_key, bound_to(agency_id, row.name, row.kind, row.base_url))
                if key is None:
                    lost.add(row.name)
            providers.append(
                Provider(
                    name=row.name,
                    kind=ProviderKind(row.kind),
                    base_url=row.base_url,
                    api_key=key,
                    is_public_only=not self._is_private_fine,
                )
            )
        own = ModelsConfig(providers=tuple(providers), chains=await repository.chains(session, agency_id))
        budget = await repository.budget(session, agency_id)
        access = await repository.row_access(session, agency_id)
        return Account(self._given.config, own, budget, frozenset(lost), access)

    async def _save(
        self, session: AsyncSession, agency_id: UUID, given: NewProvider, before: ProviderRow | None
    ) -> None:
        bound = bound_to(agency_id, given.name, given.kind.value, given.base_url)
        sealed = None
        if given.api_key is not None:
            sealed = self._vault.seal(given.api_key.get_secret_value(), bound)
        elif before is not None and before.sealed_key is not None and not given.is_keyless:
            if self._vault.open(before.sealed_key, bound) is None:
                raise LostKeyError(
                    f"Enter the key of {given.name} again: a key is kept for the address it was entered for.",
                    hint="Send api_key; null removes the one that is there.",
                )
            sealed = before.sealed_key
        values: dict[str, Any] = {
            "kind": given.kind.value,
            "base_url": given.base_url,
            "sealed_key": sealed,
        }
        await repository.save_provider(session, agency_id, given.name, values)

    async def _demand_fit(self, *providers: NewProvider) -> None:
        """Refuse what cannot be a provider, and addresses that agencies may not aim this server at."""
        for given in providers:
            provider = Provider(
                name=given.name, kind=given.kind, base_url=given.base_url, api_key=given.api_key
            )
            if wrong := problem_of_provider(provider):
                raise ModelsConfigError(f"The provider {given.name} cannot be set up: {wrong[1]}.")
            if given.base_url is not None and not self._is_private_fine:
                await demand_public(given.base_url)

    async def _provider(self, session: AsyncSession, agency_id: UUID, name: str) -> ProviderRow:
        known = {row.name: row for row in await repository.providers(session, agency_id)}
        if name not in known:
            raise NotFoundError(
                f"The agency has no provider “{name[:60]}”.",
                hint="`GET /api/v1/models` shows those there are.",
            )
        return known[name]

    async def _demand_whole(self, session: AsyncSession, agency_id: UUID) -> None:
        """Refuse chains that speak of providers that are not there."""
        own = await self._read(session, agency_id)
        if len(own.own.providers) > MOST_PROVIDERS:
            raise ModelsConfigError(f"An agency has at most {MOST_PROVIDERS} providers.")
        providers = {one.name: one for one in merged(own.given, own.own).providers}
        for role, chain in own.own.chains.items():
            if wrong := problem_of_chain(chain, providers):
                raise ModelsConfigError(
                    f"The chain of {role} cannot be used: {wrong}.",
                    hint="Change the chain first, or set the provider up.",
                )


def bound_to(agency_id: UUID, name: str, kind: str, base_url: str | None) -> str:
    """What a key is for."""
    return f"{agency_id}\n{name}\n{kind}\n{base_url or ''}"
