"""Previews of a module: made beside it, changed like any other, and promoted to it."""

from uuid import UUID

from sayso.publishing.rows import Rows
from sayso.web.guard import api_routes
from sayso.web.v1.access import Known, Target, eyes_of
from sayso.web.v1.bodies import Body
from sayso.web.v1.revisions import Preliminary
from sayso.web.v1.views import (
    ModuleView,
    PublishedView,
    Settling,
    plan_as_seen,
    published_view,
    view_of,
)

router = api_routes("/modules/{slug}")


class NewPreview(Body):
    """What the preview begins with, and an open change to publish on it at once."""

    rows: Rows = Rows.NONE
    change: UUID | None = None


@router.post("/preview", status_code=201)
async def make_preview(services: Known, target: Target, body: NewPreview) -> ModuleView:
    """Make a preview of a published module, on a site of its own with tables of its own.

    Rows are copied for whoever sees all of them, in every field; anybody else is refused with 403.
    """
    if body.change is not None:
        await services.changes.find(target.module, body.change)
    me = target.me
    eyes = await eyes_of(services, me, target.module)
    preview = await services.previews.make(target.module, me.user_id, body.rows, eyes)
    if body.change is not None:
        published = await services.changes.publish_on(preview, target.module, body.change, target.me.user_id)
        preview = published.module
    return view_of(services.settings, preview)


@router.post("/promote/plan")
async def plan_promotion(services: Known, target: Target, body: Settling) -> Preliminary:
    """What promoting a preview would do to the live module. Nothing is touched."""
    outlook = await services.previews.outlook(target.module, body.decided())
    seen = await plan_as_seen(services, target.me, outlook)
    return Preliminary(sentences=outlook.sentences, version=outlook.version, plan=seen)


@router.post("/promote")
async def promote(services: Known, target: Target, body: Settling) -> PublishedView:
    """Publish on the live module what was changed on this preview of it; rows of the live one stay."""
    published = await services.previews.promote(
        target.module, target.me.user_id, choices=body.decided(), confirmed=body.confirmed
    )
    return published_view(services.settings, published)
