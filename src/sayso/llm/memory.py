"""A ledger and remembered replies for a single run: nothing is kept, nothing is refused."""

from decimal import Decimal

from sayso.llm.types import Caller, CallOutcome, CallRecord, Reply, Role, Spent, Usage


class OpenLedger:
    """Adds up what was spent and has no budget; for the command line without a database, and for tests."""

    def __init__(self) -> None:
        self.records: list[CallRecord] = []

    @property
    def spent(self) -> Spent:
        """Tokens and cost so far; replies that were remembered are no calls."""
        calls = [record for record in self.records if record.outcome is not CallOutcome.REMEMBERED]
        return Spent(
            calls=len(calls),
            usage=Usage(
                input=sum(call.usage.input for call in calls),
                output=sum(call.usage.output for call in calls),
                cached=sum(call.usage.cached for call in calls),
            ),
            cost=sum((call.cost for call in calls if call.cost is not None), Decimal(0)),
            unknown=sum(call.cost is None for call in calls),
        )

    async def admit(self, caller: Caller, role: Role) -> str | None:  # noqa: ARG002 - a Ledger
        """Everybody may."""
        return None

    async def note(self, record: CallRecord) -> None:
        """Keep a call until the end of the run."""
        self.records.append(record)


class NoReplies:
    """Remembers nothing."""

    async def find(self, caller: Caller, key: str) -> Reply | None:  # noqa: ARG002 - a Replies
        """Nothing is ever found."""
        return None

    async def keep(self, caller: Caller, key: str, reply: Reply) -> None:
        """Let go of it."""
