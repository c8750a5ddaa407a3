"""Templates of one's own agency: published from applications, and newer versions taken over from them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from sayso.identity.principal import Principal
from sayso.spec.edits.spec_merge import Clash, Side
from sayso.templates.types import Origin, OwnTemplate, Publication
from sayso.web.guard import api_routes
from sayso.web.ports import KnownTakeOvers, KnownTemplates
from sayso.web.services import Services
from sayso.web.v1.access import Known, Me, Target
from sayso.web.v1.bodies import Body
from sayso.web.v1.templates import TemplateLine, own_line
from sayso.web.v1.views import PlanView, PublishedView, Settling, plan_as_seen, published_view

router = api_routes("/agency/templates")
of_module = api_routes("/modules/{slug}")

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


class AgencyTemplateLine(TemplateLine):
    """A template of the agency; `module` is what it is made of, `with_rows` whether rows are made up."""

    id: UUID
    version: int
    with_rows: bool
    author: str | None
    module: str | None
    may_remove: bool
    updated_at: datetime


class AgencyTemplates(BaseModel):
    """The templates of the agency, by name."""

    items: list[AgencyTemplateLine]


class TemplateVersionView(BaseModel):
    """A version of a template; `notes` say what is new in it."""

    number: int
    notes: str
    author: str | None
    at: datetime


class TemplateContents(BaseModel):
    """What goes into a template of an application, by name; nothing else does."""

    things: list[str]
    pages: list[str]
    roles: list[str]
    reports: list[str]
    files: list[str] = Field(description="Files that people or a model wrote.")


class ModuleTemplate(BaseModel):
    """What a template of the application would consist of, and the one that it is already."""

    contents: TemplateContents
    template: AgencyTemplateLine | None
    versions: list[TemplateVersionView]


class NewTemplate(Body):
    """How an application is published as a template, or as the next version of it.

    `with_rows` has rows made up for whoever begins from it. Rows of the application never go along.
    """

    name: Name
    description: LongText = ""
    notes: LongText = ""
    with_rows: bool = True


class OriginView(BaseModel):
    """What an application came from: a template of the agency, or a `design` of the catalogue.

    `slug` is null where the template was removed. `version` is the one that is in the application,
    `newest` the one that there is.
    """

    name: str
    design: str | None
    slug: str | None
    version: int | None
    newest: int | None
    is_behind: bool


class ModuleOrigin(BaseModel):
    """What the application came from, if from a template."""

    origin: OriginView | None


class ClashView(BaseModel):
    """What the application and its template both changed; an answer is given under `key`.

    `mine` and `theirs` say what each has made of it.
    """

    key: str
    label: str
    what: str
    mine: str
    theirs: str


class NewerVersion(BaseModel):
    """What taking over the newest version would do; nothing is touched.

    `changed` says what the template changed, `sentences` what that does here. `left_out` are new parts under
    names that the application uses for something else. `plan` is null where nothing is left to do.
    """

    version: int
    newest: int
    changed: list[str]
    sentences: list[str]
    clashes: list[ClashView]
    left_out: list[str]
    becomes: str
    plan: PlanView | None
    widens: list[str]


class TakingOver(Settling):
    """Whose is taken where both changed the same, by the key of the clash; decisions about rows."""

    answers: dict[Annotated[str, StringConstraints(max_length=400)], Side] = Field(default_factory=dict)


@router.get("")
async def list_agency_templates(services: Known, me: Me) -> AgencyTemplates:
    """Templates that people of the agency made of its applications."""
    found = await services.templates.all(me.home_agency.id)
    return AgencyTemplates(items=[await _line(services, me, one) for one in found])


@router.delete("/{template_id}", status_code=204)
async def remove_agency_template(templates: KnownTemplates, me: Me, template_id: UUID) -> None:
    """Remove a template. Applications that came from it stay as they are."""
    await templates.remove(me, template_id)


@of_module.get("/template")
async def show_module_template(services: Known, target: Target) -> ModuleTemplate:
    """What a template of the application would consist of; and what is published of it already."""
    module = target.module
    content = await services.templates.content(module)
    spec = content.spec
    own = await services.templates.made_of(module)
    versions = await services.templates.versions(module.site.agency_id, own.id) if own else []
    return ModuleTemplate(
        contents=TemplateContents(
            things=[entity.display_name for entity in spec.entities],
            pages=[page.title for page in spec.pages],
            roles=[role.label for role in spec.permissions.roles],
            reports=[report.title for report in spec.reports],
            files=[file["path"] for file in content.handwork],
        ),
        template=await _line(services, target.me, own) if own else None,
        versions=[TemplateVersionView.model_validate(one, from_attributes=True) for one in versions],
    )


@of_module.post("/template", status_code=201)
async def publish_template(services: Known, target: Target, body: NewTemplate) -> AgencyTemplateLine:
    """Publish the application as a template of the agency, or as the next version of the one that it is.

    Its structure, looks and files go along; its rows, people, settings, secrets and history do not.
    """
    publication = Publication(**body.model_dump())
    made = await services.templates.publish(target.module, target.me.user_id, publication)
    return await _line(services, target.me, made)


@of_module.get("/origin")
async def show_origin(take_overs: KnownTakeOvers, target: Target) -> ModuleOrigin:
    """The template that the application came from, and whether that has a newer version."""
    origin = await take_overs.origin(target.module)
    return ModuleOrigin(origin=_origin(origin) if origin else None)


@of_module.post("/origin/plan")
async def plan_take_over(services: Known, target: Target, body: TakingOver) -> NewerVersion:
    """What taking over the newest version of the template would do. Nothing is touched."""
    found = await services.take_overs.look(target.module, body.answers, body.decided())
    outlook = found.outlook
    return NewerVersion(
        version=found.origin.version or 1,
        newest=found.origin.newest or 1,
        changed=found.sentences,
        sentences=outlook.sentences if outlook else [],
        clashes=[_clash(one) for one in found.merged.clashes],
        left_out=list(found.merged.left_out),
        becomes=outlook.version if outlook else target.module.version,
        plan=await plan_as_seen(services, target.me, outlook) if outlook else None,
        widens=list(outlook.widening.sentences) if outlook else [],
    )


@of_module.post("/origin/take-over")
async def take_over_version(services: Known, target: Target, body: TakingOver) -> PublishedView:
    """Publish the newest version of the template upon what was made here, as a revision that can be undone.

    Refused with 409 as any change is: `confirmation_needed` and `choice_needed` come with the plan,
    `approval_needed` with what it lets whom do, `proof_failed` with diagnostics, `merge_conflict` with files.
    """
    published = await services.take_overs.take(
        target.module, target.me.user_id, body.answers, choices=body.decided(), confirmed=body.confirmed
    )
    return published_view(services.settings, published)


async def _line(services: Services, me: Principal, own: OwnTemplate) -> AgencyTemplateLine:
    return AgencyTemplateLine(
        **own_line(own),
        id=own.id,
        version=own.version,
        with_rows=own.with_rows,
        author=own.author,
        module=own.module,
        may_remove=await services.templates.may_remove(me, own),
        updated_at=own.updated_at,
    )


def _origin(origin: Origin) -> OriginView:
    return OriginView(
        name=origin.name,
        design=origin.design,
        slug=origin.slug,
        version=origin.version,
        newest=origin.newest,
        is_behind=origin.is_behind,
    )


def _clash(clash: Clash) -> ClashView:
    kind = clash.kind.value.replace("_", " ") if clash.kind else "application"
    what = kind if clash.attribute is None else f"{_attribute(clash.attribute)} of the {kind}"
    return ClashView(
        key=clash.key,
        label=clash.label,
        what=what,
        mine=_said(clash.mine, removed=clash.attribute is None),
        theirs=_said(clash.theirs, removed=clash.attribute is None),
    )


def _attribute(path: str) -> str:
    return path.removeprefix("props.").replace("_", " ").replace(".", ", ")


def _said(value: object, *, removed: bool) -> str:
    """A value in a word, as far as it has one."""
    match value:
        case None:
            return "removed" if removed else "none"
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
        case list() if all(isinstance(one, str | int | float) for one in value):
            return ", ".join(str(one) for one in value) or "none"
        case _:
            return "another arrangement"
