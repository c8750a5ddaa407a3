"""The ledger in the database: every call of a model, and budgets that are held to.

A budget is looked at before a call, when nobody knows what the call will take. So each call that is under way
holds an estimate (what the dearest of the role's latest calls took), and the next one is let in only if the
budget still covers it. A budget can be overdrawn by what one call takes beyond its estimate, in each process.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from sayso.db.database import Database
from sayso.llm import repository
from sayso.llm.budgets import WARNED_FROM, Line, Spending, lines, month_of, refusal, warning
from sayso.llm.config import Budget
from sayso.llm.types import Caller, CallRecord, Role

UNKNOWN_CALL = Spending(Decimal("0.05"), 8_000)
"""What a call is taken to need while there was none of its role."""
HELD_SECONDS = 900.0
"""A call that nobody noted by then holds nothing any more."""
LONGEST_DETAIL = 300
_REMEMBERED = 4096
_log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Held:
    caller: Caller
    role: Role
    estimate: Spending
    until: float


class DatabaseLedger:
    """Keeps calls of all agencies, each behind its wall, and holds the budgets of each."""

    def __init__(
        self,
        database: Database,
        budget_of: Callable[[UUID], Awaitable[Budget]],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._budget_of = budget_of
        self._now = now
        self._held: dict[UUID, list[_Held]] = {}
        self._turns: dict[UUID, asyncio.Lock] = {}
        self._warned: OrderedDict[tuple[object, ...], None] = OrderedDict()
        self._notes: set[asyncio.Task[None]] = set()

    async def admit(self, caller: Caller, role: Role) -> str | None:
        """Let a call pass and hold what it may take; a warning comes once for each session and budget.

        Raises:
            BudgetError: when a budget is used up, or held by calls that are under way.
        """
        agency_id = caller.agency_id
        if agency_id is None:
            return None
        budget = await self._budget_of(agency_id)
        if budget.is_open:
            return None
        async with self._turn(agency_id):
            now = self._now()
            async with self._database.unit(agency_id) as session:
                month = await repository.spent(session, agency_id, since=month_of(now))
                in_session = caller.session_id and await repository.spent(
                    session, agency_id, session_id=caller.session_id
                )
                estimate = await repository.dearest(session, agency_id, role) or UNKNOWN_CALL
            spent = list(lines(budget, month, in_session or None))
            held_month, held_session = self._held_by(agency_id, caller)
            held = lines(budget, held_month, held_session if in_session else None)
            for line, more in zip(spent, held, strict=True):
                if line.share >= 1:
                    raise refusal(line, now, is_held=False)
                if line.spent + more.spent >= line.limit:
                    raise refusal(line, now, is_held=True)
            until = time.monotonic() + HELD_SECONDS
            self._held.setdefault(agency_id, []).append(_Held(caller, role, estimate, until))
        return self._warning(caller, spent, now)

    async def note(self, record: CallRecord) -> None:
        """Keep a call, also when whoever waits for it is cancelled; that this fails never fails the call."""
        if record.caller.agency_id is None:
            return
        task = asyncio.create_task(self._write(record.caller.agency_id, record))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)
        await asyncio.shield(task)

    async def settle(self) -> None:
        """Wait until all calls are written down."""
        while self._notes:
            await asyncio.wait(set(self._notes))

    async def _write(self, agency_id: UUID, record: CallRecord) -> None:
        """Turn what a call held into what it took; whoever is admitted meanwhile sees one of the two."""
        detail = " ".join(record.detail.split())[:LONGEST_DETAIL].replace("\0", "")
        async with self._turn(agency_id):
            try:
                async with self._database.unit(agency_id) as session:
                    await repository.add_call(session, agency_id, record, detail)
            except (OSError, SQLAlchemyError) as error:
                _log.warning("a call of a language model could not be written down: %s", error)
            finally:
                self._let_go(agency_id, record)

    def _turn(self, agency_id: UUID) -> asyncio.Lock:
        return self._turns.setdefault(agency_id, asyncio.Lock())

    def _held_by(self, agency_id: UUID, caller: Caller) -> tuple[Spending, Spending]:
        """What calls under way hold of the month, and of the caller's session."""
        now = time.monotonic()
        held = [one for one in self._held.get(agency_id, ()) if one.until > now]
        if held:
            self._held[agency_id] = held
        else:
            self._held.pop(agency_id, None)
        month = session = Spending()
        for one in held:
            month = month.plus(one.estimate)
            if one.caller.session_id == caller.session_id:
                session = session.plus(one.estimate)
        return month, session

    def _let_go(self, agency_id: UUID, record: CallRecord) -> None:
        held = self._held.get(agency_id, [])
        for one in held:
            if (one.caller, one.role) == (record.caller, record.role):
                held.remove(one)
                break

    def _warning(self, caller: Caller, spent: list[Line], now: datetime) -> str | None:
        for line in spent:
            if line.share >= WARNED_FROM:
                key = (caller, line.period, line.unit, line.limit, month_of(now))
                if key not in self._warned:
                    self._warned[key] = None
                    if len(self._warned) > _REMEMBERED:
                        self._warned.popitem(last=False)
                    return warning(line, now)
        return None
