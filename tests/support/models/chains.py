"""Models over a model server, ready to be asked."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import SecretStr

from sayso.llm.backoff import Pausing
from sayso.llm.breaker import Breakers
from sayso.llm.fallback_chain import ChainedModels, NoReplies, OpenLedger, Surroundings
from sayso.llm.types import Caller, Chain, Ledger, ModelsConfig, Provider, ProviderKind, Replies, Role
from tests.support.models.server import ModelServer

KEY = "sk-test-0123456789abcdef"
"""The key that model servers are asked with; it must not show up anywhere else."""


def providers_of(server: ModelServer) -> tuple[Provider, ...]:
    """The server as each kind of provider, named after the kind."""
    return tuple(
        Provider(name=kind.value, kind=kind, base_url=server.url(kind), api_key=SecretStr(KEY))
        for kind in ProviderKind
    )


async def _at_once(_: float) -> None:
    """Pauses that a test does not wait for."""


def undisturbed(**parts: Any) -> Surroundings:
    """Surroundings of one test alone, in which pauses take no time."""
    return Surroundings(
        **{"breakers": Breakers(), "pausing": Pausing(sleep=_at_once), "taught": set(), **parts}
    )


def models_for(
    server: ModelServer,
    roles: Iterable[Role] = tuple(Role),
    *,
    kind: str = "openai",
    names: Sequence[str] = (),
    ledger: Ledger | None = None,
    replies: Replies | None = None,
    caller: Caller | None = None,
    warned: Callable[[str], None] | None = None,
    seers_of_rows: Iterable[str] = (),
    surroundings: Surroundings | None = None,
    **chain: Any,
) -> ChainedModels:
    """Models whose names are those of their roles, or ``names`` in this order for each role.

    ``chain`` sets limits of the chains; no model is tried twice unless ``retries`` is set.
    """
    limits = {"timeout_seconds": 10, "retries": 0, **chain}
    config = ModelsConfig(
        providers=providers_of(server),
        chains={
            role: Chain(models=tuple(f"{kind}:{name}" for name in names or [role.value]), **limits)
            for role in roles
        },
    )
    return ChainedModels(
        config,
        caller or Caller(),
        ledger or OpenLedger(),
        replies or NoReplies(),
        seers_of_rows=frozenset(seers_of_rows),
        warned=warned,
        surroundings=surroundings or undisturbed(),
    )
