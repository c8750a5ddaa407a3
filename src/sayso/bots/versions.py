"""Versions of bots: activated, gone back to, compared, written by hand. None runs before a person says so."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository
from sayso.bots.details import BotDetails
from sayso.bots.errors import BusyError, DoesNotWorkError
from sayso.bots.ports import Spec, Trying
from sayso.bots.transitions import MAKING, Keeping, found, version_found
from sayso.bots.types import Bot, Report, Stage, Version, VersionStatus
from sayso.bots.version_diff import Comparison, compared
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.devloop.programs.ports import Check, ModuleRows
from sayso.errors import ConflictError, InputError
from sayso.identity.audit import note
from sayso.sandbox.types import Entry
from sayso.spec.diagnostics import Diagnostic, Level

FRESH = timedelta(minutes=10)
"""How long a report stands for the modules as they are: cases are tried anew after that."""
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of bots."""

    database: Database
    keeping: Keeping
    trying: Trying
    rows: ModuleRows
    check: Check

    async def page(self, agency_id: UUID, bot_id: UUID, window: Window) -> Part[Version]:
        """Some of them, the newest first."""
        async with self.database.unit(agency_id) as session:
            return await repository.versions_of(session, await found(session, agency_id, bot_id), window)

    async def show(self, agency_id: UUID, bot_id: UUID, number: int) -> Version:
        """One of them."""
        return (await self._both(agency_id, bot_id, number))[1]

    async def compare(self, agency_id: UUID, bot_id: UUID, before: int, after: int) -> Comparison:
        """What differs between two."""
        one = await self.show(agency_id, bot_id, before)
        return compared(one, await self.show(agency_id, bot_id, after))

    async def test(self, agency_id: UUID, bot_id: UUID, number: int) -> Version:
        """Try its cases once more, and keep what became of them."""
        bot, version = await self._both(agency_id, bot_id, number)
        report = await self._report(bot, version.code, version.details)
        async with self.database.unit(agency_id) as session:
            await repository.set_version(session, bot, number, report=report)
            await self.keeping.telling.changed(session, bot)
            return await version_found(session, bot, number)

    async def activate(
        self, agency_id: UUID, bot_id: UUID, number: int | None = None, *, anyway: str = ""
    ) -> Bot:
        """Let a version run: this one, else the one that waits for it, else the one that was active.

        Its cases have to pass. ``anyway`` is the reason of a person who lets it run although they do not;
        it is kept in the conversation.

        Raises:
            DoesNotWorkError: when they do not; all stays as it is.
        """
        bot = await self._free(agency_id, bot_id)
        chosen = number if number is not None else await self._next(bot)
        version = await self.show(agency_id, bot_id, chosen)
        report = await self._judged(bot, version, anyway.strip())
        async with self.database.unit(agency_id) as session:
            known = await self._settled(session, agency_id, bot_id)
            before = await repository.version_of(session, known, known.version) if known.version else None
            await repository.set_version(session, known, version.number, report=report)
            if not report.ok:
                reason = anyway.strip()[:_LONGEST_REASON]
                said = f"Version {version.number} was activated although its cases do not pass: {reason}"
                await self.keeping.say(session, known, said)
                changes = {"version": [None, version.number], "reason": [None, reason]}
                await _note(session, "bot_code.forced", known, report, changes)
            kept = await self.keeping.activate(session, known, version)
        if before is not None and before.number != version.number:
            await self._move(kept, before.details.triggers, version.details.triggers)
        return kept

    async def write(
        self,
        agency_id: UUID,
        bot_id: UUID,
        user_id: UUID,
        code: str | None = None,
        details: BotDetails | None = None,
    ) -> Version:
        """A version by hand: a candidate with what became of its cases, whatever that was.

        Raises:
            DoesNotWorkError: when the code cannot be kept; ``details["diagnostics"]`` are all reasons.
        """
        bot = await self._free(agency_id, bot_id)
        async with self.database.unit(agency_id) as session:
            before = await _latest(session, bot)
        kept_code = code if code is not None else before.code if before else ""
        kept_details = details or (before.details if before else BotDetails(name=bot.name[:80]))
        self._demand_sound(kept_code)
        report = await self._report(bot, kept_code, kept_details)
        async with self.database.unit(agency_id) as session:
            known = await self._settled(session, agency_id, bot_id)
            version = await self.keeping.add_version(
                session,
                known,
                VersionStatus.CANDIDATE,
                code=kept_code,
                details=kept_details,
                author="hand",
                note="Written by hand.",
                report=report,
                user_id=user_id,
            )
            await self.keeping.set(session, known, stage=Stage.READY, notice="", suggestions=[])
            await _note(session, "bot_code.written", known, report, {"version": [None, version.number]})
            return version

    async def _next(self, bot: Bot) -> int:
        async with self.database.unit(bot.agency_id) as session:
            candidate = await repository.candidate_of(session, bot)
        number = candidate.number if candidate is not None else bot.version
        if number is None:
            raise ConflictError("There is no version yet that could run.", hint="Have it made first.")
        return number

    async def _judged(self, bot: Bot, version: Version, anyway: str) -> Report:
        """What became of its cases, tried anew where that is long ago."""
        if bot.user_id is None:
            raise ConflictError(
                "This bot belongs to nobody, so it has nobody's rights.", hint="Take it over first."
            )
        self._demand_sound(version.code)
        report = version.report
        if report is None or not report.ok or report.at < datetime.now(UTC) - FRESH:
            report = await self._report(bot, version.code, version.details)
        if not report.ok and not anyway:
            failing = [one for one in report.results if not one.ok]
            why = f"Its case “{failing[0].name}” fails: {' '.join(failing[0].wrong)}" if failing else _NO_CASE
            raise DoesNotWorkError(
                f"Version {version.number} is not activated. {why}".strip(),
                hint="Have it mended, or give a reason to activate it anyway.",
                details={"version": version.number, "report": report_view(report)},
            )
        return report

    async def _report(self, bot: Bot, code: str, details: BotDetails) -> Report:
        modules = await self.rows.facts(bot.agency_id, bot.user_id)
        return await self.trying(code, details, details.cases, modules=modules, time_zone=bot.time_zone)

    async def _move(self, bot: Bot, before: tuple[Spec, ...], after: tuple[Spec, ...]) -> None:
        """Have it set off as the new version says, where that differs from the one before."""
        fresh = await self.keeping.move_triggers(bot.agency_id, bot.id, before, after)
        async with self.database.unit(bot.agency_id) as session:
            known = await found(session, bot.agency_id, bot.id)
            if fresh:
                await self.keeping.triggers.install(session, known, fresh)
            await self.keeping.triggers.armed(session, known)
            await self.keeping.telling.changed(session, known)

    async def _both(self, agency_id: UUID, bot_id: UUID, number: int) -> tuple[Bot, Version]:
        async with self.database.unit(agency_id) as session:
            bot = await found(session, agency_id, bot_id)
            return bot, await version_found(session, bot, number)

    async def _free(self, agency_id: UUID, bot_id: UUID) -> Bot:
        async with self.database.unit(agency_id) as session:
            return _demand_free(await found(session, agency_id, bot_id))

    async def _settled(self, session: AsyncSession, agency_id: UUID, bot_id: UUID) -> Bot:
        return _demand_free(await found(session, agency_id, bot_id, locks=True))

    def _demand_sound(self, code: str) -> None:
        if not code.strip():
            raise InputError("There is no code.", hint="Write “def run(ctx, input):” and what it does.")
        findings = self.check(code, Entry.BOT)
        errors = [one for one in findings if one.level is Level.ERROR]
        if errors:
            raise DoesNotWorkError(
                errors[0].message,
                hint=errors[0].hint,
                details={"diagnostics": [as_details(one) for one in findings]},
            )


