"""Models that stand behind each other: the first that gives a reply is heard."""

import asyncio
import importlib
from collections.abc import Callable

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.memory import NoReplies, OpenLedger
from sayso.llm.model_request import Asking, Surroundings
from sayso.llm.types import Ask, Caller, Ledger, ModelsConfig, Replies, Reply, Role, Shown

__all__ = ["ChainedModels", "NoReplies", "OpenLedger", "Surroundings"]

_PURPOSES = {
    Role.ORCHESTRATOR: "understanding messages",
    Role.SCHEMA: "designing data",
    Role.LAYOUT: "designing pages",
    Role.CODE: "writing code",
    Role.EXPLAIN: "explaining",
}


class ChainedModels:
    """The models of a configuration on behalf of one caller.

    A model that is overloaded, silent or broken is asked again after a pause; one that refuses, says nothing
    or cannot be used gives way to the next. Every single try is admitted and noted by the ledger. ``warned``
    takes a warning of the ledger for the person, once per request. ``seers_of_rows`` are the models that the
    agency lets see values of rows.
    """

    def __init__(
        self,
        config: ModelsConfig,
        caller: Caller,
        ledger: Ledger,
        replies: Replies,
        *,
        seers_of_rows: frozenset[str] = frozenset(),
        warned: Callable[[str], None] | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._config = config
        self._caller = caller
        self._ledger = ledger
        self._replies = replies
        self._seers_of_rows = seers_of_rows
        self._warned = warned
        self._surroundings = surroundings or Surroundings()

    def has(self, role: Role) -> bool:
        """Whether a model is set up for this role."""
        return bool(self._config.chain(role).models)

    def may_see_rows(self, role: Role) -> bool:
        """Whether every model of the role's chain may: which of them answers is not known before."""
        models = self._config.chain(role).models
        return bool(models) and self._seers_of_rows.issuperset(models)

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        """The reply of the first model of the chain that gives one.

        Raises:
            ModelsUnavailableError: when none does, or the reply broke off after some of it was shown.
            BudgetError: when the ledger lets no call pass.
        """
        chain = self._config.chain(ask.role)
        purpose = _PURPOSES[ask.role]
        if not chain.models:
            raise ModelsUnavailableError(
                f"No model is set up for {purpose}.", hint="Set one up, or go on without a model."
            )
        connections = await asyncio.to_thread(importlib.import_module, "sayso.llm.connections")
        async with connections.open_lines() as lines:
            asking = Asking(
                self._config, self._caller, self._ledger, self._replies, self._surroundings, self._warned,
                ask=ask, chain=chain, shown=shown, lines=lines,
            )  # fmt: skip
            reply = await asking.reply()
        if reply is None:
            raise ModelsUnavailableError(
                f"No model for {purpose} gave a reply. {' '.join(asking.faults)}",
                hint="Try again later, look at the models in the settings, or go on without a model.",
            )
        return reply
