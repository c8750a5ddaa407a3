"""Who is there: the visitor behind each request, the session call, and the builder's role switch."""

from uuid import UUID

from sayso.db.actor import Actor, current_actor, set_actor
from sayso.errors import DeniedError
from sayso.identity.people.admission import Admissions, Visitor
from sayso.runtime.errors import FieldError, InvalidFieldsError, SignInNeededError
from sayso.runtime.records import ModuleRuntime
from sayso.web.body_limits import FIELDS
from sayso.web.exchange import Answer, Exchange, json_answer
from sayso.web.origin.anonymous import anonymous_session, anonymous_visitor
from sayso.web.origin.call import Call
from sayso.web.origin.cookies import ROLE_COOKIE, no_cookies, role_cookie
from sayso.web.origin.senders import Sender, has_credential, sender_of
from sayso.web.origin.services import OriginServices

ROLE_HEADER = b"sayso-act-as"


async def admit(services: OriginServices, runtime: ModuleRuntime, exchange: Exchange) -> Visitor:
    """The visitor of a module; from now on the audit log knows who acts.

    Raises:
        SignInNeededError: when nobody is signed in, and the application is not open to anybody.
        DeniedError: when whoever is signed in has no role here.
    """
    sender = await sender_of(services, runtime.plan.module, exchange)
    if sender is None:
        anybody = await anonymous_visitor(services, runtime)
        if anybody is None:
            raise SignInNeededError(
                "Nobody is signed in.", hint="Load the page again to sign in; programs send a token."
            )
        return anybody
    wanted = exchange.header(ROLE_HEADER)
    if not wanted and not has_credential(exchange):
        wanted = exchange.cookies.get(ROLE_COOKIE, "")
    visitor = await visitor_of(services.admissions, runtime, sender.user_id, wanted)
    set_actor(_actor(sender, visitor))
    return visitor


async def visitor_of(admissions: Admissions, runtime: ModuleRuntime, user_id: UUID, wanted: str) -> Visitor:
    """A user inside a module; the role that is ``wanted`` counts for whoever holds the widest one.

    Raises:
        DeniedError: when the user has no role here.
    """
    module = runtime.plan.module
    return await admissions.admit(
        module.site,
        module.id,
        user_id,
        roles=runtime.plan.module_roles,
        acting_as=wanted if wanted in runtime.plan.roles else None,
        time_zone=runtime.plan.time_zone.key,
    )


def _actor(sender: Sender, visitor: Visitor) -> Actor:
    here, member = current_actor(), visitor.member
    kind = "person" if sender.key_id is None else "key"
    return Actor(
        kind, sender.user_id, member.name or member.email, here.address, here.agent, key_id=sender.key_id
    )


async def show_session(call: Call) -> Answer:
    """``GET /api/session``."""
    plan, visitor = call.runtime.plan, call.visitor
    module, member = plan.module, visitor.member
    if visitor.scope.is_anonymous:
        return json_answer(anonymous_session(call))
    return json_answer(
        {
            "member": {"id": visitor.scope.member_id, "name": member.name, "email": member.email},
            "role": _role(call.runtime, visitor.role),
            "own_role": _role(call.runtime, member.role or visitor.role),
            "roles": [_role(call.runtime, name) for name in plan.roles],
            "may_switch": visitor.may_switch,
            "site": {"id": module.site.id, "name": module.site.name},
            "module": {"slug": module.slug, "name": module.name, "version": module.version},
            "settings": dict(plan.settings),
        }
    )


async def switch_role(call: Call) -> Answer:
    """``POST /api/session/role``: look at the application as another role, or as oneself again."""
    body = await call.exchange.json(FIELDS)
    role = body.get("role") if isinstance(body, dict) else None
    if role is not None and role not in call.runtime.plan.roles:
        names = ", ".join(call.runtime.plan.roles)
        raise InvalidFieldsError([FieldError("role", f"Role must be one of: {names}.")])
    if not call.visitor.may_switch:
        raise DeniedError("Only members with the widest role can look at it as another role.")
    lasting = role is not None and role != call.visitor.member.role
    settings = call.services.settings
    cookie = role_cookie(settings, str(role)) if lasting else no_cookies(settings, ROLE_COOKIE)[0]
    known = role or call.visitor.member.role or call.visitor.role
    return json_answer({"role": _role(call.runtime, known)}, 200, cookie)


def _role(runtime: ModuleRuntime, name: str) -> dict[str, str]:
    return {"name": name, "label": runtime.plan.roles.get(name, name)}
