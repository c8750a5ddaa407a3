"""``sayso step``: one step of a definition, without a server."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from sayso.cli.console import print_json, read_json, read_text, say
from sayso.cli.console import step as doing
from sayso.cli.specs import DesignerOption, models_given, read_spec
from sayso.design.registry import DesignerName
from sayso.design.steps import SHAPES, Step, StepShape, assemble, pressing
from sayso.design.steps.step_designer import StepDesigner, pick_models
from sayso.errors import InputError
from sayso.kit.ids import RandomIds
from sayso.llm.memory import OpenLedger
from sayso.spec.edits import empty_spec


def step(
    name: Annotated[Step, typer.Argument(metavar="STEP", help=f"One of {', '.join(Step)}.")],
    text: Annotated[str, typer.Argument(help="What this step should be, in words, or - for standard input.")],
    spec: Annotated[
        Path | None, typer.Option("--spec", help="The application so far, as an AppSpec.")
    ] = None,
    context: Annotated[
        Path | None, typer.Option("--context", help="Shapes of steps so far, as JSON by step.")
    ] = None,
    designer: DesignerOption = DesignerName.AUTO,
) -> None:
    """Print one step of a definition: {"stepId", "data", "spec", "questions", "notices", "designer"}."""
    ids = RandomIds()
    start = read_spec(spec) if spec is not None else empty_spec()
    shapes = _shapes(context) if context is not None else {}
    before = assemble(shapes, start, ids)
    models = pick_models(
        designer, name, None if designer is DesignerName.OFFLINE else models_given(OpenLedger())
    )
    with doing("Reading your words"):
        done = asyncio.run(StepDesigner().work(name, read_text(text), ids, before.spec, models))
    if done.shape is None:
        texts = [question.text for question in done.questions]
        raise InputError(" ".join(texts) or "These words could not be read.")
    left_out = [f"Left out: {problem.message}" for problem in pressing(before.diagnostics, shapes)]
    questions = [{"text": one.text, "suggestions": list(one.suggestions)} for one in done.questions]
    print_json(
        {
            "stepId": name,
            "data": done.shape.to_json(),
            "spec": done.spec.to_json(),
            "questions": questions,
            "notices": [*done.notices, *left_out],
            "designer": done.by,
        }
    )
    for notice in (*done.notices, *left_out):
        say(f"Note: {notice}")


def _shapes(path: Path) -> dict[Step, StepShape]:
    """The shapes in a file; what is wrong with them is named by its place."""
    data = read_json(path)
    if not isinstance(data, dict) or not data.keys() <= set(Step):
        raise InputError(f"{path} does not hold shapes by step.", hint=f"The steps are {', '.join(Step)}.")
    shapes: dict[Step, StepShape] = {}
    for key, value in data.items():
        try:
            shapes[Step(key)] = SHAPES[Step(key)].model_validate(value)
        except ValidationError as error:
            places = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5])
            raise InputError(
                f"{path} does not hold the shape of {key}: {places}.",
                hint=f"docs/schema/steps/{key}.v1.json describes it.",
            ) from error
    return shapes
