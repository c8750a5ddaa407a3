"""What of Supabase an exported project calls, spoken as PostgREST speaks it, over a real PostgreSQL.

PostgREST itself is not to be had here. This answers the three calls that are made, as the role that the token
names and with its claims in ``request.jwt.claims``, which is all that PostgREST adds; anything else is a 404.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import jwt
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.processes import free_port

SECRET = "a secret that Supabase and the exported project share"
_ROLES = """
do $$ begin
  if not exists (select from pg_roles where rolname = 'authenticator') then
    create role anon nologin;
    create role authenticated nologin;
    create role service_role nologin bypassrls;
    create role authenticator login noinherit;
    grant anon, authenticated, service_role to authenticator;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
"""


def key(role: str) -> str:
    """An API key: a token of this role."""
    return jwt.encode({"role": role}, SECRET, "HS256")


async def prepare(dsn: str) -> None:
    """The roles that Supabase brings along, and what it grants them on tables to come."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(_ROLES)
    finally:
        await connection.close()


@asynccontextmanager
async def speaking(dsn: str) -> AsyncIterator[str]:
    """The address of a server that speaks for this database."""
    port = free_port()
    async with asyncpg.create_pool(
        dsn, min_size=1, max_size=8, server_settings={"role": "authenticator"}
    ) as pool:
        app = Starlette(
            routes=[
                Route("/rest/v1/members", _Members(pool).get),
                Route("/rest/v1/sites", _Sites(pool).patch, methods=["PATCH"]),
                Route("/rest/v1/rpc/run_statements", _Statements(pool).post, methods=["POST"]),
            ]
        )
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
        task = asyncio.create_task(server.serve())
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            await task


class _Calls:
    """Requests as PostgREST runs them."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def answer(self, request: Request, sql: str, *arguments: object) -> Response:
        """One transaction in the role of the token; what PostgreSQL refuses is told as PostgREST tells it."""
        token = request.headers["authorization"].removeprefix("Bearer ")
        claims: dict[str, Any] = jwt.decode(token, SECRET, ["HS256"])
        assert claims["role"] in {"anon", "authenticated", "service_role", "sayso_app"}
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                await connection.execute(f"set local role {claims['role']}")
                await connection.execute(
                    "select set_config('request.jwt.claims', $1, true)", json.dumps(claims)
                )
                found = await connection.fetchval(sql, *arguments)
        except asyncpg.PostgresError as error:
            status = 403 if error.sqlstate == "42501" else 400
            body = {"code": error.sqlstate, "message": str(error), "details": None, "hint": None}
            return JSONResponse(body, status)
        return Response(found, media_type="application/json")


class _Members(_Calls):
    async def get(self, request: Request) -> Response:
        """``select`` with the site embedded, by one condition."""
        assert request.query_params["select"].endswith("site:sites(name,settings)")
        column = next(name for name in ("id", "email") if name in request.query_params)
        wanted = request.query_params[column].removeprefix("eq.")
        sql = (
            "select coalesce(json_agg(m), '[]')::text from (select m.id, m.name, m.email, m.role, m.site_id, "
            "m.password_hash, (select row_to_json(s) from (select name, settings from public.sites "
            f"where id = m.site_id) s) as site from public.members m where m.{column}::text = $1) m"
        )
        return await self.answer(request, sql, wanted)


class _Sites(_Calls):
    async def patch(self, request: Request) -> Response:
        """Change the settings of one row; nothing is answered."""
        site = UUID(request.query_params["id"].removeprefix("eq."))
        body = await request.json()
        sql = "update public.sites set settings = $2::jsonb where id = $1 returning '[]'"
        answer = await self.answer(request, sql, site, json.dumps(body["settings"]))
        return answer if answer.status_code >= 400 else Response(status_code=204)


class _Statements(_Calls):
    async def post(self, request: Request) -> Response:
        """Call the function with named arguments."""
        body = await request.json()
        sql = "select public.run_statements(groups => $1::jsonb, keep => $2)::text"
        return await self.answer(request, sql, json.dumps(body["groups"]), body["keep"])
