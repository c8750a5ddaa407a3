"""Visitors who are not signed in: whether they get in, what they may call, and where they are sent."""

from typing import Any

from sayso.identity.people.admission import Visitor
from sayso.runtime.attachments import takes_files
from sayso.runtime.errors import SignInNeededError
from sayso.runtime.plan import ModulePlan
from sayso.runtime.records import ModuleRuntime
from sayso.spec.model import EndpointAuth
from sayso.spec.public import public_pages
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin.addresses import go_to, sign_in_url, target_of
from sayso.web.origin.call import Call
from sayso.web.origin.endpoints import find_endpoint
from sayso.web.origin.services import OriginServices

_HINT = "Sign in first."
_SHOWN_SETTINGS = ("currency", "time_zone", "locale")
"""What it takes to write money and times; the other settings are for people who are signed in."""


async def anonymous_visitor(services: OriginServices, runtime: ModuleRuntime) -> Visitor | None:
    """Somebody who is not signed in, where the application is open to anybody; none where it is not."""
    return await services.public.visitor(runtime.plan)


def demand_open_call(runtime: ModuleRuntime, visitor: Visitor, exchange: Exchange) -> None:
    """Refuse an anonymous visitor every call that is not on the list; what is on it, the matrix decides.

    Raises:
        SignInNeededError: for lists as files, many rows at once, the history and how all is set up.
    """
    if not visitor.scope.is_anonymous:
        return
    method = "GET" if exchange.method == "HEAD" else exchange.method
    parts = exchange.path.removeprefix("/api/").split("/")
    endpoint = find_endpoint(runtime.plan, method, parts)
    is_open = _is_open(runtime, method, parts)
    if endpoint is not None:
        is_open = endpoint[0].endpoint.auth is EndpointAuth.PUBLIC
    if not is_open:
        raise SignInNeededError("This needs somebody who is signed in.", hint=_HINT)


def _is_open(runtime: ModuleRuntime, method: str, parts: list[str]) -> bool:
    plan = runtime.by_collection.get(parts[0])
    match method, parts[1:]:
        case "GET", [] if parts[0] == "session":
            return True
        case "GET", [name] if parts[0] == "reports" and name in runtime.plan.reports:
            return True
        case "POST", [] if parts[0] == "files" and plan is None:
            return takes_files(runtime.plan, visitor_role(runtime.plan))
        case "GET", [_] if parts[0] == "files" and plan is None:
            return True
        case ("GET" | "POST", []) | ("GET", ["stats"]):
            return plan is not None
        case "GET" | "PATCH", [word]:
            return plan is not None and word not in {"bulk", "import", "export.csv"}
        case "PUT", [_, relation]:
            return plan is not None and relation in plan.sets
        case ("GET", [_, "transitions"]) | ("POST", [_, "transitions", _]):
            return plan is not None
    return False


def visitor_role(plan: ModulePlan) -> str:
    """The role of whoever is not signed in; no role is called like nothing."""
    return plan.index.spec.permissions.public_role or ""


def way_for_page(runtime: ModuleRuntime, visitor: Visitor, exchange: Exchange) -> Answer | None:
    """Sends an anonymous visitor from a page that is not public to a public one (from ``/``) or to sign in.

    None where the page may be shown.
    """
    spec = runtime.plan.index.spec
    open_ = [page.path for page in public_pages(spec)]
    if not visitor.scope.is_anonymous or exchange.path in open_:
        return None
    if exchange.path == "/":
        return go_to(open_[0])
    if any(page.path == exchange.path for page in spec.pages):
        return go_to(sign_in_url(target_of(exchange)))
    return None


def anonymous_session(call: Call) -> dict[str, Any]:
    """What the session says to somebody who is not signed in: no member, and where to sign in."""
    plan, role = call.runtime.plan, call.visitor.role
    shown = {"name": role, "label": plan.roles.get(role, role)}
    return {
        "member": None,
        "role": shown,
        "own_role": shown,
        "roles": [shown],
        "may_switch": False,
        "sign_in_url": sign_in_url(),
        "site": {"id": plan.module.site.id, "name": plan.module.name},
        "module": {"slug": plan.module.slug, "name": plan.module.name, "version": plan.module.version},
        "settings": {name: plan.settings[name] for name in _SHOWN_SETTINGS},
    }
