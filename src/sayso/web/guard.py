"""Stands before every route: who sends the request, and whether the route is theirs to call."""

import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Form, ParamTypes
from fastapi.routing import APIRoute

from sayso.db.actor import set_actor
from sayso.errors import AppError
from sayso.identity.authentication.sessions import cookie_name
from sayso.identity.keys.service import KEY_START
from sayso.identity.principal import Principal, PrincipalKind
from sayso.runtime.errors import SignInNeededError
from sayso.web.anonymous_sender import address_of, stranger
from sayso.web.body_limits import FIELDS, NOTHING, BodyLimit, declared_limit
from sayso.web.cross_site import SAFE_METHODS, own_origin, refuse_cross_site
from sayso.web.holds import demand_hold
from sayso.web.limits import Limit, Limits, network_of
from sayso.web.permissions import API, API_V2, PAGES, Rule
from sayso.web.services import Services
from sayso.web.strict_request import MORE_HEADERS, StrictRequest, demand_known_parameters

AGENCY_HEADER = "sayso-agency"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}", re.ASCII)
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class GuardedRoute(APIRoute):
    """A route that is reached by whom its line in ``web.permissions`` lets in."""

    rules: ClassVar[Mapping[str, Rule]] = API
    passes_parameters_on: ClassVar[bool] = False
    """Whether the parameters of the address are read by somebody else, who refuses what is unknown."""

    def get_route_handler(self) -> Handler:
        """The handler behind the guard; the body is read only for those who may pass."""
        handle = super().get_route_handler()
        rules = {method: self.rule_for(method) for method in self.methods or ()}

        known = parameters_of(self)
        body = self.body_field
        is_form = body is not None and isinstance(body.field_info, Form)

        async def guarded(request: Request) -> Response:
            services: Services = request.app.state.services
            await pass_guard(request, rules[request.method])
            if not self.passes_parameters_on:
                demand_known_parameters(request, known)
            strict = StrictRequest(request, self.body_limit, services.settings)
            if is_form:
                await strict.read_form()
            elif body is not None:
                await strict.read_json()
            return await handle(strict)

        return guarded

    @property
    def body_limit(self) -> BodyLimit:
        """What the endpoint takes: as it declares, else a few fields where it has a body."""
        return declared_limit(self.endpoint) or (NOTHING if self.body_field is None else FIELDS)

    def rule_for(self, method: str) -> Rule:
        """The line of this route."""
        key = f"{method} {self.path}"
        if key not in self.rules:
            raise AssertionError(f"“{key}” has no line in sayso.web.permissions.")
        return self.rules[key]


class SecondRoute(GuardedRoute):
    """A route of version 2 that differs from the one of version 1."""

    rules: ClassVar[Mapping[str, Rule]] = API_V2


class GuardedPage(GuardedRoute):
    """A page for people."""

    rules: ClassVar[Mapping[str, Rule]] = PAGES


def api_routes(prefix: str = "") -> APIRouter:
    """A router whose routes are guarded calls of the API."""
    return APIRouter(prefix=prefix, route_class=GuardedRoute)


def api_v2_routes(prefix: str = "") -> APIRouter:
    """A router whose routes are guarded calls of version 2 of the API."""
    return APIRouter(prefix=prefix, route_class=SecondRoute)


def page_routes() -> APIRouter:
    """A router whose routes are guarded pages."""
    return APIRouter(route_class=GuardedPage, include_in_schema=False)


def parameters_of(route: APIRoute) -> frozenset[str]:
    """The parameters of the address that a route has."""
    fields = get_flat_params(route.dependant)
    return frozenset(
        field.alias for field in fields if getattr(field.field_info, "in_", None) is ParamTypes.query
    )


async def pass_guard(request: Request, rule: Rule) -> None:
    """Find out who sends the request, and refuse what is not theirs to do.

    Raises:
        SignInNeededError: when the route needs somebody and nobody is known.
        DeniedError, NotFoundError: when who is known may not, or may not know of it.
        TooManyRequestsError: when the allowance of the route is used up.
    """
    services: Services = request.app.state.services
    visitor = stranger(request.client, request.headers.get("user-agent", ""))
    set_actor(visitor)
    principal = await _principal(services, request)
    request.state.principal = principal
    request.state.rule = rule
    if principal is not None:
        set_actor(principal.actor(visitor.address, visitor.agent))
    _count(services.limits, request, principal, rule.limit)
    if rule.needs is None:
        return
    if principal is None:
        raise SignInNeededError("This needs somebody who is signed in.", hint="Sign in, or send an API key.")
    principal.demand(rule.needs)
    if rule.hold is not None:
        await demand_hold(services, principal, rule.hold, request.path_params)


async def still_passes(request: Request) -> bool:
    """Whether a request that was let in would be let in now, for the same agency; it does not count again."""
    before: Principal | None = request.state.principal
    rule: Rule = request.state.rule
    if rule.needs is None or before is None:
        return True
    try:
        now = await _principal(request.app.state.services, request)
        if now is None:
            return False
        now.demand(rule.needs)
        if rule.hold is not None:
            await demand_hold(request.app.state.services, now, rule.hold, request.path_params)
    except AppError:
        return False
    return now.agency == before.agency or bool(
        now.agency and before.agency and now.agency.id == before.agency.id
    )


async def _principal(services: Services, request: Request) -> Principal | None:
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    agency = _agency(request)
    if scheme.lower() != "bearer":
        return await _of_browser(services, request, agency)
    if services.operators.holds(credential):
        return await services.operators.principal(agency)
    if credential.startswith(KEY_START):
        return await services.keys.principal(credential, address_of(request.client), agency)
    session = await services.sessions.of_access_token(credential)
    return await services.sessions.principal(session, agency) if session else None


async def _of_browser(services: Services, request: Request, agency: str) -> Principal | None:
    cookie = request.cookies.get(cookie_name(services.settings), "")
    if request.method not in SAFE_METHODS:
        own = own_origin(services.settings, request.headers.get("host", ""))
        refuse_cross_site(request.headers, own, has_cookie=bool(cookie))
    session = await services.sessions.of_secret(cookie)
    return await services.sessions.principal(session, agency) if session else None


def _count(limits: Limits, request: Request, principal: Principal | None, limit: Limit) -> None:
    """Use up what the call takes; the operator of this machine has no limits."""
    whom = network_of(address_of(request.client))
    if principal is not None:
        if principal.kind is PrincipalKind.OPERATOR:
            return
        if limit is Limit.GENERATION and principal.agency is not None:
            whom = str(principal.agency.id)
        elif limit is Limit.CALLS and principal.kind is PrincipalKind.KEY:
            limit, whom = Limit.KEY, str(principal.key_id)
        elif limit is Limit.CALLS:
            whom = str(principal.user_id)
    standing = limits.take(limit, whom)
    if standing is not None:
        request.scope["state"][MORE_HEADERS].update(standing.headers)


def _agency(request: Request) -> str:
    """The slug in the header, which no agency has if it is no slug."""
    slug = request.headers.get(AGENCY_HEADER, "")
    return slug if not slug or _SLUG.fullmatch(slug) else "?"
