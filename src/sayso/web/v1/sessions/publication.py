"""A session and its module: what publishing would do, and publishing."""

from uuid import UUID

from sayso.spec.model import AppSpec
from sayso.spec.public import public_surface
from sayso.web.guard import api_routes
from sayso.web.v1.access import Known, Me
from sayso.web.v1.sessions.bodies import PublishBody
from sayso.web.v1.sessions.views import FinishedView, OpeningView, ProspectView, PublishingView, session_line
from sayso.web.v1.sign_in_link import way_in
from sayso.web.v1.views import Settling, plan_as_seen, plan_view, view_of

router = api_routes("/sessions/{build_session_id}")

_STEPS = ("publishing", "published", "revision", "done")
"""Events that tell of a publish, and those after which it is of no interest."""


@router.get("/plan", openapi_extra={"x-problems": [409]})
async def show_build_plan(services: Known, me: Me, build_session_id: UUID) -> ProspectView:
    """What publishing would do now. Nothing is touched.

    Answers 409 where the session does not fit what others published meanwhile.
    """
    return await _prospect(services, me, build_session_id, Settling())


@router.post("/plan")
async def plan_build(services: Known, me: Me, build_session_id: UUID, body: Settling) -> ProspectView:
    """What publishing would do if these decisions were made. Nothing is touched."""
    return await _prospect(services, me, build_session_id, body)


@router.get("/publishing")
async def show_publishing(services: Known, me: Me, build_session_id: UUID) -> PublishingView:
    """How far a publish is that somebody began, or why the last one was refused."""
    known = await services.conversations.sessions.find(me.home_agency.id, build_session_id)
    found = await services.events.latest(known.agency_id, known.id, _STEPS, 1)
    if not found or found[0].kind != "publishing":
        return PublishingView()
    return PublishingView(at=found[0].at, **found[0].data)


@router.post("/publish")
async def publish_build(services: Known, me: Me, build_session_id: UUID, body: PublishBody) -> FinishedView:
    """Make the module, or take it along, and complete the session: all of it or nothing.

    Refused with 409: `confirmation_needed` and `choice_needed` come with the plan, `proof_failed` and
    `does_not_fit` with diagnostics, `merge_conflict` with files, `turn_running` while a message is worked on.
    """
    agency_id = me.home_agency.id
    done = await services.conversations.publishing.publish(
        agency_id,
        build_session_id,
        me.user_id,
        choices=body.decided(),
        confirmed=body.confirmed,
        sample=body.sample,
        site=body.site,
    )
    known = await services.conversations.sessions.find(agency_id, build_session_id)
    return FinishedView(
        module=view_of(services.settings, done.module),
        revision=done.number,
        signin_url=await way_in(services, me, done.module),
        sentences=done.sentences,
        plan=done.published and plan_view(done.published.outlook.plan),
        session=session_line(known),
    )


async def _prospect(services: Known, me: Me, build_session_id: UUID, body: Settling) -> ProspectView:
    found = await services.conversations.publishing.plan(me.home_agency.id, build_session_id, body.decided())
    outlook, rights = found.outlook, services.publisher.rights
    widens = outlook.widening.sentences if outlook else ()
    is_keeper = outlook is None or await rights.is_keeper(outlook.state.module, me.user_id)
    return ProspectView(
        sentences=found.sentences,
        version=found.version,
        plan=outlook and await plan_as_seen(services, me, outlook),
        public=_opening(found.present.spec),
        widens=list(widens),
        needs_approval=bool(widens) and not is_keeper,
    )


def _opening(spec: AppSpec) -> OpeningView | None:
    surface = public_surface(spec)
    if surface.role is None or not surface.keys:
        return None
    label = next((role.label for role in spec.permissions.roles if role.name == surface.role), surface.role)
    return OpeningView(role=label, keys=list(surface.keys), sentences=list(surface.sentences))
