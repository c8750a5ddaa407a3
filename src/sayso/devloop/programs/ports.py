"""What those who run programs need of others, as narrow as they need it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias
from uuid import UUID

from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.grants import ModuleRead
from sayso.devloop.programs.types import Budget, Developed, Owner, Task, Tell, Writer
from sayso.sandbox.types import Entry, RequestRecord, Secret, Service
from sayso.spec.diagnostics import Diagnostic

Check: TypeAlias = Callable[[str, Entry], Sequence[Diagnostic]]
"""Finds what is wrong with code before it runs, all of it at once."""


class ModuleRows(Protocol):
    """Rows of modules, as a person may read them."""

    async def facts(self, agency_id: UUID, user_id: UUID | None) -> Sequence[ModuleFacts]:
        """The modules that this person may enter, with what they may read there."""
        ...

    def service(self, agency_id: UUID, user_id: UUID | None, grants: Sequence[ModuleRead]) -> Service:
        """Answers a program that asks for rows of these modules, with the rights of this person."""
        ...


class WritableRows(ModuleRows, Protocol):
    """Rows of modules, as a person may read and change them."""

    def service(
        self,
        agency_id: UUID,
        user_id: UUID | None,
        grants: Sequence[ModuleRead],
        *,
        agent: str = ...,
        cause: str = ...,
    ) -> Service:
        """Answers a program, with the rights of this person, as far as it was granted.

        ``agent`` is what kind of program it is; the history keeps ``cause`` beside each row that it writes.
        """
        ...


class Named(Protocol):
    """Something with a name."""

    @property
    def name(self) -> str:
        """How it is spoken of."""
        ...


class Secrets(Protocol):
    """Values that programs name."""

    async def list(self, agency_id: UUID) -> "Sequence[Named]":
        """What secrets the agency has."""
        ...

    async def of(self, agency_id: UUID, names: Iterable[str]) -> Mapping[str, Secret]:
        """Those of these secrets that there are."""
        ...


class Requests(Protocol):
    """Keeps the requests that programs sent."""

    async def note(
        self, agency_id: UUID, kind: str, owner_id: UUID, records: Sequence[RequestRecord]
    ) -> None:
        """Keep them; ``kind`` and ``owner_id`` say whose program it was, such as ``block`` and its id."""
        ...


class Developing(Protocol):
    """Writes programs, runs them and mends them."""

    async def develop(
        self, task: Task, writers: Sequence[Writer], owner: Owner, tell: Tell, budget: Budget
    ) -> Developed:
        """A program that passes, or why there is none."""
        ...
