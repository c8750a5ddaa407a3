"""What passes between those who need a model and those who ask one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class Role(StrEnum):
    """What a model is asked to do; each role has a chain of models of its own."""

    ORCHESTRATOR = "orchestrator"
    SCHEMA = "schema"
    LAYOUT = "layout"
    CODE = "code"
    EXPLAIN = "explain"


class ProviderKind(StrEnum):
    """The wire format of a provider."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    COMPATIBLE = "compatible"


class Provider(BaseModel):
    """Where models answer: OpenAI, Anthropic, or any address that speaks as OpenAI does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="How chains speak of it.")
    kind: ProviderKind
    base_url: str | None = Field(default=None, description="None for the provider's own address.")
    api_key: SecretStr | None = Field(default=None, description="None where no key is asked for.")
    is_public_only: bool = Field(
        default=False, description="Whether it is reached at addresses of the public internet alone."
    )


class Chain(BaseModel):
    """The models of a role, the first choice first; the offline designer stands behind the last one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    models: tuple[str, ...] = Field(default=(), description="As provider:model, such as openai:gpt-5-mini.")
    temperature: float | None = Field(default=None, ge=0, le=2)
    max_tokens: int = Field(default=8_192, ge=1, le=200_000, description="Longest reply, in tokens.")
    timeout_seconds: float = Field(default=60, gt=0, le=600, description="For one try of one model.")
    retries: int = Field(default=2, ge=0, le=5, description="Further tries of a model before the next one.")


class ModelsConfig(BaseModel):
    """Providers, and the chain of each role."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    providers: tuple[Provider, ...] = ()
    chains: Mapping[Role, Chain] = Field(default_factory=dict)

    def chain(self, role: Role) -> Chain:
        """The chain of a role; an empty one where no model is set up."""
        return self.chains.get(role, Chain())

    @property
    def has_any(self) -> bool:
        """Whether any role has a model."""
        return any(chain.models for chain in self.chains.values())


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf a model is asked; ``session_id`` is the build session, if there is one."""

    agency_id: UUID | None = None
    session_id: UUID | None = None
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """The fixed part of a request: a file of ``design/prompts`` with its version."""

    name: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to a role.

    ``content`` is what this request is about. ``shape`` is the JSON Schema of the reply, none for plain
    text. ``exchange`` are earlier replies to this request, each with what was wrong with it.
    """

    role: Role
    prompt: Prompt
    content: str
    shape: Mapping[str, Any] | None = None
    exchange: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of a call; ``cached`` are those of the input that the provider had read before."""

    input: int = 0
    output: int = 0
    cached: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered.

    ``data`` is the JSON that was read out of ``text`` where a shape was asked for (prose around it, fences
    and small faults are mended); None where there was none. It is not checked against the shape: whoever
    asked keeps what is valid of it. ``cost`` is in US dollars, None where the price is not known.
    """

    text: str
    data: Any
    model: str
    usage: Usage
    cost: Decimal | None = None
    is_remembered: bool = False


class CallOutcome(StrEnum):
    """How a call of a model ended."""

    OK = "ok"
    RATE_LIMITED = "rate_limited"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    UNREADABLE = "unreadable"
    CANCELLED = "cancelled"
    REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A line of the ledger; ``cost`` is in US dollars, None where the price is not known."""

    caller: Caller
    role: Role
    model: str
    outcome: CallOutcome
    usage: Usage
    cost: Decimal | None
    latency_seconds: float
    prompt: str
    started_at: datetime
    detail: str = ""


class Ledger(Protocol):
    """Keeps calls and holds budgets."""

    async def admit(self, caller: Caller, role: Role) -> str | None:
        """Let a call pass; gives a warning for the person where a budget is nearly used up.

        Raises:
            BudgetError: when a budget is used up.
        """
        ...

    async def note(self, record: CallRecord) -> None:
        """Keep a call."""
        ...


class Replies(Protocol):
    """Remembers replies to identical requests; ``key`` is a digest of the request and the model."""

    async def find(self, caller: Caller, key: str) -> Reply | None:
        """The reply, if it is remembered."""
        ...

    async def keep(self, caller: Caller, key: str, reply: Reply) -> None:
        """Remember a reply."""
        ...


Shown = Callable[[str], None]
"""Takes the next piece of a reply as it comes, to show it."""


class Models(Protocol):
    """Models on behalf of one caller."""

    def has(self, role: Role) -> bool:
        """Whether a model is set up for this role."""
        ...

    def may_see_rows(self, role: Role) -> bool:
        """Whether whatever answers for this role may see values of rows: administrators say so."""
        ...

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        """The reply of the first model of the chain that gives one.

        Cancelling the task cancels the call. With ``shown``, pieces are handed on as they come; another
        model takes over only while nothing was shown.

        Raises:
            ModelsUnavailableError: when none answers, or a budget is used up; work goes on offline.
        """
        ...


@dataclass(slots=True)
class Spent:
    """Tokens and cost of a piece of work; ``unknown`` counts calls whose price is not known."""

    calls: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: Decimal = Decimal(0)
    unknown: int = 0
