"""What the platform's API shows of modules, plans, changes and revisions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from sayso.compiler.migrations.types import Choice, Choices, Do
from sayso.evolution import Plan, seen
from sayso.identity.principal import Principal
from sayso.publishing.changes import Proposed, new_assumptions, news
from sayso.publishing.module_list import ModuleLine
from sayso.publishing.repository import StoredChange
from sayso.publishing.types import Outlook, Published
from sayso.runtime.repository import goes_at
from sayso.runtime.types import Module, StoredRevision
from sayso.settings import Settings
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.model.base import Json
from sayso.web.services import Services
from sayso.web.v1.access import eyes_of
from sayso.web.v1.bodies import Body


class ModuleView(BaseModel):
    """A module as the API shows it; ``problem`` is why this Sayso could not bring it up to date.

    ``goes_at`` is when one that was removed goes for good; it can be restored until then.
    """

    id: UUID
    slug: str
    name: str
    version: str
    status: str
    url: str
    site: str
    is_preview: bool
    problem: str | None = None
    goes_at: datetime | None = None


class QuestionView(BaseModel):
    """What the words left open."""

    text: str
    suggestions: tuple[str, ...]


class ExampleView(BaseModel):
    """A row that a finding counts."""

    id: str
    value: str | None


class DecisionView(BaseModel):
    """What may become of rows that do not fit; ``key`` is what a choice is sent under."""

    key: str
    question: str
    options: list[Do]
    default: Do | None


class ChoiceBody(Body):
    """What a person decided; ``value`` goes with ``default`` and ``replace``."""

    do: Do
    value: Json = None


class FindingView(BaseModel):
    """What the live rows say about a step."""

    meaning: str
    count: int
    examples: list[ExampleView]
    loses: bool
    decision: DecisionView | None
    chosen: ChoiceBody | None
    blocks: bool


class StepView(BaseModel):
    """A step of a plan; ``rows`` is none where it goes through no rows."""

    kind: str
    elements: list[str]
    sentence: str
    rows: int | None
    rows_are_exact: bool
    seconds: float
    is_reversible: bool
    findings: list[FindingView]


class PlanView(BaseModel):
    """What a change does to the live rows, before it is done."""

    steps: list[StepView]
    sentences: list[str]
    loses: bool
    blocked: bool
    seconds: float
    seconds_are_estimated: bool


class ChangeLine(BaseModel):
    """A change in a list: ``status`` is open, published or outdated."""

    id: UUID
    base: int
    status: str
    revision: int | None
    text: str
    decision: str
    author: str | None
    at: datetime


class ChangeView(ChangeLine):
    """A change with what it would do; `widens` says whom it lets reach further, which has to be approved."""

    reply: str
    edits: list[Any]
    sentences: list[str]
    questions: list[QuestionView]
    assumptions: list[str]
    diagnostics: list[Diagnostic]
    version: str | None
    plan: PlanView | None
    widens: list[str]


class RevisionLine(BaseModel):
    """A revision in the history."""

    number: int
    kind: str
    target: int | None
    version: str
    reason: str
    author: str | None
    at: datetime
    sentences: list[str]
    is_current: bool


class RevisionView(RevisionLine):
    """A revision with its content."""

    edits: list[Any]
    spec: dict[str, Any]


class PublishedView(BaseModel):
    """A module after a step, the number of its new revision and the plan that was carried out."""

    module: ModuleView
    revision: int
    sentences: list[str]
    plan: PlanView


class Settling(Body):
    """What a person says about a plan: decisions by key, and that losses are meant."""

    confirmed: bool = False
    choices: dict[str, ChoiceBody] = Field(default_factory=dict)

    def decided(self) -> Choices:
        """The decisions as the migration takes them."""
        return {key: Choice(choice.do, choice.value) for key, choice in self.choices.items()}


def view_of(settings: Settings, module: Module) -> ModuleView:
    """The module as the API shows it."""
    return ModuleView(
        id=module.id,
        slug=module.slug,
        name=module.name,
        version=module.version,
        status=module.status,
        url=settings.module_origin(module.slug),
        site=module.site.name,
        is_preview=module.preview_of is not None,
        goes_at=module.goes_at,
    )


def view_of_line(settings: Settings, line: ModuleLine) -> ModuleView:
    """A module of a list."""
    return ModuleView(
        id=line.id,
        slug=line.slug,
        name=line.name,
        version=line.version,
        status=line.status,
        url=settings.module_origin(line.slug),
        site=line.site,
        is_preview=line.preview_of is not None,
        problem=line.problem,
        goes_at=goes_at(line.deleted_at),
    )


def plan_view(plan: Plan) -> PlanView:
    """A plan as the API shows it to anybody: it says how many rows, and no value of them."""
    return PlanView.model_validate(plan.to_json())


async def plan_as_seen(services: Services, me: Principal, outlook: Outlook) -> PlanView:
    """A plan as the API shows it to the sender: with examples from rows that they may read."""
    eyes = await eyes_of(services, me, outlook.state.module)
    plan = outlook.plan if eyes is None else await seen(services.database.gate, eyes, outlook.plan)
    return plan_view(plan)


def published_view(settings: Settings, published: Published) -> PublishedView:
    """What came of publishing."""
    return PublishedView(
        module=view_of(settings, published.module),
        revision=published.number,
        sentences=published.outlook.sentences,
        plan=plan_view(published.outlook.plan),
    )


def change_line(change: StoredChange, present: int) -> ChangeLine:
    """A change in a list; ``present`` is the number of the module's present revision."""
    return ChangeLine(**_line(change, is_outdated=change.base != present))


async def change_view(services: Services, me: Principal, proposed: Proposed) -> ChangeView:
    """A change with what it would do, as far as the sender may see it."""
    wish, outlook = proposed.change.wish, proposed.outlook
    return ChangeView(
        **_line(proposed.change, is_outdated=proposed.is_outdated),
        reply=wish.reply,
        edits=list(wish.edits),
        sentences=outlook.sentences if outlook else [],
        questions=[QuestionView.model_validate(question) for question in wish.questions],
        assumptions=new_assumptions(outlook) if outlook else [],
        diagnostics=list(news(outlook)) if outlook else [],
        version=outlook.version if outlook else None,
        plan=await plan_as_seen(services, me, outlook) if outlook else None,
        widens=list(outlook.widening.sentences) if outlook else [],
    )


def revision_line(revision: StoredRevision, present: int) -> RevisionLine:
    """A revision in the history."""
    return RevisionLine(
        number=revision.number,
        kind=revision.kind,
        target=revision.target,
        version=revision.version,
        reason=revision.reason,
        author=revision.author,
        at=revision.at,
        sentences=list(revision.sentences),
        is_current=revision.number == present,
    )


def _line(change: StoredChange, *, is_outdated: bool) -> dict[str, Any]:
    status = "published" if change.revision is not None else "outdated" if is_outdated else "open"
    return {
        "id": change.id,
        "base": change.base,
        "status": status,
        "revision": change.revision,
        "text": change.wish.text,
        "decision": change.wish.decision,
        "author": change.author,
        "at": change.at,
    }
