"""Every attempt at a program is kept with what it is for: what was written, what it did, what it took."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.keyset import Part, Window, part_of_query
from sayso.devloop.programs.json_sample import sampled, storable
from sayso.devloop.programs.secret_mask import Mask
from sayso.devloop.programs.tables import AttemptRow
from sayso.devloop.programs.types import NoDetails, Owner, Task, Trial
from sayso.spec.diagnostics import Diagnostic

MOST_KEPT = 60
"""Attempts of one owner; beyond, the oldest are let go."""
_MOST_ASKED = 4_000
_MOST_CODE = 60_000
_MOST_OUTPUT = 8_000
_MOST_ERROR = 8_000
_MOST_JSON = 8_000


@dataclass(frozen=True, slots=True)
class Place:
    """Whose attempt it is, in which development, and which one of it."""

    owner: Owner
    development: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An attempt as it was kept: ``details``, ``input`` and ``result`` are samples. Seconds, US dollars."""

    id: int
    development: UUID
    number: int
    asked: str
    code: str
    details: Any
    input: Any
    result: Any
    output: str
    error: str
    fault: str | None
    message: str
    ending: str | None
    model: str
    input_tokens: int
    output_tokens: int
    cost: Decimal | None
    seconds: float
    at: datetime

    @property
    def tokens(self) -> int:
        """Tokens in and out."""
        return self.input_tokens + self.output_tokens


async def keep(session: AsyncSession, place: Place, task: Task, trial: Trial) -> None:
    """Keep an attempt; what is too long is cut, and values of secrets are masked."""
    owner = place.owner
    mask = Mask({**task.network.secrets, **task.network_for(trial.draft).secrets})
    draft, outcome, analysis = trial.draft, trial.outcome, trial.analysis
    details = None if isinstance(draft.details, NoDetails) else draft.details.model_dump(mode="json")
    values = {
        "agency_id": owner.agency_id,
        "owner_kind": owner.kind,
        "owner_id": owner.id,
        "development": place.development,
        "number": place.number,
        "asked": _text(mask, task.asked, _MOST_ASKED),
        "code": _text(mask, draft.code, _MOST_CODE),
        "details": sampled(mask.value(details), _MOST_JSON),
        "input": sampled(mask.value(task.input), _MOST_JSON),
        "result": sampled(mask.value(outcome.result), _MOST_JSON) if outcome else None,
        "output": _text(mask, outcome.output, _MOST_OUTPUT) if outcome else "",
        "error": _text(mask, _error(trial), _MOST_ERROR),
        "fault": analysis.fault.value if analysis else None,
        "message": _text(mask, analysis.message, _MOST_ERROR) if analysis else "",
        "ending": outcome.ending.value if outcome else None,
        "model": draft.model,
        "input_tokens": draft.usage.input,
        "output_tokens": draft.usage.output,
        "cost": draft.cost,
        "seconds": trial.seconds,
    }
    await session.execute(insert(AttemptRow).values(values))
    await _make_room(session, owner)


async def page(
    session: AsyncSession, agency_id: UUID, owner_kind: str, owner_id: UUID, window: Window | None = None
) -> Part[Kept]:
    """Attempts of an owner, the newest first."""
    query = select(AttemptRow).where(
        AttemptRow.agency_id == agency_id,
        AttemptRow.owner_kind == owner_kind,
        AttemptRow.owner_id == owner_id,
    )
    part = await part_of_query(session, query, window or Window(), AttemptRow.id, descending=True)
    return part.map(lambda row: _kept(row[0]))


async def forget(session: AsyncSession, owner: Owner) -> None:
    """Let go of all attempts of an owner that is no more."""
    await session.execute(delete(AttemptRow).where(*_of(owner)))


async def _make_room(session: AsyncSession, owner: Owner) -> None:
    beyond = select(AttemptRow.id).where(*_of(owner)).order_by(AttemptRow.id.desc()).offset(MOST_KEPT)
    await session.execute(
        delete(AttemptRow).where(AttemptRow.agency_id == owner.agency_id, AttemptRow.id.in_(beyond))
    )


def _of(owner: Owner) -> tuple[Any, ...]:
    return (
        AttemptRow.agency_id == owner.agency_id,
        AttemptRow.owner_kind == owner.kind,
        AttemptRow.owner_id == owner.id,
    )


def _error(trial: Trial) -> str:
    """What was wrong, as a programmer wants to read it."""
    if trial.findings:
        return "\n".join(map(_finding, trial.findings))
    error = trial.outcome.error if trial.outcome else None
    if error is None:
        return ""
    return error.trace or f"{error.kind}: {error.message}"


def _finding(finding: Diagnostic) -> str:
    return f"{finding.path}: {finding.message}"


def _text(mask: Mask, text: str, most: int) -> str:
    """Cut behind the middle that is left out, as both ends tell something."""
    masked = storable(mask.text(text))
    if len(masked) <= most:
        return masked
    half = most // 2
    return f"{masked[:half]}\n… {len(masked) - 2 * half} characters left out …\n{masked[-half:]}"


def _kept(row: AttemptRow) -> Kept:
    return Kept(
        row.id, row.development, row.number, row.asked, row.code, row.details, row.input, row.result,
        row.output, row.error, row.fault, row.message, row.ending, row.model, row.input_tokens,
        row.output_tokens, row.cost, row.seconds, row.created_at,
    )  # fmt: skip
