"""A prover for tests that are about something else."""

from collections.abc import Sequence

from sayso.publishing.types import Candidate
from sayso.spec.diagnostics import Diagnostic


class Unproved:
    """Proves nothing."""

    async def prove(self, candidate: Candidate) -> Sequence[Diagnostic]:
        """Nothing was tried."""
        del candidate
        return ()
