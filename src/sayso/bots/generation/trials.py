"""Tries drafts of bots by their own cases: no draft meets the live world before a person activated it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sayso.bots.details import BotDetails
from sayso.bots.generation.progress import Progress
from sayso.bots.ports import Trying
from sayso.bots.types import CaseResult, Report, Stage
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.types import Analysis, Draft, Fault
from sayso.sandbox.types import Ending, Outcome

_MOST_SHOWN = 5
_MEND = (
    "Mend the program where the case is right. Mend the case only where it asks for something that nobody "
    "asked for."
)
_PROVE = (
    "Give cases with the rows, answers and input that it begins with, and with the rows, notices and "
    "requests that must come of it; where there is a condition, one more in which it is not met, with "
    "no_rows and no_notices."
)
Judge = Callable[[Draft, BotDetails], Analysis | None]
"""Says before it is tried why a draft will not do."""


@dataclass(slots=True)
class Trials:
    """Tries drafts; ``reports`` are of those that were tried, the last one last.

    ``details_of`` gives the details with which a draft is tried: its own, but when something is mended.
    """

    trying: Trying
    modules: Sequence[ModuleFacts]
    judge: Judge
    progress: Progress
    time_zone: str = "UTC"
    details_of: Callable[[BotDetails], BotDetails] = lambda details: details
    stage: Stage = Stage.WRITING
    """The one that a bot is in while it is being written."""
    reports: list[tuple[Draft, Report]] = field(default_factory=list)

    async def tried(self, draft: Draft) -> tuple[Outcome | None, Analysis | None]:
        """What became of its cases, and what is wrong."""
        if not isinstance(draft.details, BotDetails):
            return None, Analysis(Fault.RESULT, "What it says of itself cannot be read.", "Give the details.")
        details = self.details_of(draft.details)
        wrong = self.judge(draft, details)
        if wrong is not None:
            return None, wrong
        if self.stage is Stage.WRITING:
            self.progress.reach(Stage.TESTING)
        report = await self.trying(
            draft.code, details, details.cases, modules=self.modules, time_zone=self.time_zone
        )
        self.reports.append((draft, report))
        self.progress.reach(self.stage)
        return outcome_of(report), analysis_of(report)

    def report_of(self, draft: Draft) -> Report | None:
        """The report of a draft, if it was tried."""
        found = (
            report
            for tried, report in reversed(self.reports)
            if tried.code == draft.code and tried.details == draft.details
        )
        return next(found, None)


def outcome_of(report: Report) -> Outcome:
    """A report as one run, for those who keep attempts."""
    results = [{"case": one.name, "ok": one.ok, "did": list(one.did)} for one in report.results]
    output = "\n".join(one.output for one in report.results if one.output.strip())
    seconds = sum(one.seconds for one in report.results)
    return Outcome(Ending.OK, result={"cases": results}, output=output, seconds=seconds)


def analysis_of(report: Report) -> Analysis | None:
    """What is wrong with a draft whose cases do not pass."""
    if report.ok:
        return None
    failing = [one for one in report.results if not one.ok]
    if not failing:
        return Analysis(Fault.CASE, "It has no case.", "Give cases that say what must happen.")
    first = failing[0]
    more = f" {len(failing) - 1} more of its cases fail." if len(failing) > 1 else ""
    passed = [one.name for one in report.results if one.ok]
    advice = [*map(_advice, failing[:_MOST_SHOWN])]
    if passed:
        advice.append(f"These pass and have to go on doing so: {'; '.join(passed)}.")
    return Analysis(
        Fault.CASE,
        f"In the case “{first.name}”: {' '.join(first.wrong[:2]) or 'it does not do what it has to.'}{more}",
        "\n".join(advice),
        (_MEND,),
    )


def refused(problems: Sequence[str]) -> Analysis:
    """That it asks for what it may not have."""
    return Analysis(
        Fault.REFUSED,
        " ".join(problems[:3]),
        "\n".join(f"- {one}" for one in problems),
        ("Reach only what the words and answers of the person name, and what there is in the material.",),
    )


def unproved(problems: Sequence[str]) -> Analysis:
    """That its cases prove nothing."""
    return Analysis(
        Fault.CASE,
        " ".join(problems[:3]),
        "\n".join(f"- {one}" for one in problems),
        (_PROVE,),
    )


def _advice(result: CaseResult) -> str:
    lines = [f"Case “{result.name}” fails:", *(f"- {one}" for one in result.wrong)]
    if result.did:
        lines.append(f"  It did: {' '.join(result.did[:12])}")
    if result.output.strip():
        lines.append(f"  It wrote: {result.output.strip()[-400:]}")
    return "\n".join(lines)