_NO_CASE = "It has no case that says what it must do."


def as_details(finding: Diagnostic) -> dict[str, Any]:
    """What is wrong with code, and where, for whoever wrote it."""
    told = {"code": finding.code, "level": finding.level.value, "path": finding.path}
    return {**told, "message": finding.message, "hint": finding.hint}


def report_view(report: Report) -> dict[str, Any]:
    """What became of cases, as JSON."""
    results = [asdict(one) for one in report.results]
    return {"ok": report.ok, "at": report.at.isoformat(), "results": results}


def _demand_free(bot: Bot) -> Bot:
    if bot.stage in MAKING:
        raise BusyError("Something is being done to this bot.", hint="Wait for it, or stop it.")
    return bot


async def _latest(session: AsyncSession, bot: Bot) -> Version | None:
    """What a person sees who opens the editor: the newest version, also one that failed."""
    versions = await repository.versions_of(session, bot, Window(1))
    return versions.items[0] if versions.items else None


async def _note(
    session: AsyncSession, action: str, bot: Bot, report: Report, changes: dict[str, Any]
) -> None:
    """Write down what code of a bot a person is to answer for, with how many of its cases fail."""
    failing = sum(not one.ok for one in report.results)
    cases = {"cases": [None, len(report.results)], "failing": [None, failing]}
    await note(session, action, "bot", str(bot.id), name=bot.name, changes=changes | cases)
