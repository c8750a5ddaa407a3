"""What the person is told while a program is made, and at its end."""

from collections.abc import Sequence

from sayso.devloop.programs.analysis import is_empty
from sayso.devloop.programs.phrases import inner
from sayso.devloop.programs.types import Analysis, Developed, Refusal, Trial

WRITING = "Writing it…"
RUNNING = "Running it…"
TRYING = "Trying it with its cases…"
AGAIN = "Trying once more…"
NOTHING = "There is nothing to show right now."


def mending(analysis: Analysis | None, number: int, most: int) -> str:
    """That it is being mended, and what."""
    what = f": {inner(analysis.message)}" if analysis else ""
    return f"Mending it{what} (attempt {number} of {most})."


def worked(trials: Sequence[Trial]) -> Developed:
    """The last trial passed."""
    last = trials[-1]
    is_nothing = last.outcome is not None and is_empty(last.outcome.result)
    said = [last.draft.explanation, *([NOTHING] if is_nothing else [])]
    return Developed(ok=True, trials=tuple(trials), message=" ".join(filter(None, said)))


def failed(trials: Sequence[Trial], refusal: Refusal | None, notes: Sequence[str]) -> Developed:
    """None passed; ``notes`` say what else stood in the way."""
    said = [*dict.fromkeys(notes)]
    analysis = trials[-1].analysis if trials else None
    if analysis is not None:
        times = "1 attempt" if len(trials) == 1 else f"{len(trials)} attempts"
        said.insert(0, f"It did not work out in {times}. {analysis.message}")
    elif refusal is not None:
        said.append(refusal.message)
    if not said:
        said.append("There is nobody here who could write it: no model is set up.")
    return Developed(ok=False, trials=tuple(trials), refusal=refusal, message=" ".join(said))
