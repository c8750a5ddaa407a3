"""What a model is told to write a program: the rules, what is wanted and known, what went wrong before."""

from collections.abc import Iterator, Sequence

from sayso.design.agents.prompt_fence import fenced, limited, one_line
from sayso.design.agents.prompts import prompt
from sayso.devloop.programs.disclosure import Disclosure, Invented
from sayso.devloop.programs.json_sample import as_json
from sayso.devloop.programs.secret_mask import Mask
from sayso.devloop.programs.types import Analysis, Lesson, NoDetails, Task, Trial
from sayso.devloop.programs.writers.requests import request
from sayso.llm.types import Ask, Prompt
from sayso.sandbox.types import Secret

_MOST_ASKED = 4_000
_MOST_CODE = 24_000
_MOST_TRACE = 2_000
_MOST_DATA = 3_000
_MOST_LESSON = 4_000


def ask_for(
    task: Task, trials: Sequence[Trial], lessons: Sequence[Lesson], *, may_see_rows: bool = False
) -> Ask:
    """The request for the next attempt, without secrets; values of rows only for who may see them."""
    mask = Mask(_secrets(task, trials))
    told = Disclosure.of(task, trials, may_see_rows=may_see_rows)
    return request(
        prompt_of(task.kind),
        limited(task.asked, _MOST_ASKED).text,
        task.facts,
        told,
        after=(*_reach(task), *_input(task, told), *_before(task, told), *_lessons(lessons, told)),
        exchange=((_reply(trials[-1]), _mending(trials, told)),) if trials else (),
        mask=mask,
    )


def _secrets(task: Task, trials: Sequence[Trial]) -> dict[str, Secret]:
    """All that programs of this task were given so far."""
    known = [*trials, *([task.before] if task.before else [])]
    networks = [task.network, *(task.network_for(one.draft) for one in known)]
    return {name: secret for network in networks for name, secret in network.secrets.items()}


def prompt_of(kind: str) -> Prompt:
    """The rules for all programs, and those for this kind where there are any.

    Versions of both add up: a change of either one gives a number that was not there before.
    """
    generic = prompt("programs/generic")
    try:
        own = prompt(f"programs/{kind}")
    except LookupError:
        return generic
    return Prompt(own.name, generic.version + own.version, f"{generic.text}\n\n{own.text}")


def _reach(task: Task) -> Iterator[str]:
    network, limits = task.network, task.limits
    hosts = ", ".join(network.hosts)
    yield (
        f"It may run {limits.wall_seconds:g} seconds with {limits.memory_bytes // 1024**2} MB, and send "
        f"{network.most_requests} requests." + (f" Hosts that are allowed already: {hosts}." if hosts else "")
    )


def _input(task: Task, told: Disclosure) -> Iterator[str]:
    if task.input is not None:
        yield f"Its input looks like this:\n{_fenced('input', told.data(task.input, _MOST_DATA))}"


def _before(task: Task, told: Disclosure) -> Iterator[str]:
    """The program that ran until now, where it is to be mended."""
    if task.before is None:
        return
    yield (
        "This program did it until now, and fails. Change as little as is needed, and keep what it shows:\n"
        f"{_reply(task.before)}"
    )
    yield "\n\n".join(_wrong(task.before, told))


def _lessons(lessons: Sequence[Lesson], told: Disclosure) -> Iterator[str]:
    for lesson in lessons:
        advice = told.text(lesson.advice).text
        said = f"Asked: {lesson.asked}\n{advice}\n{limited(lesson.code, _MOST_LESSON).text}"
        yield f"This worked here for something like it; take of it what fits:\n{fenced('lesson', said)}"


def _reply(trial: Trial) -> str:
    """An attempt in the form of a reply."""
    draft = trial.draft
    known = {} if isinstance(draft.details, NoDetails) else draft.details.model_dump(mode="json")
    code = limited(draft.code, _MOST_CODE).text
    return f"```json\n{as_json(known)}\n```\n\n```python\n{code}\n```"


def _mending(trials: Sequence[Trial], told: Disclosure) -> str:
    """What was wrong with the last attempt, and with those before it in short."""
    last = trials[-1]
    earlier = [told.advice(one.analysis.message).text for one in trials[:-1] if one.analysis]
    parts = [*_wrong(last, told)]
    if earlier:
        parts.append(f"Before that: {one_line(' '.join(dict.fromkeys(earlier)), 600)}")
    same = sum(one.draft.code == last.draft.code for one in trials)
    if same > 1:
        parts.append(f"This is the same program as before ({same} times now). Write it in another way.")
    parts.append("Mend it, and give the details and the whole program again.")
    return "\n\n".join(parts)


def _wrong(trial: Trial, told: Disclosure) -> Iterator[str]:
    """The error and the data are words from outside; the advice about them is not."""
    analysis, outcome = trial.analysis, trial.outcome
    if analysis is not None:
        yield _advice(analysis, told)
    error = outcome.error if outcome else None
    if error is not None:
        trace = limited(error.trace or f"{error.kind}: {error.message}", _MOST_TRACE).text
        yield _fenced("error", told.text(trace))
    if outcome is None:
        return
    fetched = next((step for step in outcome.steps if step.ok and step.sample is not None), None)
    if fetched is not None:
        data = told.data(fetched.sample, _MOST_DATA)
        yield f"{fetched.name}() gave data like this:\n{_fenced('data', data)}"
    if outcome.ok and outcome.result is not None:
        yield f"The result was:\n{_fenced('data', told.data(outcome.result, _MOST_DATA))}"
    if outcome.output.strip():
        yield _fenced("output", told.text(limited(outcome.output, 1_000).text))


def _fenced(what: str, said: Invented) -> str:
    """Material that came from a run."""
    return fenced(what, said.text)


def _advice(analysis: Analysis, told: Disclosure) -> str:
    """What is wrong and what to do; words of the source within it stay on one line each, inside a fence."""
    lines = [analysis.message, analysis.advice, *(f"- {one}" for one in analysis.fallbacks)]
    return f"This is wrong with it:\n{_fenced('findings', told.advice(chr(10).join(lines)))}"
