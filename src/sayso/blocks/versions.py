"""Versions of blocks: listed, compared, gone back to, written by hand. None is active before it was tried."""

from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from sayso.blocks import repository
from sayso.blocks.errors import BusyError, DoesNotWorkError
from sayso.blocks.sandbox_run import Ran, Trying
from sayso.blocks.transitions import Keeping, active, found
from sayso.blocks.types import (
    Block,
    Card,
    Comparison,
    LogKind,
    Reads,
    State,
    Version,
    VersionStatus,
)
from sayso.blocks.version_diff import compared
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.devloop.programs.ports import Check
from sayso.errors import NotFoundError
from sayso.sandbox.types import Entry, Outcome
from sayso.spec.diagnostics import Diagnostic, Level


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of blocks."""

    database: Database
    keeping: Keeping
    trying: Trying
    check: Check

    async def page(self, agency_id: UUID, block_id: UUID, window: Window) -> Part[Version]:
        """Some of them, the newest first."""
        async with self.database.unit(agency_id) as session:
            return await repository.versions_of(session, await found(session, agency_id, block_id), window)

    async def show(self, agency_id: UUID, block_id: UUID, number: int) -> Version:
        """One of them."""
        return (await self._both(agency_id, block_id, number))[1]

    async def compare(self, agency_id: UUID, block_id: UUID, before: int, after: int) -> Comparison:
        """What differs between two."""
        one = await self.show(agency_id, block_id, before)
        return compared(one, await self.show(agency_id, block_id, after))

    async def activate(self, agency_id: UUID, block_id: UUID, number: int) -> Block:
        """Go back, or on, to a version, when it works as the source is now."""
        block, version = await self._both(agency_id, block_id, number)
        if block.state is State.MAKING:
            raise BusyError("This block is being made.", hint="Wait until it is there, or stop it.")
        self._demand_sound(version.code)
        acting = replace(block, user_id=version.user_id)
        ran = await self.trying.run(acting, version.code, version.card, version.reads)
        if ran.problem is not None:
            raise _refusal(f"Version {number} does not work now: {ran.problem.message}", ran, number)
        return await self._take(block, version, ran, f"Went to version {number}.")

    async def write(
        self,
        agency_id: UUID,
        block_id: UUID,
        user_id: UUID,
        code: str,
        *,
        card: Card | None,
        reads: Reads | None,
    ) -> Block:
        """A version by hand; it is kept whatever becomes of it, and is active when it works."""
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id)
            before = await active(session, block)
        self._demand_sound(code)
        kept_card = card or before.card
        kept_reads = reads or before.reads
        ran = await self.trying.run(replace(block, user_id=user_id), code, kept_card, kept_reads)
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id, locks=True)
            version = await self.keeping.add_version(
                session,
                block,
                VersionStatus.CANDIDATE,
                code=code,
                card=kept_card,
                reads=kept_reads,
                author="hand",
                user_id=user_id,
                explanation="Written by hand.",
            )
        if ran.problem is not None:
            raise _refusal(ran.problem.message, ran, version.number)
        return await self._take(block, version, ran, "Written by hand.")

    async def _take(self, block: Block, version: Version, ran: Ran, message: str) -> Block:
        async with self.database.unit(block.agency_id) as session:
            known = await found(session, block.agency_id, block.id, locks=True)
            kept = await self.keeping.activate(session, known, version, ran.value)
            await repository.note(
                session,
                kept,
                LogKind.MAKE,
                message,
                ok=True,
                seconds=ran.outcome.seconds,
                version=version.number,
            )
            return kept

    async def _both(self, agency_id: UUID, block_id: UUID, number: int) -> tuple[Block, Version]:
        async with self.database.unit(agency_id) as session:
            block = await found(session, agency_id, block_id)
            version = await repository.version_of(session, block, number)
        if version is None:
            raise NotFoundError(f"There is no version {number}.", hint="List the versions to see them.")
        return block, version

    def _demand_sound(self, code: str) -> None:
        findings = self.check(code, Entry.BLOCK)
        errors = [one for one in findings if one.level is Level.ERROR]
        if errors:
            raise DoesNotWorkError(
                errors[0].message,
                hint=errors[0].hint,
                details={"diagnostics": [as_details(one) for one in findings]},
            )


def as_details(finding: Diagnostic) -> dict[str, Any]:
    """What is wrong with code, and where, for whoever wrote it."""
    told = {"code": finding.code, "level": finding.level.value, "path": finding.path}
    return {**told, "message": finding.message, "hint": finding.hint}


def told_of(outcome: Outcome) -> dict[str, Any]:
    """What became of a run, for whoever wrote the code."""
    return {
        "ending": outcome.ending.value,
        "error": None if outcome.error is None else asdict(outcome.error),
        "output": outcome.output[-8_000:],
        "seconds": outcome.seconds,
    }


def _refusal(message: str, ran: Ran, number: int) -> DoesNotWorkError:
    return DoesNotWorkError(
        message,
        hint="" if ran.problem is None else "What was shown before is still shown.",
        details={"version": number, "outcome": told_of(ran.outcome)},
    )
