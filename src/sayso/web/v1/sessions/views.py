"""What the API shows of build sessions."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from sayso.conversations.people import Access
from sayso.conversations.session_messages import Sent
from sayso.conversations.sessions import Overview
from sayso.conversations.types import (
    Message,
    Revision,
    Session,
    Speaker,
    Status,
    Turn,
    TurnStatus,
)
from sayso.runtime.types import Module
from sayso.settings import Settings
from sayso.spec.diagnostics import Diagnostic
from sayso.web.v1.views import ModuleView, PlanView, view_of


class SessionLine(BaseModel):
    """A session in a list."""

    id: UUID
    name: str
    description: str
    status: Status
    designer: str
    feedback_seconds: float
    refinements: int
    satisfaction: int | None
    has_module: bool
    owner_id: UUID | None
    created_at: datetime
    updated_at: datetime


class TurnView(BaseModel):
    """What becomes of a message; `waiting_for` is the component whose feedback window is open."""

    number: int
    status: TurnStatus
    text: str
    about: str | None
    author: str | None
    waiting_for: str | None
    is_paused: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class SpecSummary(BaseModel):
    """The application so far in a few figures."""

    name: str
    entities: list[str]
    pages: list[str]
    roles: list[str]
    components: int


class BeganWith(BaseModel):
    """The template that a session began with; `with_rows`: its preview begins with made-up rows."""

    name: str
    version: int | None
    with_rows: bool


class BuildSessionView(SessionLine):
    """A session with where it stands.

    `revision` is the newest one, 0 before the first; `content` the change whose content it has.
    `has_unpublished` says that publishing would do something. Following the events behind `follow_after`
    tells all of the turns that are open, and everything that is not shown here. `access` is what the sender
    may do in it.
    """

    access: Access
    module: ModuleView | None
    spec: SpecSummary | None
    revision: int
    content: int
    can_undo: bool
    can_redo: bool
    has_unpublished: bool
    approved_revision: int | None
    approved_by: str | None
    approved_at: datetime | None
    turn: TurnView | None
    waiting: int
    follow_after: int
    template: BeganWith | None


class MessageView(BaseModel):
    """Something that was said; `cost` is in US dollars, null where no price is known or no model asked."""

    number: int
    role: Speaker
    text: str
    author: str | None
    turn: int | None
    model: str | None
    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    payload: dict[str, Any]
    at: datetime


class SentView(BaseModel):
    """A message that is kept, and the turn that works on it."""

    message: MessageView
    turn: TurnView


class BegunView(BaseModel):
    """A session, and its first message where one was sent along."""

    session: SessionLine
    message: MessageView | None
    turn: TurnView | None


class BuildRevisionLine(BaseModel):
    """A step of a session's line.

    `module_revision` is what its content became in the module.
    """

    number: int
    kind: Literal["change", "undo", "redo", "jump"]
    target: int | None
    phase: str
    reason: str
    sentences: list[str]
    author: str | None
    turn: int | None
    module_revision: int | None
    at: datetime
    approved_by: str | None
    approved_at: datetime | None
    is_current: bool


class BuildRevisionView(BuildRevisionLine):
    """A step with its content."""

    edits: list[Any]
    spec: dict[str, Any]


class SteppedView(BaseModel):
    """A session after a step."""

    session: SessionLine
    revision: BuildRevisionLine


class DiagnosticsView(BaseModel):
    """What the checks say of the present spec."""

    revision: int
    diagnostics: list[Diagnostic]


class FileDifferenceView(BaseModel):
    """A file that differs between two revisions."""

    path: str
    status: str
    diff: str


class ComparisonView(BaseModel):
    """What differs between two revisions: `sentences` for spec and plan, `files` for code, `sql` for plan."""

    from_number: int
    to_number: int
    sentences: list[str] = Field(default_factory=list)
    files: list[FileDifferenceView] = Field(default_factory=list)
    sql: str = ""


class OpeningView(BaseModel):
    """What anybody could see or do without signing in, once a person confirms it on the published module.

    `keys` that were confirmed before stay open.
    """

    role: str
    keys: list[str]
    sentences: list[str]


class ProspectView(BaseModel):
    """What publishing would do now; without a plan the module is made, and there are no rows yet.

    `widens` says whom it lets reach further; `needs_approval`, that somebody else has to approve that.

    `public` is null where nobody gets in without signing in.
    """

    sentences: list[str]
    version: str
    plan: PlanView | None
    public: OpeningView | None
    widens: list[str]
    needs_approval: bool


class PublishingView(BaseModel):
    """How far a publish is, or why it stopped; `phase` is null where none was begun since the last change."""

    phase: str | None = None
    code: str = ""
    text: str = ""
    at: datetime | None = None


class FinishedView(BaseModel):
    """The module that has the content of the session now."""

    module: ModuleView
    revision: int
    signin_url: str
    sentences: list[str]
    plan: PlanView | None
    session: SessionLine


class BuildFileLine(BaseModel):
    """A file in a list."""

    path: str
    marks: list[str]
    size: int
    conflicts: int
    elements: list[str]


class BuildFileView(BuildFileLine):
    """A file with what was generated and how the text differs from that."""

    text: str
    generated: str | None
    diff: str


class WrittenView(BaseModel):
    """A file after it was written or reset, null where it is gone, and the step that this was."""

    file: BuildFileView | None
    revision: BuildRevisionLine | None


def session_line(known: Session) -> SessionLine:
    """A session in a list."""
    return SessionLine(
        id=known.id,
        name=known.name,
        description=known.description,
        status=known.status,
        designer=known.designer,
        feedback_seconds=known.feedback_seconds,
        refinements=known.refinements,
        satisfaction=known.satisfaction,
        has_module=known.module_id is not None,
        owner_id=known.user_id,
        created_at=known.created_at,
        updated_at=known.updated_at,
    )


def session_view(settings: Settings, found: Overview, access: Access) -> BuildSessionView:
    """A session with where it stands."""
    present, line = found.present, found.present.line
    standing, spec = line.standing, present.spec
    approved = line.is_approved(line.content)
    summary = SpecSummary(
        name=spec.name,
        entities=[entity.name for entity in spec.entities],
        pages=[page.name for page in spec.pages],
        roles=[role.name for role in spec.permissions.roles],
        components=len(spec.components),
    )
    return BuildSessionView(
        **session_line(present.known).model_dump(),
        access=access,
        module=_module(settings, found.module),
        spec=summary if line.revisions else None,
        revision=line.number,
        content=line.content,
        can_undo=standing is not None and bool(standing.past),
        can_redo=standing is not None and bool(standing.future),
        has_unpublished=line.has_unpublished(present.known),
        approved_revision=approved and approved.number,
        approved_by=approved and approved.approved_by,
        approved_at=approved and approved.approved_at,
        turn=turn_view(found.turns[0]) if found.turns else None,
        waiting=max(0, len(found.turns) - 1),
        follow_after=found.told,
        template=BeganWith.model_validate(found.origin, from_attributes=True) if found.origin else None,
    )


def turn_view(turn: Turn) -> TurnView:
    """A turn as the API shows it."""
    return TurnView.model_validate(turn, from_attributes=True)


def message_view(message: Message) -> MessageView:
    """A message as the API shows it."""
    said = message.said
    return MessageView(
        number=message.number,
        role=said.role,
        text=said.text,
        author=message.author,
        turn=said.turn,
        model=said.model,
        tokens_in=said.tokens_in,
        tokens_out=said.tokens_out,
        cost=said.cost,
        payload=said.payload,
        at=message.at,
    )


def sent_view(sent: Sent) -> SentView:
    """A message that is kept."""
    return SentView(message=message_view(sent.message), turn=turn_view(sent.turn))


def revision_line(revision: Revision, newest: int) -> BuildRevisionLine:
    """A step of the line."""
    return BuildRevisionLine.model_validate(
        {
            **{name: getattr(revision, name) for name in _LISTED},
            "kind": revision.kind.value,
            "sentences": list(revision.sentences),
            "is_current": revision.number == newest,
        }
    )


def _module(settings: Settings, module: Module | None) -> ModuleView | None:
    return None if module is None else view_of(settings, module)


_LISTED = (
    "number", "target", "phase", "reason", "author", "turn", "module_revision", "at", "approved_by",
    "approved_at",
)  # fmt: skip
