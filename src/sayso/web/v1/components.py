"""Custom components of a module: their code is asked for in words and written by a model."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from sayso.compiler.draft import FileDraft
from sayso.db.database import Database
from sayso.devloop import Attempt, ComponentWriter, Written, refusal
from sayso.errors import NotFoundError
from sayso.llm.errors import ModelsConfigError
from sayso.llm.types import Role
from sayso.runtime import manual_edits, revisions
from sayso.runtime.manual_edits import WorkingFile
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.model import AppSpec, Component, ComponentType
from sayso.web.guard import api_routes
from sayso.web.v1.access import Addressed, Known, Target, asking
from sayso.web.v1.bodies import Body

router = api_routes("/modules/{slug}/components")

LONGEST_WISH = 4_000


class NewCode(Body):
    """What the component is to show and do."""

    asked: str = Field(min_length=1, max_length=LONGEST_WISH)


class AttemptView(BaseModel):
    """One file that a model wrote: what was found in it, what it took; `cost` is in US dollars, if known."""

    model: str
    findings: list[Diagnostic]
    input_tokens: int
    output_tokens: int
    cost: float | None


class CodeView(BaseModel):
    """What became of the wish.

    With `ok` the file is saved under `path`, and goes live with the saved files (`POST …/files`). Without it
    nothing was saved; `notices` say why in words.
    """

    ok: bool
    path: str
    text: str
    notices: list[str]
    attempts: list[AttemptView]


@router.post("/{name}/code")
async def write_code(services: Known, target: Target, name: str, body: NewCode) -> CodeView:
    """Have a model write the file of a custom component.

    What passes every check is saved and not published; what does not is mended, three attempts in all.
    """
    spec, files = await _present(services.database, target)
    wanted = _custom(spec, name)
    models = await services.languages.of(asking(target.me))
    if not models.has(Role.CODE):
        raise ModelsConfigError("No model is set up for writing code.", hint=refusal(body.asked))
    path = f"src/components/{wanted.name}.tsx"
    file = next((one for one in files if one.path == path), None)
    written = await ComponentWriter(models).write(
        spec,
        wanted.id,
        body.asked,
        drafts=_drafts(files),
        present=file.text if file is not None else None,
        tell=_unheard,
    )
    if written.ok:
        module = target.module
        async with services.database.unit(module.site.agency_id) as session:
            await manual_edits.save(session, module.site.agency_id, module.id, path, written.text)
    return _view(written)


async def _present(database: Database, target: Addressed) -> tuple[AppSpec, list[WorkingFile]]:
    module = target.module
    async with database.unit(module.site.agency_id) as session:
        spec = AppSpec.model_validate(await revisions.spec_of(session, module))
        return spec, await manual_edits.working_files(session, module.site.agency_id, module.id)


def _custom(spec: AppSpec, name: str) -> Component:
    custom = {one.name: one for one in spec.components if one.type is ComponentType.CUSTOM}
    if name in custom:
        return custom[name]
    known = ", ".join(list(custom)[:10])
    raise NotFoundError(
        f"There is no custom component “{name[:60]}” here.",
        hint=f"There is {known}." if known else "Only components of type custom have code of their own.",
    )


def _drafts(files: Sequence[WorkingFile]) -> list[FileDraft]:
    """The files as they would be published with everything that was saved."""
    return [
        FileDraft(file.path, file.text, file.published.elements if file.published else ())
        for file in files
        if not file.is_going
    ]


def _view(written: Written) -> CodeView:
    return CodeView(
        ok=written.ok,
        path=written.path,
        text=written.text,
        notices=list(written.notices),
        attempts=[_attempt(one) for one in written.attempts],
    )


def _attempt(one: Attempt) -> AttemptView:
    return AttemptView(
        model=one.model,
        findings=list(one.findings),
        input_tokens=one.usage.input,
        output_tokens=one.usage.output,
        cost=None if one.cost is None else float(one.cost),
    )


def _unheard(said: str) -> None:
    """Nobody listens; the answer says it all."""
    del said
