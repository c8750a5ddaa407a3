"""Who is signed in: signed tokens, the member they name, and the role that counts.

A sign-in link carries a token that is exchanged for a session: a cookie for browsers. Programs send a
session token as `Authorization: Bearer …`. `python -m app.members` makes both.
"""

import time
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import jwt
from fastapi import Depends, Request

from app.config import config
from app.database import Connection, Scope, database
from app.module import ROLES, SLUG, WIDEST_ROLE
from app.problems import Denied, SignInNeeded
from app.settings import current_settings

SESSION_COOKIE = "session"
ROLE_COOKIE = "act_as"
ROLE_HEADER = "sayso-act-as"
LINK_SECONDS = 12 * 60 * 60
SESSION_SECONDS = 14 * 24 * 60 * 60
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MEMBER = """
select m.id, m.name, m.email, m.role, m.site_id, s.name as site_name
from public.members m join public.sites s on s.id = m.site_id where m.id = $1
"""
_HOLDER = """
select id from public.members where site_id = $1 and role = $2 order by created_at limit 1
"""


@dataclass(frozen=True)
class Session:
    """A member, and how the application looks to them; `scope` is what the database is told."""

    member_id: UUID
    name: str
    email: str
    own_role: str
    site_id: UUID
    site_name: str
    zone: ZoneInfo
    """Where the people of the site look at the clock."""
    scope: Scope
    settings: dict[str, Any]

    @property
    def may_switch(self) -> bool:
        """Whether the member may look at the application as another role."""
        return self.own_role == WIDEST_ROLE


def make_token(purpose: str, member_id: UUID, seconds: int) -> str:
    """A signed token for one purpose: `signin` for links, `session` for cookies and programs."""
    claims = {"aud": f"{SLUG}:{purpose}", "sub": str(member_id), "exp": int(time.time()) + seconds}
    return jwt.encode(claims, config().session_secret, algorithm="HS256")


def read_token(purpose: str, token: str) -> UUID | None:
    """The member a token names; none when it is not ours, has run out, or is for something else."""
    try:
        claims = jwt.decode(
            token,
            config().session_secret,
            algorithms=["HS256"],
            audience=f"{SLUG}:{purpose}",
            options={"require": ["exp", "aud", "sub"]},
        )
        return UUID(claims["sub"])
    except (jwt.InvalidTokenError, ValueError):
        return None


async def session_of(request: Request) -> Session:
    """The session of a request; members are read anew each time, so a removed one is out at once."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" else request.cookies.get(SESSION_COOKIE, "")
    member_id = read_token("session", token)
    if member_id is None:
        raise SignInNeeded("Nobody is signed in.", hint="Open a sign-in link.")
    if request.method not in _SAFE:
        refuse_other_origins(request)
    wanted = request.headers.get(ROLE_HEADER) or request.cookies.get(ROLE_COOKIE)
    async with database.transaction() as connection:
        return await _session(connection, member_id, wanted if wanted in ROLES else None)


async def _session(connection: Connection, member_id: UUID, acting_as: str | None) -> Session:
    member = await connection.fetchrow(_MEMBER, member_id)
    if member is None:
        raise SignInNeeded("Nobody is signed in.", hint="Ask to be added as a member.")
    role, acting = member["role"], member["id"]
    if role == WIDEST_ROLE and acting_as is not None and acting_as != role:
        role = acting_as
        acting = await connection.fetchval(_HOLDER, member["site_id"], role) or member_id
    settings = await current_settings(connection, member["site_id"])
    zone = _zone(str(settings.get("time_zone")))
    scope = Scope(member["site_id"], acting, role, zone.key)
    return Session(
        member_id=member_id,
        name=member["name"],
        email=member["email"],
        own_role=member["role"],
        site_id=member["site_id"],
        site_name=member["site_name"],
        zone=zone,
        scope=scope,
        settings=settings,
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def refuse_other_origins(request: Request) -> None:
    """A page of another origin must not act with this one's cookie."""
    origin = request.headers.get("origin", "")
    foreign = origin and origin.partition("://")[2] != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise Denied("Requests from other origins are not accepted.")


Signed = Annotated[Session, Depends(session_of)]
"""The session of the request; nobody else gets past it."""
