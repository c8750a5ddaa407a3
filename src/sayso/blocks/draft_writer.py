"""Has versions of blocks written: for new blocks, for wishes of people, and to mend what broke."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from sayso.blocks.networks import Networks, bounded, within
from sayso.blocks.sandbox_run import LIMITS, OWNER, fitting
from sayso.blocks.shapes import changed_shape
from sayso.blocks.transitions import timing_of
from sayso.blocks.types import Block, BlockDetails, Reads, Shown, Version
from sayso.devloop.programs.facts import BlockFacts
from sayso.devloop.programs.ports import Developing
from sayso.devloop.programs.types import (
    Analysis,
    Budget,
    Developed,
    Draft,
    Fault,
    Owner,
    Task,
    Tell,
    Trial,
    Writer,
)
from sayso.llm.types import Caller
from sayso.sandbox.types import Entry, Network
from sayso.schedules.recurrence import TimingError

KIND = "block"
WritersOf = Callable[[Caller], Awaitable[Sequence[Writer]]]
"""Gives the writers of whoever asks, the first choice first."""


@dataclass(frozen=True, slots=True)
class Written:
    """A draft that passed, with what it may reach and what it gave."""

    draft: Draft
    details: BlockDetails
    reads: Reads
    value: Any

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.draft.model or "offline"


class Writing:
    """Asks writers, and holds what they write to what the block may reach."""

    def __init__(self, programs: Developing, writers_of: WritersOf, networks: Networks) -> None:
        self._programs = programs
        self._writers_of = writers_of
        self._networks = networks

    async def write(
        self, block: Block, said: Sequence[str], facts: BlockFacts, tell: Tell
    ) -> tuple[Developed, Written | None]:
        """A version for the last of what a person said about this block."""
        before = _reads(facts)

        def reaching(reads: Reads) -> Reads:
            return bounded(reads, block, said, before)

        return await self._develop(block, said[-1], facts, reaching, None, tell=tell)

    async def mend(
        self,
        block: Block,
        version: Version,
        said: Sequence[str],
        *,
        broken: Trial,
        shown: Shown | None,
        facts: BlockFacts,
        tell: Tell,
    ) -> tuple[Developed, Written | None]:
        """A version that does what this one did before it broke, reaching no further than it did."""
        asked = said[-1] if said else block.asked

        def reaching(reads: Reads) -> Reads:
            return within(reads, version.reads)

        def accept(details: BlockDetails, value: Any) -> Analysis | None:
            wrong = fitting(version.card, value) if details.card.kind is version.card.kind else None
            if details.card.kind is not version.card.kind:
                return _unlike(f"The card has to stay of the kind “{version.card.kind}”.")
            if wrong is not None and fitting(details.card, value) is not None:
                return wrong
            lost = None if shown is None else changed_shape(shown.shape, value, may_be_empty=False)
            return None if lost is None else _unlike(lost)

        return await self._develop(block, asked, facts, reaching, accept, tell=tell, broken=broken)

    async def _develop(
        self,
        block: Block,
        asked: str,
        facts: BlockFacts,
        reaching: Callable[[Reads], Reads],
        accept: Callable[[BlockDetails, Any], Analysis | None] | None,
        *,
        tell: Tell,
        broken: Trial | None = None,
    ) -> tuple[Developed, Written | None]:
        nets = _Nets(self._networks, block, reaching)
        await nets.prepare(facts)

        def accepted(details: BaseModel, value: Any) -> Analysis | None:
            if not isinstance(details, BlockDetails):
                return _unlike("What it says of its card cannot be read.")
            try:
                timing_of(details.refresh)
            except TimingError as error:
                return Analysis(Fault.RESULT, error.message, f"{error.message} {error.hint}")
            return fitting(details.card, value) if accept is None else accept(details, value)

        task = Task(
            kind=KIND,
            asked=asked,
            entry=Entry.BLOCK,
            details=BlockDetails,
            accept=accepted,
            facts=facts,
            limits=LIMITS,
            before=broken,
            network_of=nets.of,
            time_zone=str(facts.get("time_zone") or block.time_zone),
            may_be_empty=bool(facts.get("modules")) and not facts.get("address"),
        )
        caller = Caller(agency_id=block.agency_id, user_id=block.user_id)
        writers = await self._writers_of(caller)
        owner = Owner(block.agency_id, OWNER, block.id)
        developed = await self._programs.develop(task, writers, owner, tell, Budget())
        last = developed.last
        if not developed.ok or last is None or last.outcome is None:
            return developed, None
        details = details_of(last.draft)
        if details is None:
            raise TypeError("a draft that passed has details of a block")
        return developed, Written(last.draft, details, reaching(details.reads), last.outcome.result)


class _Nets:
    """Networks of drafts; secrets are fetched before, since a task asks for networks in passing."""

    def __init__(self, networks: Networks, block: Block, reaching: Callable[[Reads], Reads]) -> None:
        self._networks = networks
        self._block = block
        self._reaching = reaching
        self._secrets: Network = Network()

    async def prepare(self, facts: BlockFacts) -> None:
        """Fetch the secrets that may be named."""
        names = tuple(facts.get("secrets", ()))[:20]
        self._secrets = await self._networks.of(self._block, Reads(secrets=names))

    def of(self, details: BaseModel) -> Network:
        """What a draft may reach."""
        if not isinstance(details, BlockDetails):
            return Network()
        reads = self._reaching(details.reads)
        return self._networks.given(self._block, reads, self._secrets.secrets)


def details_of(draft: Draft) -> BlockDetails | None:
    """What a draft says of its card, where that could be read."""
    return draft.details if isinstance(draft.details, BlockDetails) else None


def _reads(facts: BlockFacts) -> Reads | None:
    return Reads.model_validate(facts["reads"]) if "reads" in facts else None


def _unlike(message: str) -> Analysis:
    return Analysis(
        Fault.SHAPE,
        message,
        f"{message} What it gives has to be like what was shown before, so keep its names.",
    )
