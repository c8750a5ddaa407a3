"""Models on behalf of whoever asks: as the settings and the agency set them up, with ledger and budget."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sayso.db.database import Database
from sayso.llm import repository
from sayso.llm.budgets import Line, Spending, lines, month_of
from sayso.llm.config import problem_of_chain
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.fallback_chain import ChainedModels, NoReplies, OpenLedger
from sayso.llm.keys import Vault
from sayso.llm.ledger import DatabaseLedger, utc_now
from sayso.llm.operator_models import GivenModels, given_models
from sayso.llm.replies import DatabaseReplies
from sayso.llm.store import LOST, Account, Accounts
from sayso.llm.types import Ask, Caller, Chain, Ledger, Models, ModelsConfig, Prompt, Reply, Role, Shown
from sayso.settings import Settings

_TEST = Prompt("test", 1, "You are asked whether you can be reached. Answer with the one word: ready.")
_TEST_TOKENS = 2_000
"""Models that think first need some before the word."""
_TEST_SECONDS = 30.0


class NoModels:
    """Stands where models are switched off."""

    def has(self, role: Role) -> bool:  # noqa: ARG002 - a Models
        """No."""
        return False

    def may_see_rows(self, role: Role) -> bool:  # noqa: ARG002 - as above
        """No."""
        return False

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:  # noqa: ARG002 - as above
        """Refuse."""
        raise ModelsUnavailableError(
            "Models are switched off here (SAYSO_MODELS=off).", hint="The offline designer needs none."
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of asking a model for one word; ``problem`` is none where it answered."""

    model: str
    said: str = ""
    cost: Decimal | None = None
    problem: str | None = None


class LanguageModels:
    """The models of every agency of this server."""

    def __init__(self, database: Database, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._now = now
        self.given: GivenModels = given_models(settings)
        private = settings.allows_private_models
        vault = Vault(settings.home_path)
        self.accounts = Accounts(database, self.given, vault, is_private_fine=private)
        self.ledger = DatabaseLedger(database, self.accounts.budget_of, self._moment)
        self.replies = DatabaseReplies(database, settings.models_reply_days, self._moment)

    def _moment(self) -> datetime:
        return self._now()

    async def of(self, caller: Caller, warned: Callable[[str], None] | None = None) -> Models:
        """The models for this caller; ``warned`` takes warnings of budgets."""
        if not self.given.is_on:
            return NoModels()
        account = await self._account(caller)
        return ChainedModels(
            account.config,
            caller,
            self.ledger,
            self.replies,
            seers_of_rows=account.models_with_rows,
            warned=warned,
        )

    async def standing(self, caller: Caller) -> list[Line]:
        """The limits of the caller's agency, and of the session if there is one, with what is gone."""
        agency_id = caller.agency_id
        if agency_id is None:
            return []
        budget = await self.accounts.budget_of(agency_id)
        async with self._database.unit(agency_id) as session:
            month = await repository.spent(session, agency_id, since=month_of(self._now()))
            of_session: Spending | None = None
            if caller.session_id is not None:
                of_session = await repository.spent(session, agency_id, session_id=caller.session_id)
        return list(lines(budget, month, of_session))

    async def test(self, caller: Caller, role: Role, model: str | None = None) -> Tried:
        """Ask a model for one word, or the first one of a role; it counts as any call does."""
        if not self.given.is_on:
            return Tried(model or "", problem="Models are switched off here (SAYSO_MODELS=off).")
        account = await self._account(caller)
        name = model or next(iter(account.config.chain(role).models), "")
        if not name:
            return Tried("", problem=f"No model is set up for {role}.")
        provider = name.partition(":")[0]
        if provider in account.lost:
            return Tried(name, problem=f"The provider {provider} cannot be used: {LOST}.")
        config = account.config
        if wrong := problem_of_chain(Chain(models=(name,)), {one.name: one for one in config.providers}):
            return Tried(name, problem=f"{wrong[0].upper()}{wrong[1:]}.")
        return await _tried(config, caller, role, name, self.ledger)

    def forget(self) -> None:
        """Read what agencies have set up anew."""
        self.accounts.forget()

    async def settle(self) -> None:
        """Wait until all calls are written down."""
        await self.ledger.settle()

    async def _account(self, caller: Caller) -> Account:
        if caller.agency_id is None:
            return Account(self.given.config)
        return await self.accounts.of(caller.agency_id)


def models_of(settings: Settings, ledger: Ledger | None = None) -> Models | None:
    """The models of the settings for a command that needs no server; none where none is set up.

    Raises:
        ModelsConfigError: when they cannot be used.
    """
    given = given_models(settings)
    if not given.config.has_any:
        return None
    return ChainedModels(given.config, Caller(), ledger or OpenLedger(), NoReplies())


async def _tried(config: ModelsConfig, caller: Caller, role: Role, name: str, ledger: Ledger) -> Tried:
    chain = Chain(models=(name,), max_tokens=_TEST_TOKENS, timeout_seconds=_TEST_SECONDS, retries=0)
    one = ModelsConfig(providers=config.providers, chains={role: chain})
    try:
        reply = await ChainedModels(one, caller, ledger, NoReplies()).ask(Ask(role, _TEST, "Are you there?"))
    except ModelsUnavailableError as error:
        return Tried(name, problem=error.message)
    return Tried(name, said=" ".join(reply.text.split())[:200], cost=reply.cost)
