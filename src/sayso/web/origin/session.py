"""Who is signed in: the session call, the builder's role switch, sign-in links and the sign-in page."""

from urllib.parse import quote

from sayso.errors import DeniedError
from sayso.identity.admission import Visitor
from sayso.runtime.errors import FieldError, InvalidFieldsError, SignInNeededError
from sayso.runtime.records import ModuleRuntime
from sayso.web.exchange import HTML, Answer, Exchange, json_answer
from sayso.web.origin.call import Call
from sayso.web.services import Services

SESSION_COOKIE = "sayso_session"
ROLE_COOKIE = "sayso_act_as"
ROLE_HEADER = b"sayso-act-as"


async def admit(services: Services, runtime: ModuleRuntime, exchange: Exchange) -> Visitor:
    """The visitor of a module, from the session cookie."""
    module = runtime.plan.module
    claim = services.tokens.read_session(exchange.cookies.get(SESSION_COOKIE, ""))
    if claim is not None and claim.module_id == module.id:
        user_id = claim.user_id
    elif services.settings.demo_sign_in:
        user_id = await services.admissions.demo_user()
    else:
        raise SignInNeededError("Nobody is signed in.", hint="Open the sign-in link that Sayso printed.")
    wanted = exchange.header(ROLE_HEADER) or exchange.cookies.get(ROLE_COOKIE)
    return await services.admissions.admit(
        module.site,
        module.id,
        user_id,
        widest=runtime.plan.index.widest_role,
        acting_as=wanted if wanted in runtime.plan.roles else None,
        time_zone=runtime.plan.time_zone.key,
    )


async def show_session(call: Call) -> Answer:
    """``GET /api/session``."""
    plan, visitor = call.runtime.plan, call.visitor
    module, member = plan.module, visitor.member
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
    body = await call.exchange.json()
    role = body.get("role") if isinstance(body, dict) else None
    if role is not None and role not in call.runtime.plan.roles:
        names = ", ".join(call.runtime.plan.roles)
        raise InvalidFieldsError([FieldError("role", f"Role must be one of: {names}.")])
    if not call.visitor.may_switch:
        raise DeniedError("Only members with the widest role can look at it as another role.")
    lasting = role is not None and role != call.visitor.member.role
    cookie = _cookie(
        call.services, ROLE_COOKIE, str(role) if lasting else "", "" if lasting else "; Max-Age=0"
    )
    known = role or call.visitor.member.role or call.visitor.role
    return json_answer({"role": _role(call.runtime, known)}, 200, (b"set-cookie", cookie))


def sign_in(services: Services, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
    """``GET /__signin?token=…``: start a session, then go on without the token in the address."""
    claim = services.tokens.read_link(exchange.parameter("token") or "")
    if claim is None or claim.module_id != runtime.plan.module.id:
        return sign_in_page(runtime, "This link has run out or is for another application.")
    token = services.tokens.session(claim.user_id, claim.module_id)
    target = exchange.parameter("next") or "/"
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        target = "/"
    headers = (
        (b"location", quote(target, safe="/?&=#%-._~").encode()),
        (b"set-cookie", _cookie(services, SESSION_COOKIE, token, "; Max-Age=1209600")),
        (b"referrer-policy", b"no-referrer"),
    )
    return Answer(303, headers=headers, content_type=HTML)


def sign_out(services: Services) -> Answer:
    """``POST /__signout``."""
    headers = tuple(
        (b"set-cookie", _cookie(services, name, "", "; Max-Age=0")) for name in (SESSION_COOKIE, ROLE_COOKIE)
    )
    return Answer(204, headers=headers)


def sign_in_page(runtime: ModuleRuntime, reason: str = "") -> Answer:
    """What a person sees who is not signed in."""
    from html import escape

    name, slug = escape(runtime.plan.module.name), escape(runtime.plan.module.slug)
    body = _PAGE.format(name=name, slug=slug, reason=f"<p>{escape(reason)}</p>" if reason else "")
    policy = b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
    return Answer(401, body.encode(), HTML, ((b"content-security-policy", policy),))


def _role(runtime: ModuleRuntime, name: str) -> dict[str, str]:
    return {"name": name, "label": runtime.plan.roles.get(name, name)}


def _cookie(services: Services, name: str, value: str, extra: str) -> bytes:
    secure = "; Secure" if services.settings.public_scheme == "https" else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{extra}".encode()


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · {name}</title>
<style>
  :root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
  body {{ display: grid; place-items: center; min-height: 100vh; margin: 0 }}
  main {{ max-width: 26rem; padding: 1rem }}
  h1 {{ font-size: 1.5rem; margin: 0 0 .5rem }}
  code {{ padding: .15rem .4rem; border-radius: .375rem; background: #8882 }}
</style></head>
<body><main><h1>{name}</h1>{reason}<p>Nobody is signed in in this browser. Open the sign-in link that Sayso
printed, or get a new one with <code>sayso open {slug}</code>.</p></main></body></html>
"""
