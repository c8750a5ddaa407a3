"""What proofs need from outside, and the people they act as."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Choices
from sayso.db.gate import Gate
from sayso.db.scope import Scope
from sayso.runtime.plan import ModulePlan
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone whom a proof acts as: a member of a site in a role of the module, or a visitor who is none."""

    name: str
    role: str
    member: UUID
    user: UUID
    site: UUID

    @property
    def scope(self) -> Scope:
        """What the database is told."""
        return Scope(self.site, self.member, self.role)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a call: its status, and its body read as JSON (text where it is none)."""

    status: int
    data: Any = None

    @property
    def is_done(self) -> bool:
        """Whether the call did what it was asked."""
        return 200 <= self.status < 300

    @property
    def detail(self) -> str:
        """What a refusal says of itself."""
        if isinstance(self.data, dict):
            return str(self.data.get("detail", ""))
        return str(self.data or "")[:200]


class Candidate(Protocol):
    """What proofs read of a revision that is to be published; ``sayso.publishing.types.Candidate`` is one."""

    @property
    def before(self) -> AppSpec | None:
        """The revision that is running; none for a new module."""
        ...

    @property
    def after(self) -> AppSpec:
        """The revision that is to run."""
        ...

    @property
    def transforms(self) -> tuple[Transform, ...]:
        """What the way does to rows beyond what the specs say."""
        ...

    @property
    def reverse(self) -> tuple[Transform, ...]:
        """What the way back does to rows beyond what the specs say."""
        ...

    @property
    def choices(self) -> Choices:
        """What people answered to the decisions of the way."""
        ...

    @property
    def known(self) -> frozenset[str]:
        """Digests of parts that need no new proof."""
        ...


class Api(Protocol):
    """The data API of one module, asked without a network: the routes that requests go through."""

    async def __call__(self, actor: Actor | None, method: str, path: str, body: object = None) -> Reply:
        """Make a call on behalf of an actor; of none: as nobody, and with nothing confirmed to be public."""
        ...


class Caller(Protocol):
    """Gives the data API of a module over any gate; ``sayso.web`` implements it."""

    def over(self, plan: ModulePlan, gate: Gate, actors: Sequence[Actor]) -> Api:
        """The API of this module for these people."""
        ...
