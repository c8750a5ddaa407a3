"""Imports an older registry: first as a dry run, then all of it or nothing, and again without harm."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.registry_import import repository
from sayso.bots.registry_import.folder import Source
from sayso.bots.registry_import.import_plan import Plan, plans_of, unnamed
from sayso.bots.registry_import.repository import AUTHOR, Kept
from sayso.bots.registry_import.types import ImportedBot, ImportReport, Integrity
from sayso.bots.registry_import.wrapper import original_of
from sayso.bots.run_queue.counters import BUCKETS, bucket_of
from sayso.bots.types import BotStatus, Stage, VersionStatus
from sayso.bots.words import words_of
from sayso.db.database import Database
from sayso.errors import OperationError
from sayso.secrets.service import Secrets


class Importer:
    """Takes over registries of an agency. What is imported acts for whoever imports it."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    async def dry_run(self, agency_id: UUID, source: Source) -> ImportReport:
        """What an import would do; nothing is changed.

        Raises:
            InputError: when there is no registry that can be read.
        """
        registry, plans = plans_of(agency_id, source)
        async with self._database.unit(agency_id) as session:
            said = await self._said(session, agency_id, plans)
        return _report(
            said, source.left, [*unnamed(source, registry), *_about(registry.left)], is_dry_run=True
        )

    async def take(self, agency_id: UUID, user_id: UUID, source: Source) -> ImportReport:
        """Import what can be imported, in one transaction, and check it against the folder before it ends.

        Raises:
            InputError: when there is no registry that can be read.
            OperationError: when what was kept is not what the folder holds; nothing is kept then.
        """
        registry, plans = plans_of(agency_id, source)
        async with self._database.unit(agency_id) as session:
            await repository.take_turn(session, agency_id)
            said = await self._said(session, agency_id, plans)
            kept = await repository.kept_of(session, agency_id, [plan.bot_id for plan in plans])
            done = [
                await self._take(session, agency_id, user_id, plan, line, kept=kept.get(plan.bot_id))
                for plan, line in zip(plans, said, strict=True)
            ]
            check = await _checked(session, agency_id, plans, done)
            if not check.ok:
                raise OperationError(
                    f"The import was undone: {check.problems[0]}",
                    hint="Try again; nothing was changed.",
                    details={"problems": list(check.problems)},
                )
        left = [*unnamed(source, registry), *_about(registry.left)]
        return _report(done, source.left, left, is_dry_run=False, check=check)

    async def verify(self, agency_id: UUID, source: Source) -> Integrity:
        """Whether the bots of the folder are all there, with the code that it holds and no fewer runs."""
        _, plans = plans_of(agency_id, source)
        async with self._database.unit(agency_id) as session:
            return await _checked(session, agency_id, plans, None)

    async def _said(self, session: AsyncSession, agency_id: UUID, plans: Sequence[Plan]) -> list[ImportedBot]:
        ids = [plan.bot_id for plan in plans]
        kept = await repository.kept_of(session, agency_id, ids)
        taken = await repository.names_taken(session, agency_id, ids)
        there = await self._secrets.names_within(session, agency_id)
        lines = []
        for plan in plans:
            lines.append(_line(plan, kept.get(plan.bot_id), taken, there))
            if lines[-1].outcome != "skipped":
                taken.add(plan.entry.name.lower())
        return lines

    async def _take(
        self,
        session: AsyncSession,
        agency_id: UUID,
        user_id: UUID,
        plan: Plan,
        line: ImportedBot,
        *,
        kept: Kept | None,
    ) -> ImportedBot:
        if line.outcome in {"skipped", "unchanged"} or plan.details is None:
            return line
        await self._keep_secrets(session, agency_id, plan)
        if kept is None:
            bot = await bots.add_bot(session, agency_id, _values(plan, user_id))
        else:
            found = await bots.bot_of(session, agency_id, plan.bot_id, locks=True)
            assert found is not None  # noqa: S101 - seen in this transaction, and locked against other imports
            config = {**plan.config, **found.config}
            bot = found if config == found.config else await bots.set_bot(session, found, config=config)
        entry = plan.entry
        label = f", version {entry.label}" if entry.label else ""
        version = await bots.add_version(
            session,
            bot,
            {
                "status": VersionStatus.CANDIDATE,
                "code": plan.code,
                "details": plan.details,
                "note": f"Taken over from {entry.place}{label}.",
                "author": AUTHOR,
                "user_id": user_id,
            },
        )
        return line.model_copy(update={"bot_id": bot.id, "version": version.number})

    async def _keep_secrets(self, session: AsyncSession, agency_id: UUID, plan: Plan) -> None:
        there = await self._secrets.names_within(session, agency_id)
        for name, value in plan.secrets.items():
            if name not in there:
                await self._secrets.put_within(session, agency_id, name, SecretStr(value), plan.hosts)


