"""The own account: name, password, where somebody is signed in, keys, and connected providers."""

from types import SimpleNamespace
from uuid import UUID

from fastapi import Request, Response

from sayso.db.keyset import Window
from sayso.errors import AppError, NotFoundError
from sayso.identity.errors import WeakPasswordError, WrongPasswordError
from sayso.identity.keys.repository import ApiKey
from sayso.identity.permissions import Permission
from sayso.identity.principal import Principal
from sayso.identity.signing_in import accounts
from sayso.identity.signing_in.sessions import SIGNED_OUT, SessionKind, SignIn
from sayso.runtime.errors import InvalidFieldsError
from sayso.web.limits import Limit
from sayso.web.pages.frame import framed
from sayso.web.pages.render import see_other, shown_error
from sayso.web.pages.routes import demand_name, form_of, page_routes, signed_in
from sayso.web.pages.words import ago, date, exact
from sayso.web.services import Services
from sayso.web.signing_in import sign_out_here
from sayso.web.v1.access import Known
from sayso.web.v1.browsers import browser_of

router = page_routes()

SHOWN = Window(limit=100)
SAID = {
    "name": "Your name is saved.",
    "password": "Your password is changed, and you are signed out everywhere else.",
    "session": "That sign-in has ended.",
    "key": "The key is revoked. Nothing can use it any more.",
    "provider": "The account is disconnected.",
}
_KINDS = {
    SessionKind.BROWSER: "",
    SessionKind.TOKEN: "With a token · ",
    SessionKind.MODULE: "In an application · ",
}


@router.get("/account")
async def show_account(request: Request, services: Known, said: str = "") -> Response:
    """Everything of the person's own."""
    return await _account(request, services, signed_in(request), said=SAID.get(said, ""))


@router.post("/account/name")
async def rename(request: Request, services: Known) -> Response:
    """Have another name."""
    me = signed_in(request)
    name = (await form_of(request)).get("name", "").strip()
    try:
        demand_name(name)
    except InvalidFieldsError as error:
        return await _account(request, services, me, error=error, wrong="name", name=name)
    async with services.database.unit(me.agency.id if me.agency else None) as session:
        await accounts.rename(session, me.user_id, name)
    services.sessions.forget()
    services.admissions.forget()
    return see_other("/account?said=name")


@router.post("/account/password")
async def change_password(request: Request, services: Known) -> Response:
    """Have another password; every other sign-in ends."""
    me, form = signed_in(request), await form_of(request)
    services.limits.take(Limit.ACCOUNT, me.email)
    try:
        await services.recovery.change(me.user_id, form.get("current"), form.get("new", ""), me.session_id)
    except WrongPasswordError as error:
        return await _account(request, services, me, error=error, wrong="current")
    except WeakPasswordError as error:
        return await _account(request, services, me, error=error, wrong="new")
    return see_other("/account?said=password")


@router.post("/account/sessions/end")
async def end_session(request: Request, services: Known) -> Response:
    """Sign out in one other place; that it ended already is as good."""
    me, session_id = signed_in(request), _id_in(await form_of(request))
    await services.sessions.end(session_id, SIGNED_OUT, user_id=me.user_id)
    return see_other("/account?said=session")


@router.post("/account/sessions/end-all")
async def sign_out_everywhere(request: Request, services: Known) -> Response:
    """End every sign-in, this one too."""
    await services.sessions.end_all(signed_in(request).user_id)
    response = see_other("/signin?said=everywhere")
    await sign_out_here(services, request, response)
    return response


@router.post("/account/keys/revoke")
async def revoke_key(request: Request, services: Known) -> Response:
    """Let a key of the person's own work no more."""
    me, key_id = signed_in(request), _id_in(await form_of(request))
    if key_id not in {key.id for key in await _keys(services, me)}:
        raise NotFoundError("You have no such key.", hint="It may be revoked already.")
    await services.keys.revoke(me, key_id)
    return see_other("/account?said=key")


@router.post("/account/identities/remove")
async def disconnect(request: Request, services: Known) -> Response:
    """Sign in with a provider's account no more."""
    me, form = signed_in(request), await form_of(request)
    try:
        await services.openid_users.disconnect(me.user_id, form.get("issuer", ""), form.get("subject", ""))
    except AppError as error:
        return await _account(request, services, me, error=error)
    return see_other("/account?said=provider")


async def _account(
    request: Request,
    services: Services,
    me: Principal,
    *,
    said: str = "",
    error: AppError | None = None,
    wrong: str = "",
    name: str | None = None,
) -> Response:
    async with services.database.system() as session:
        known = await accounts.credentials_of_id(session, me.user_id)
    sessions = await services.sessions.page_of(me.user_id, SHOWN)
    may_have_keys = me.agency is not None and me.may(Permission.KEYS_WRITE)
    connected = await services.openid_users.connections_of(me.user_id)
    issuers = {one.issuer.rstrip("/") for one in connected}
    providers = services.settings.openid
    titles = {one.issuer.rstrip("/"): one.title for one in reversed(providers)}
    return await framed(
        request,
        me,
        "account.html",
        status=422 if error else 200,
        said=said,
        error=shown_error(error) if error else None,
        wrong=wrong,
        name=me.name if name is None else name,
        has_password=known is not None and known.password_hash is not None,
        sessions=[_session(one, me) for one in sessions.items],
        keys=[_key(one) for one in await _keys(services, me)] if may_have_keys else None,
        identities=[
            SimpleNamespace(
                issuer=one.issuer,
                subject=one.subject,
                email=one.email,
                title=titles.get(one.issuer.rstrip("/"), one.issuer),
                since=date(one.created_at),
            )
            for one in connected
        ],
        offered=[one for one in providers if one.issuer.rstrip("/") not in issuers],
    )


async def _keys(services: Services, me: Principal) -> list[ApiKey]:
    """The person's own keys that work, of the present agency."""
    if me.agency is None:
        return []
    part = await services.keys.list(me, SHOWN)
    return [one for one in part.items if one.user_id == me.user_id and one.revoked_at is None]


def _session(one: SignIn, me: Principal) -> SimpleNamespace:
    return SimpleNamespace(
        id=one.id,
        what=browser_of(one.user_agent),
        where=_KINDS[one.kind] + (f"From {one.address} · " if one.address else ""),
        seen_at=one.last_seen_at,
        seen=ago(one.last_seen_at),
        seen_exact=exact(one.last_seen_at),
        is_this=one.id == me.session_id,
    )


def _key(one: ApiKey) -> SimpleNamespace:
    return SimpleNamespace(
        id=one.id,
        name=one.name,
        prefix=one.prefix,
        scopes=", ".join(one.scopes),
        used=f"used {ago(one.last_used_at)}" if one.last_used_at else "never used",
        ends=f"until {date(one.expires_at)}" if one.expires_at else "never expires",
    )


def _id_in(form: dict[str, str]) -> UUID:
    try:
        return UUID(form.get("id", ""))
    except ValueError as error:
        raise NotFoundError("There is no such thing.", hint="Go back to your account.") from error
