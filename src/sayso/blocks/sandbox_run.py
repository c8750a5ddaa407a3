"""Runs the code of a block in the sandbox and says what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.blocks.data import MOST_BYTES, misfit
from sayso.blocks.networks import Networks
from sayso.blocks.types import Block, Card, Reads
from sayso.devloop.programs.analysis import analyse
from sayso.devloop.programs.ports import Requests
from sayso.devloop.programs.secret_mask import Mask
from sayso.devloop.programs.types import Analysis, Fault
from sayso.sandbox.types import Entry, Limits, Outcome, Program, Sandbox

LIMITS = Limits(wall_seconds=30.0, result_bytes=4 * MOST_BYTES)
"""Of one refresh."""
CODE_FILE = "block.py"
OWNER = "block"


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a run; ``problem`` is none where its value can be shown."""

    outcome: Outcome
    problem: Analysis | None

    @property
    def value(self) -> Any:
        """What it gave."""
        return self.outcome.result


class Trying:
    """Runs code of blocks with what they may reach, and keeps their requests."""

    def __init__(self, sandbox: Sandbox, networks: Networks, requests: Requests) -> None:
        self.sandbox = sandbox
        self.networks = networks
        self.requests = requests

    async def run(
        self, block: Block, code: str, card: Card, reads: Reads, facts: Mapping[str, Any] | None = None
    ) -> Ran:
        """Run code to its end.

        Raises:
            MachineError: when this machine has no wall for programs.
        """
        network = await self.networks.of(block, reads)
        program = Program(code, Entry.BLOCK, name=CODE_FILE, time_zone=block.time_zone)
        outcome = await self.sandbox.run(program, network, LIMITS)
        if network.secrets:
            outcome = Mask(network.secrets).outcome(outcome)
        if outcome.requests:
            await self.requests.note(block.agency_id, OWNER, block.id, outcome.requests)
        problem = analyse(outcome, code, facts or {}) or fitting(card, outcome.result)
        return Ran(outcome, problem)


def fitting(card: Card, value: Any) -> Analysis | None:
    """What is wrong with a value for a card."""
    wrong = misfit(card, value)
    if wrong is None:
        return None
    return Analysis(
        Fault.RESULT,
        wrong,
        f"{wrong} What process_data returns has to fit a card of the kind “{card.kind}”.",
    )
