"""Reads a run that failed: what went wrong, and whether new code could help at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.bots.types import Attempt, Run, RunState, Version
from sayso.devloop.programs.analysis import analyse
from sayso.devloop.programs.types import Analysis, Fault
from sayso.sandbox.types import Ending, Outcome, ProgramError, RequestRecord

_DETAIL = re.compile(r"(?P<kind>[A-Za-z_][\w.]*): (?P<message>.*?)(?: \(line (?P<line>\d+)\))?", re.DOTALL)
_NOT_OF_CODE = {Fault.NETWORK, Fault.AUTHENTICATION, Fault.REFUSED, Fault.TIME_OUT}
"""What passes by itself, or what a person has to put right: a host that is away, a secret, a right."""
_NO_FACTS: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that failed, as the sandbox left it."""

    run: Run
    outcome: Outcome
    problem: Analysis

    @property
    def is_of_code(self) -> bool:
        """Whether other code could have done it."""
        return not self.problem.is_passing and self.problem.fault not in _NOT_OF_CODE


def failure_of(
    run: Run,
    version: Version,
    attempts: Sequence[Attempt],
    requests: Sequence[RequestRecord],
    *,
    log: str = "",
    facts: Mapping[str, Any] = _NO_FACTS,
) -> Failure:
    """What went wrong in the last attempt of a run."""
    last = attempts[-1] if attempts else None
    detail = last.error if last is not None else run.error
    found = _DETAIL.fullmatch(detail.strip())
    error = (
        ProgramError(
            found["kind"],
            found["message"],
            int(found["line"]) if found["line"] else None,
            last.trace if last is not None else "",
            "run",
        )
        if found is not None
        else None
    )
    ending = Ending.TIMED_OUT if run.state is RunState.TIMED_OUT else Ending.ERROR
    sent = tuple(sorted(requests, key=lambda one: one.at))
    outcome = Outcome(ending, output=log, error=error, requests=sent, seconds=run.seconds)
    if error is None:
        # it was never begun, or ended for a reason that no code has a part in
        problem = Analysis(Fault.OTHER, run.error or "It failed.", run.error, is_passing=True)
    else:
        problem = analyse(outcome, version.code, facts) or Analysis(Fault.OTHER, run.error, detail)
    return Failure(run, outcome, problem)
