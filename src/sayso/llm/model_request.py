"""One request on its way along a chain of models."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from sayso.llm.attempts import Attempt, note
from sayso.llm.backoff import Pausing
from sayso.llm.breaker import BREAKERS, Breakers
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.faults import Fault, ShownError, fault_of
from sayso.llm.json_extraction import read_json
from sayso.llm.prices import FREE
from sayso.llm.providers import Target, target_of
from sayso.llm.types import (
    Ask,
    Caller,
    CallOutcome,
    CallRecord,
    Chain,
    Ledger,
    ModelsConfig,
    Replies,
    Reply,
    Shown,
    Usage,
)

if TYPE_CHECKING:
    from sayso.llm.connections import Lines
    from sayso.llm.wire import Form

_BYTES_OF_A_TOKEN = 1024
_BYTES_AROUND = 1_000_000

_REFUSED = Fault(CallOutcome.REFUSED, "declined to answer")
_EMPTY = Fault(CallOutcome.UNREADABLE, "gave an empty reply")
_GARBLED = Fault(CallOutcome.UNREADABLE, "gave a reply that cannot be read", is_garbled=True)

_TAUGHT: set[str] = set()
"""Models of this process whose server wants the shape of a reply told in words."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all requests share, and what tests put in its place."""

    breakers: Breakers = BREAKERS
    pausing: Pausing = field(default_factory=Pausing)
    clock: Callable[[], float] = time.monotonic
    taught: set[str] = field(default_factory=lambda: _TAUGHT)


