"""Changes of a module: asked for in words or as edits, looked at with their plan, published or dropped."""

from typing import Any
from uuid import UUID

from pydantic import Field, model_validator

from sayso.design.registry import DesignerName, pick_designing
from sayso.publishing.changes import LONGEST_WISH
from sayso.runtime import revisions
from sayso.web.body_limits import SPEC, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownChanges
from sayso.web.v1.access import Known, Target, asking
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.views import (
    ChangeLine,
    ChangeView,
    PublishedView,
    Settling,
    change_line,
    change_view,
    published_view,
)

router = api_routes("/modules/{slug}/changes")


class NewChange(Body):
    """A wish in words, or edits with a reason."""

    text: str = Field(default="", max_length=LONGEST_WISH)
    edits: list[dict[str, Any]] | None = None
    designer: DesignerName = DesignerName.AUTO

    @model_validator(mode="after")
    def _says_something(self) -> "NewChange":
        if not self.text.strip() and self.edits is None:
            raise ValueError("Say what should change, in words (text) or as edits.")
        return self


@router.post("", status_code=201)
@takes(SPEC)
async def ask(services: Known, target: Target, body: NewChange) -> ChangeView:
    """Have a wish worked out: what would change, what it means for the live rows. Nothing is touched."""
    author = target.me.user_id
    if body.edits is not None:
        proposed = await services.changes.suggest(target.module, body.edits, body.text, author)
    else:
        models = await services.languages.of(asking(target.me))
        designing = pick_designing(body.designer, models, services.aside)
        proposed = await services.changes.ask(target.module, body.text, author, designing)
    return await change_view(services, target.me, proposed)


@router.get("")
async def list_changes(services: Known, target: Target, paging: Paging) -> Page[ChangeLine]:
    """All changes that were asked for, the newest first."""
    found = await services.changes.of_module(target.module, paging.window)
    async with services.database.unit(target.module.site.agency_id) as session:
        present = await revisions.present_number(session, target.module)
    return paging.page(found, lambda change: change_line(change, present))


@router.get("/{change_id}")
async def show_change(services: Known, target: Target, change_id: UUID) -> ChangeView:
    """A change with what it would do now."""
    return await change_view(services, target.me, await services.changes.find(target.module, change_id))


@router.post("/{change_id}/plan")
async def plan_change(services: Known, target: Target, change_id: UUID, body: Settling) -> ChangeView:
    """What a change would do if these decisions were made. Nothing is touched."""
    proposed = await services.changes.find(target.module, change_id, body.decided())
    return await change_view(services, target.me, proposed)


@router.post("/{change_id}/publish")
async def publish_change(services: Known, target: Target, change_id: UUID, body: Settling) -> PublishedView:
    """Publish a change, all of it or nothing.

    Refused with 409: `confirmation_needed` and `choice_needed` come with the plan, `proof_failed` with
    diagnostics, `merge_conflict` with files, `outdated` when somebody published meanwhile.
    """
    published = await services.changes.publish(
        target.module, change_id, target.me.user_id, choices=body.decided(), confirmed=body.confirmed
    )
    return published_view(services.settings, published)


@router.delete("/{change_id}", status_code=204)
async def drop_change(changes: KnownChanges, target: Target, change_id: UUID) -> None:
    """Forget a change."""
    await changes.drop(target.module, change_id)
