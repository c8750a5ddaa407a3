"""The steps of a definition: words in, the part of the application that a wizard shows as a form out."""

import asyncio
from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sayso.design.registry import DesignerName
from sayso.design.steps import Assembled, Shapes, Step, StepShape, assemble, pressing
from sayso.design.steps.object_model import ObjectModel
from sayso.design.steps.pages import Pages
from sayso.design.steps.permissions import PermissionMatrix
from sayso.design.steps.relationships import Relationships
from sayso.design.steps.reports import Reports
from sayso.design.steps.state_flow import StateFlow
from sayso.design.steps.step_designer import StepDesigner, StepOutcome, finished, pick_models
from sayso.kit.ids import RandomIds
from sayso.runtime.errors import FieldError, InvalidFieldsError
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec
from sayso.spec.model.base import ShortText, Slug
from sayso.web.body_limits import SPEC, takes
from sayso.web.guard import api_routes
from sayso.web.v1.access import Known, Me, asking
from sayso.web.v1.bodies import Body
from sayso.web.v1.views import QuestionView

router = api_routes("/definition-step")

LONGEST_TEXT = 60_000
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
AnyShape = ObjectModel | Relationships | StateFlow | Pages | PermissionMatrix | Reports


class StepShapes(Body):
    """The shapes of steps, as a wizard has them; none where a step was not taken yet."""

    model_config = ConfigDict(populate_by_name=True)

    object_model: ObjectModel | None = Field(default=None, alias="object-model")
    relationships: Relationships | None = None
    state_flow: StateFlow | None = Field(default=None, alias="state-flow")
    pages: Pages | None = None
    permissions: PermissionMatrix | None = None
    reports: Reports | None = None

    def by_step(self) -> dict[Step, StepShape]:
        """Those that there are."""
        shapes = {step: getattr(self, step.value.replace("-", "_")) for step in Step}
        return {step: shape for step, shape in shapes.items() if shape is not None}


class StepWish(Body):
    """The words of a step. What is known so far comes as the shapes of steps, as a spec, or as both."""

    model_config = ConfigDict(populate_by_name=True)

    step_id: Step = Field(alias="stepId")
    user_input: Words = Field(alias="userInput")
    context: StepShapes | None = None
    spec: AppSpec | None = None
    designer: DesignerName = DesignerName.AUTO


class DiagnosticView(BaseModel):
    """Something that does not fit, and the way out."""

    code: str
    level: str
    path: str
    message: str
    hint: str


class StepDone(BaseModel):
    """A step as it was understood: its shape, and the application so far with it.

    ``notices`` say what did not go as it should; ``designer`` is *offline* or the model that read the words.
    """

    model_config = ConfigDict(populate_by_name=True)

    step_id: Step = Field(serialization_alias="stepId")
    data: AnyShape
    spec: AppSpec
    questions: list[QuestionView]
    notices: list[str]
    designer: str


class StepsToAssemble(Body):
    """The shapes of steps to make an application of, on top of a spec if there is one."""

    shapes: StepShapes
    spec: AppSpec | None = None
    name: ShortText | None = None
    slug: Slug | None = None


class StepsAssembled(BaseModel):
    """The application, for instance to be installed, and what of the shapes did not fit."""

    spec: AppSpec
    diagnostics: list[DiagnosticView]
    notices: list[str]


@router.post("", response_model_exclude_none=True)
@takes(SPEC)
async def define_step(services: Known, me: Me, body: StepWish) -> StepDone:
    """Do one step of a definition; nothing is kept, so the caller sends along what came before."""
    ids = RandomIds()
    context = body.context.by_step() if body.context else {}
    before = await _assembled(context, body.spec or empty_spec(), ids)
    models = pick_models(body.designer, body.step_id, await services.languages.of(asking(me)))
    done = await StepDesigner(services.aside).work(body.step_id, body.user_input, ids, before.spec, models)
    if done.shape is None:
        raise _not_read(done)
    left_out = [f"Left out: {problem.message}" for problem in pressing(before.diagnostics, context)]
    return StepDone.model_construct(
        step_id=body.step_id,
        data=cast("AnyShape", done.shape),
        spec=done.spec,
        questions=[QuestionView(text=one.text, suggestions=one.suggestions) for one in done.questions],
        notices=list(dict.fromkeys([*done.notices, *left_out])),
        designer=done.by,
    )


@router.post("/assemble", response_model_exclude_none=True)
@takes(SPEC)
async def assemble_steps(body: StepsToAssemble) -> StepsAssembled:
    """Make an application of the shapes of steps; what no step says of pages and rights is as usual."""
    ids = RandomIds()
    made = await _assembled(body.shapes.by_step(), body.spec or empty_spec(), ids)
    spec, notices = await asyncio.to_thread(finished, made, ids)
    own = {"name": body.name, "slug": body.slug}
    spec = spec.model_copy(update={name: value for name, value in own.items() if value is not None})
    return StepsAssembled(
        spec=spec, diagnostics=[_view(one) for one in made.diagnostics], notices=list(notices)
    )


async def _assembled(shapes: Shapes, spec: AppSpec, ids: RandomIds) -> Assembled:
    return await asyncio.to_thread(assemble, shapes, spec, ids) if shapes else Assembled(spec, ())


def _view(problem: Diagnostic) -> DiagnosticView:
    return DiagnosticView(
        code=problem.code,
        level=problem.level,
        path=problem.path,
        message=problem.message,
        hint=problem.hint,
    )


def _not_read(done: StepOutcome) -> InvalidFieldsError:
    """The words say nothing of the step: what to say instead."""
    texts = [
        " ".join((one.text, *(f"For example: {said}" for said in one.suggestions[:1])))
        for one in done.questions
    ]
    message = " ".join(texts) or "These words could not be read."
    return InvalidFieldsError([FieldError("userInput", message)])