@dataclass(slots=True)
class Asking:
    """A request, and how it went so far; ``faults`` are sentences about the models that gave no reply."""

    config: ModelsConfig
    caller: Caller
    ledger: Ledger
    replies: Replies
    surroundings: Surroundings
    warned: Callable[[str], None] | None
    ask: Ask
    chain: Chain
    shown: Shown | None
    lines: "Lines"
    faults: list[str] = field(default_factory=list)
    _warnings: set[str] = field(default_factory=set)

    async def reply(self) -> Reply | None:
        """The first reply of the chain, none where every model failed."""
        for name in self.chain.models:
            target = target_of(self.config, name)
            if isinstance(target, str):
                self.faults.append(f"{target[0].upper()}{target[1:]}.")
                continue
            reply = await self._remembered(target) or await self._given(target)
            if reply is not None:
                return reply
        return None

    async def _remembered(self, target: Target) -> Reply | None:
        found = await self.replies.find(self.caller, self._digest(target))
        if found is None:
            return None
        await self._note(self._started(target), CallOutcome.REMEMBERED, FREE)
        if self.shown is not None:
            self.shown(found.text)
        return replace(found, usage=Usage(), cost=FREE, is_remembered=True)

    async def _given(self, target: Target) -> Reply | None:
        """The reply of one model, tried as often as its faults allow."""
        from sayso.llm.wire import Form

        form = Form.TOLD if target.line in self.surroundings.taught else Form.SHAPED
        tries, is_garbled = 0, False
        while self.surroundings.breakers.admits(target.line):
            outcome = await self._try(target, form)
            if isinstance(outcome, Reply):
                if form is Form.TOLD and self.ask.shape is not None:
                    self.surroundings.taught.add(target.line)
                return outcome
            if outcome.is_shape and form is Form.SHAPED and self._has_trimmings:
                form = Form.TOLD
                continue
            if outcome.is_garbled and not is_garbled:
                is_garbled = True
                continue
            tries += 1
            wait = self.surroundings.pausing.seconds(tries, outcome.wait)
            if not outcome.is_passing or tries > self.chain.retries or wait is None:
                self.faults.append(f"{target.name} {outcome.reason}.")
                return None
            await self.surroundings.pausing.sleep(wait)
        self.faults.append(f"{target.name} rests for a moment after it failed several times in a row.")
        return None

    @property
    def _has_trimmings(self) -> bool:
        """Whether the request holds more than every server understands."""
        return self.ask.shape is not None or self.chain.temperature is not None

    async def _try(self, target: Target, form: "Form") -> Reply | Fault:
        """Ask once; the breaker and the ledger learn how it went, however it ends."""
        try:
            await self._admit()
            attempt = self._started(target)
            try:
                fault = await self._exchange(attempt, form)
            except (ShownError, asyncio.CancelledError):
                await self._note(attempt, CallOutcome.CANCELLED, attempt.cost)
                raise
        except BaseException as error:
            self.surroundings.breakers.left(target.line)
            if isinstance(error, ShownError):
                raise error.reason from None
            raise
        return await self._settled(attempt, fault)

    async def _admit(self) -> None:
        warning = await self.ledger.admit(self.caller, self.ask.role)
        if warning and self.warned is not None and warning not in self._warnings:
            self._warnings.add(warning)
            self.warned(warning)

    async def _exchange(self, attempt: Attempt, form: "Form") -> Fault | None:
        """Send the request and take in the reply; what goes wrong on the way comes back as a fault."""
        from sayso.llm.wire import Sending, exchange

        sending = Sending(attempt.target, self.ask, self.chain, form)
        seconds = self.chain.timeout_seconds
        limit = _BYTES_AROUND + _BYTES_OF_A_TOKEN * self.chain.max_tokens
        try:
            model = await self.lines.model(attempt.target, limit)
            async with asyncio.timeout(seconds):
                await exchange(model, sending, attempt.received, self.shown)
        except ShownError:
            raise
        except Exception as error:  # noqa: BLE001 - a hostile server can make its client trip over anything
            return fault_of(error, attempt.target, seconds)
        return None

    async def _settled(self, attempt: Attempt, fault: Fault | None) -> Reply | Fault:
        """What a try that has ended means, once it is noted."""
        received, target = attempt.received, attempt.target
        if fault is not None and fault.is_passing:
            self.surroundings.breakers.failed(target.line)
        else:
            self.surroundings.breakers.succeeded(target.line)
        shape = self.ask.shape
        data = read_json(received.text, shape) if fault is None and shape is not None else None
        fault = fault or self._fault_of_content(attempt, data)
        cost = FREE if fault is not None and fault.is_free else attempt.cost
        if fault is not None:
            shown = f"; {len(received.text)} characters were shown" if received.is_shown else ""
            await self._note(attempt, fault.outcome, cost, fault.reason + shown)
            if received.is_shown and fault is not _GARBLED:
                raise _broken_off(attempt, fault)
            if not received.is_shown:
                return fault
        else:
            detail = "The reply is cut short at the longest length." if received.is_cut_short else ""
            await self._note(attempt, CallOutcome.OK, cost, detail)
        reply = Reply(received.text, data, target.name, received.usage, cost)
        if fault is None and not received.is_cut_short:
            await self.replies.keep(self.caller, self._digest(target), reply)
        return reply

    def _fault_of_content(self, attempt: Attempt, data: Any) -> Fault | None:
        if attempt.received.is_refused:
            return _REFUSED
        if not attempt.received.text.strip():
            return _EMPTY
        return _GARBLED if self.ask.shape is not None and data is None else None

    def _started(self, target: Target) -> Attempt:
        return Attempt(target, datetime.now(UTC), self.surroundings.clock())

    async def _note(
        self, attempt: Attempt, outcome: CallOutcome, cost: Decimal | None, detail: str = ""
    ) -> None:
        record = CallRecord(
            caller=self.caller,
            role=self.ask.role,
            model=attempt.target.name,
            outcome=outcome,
            usage=attempt.received.usage,
            cost=cost,
            latency_seconds=self.surroundings.clock() - attempt.since,
            prompt=f"{self.ask.prompt.name}@{self.ask.prompt.version}",
            started_at=attempt.started_at,
            detail=detail,
        )
        await note(self.ledger, record)

    def _digest(self, target: Target) -> str:
        """Tells requests apart that may be answered differently."""
        ask, chain = self.ask, self.chain
        parts = [
            *(target.provider.kind, target.base_url, target.name),
            *(ask.prompt.text, ask.content, ask.shape, ask.exchange, chain.temperature, chain.max_tokens),
        ]
        return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _broken_off(attempt: Attempt, fault: Fault) -> ModelsUnavailableError:
    received = len(attempt.received.text)
    return ModelsUnavailableError(
        f"The reply of {attempt.target.name} broke off: it {fault.reason}.",
        hint="What you see of it is not complete. Send your message again.",
        details={"received_characters": received},
    )
