"""One step of a definition: words in, the shape of the step out, by a model or without one."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from sayso.design.agents.prompts import prompt
from sayso.design.registry import DesignerName
from sayso.design.replies import question_in
from sayso.design.types import Question
from sayso.errors import InputError
from sayso.kit.ids import IdSource
from sayso.kit.offload import Aside, in_thread
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Models, Reply
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

from .assembly import SHAPES, Assembled, assemble, shape_of
from .gaps import gaps
from .normalization import read_shape
from .prompt_content import content_of, schema_of
from .types import Step, StepShape, role_of

_REPAIRS = 2
_MOST_PROBLEMS = 30
_MOST_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """What became of a step.

    ``shape`` is none where the words could not be read; ``questions`` then say what is missing. ``spec`` is
    the application so far with the step worked into it. ``notices`` say what was left out or did not go as it
    should. ``by`` says who read the words: *offline* or the model.
    """

    shape: StepShape | None
    spec: AppSpec
    questions: tuple[Question, ...] = ()
    notices: tuple[str, ...] = ()
    by: str = "offline"


@dataclass(frozen=True, slots=True)
class _Try:
    """What came of an answer: ``problems`` were left out, ``gaps`` are missing; the model hears of both."""

    outcome: StepOutcome | None
    problems: tuple[str, ...]
    gaps: tuple[str, ...] = ()

    @property
    def worth(self) -> tuple[bool, int]:
        """Orders tries: something before nothing, then few problems."""
        return self.outcome is not None, -len(self.problems) - len(self.gaps)


class StepDesigner:
    """Does the steps of a definition; what no model does, rules and general knowledge do."""

    def __init__(self, aside: Aside = in_thread) -> None:
        self._aside = aside

    async def work(
        self, step: Step, text: str, ids: IdSource, spec: AppSpec | None = None, models: Models | None = None
    ) -> StepOutcome:
        """Read the words of a step; never fails for what a model answered.

        Raises:
            TookTooLongError: when rules do not get through the words in time.
        """
        start = spec or empty_spec()
        role = role_of(step)
        notices: tuple[str, ...] = ()
        if models is not None and models.has(role):
            try:
                done = await self._asked(step, text, start, models, ids)
            except ModelsUnavailableError as error:
                notices = (f"{error.message} I read the words without a model.",)
            else:
                if done is not None:
                    return done
                notices = ("The model gave nothing usable. I read the words without it.",)
        outcome = await self._aside(_without_model, step, text, start, ids)
        return replace(outcome, notices=(*notices, *outcome.notices))

    async def _asked(
        self, step: Step, text: str, spec: AppSpec, models: Models, ids: IdSource
    ) -> StepOutcome | None:
        """The best of a model's answers, with all problems told to it at most twice."""
        ask = Ask(
            role_of(step),
            prompt(f"steps/{step}"),
            content_of(step, text, spec),
            schema_of(step),
        )
        best: _Try | None = None
        for number in range(_REPAIRS + 1):
            try:
                reply = await models.ask(ask)
            except ModelsUnavailableError:
                if best is None or best.outcome is None:
                    raise
                break
            tried = await asyncio.to_thread(_tried, step, reply, spec, ids)
            best = tried if best is None or tried.worth > best.worth else best
            wrong = (*tried.problems, *tried.gaps)
            if not wrong or number == _REPAIRS:
                break
            ask = replace(ask, exchange=(*ask.exchange, (reply.text, _complaint(wrong))))
        if best is None or best.outcome is None:
            return None
        left_out = tuple(f"Left out: {problem}" for problem in best.problems)
        return replace(best.outcome, notices=(*left_out, *best.gaps))


def _tried(step: Step, reply: Reply, spec: AppSpec, ids: IdSource) -> _Try:
    data, questions = _apart(reply.data)
    read = read_shape(SHAPES[step], data)
    if read is None:
        return _Try(None, ("The answer is not the JSON object that the schema asks for.",))
    done = assemble({step: read.shape}, spec, ids)
    problems = (*read.problems, *(_said(one) for one in done.diagnostics))
    is_empty = shape_of(step, done.spec) == shape_of(step, spec)
    if is_empty and (problems or not spec.entities):
        return _Try(None, problems or ("The answer is empty.",))
    shape = shape_of(step, done.spec)
    outcome = StepOutcome(shape, done.spec, questions, by=reply.model)
    return _Try(outcome, problems, gaps(read.shape, spec))


def _apart(data: Any) -> tuple[Any, tuple[Question, ...]]:
    """The shape without the questions that came with it; a statement among them is not passed on."""
    if not isinstance(data, dict) or "questions" not in data:
        return data, ()
    asked = data["questions"] if isinstance(data["questions"], list) else []
    texts = list(filter(None, (question_in(one[:400]) for one in asked if isinstance(one, str))))
    rest = {key: value for key, value in data.items() if key != "questions"}
    return rest, tuple(Question(one) for one in texts[:_MOST_QUESTIONS])


def _said(problem: Diagnostic) -> str:
    return " ".join(
        filter(
            None, (f"{problem.path}: {problem.message}" if problem.path else problem.message, problem.hint)
        )
    )


def _complaint(problems: tuple[str, ...]) -> str:
    listed = "\n".join(f"- {problem}" for problem in problems[:_MOST_PROBLEMS])
    return f"This is wrong with the answer:\n{listed}\nSend the whole answer again, mended."


def _without_model(step: Step, text: str, spec: AppSpec, ids: IdSource) -> StepOutcome:
    from .offline import read_offline

    read = read_offline(step, text, spec, ids)
    left_out = tuple(f"Left out: {_said(problem)}" for problem in read.diagnostics)
    return StepOutcome(read.shape, read.spec, read.questions, (*read.notices, *left_out))


def pick_models(name: DesignerName, step: Step, models: Models | None) -> Models | None:
    """The models that read this step, if any do.

    Raises:
        InputError: when models are asked for and none is set up.
    """
    if name is DesignerName.OFFLINE:
        return None
    ready = models if models is not None and models.has(role_of(step)) else None
    if name is DesignerName.LLM and ready is None:
        raise InputError(
            "No model is set up for this step.",
            hint="Set up models, or use the offline designer, which needs none.",
        )
    return ready


def finished(assembled: Assembled, ids: IdSource) -> tuple[AppSpec, tuple[str, ...]]:
    """The spec with the usual pages and rights where no step said any."""
    from .offline import completed

    return completed(assembled.spec, ids)