def _line(plan: Plan, kept: Kept | None, taken: set[str], secrets: set[str]) -> ImportedBot:
    entry = plan.entry
    line = ImportedBot(
        name=entry.name, place=entry.place, outcome="skipped", why=plan.why_not, left=plan.left
    )
    if plan.why_not or plan.details is None:
        return line
    if kept is not None and kept.is_deleted:
        return line.model_copy(update={"why": "It was imported before and removed; bring it back first."})
    warnings = list(plan.warnings)
    if entry.name.lower() in taken:
        warnings.append("Another bot has the same name.")
    if there := sorted(secrets & plan.secrets.keys()):
        warnings += [
            f"There is a secret {name} already; it stays as it is." for name in there if kept is None
        ]
    is_same = kept is not None and kept.code == plan.code and _is_same(kept.details, plan)
    return line.model_copy(
        update={
            "outcome": "new" if kept is None else "unchanged" if is_same else "changed",
            "changes": plan.changes,
            "warnings": tuple(warnings),
            "secrets": tuple(plan.secrets),
            "triggers": tuple(words_of(one) for one in entry.triggers),
            "status": "paused" if entry.is_active else "draft",
            "bot_id": None if kept is None else kept.id,
            "version": None if kept is None else kept.number,
        }
    )


def _is_same(details: Any, plan: Plan) -> bool:
    return plan.details is not None and details == plan.details.model_dump(mode="json")


def _values(plan: Plan, user_id: UUID) -> Mapping[str, Any]:
    entry = plan.entry
    counted = min(entry.successes + entry.errors, entry.runs) if entry.average_seconds else 0
    times = [0] * BUCKETS if counted else []
    if counted:
        times[bucket_of(entry.average_seconds)] = counted
    values = {
        "id": plan.bot_id,
        "user_id": user_id,
        "name": entry.name,
        "description": plan.details.description if plan.details else "",
        "asked": plan.details.description if plan.details else "",
        "status": BotStatus.PAUSED if entry.is_active else BotStatus.DRAFT,
        "stage": Stage.READY,
        "notice": "Taken over from an older registry. Look at it, try it and activate it.",
        "config": plan.config,
        "runs": entry.runs,
        "successes": entry.successes,
        "errors": entry.errors,
        "seconds": entry.average_seconds * counted,
        "times": times,
        "last_run_at": entry.last_run_at,
    }
    dates = {"created_at": entry.created_at, "updated_at": entry.updated_at or entry.created_at}
    return {**values, **{name: value for name, value in dates.items() if value is not None}}


async def _checked(
    session: AsyncSession, agency_id: UUID, plans: Sequence[Plan], done: Sequence[ImportedBot] | None
) -> Integrity:
    """Hold what is kept against the folder; just after an import, the counters of new bots too."""
    lines: Sequence[ImportedBot | None] = done or [None] * len(plans)
    pairs = [
        (plan, line is not None and line.outcome == "new")
        for plan, line in zip(plans, lines, strict=True)
        if plan.details is not None and (line is None or line.outcome != "skipped")
    ]
    kept = await repository.kept_of(session, agency_id, [plan.bot_id for plan, _ in pairs])
    found = [(plan, kept.get(plan.bot_id), is_new) for plan, is_new in pairs]
    problems = [problem for one in found if (problem := _problem(*one))]
    return Integrity(ok=not problems, expected=len(pairs), found=len(kept), problems=tuple(problems))


def _problem(plan: Plan, kept: Kept | None, is_new: bool) -> str:
    name = plan.entry.name
    if kept is None:
        return f"{name} is not there."
    found, expected = original_of(kept.code), original_of(plan.code)
    if found is None or expected is None or not found.is_whole:
        return f"The code of {name} is not the original any more."
    if found.digest != expected.digest:
        return f"The code of {name} is another one than in the folder."
    if is_new and kept.runs != plan.entry.runs:
        return f"{name} has {kept.runs} runs, and the registry says {plan.entry.runs}."
    return ""


def _about(left: Sequence[str]) -> list[str]:
    return [f"{name} in the registry is about no bot." for name in left]


def _report(
    lines: Sequence[ImportedBot],
    unread: Sequence[str],
    left: Sequence[str],
    *,
    is_dry_run: bool,
    check: Integrity | None = None,
) -> ImportReport:
    def count(outcome: str) -> int:
        return sum(line.outcome == outcome for line in lines)

    return ImportReport(
        is_dry_run=is_dry_run,
        bots=tuple(lines),
        left=(*unread, *left),
        check=check,
        new=count("new"),
        changed=count("changed"),
        unchanged=count("unchanged"),
        skipped=count("skipped"),
    )
