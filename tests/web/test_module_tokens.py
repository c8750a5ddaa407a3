"""Programs at an application: access tokens and API keys, and that those for elsewhere are worth nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

import httpx
import jwt
import pytest
from sqlalchemy import select, update

from sayso.identity.authentication.tokens import SIGNING_KEY, secret_at
from sayso.identity.people import repository as people
from sayso.identity.permissions import GRANTED, AgencyRole, Permission
from sayso.identity.principal import Principal, PrincipalKind
from sayso.identity.secret import new_secret
from sayso.identity.tables import MembershipRow, UserRow
from sayso.identity.types import Agency
from sayso.main.local import LOCAL_TOKEN
from sayso.spec.model import AppSpec
from tests.support.postgres import fresh_database
from tests.support.running import RunningSayso, Salon, open_salon, running_sayso
from tests.support.servers import TestServer
from tests.web.v1.people import PASSWORD, make_person, open_program, signed_in

OWNER = "owner@acme.example"
READS = frozenset({Permission.DATA_READ})
WRITES = frozenset({Permission.DATA_READ, Permission.DATA_WRITE})
Tokens = dict[str, Any]


@pytest.fixture
async def theirs(sayso: RunningSayso, salon: AppSpec, shop: Salon) -> Salon:
    """The same application of another agency."""
    return await open_salon(sayso, salon, "rivals")


async def _program(shop: Salon) -> httpx.AsyncClient:
    """Something that knows no cookies, and does not say where it comes from."""
    client = await shop.sayso.visitor(shop.module)
    del client.headers["origin"]
    return client


async def _ask(shop: Salon, **fields: str) -> httpx.Response:
    return await (await _program(shop)).post("/api/session/token", data=fields)


async def _tokens(shop: Salon, email: str = OWNER) -> Tokens:
    await make_person(shop.sayso, email, agency="acme", role=AgencyRole.ADMIN)
    answer = await _ask(shop, grant_type="password", username=email, password=PASSWORD)
    assert answer.status_code == 200, answer.text
    tokens: Tokens = answer.json()
    return tokens


async def _status(shop: Salon, credential: str, method: str = "GET", path: str = "/api/clients") -> int:
    headers = {"authorization": f"Bearer {credential}"}
    body = {"name": "Ada"} if method == "POST" else None
    answer = await (await _program(shop)).request(method, path, headers=headers, json=body)
    return answer.status_code


async def _key(
    shop: Salon,
    scopes: frozenset[Permission] = WRITES,
    email: str = OWNER,
    role: AgencyRole = AgencyRole.ADMIN,
) -> str:
    """An API key of somebody of the agency."""
    async with shop.sayso.services.database.system() as session:
        agency_id = shop.module.site.agency_id
        user_id = await people.ensure_user(session, email, "Somebody")
        await people.ensure_membership(session, agency_id, user_id, role)
    home = Agency(agency_id, "acme", "Acme")
    owner = Principal(PrincipalKind.PERSON, user_id, "", email, home, role, GRANTED[role])
    made = await shop.sayso.services.keys.create(owner, "a program", scopes, timedelta(days=1))
    return made.secret


async def test_a_program_signs_in_with_a_password_and_works(shop: Salon) -> None:
    tokens = await _tokens(shop)
    assert (tokens["token_type"].lower(), tokens["expires_in"]) == ("bearer", 600)
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    assert claims["aud"] == f"module:{shop.module.id}"
    assert await _status(shop, tokens["access_token"], "POST") == 201
    assert await _status(shop, tokens["access_token"]) == 200


async def test_a_wrong_password_gets_no_token(shop: Salon) -> None:
    await _tokens(shop)
    refused = [
        await _ask(shop, grant_type="password", username=OWNER, password="wrong"),
        await _ask(shop, grant_type="password", username="nobody@acme.example", password=PASSWORD),
    ]
    assert [answer.status_code for answer in refused] == [400, 400]
    assert refused[0].json() == refused[1].json()
    assert refused[0].json()["error"] == "invalid_grant"
    other = await _ask(shop, grant_type="client_credentials")
    assert (other.status_code, other.json()["error"]) == (400, "unsupported_grant_type")


async def test_a_refresh_token_works_once_and_its_second_use_ends_the_session(shop: Salon) -> None:
    first = await _tokens(shop)
    fields = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = (await _ask(shop, **fields)).json()
    assert await _status(shop, second["access_token"]) == 200
    assert (await _ask(shop, **fields)).json()["error"] == "invalid_grant"
    assert await _status(shop, second["access_token"]) == 401
    assert await _status(shop, first["access_token"]) == 401


async def test_signing_out_ends_the_session_of_the_token(shop: Salon) -> None:
    tokens = await _tokens(shop)
    assert await _status(shop, tokens["access_token"], "POST", "/__signout") == 204
    assert await _status(shop, tokens["access_token"]) == 401
    again = await _ask(shop, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert again.json()["error"] == "invalid_grant"


async def test_tokens_for_elsewhere_are_worth_nothing_here(shop: Salon, theirs: Salon) -> None:
    tokens = await _tokens(shop)
    platform = await (await open_program(shop.sayso)).sign_in(OWNER)
    local = secret_at(shop.sayso.settings.home_path / LOCAL_TOKEN)
    await make_person(shop.sayso, "owner@rivals.example", agency="rivals", role=AgencyRole.ADMIN)
    for credential in (tokens["access_token"], platform["access_token"], local, platform["refresh_token"]):
        assert await _status(theirs, credential) == 401
    for credential in (platform["access_token"], local, tokens["refresh_token"]):
        assert await _status(shop, credential) == 401
    refresh = {"grant_type": "refresh_token"}
    assert (await _ask(theirs, **refresh, refresh_token=tokens["refresh_token"])).status_code == 400
    assert (await _ask(shop, **refresh, refresh_token=platform["refresh_token"])).status_code == 400
    again = await _ask(shop, **refresh, refresh_token=tokens["refresh_token"])
    assert again.status_code == 200, "what was tried elsewhere is not used up"


async def test_tokens_of_a_module_are_worth_nothing_at_the_platform(shop: Salon) -> None:
    tokens = await _tokens(shop)
    program = await open_program(shop.sayso)
    assert (await program.me(tokens["access_token"])).status_code == 401
    assert (await program.refresh(tokens["refresh_token"])).status_code == 400
    cookie = {"cookie": f"sayso_session={shop.owner.cookies['sayso_session']}"}
    platform = await shop.sayso.platform()
    assert (await platform.get("/api/v1/auth/me", headers=cookie)).status_code == 401


async def test_a_session_of_the_platform_is_worth_nothing_here(shop: Salon) -> None:
    await make_person(shop.sayso, OWNER, role=AgencyRole.ADMIN)
    browser = await signed_in(shop.sayso, OWNER)
    secret = next(one.value for one in browser.client.cookies.jar if one.name == "sayso_session")
    stranger = await shop.sayso.visitor(shop.module)
    answer = await stranger.get("/api/clients", headers={"cookie": f"sayso_session={secret}"})
    assert answer.status_code == 401


@pytest.fixture
async def elsewhere(
    postgres: TestServer, salon: AppSpec, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Salon]:
    """The same application in another installation, with the same people."""
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    async with fresh_database(postgres) as database, running_sayso(database.dsn, folder) as sayso:
        yield await open_salon(sayso, salon)


async def test_tokens_of_another_installation_are_worth_nothing_here(shop: Salon, elsewhere: Salon) -> None:
    tokens, key = await _tokens(elsewhere), await _key(elsewhere)
    assert await _status(elsewhere, tokens["access_token"]) == 200
    assert await _status(elsewhere, key) == 200
    await _tokens(shop)
    assert await _status(shop, tokens["access_token"]) == 401
    assert await _status(shop, key) == 401
    cookie = {"cookie": f"sayso_session={elsewhere.owner.cookies['sayso_session']}"}
    stranger = await shop.sayso.visitor(shop.module)
    assert (await stranger.get("/api/clients", headers=cookie)).status_code == 401


async def test_a_token_that_was_tampered_with_is_refused(shop: Salon) -> None:
    tokens = await _tokens(shop)
    for change in [
        {"exp": datetime.now(UTC) - timedelta(seconds=1)},
        {"aud": "platform"},
        {"aud": "module:00000000-0000-4000-8000-000000000000"},
        {"iss": "http://evil.example"},
        {"sid": "00000000-0000-4000-8000-000000000000"},
        {"sub": "00000000-0000-4000-8000-000000000000"},
        {"sid": None},
        {"key": new_secret()},
        {"algorithm": "none"},
        {"algorithm": "HS512"},
    ]:
        known = jwt.decode(tokens["access_token"], options={"verify_signature": False})
        key = change.pop("key", secret_at(shop.sayso.settings.home_path / SIGNING_KEY))
        algorithm = change.pop("algorithm", "HS256")
        claims = {name: value for name, value in (known | change).items() if value is not None}
        forged = jwt.encode(claims, "" if algorithm == "none" else key, algorithm=algorithm)
        assert await _status(shop, forged) == 401


async def test_the_same_claims_and_key_make_a_good_token(shop: Salon) -> None:
    """So that the refusals above are for what was changed."""
    tokens = await _tokens(shop)
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    key = secret_at(shop.sayso.settings.home_path / SIGNING_KEY)
    assert await _status(shop, jwt.encode(claims, key, algorithm="HS256")) == 200


async def test_a_credential_that_is_none_counts_more_than_the_cookie_beside_it(shop: Salon) -> None:
    for authorization in [
        "",
        "Bearer",
        "Bearer ",
        "Basic b3duZXI6cGFzcw==",
        "Bearer a.b.c",
        "bearer x",
        "Digest x",
        "Bearer \xe9",
    ]:
        headers = [(b"authorization", authorization.encode("latin-1"))]
        answer = await shop.owner.get("/api/clients", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")
        assert answer.headers["www-authenticate"] == "Bearer"
        assert (await shop.owner.get("/api/clients")).status_code == 200


async def test_a_token_beside_a_cookie_decides_who_it_is(shop: Salon) -> None:
    user_id = await shop.sayso.member(shop.module, "sue@example.com", "stylist")
    sue = await shop.sayso.visitor(shop.module, user_id)
    tokens = await _tokens(shop)
    headers = {"authorization": f"Bearer {tokens['access_token']}"}
    assert (await sue.get("/api/session", headers=headers)).json()["member"]["email"] == OWNER


async def test_a_key_reads_and_writes_as_its_scopes_and_its_owner_may(shop: Salon) -> None:
    reads, writes = await _key(shop, READS), await _key(shop, WRITES)
    assert await _status(shop, reads) == 200
    assert await _status(shop, reads, "POST") == 403
    assert await _status(shop, writes, "POST") == 201
    neither = await _key(shop, frozenset({Permission.MODULES_READ}))
    assert await _status(shop, neither) == 403
    only_writes = await _key(shop, frozenset({Permission.DATA_WRITE}))
    assert await _status(shop, only_writes) == 403


async def test_a_key_acts_in_the_role_of_its_owner(shop: Salon) -> None:
    await shop.sayso.member(shop.module, "sue@example.com", "stylist")
    key = await _key(shop, WRITES, "sue@example.com", AgencyRole.USER)
    program = await _program(shop)
    headers = {"authorization": f"Bearer {key}"}
    session = (await program.get("/api/session", headers=headers)).json()
    assert (session["member"]["email"], session["role"]["name"]) == ("sue@example.com", "stylist")
    denied = await program.post("/api/services", json={"name": "Mine", "price": 1}, headers=headers)
    assert denied.status_code == 403


async def test_a_key_of_another_agency_is_worth_nothing_here(shop: Salon, theirs: Salon) -> None:
    key = await _key(shop)
    assert await _status(shop, key) == 200
    assert await _status(theirs, key) == 401
    await shop.sayso.member(theirs.module, OWNER, "owner")
    assert await _status(theirs, key) == 401


async def test_a_key_makes_no_session_for_its_owner(shop: Salon) -> None:
    everything = frozenset(GRANTED[AgencyRole.ADMIN]) - {Permission.ACCOUNT}
    headers = {"authorization": f"Bearer {await _key(shop, everything)}"}
    platform = await shop.sayso.platform()
    refused = await platform.post("/api/v1/modules/salon/signin-links", headers=headers)
    assert refused.status_code == 403
    assert "API key" in refused.json()["detail"]


async def _switch_off(shop: Salon, email: str) -> None:
    await shop.sayso.services.users.switch(email, is_active=False)


async def _sign_out_everywhere(shop: Salon, email: str) -> None:
    await shop.sayso.services.users.sign_out(email)


async def _take_membership(shop: Salon, email: str) -> None:
    services = shop.sayso.services
    await services.people.remove(shop.module.site.agency_id, await _id_of(shop, email))


async def _id_of(shop: Salon, email: str) -> UUID:
    async with shop.sayso.services.database.system() as session:
        return (await session.execute(select(UserRow.id).where(UserRow.email == email))).scalar_one()


@pytest.mark.rotating(1)
@pytest.mark.parametrize(
    ("how", "status", "key_status"),
    [(_switch_off, 401, 401), (_sign_out_everywhere, 401, 200), (_take_membership, 403, 401)],
)
async def test_whoever_is_sent_away_is_out_at_once(
    shop: Salon, how: Any, status: int, key_status: int
) -> None:
    email = "eve@acme.example"
    tokens, key = await _tokens(shop, email), await _key(shop, WRITES, email)
    eve = await shop.sayso.visitor(shop.module, await _id_of(shop, email))
    assert (await eve.get("/api/clients")).status_code == 200
    assert await _status(shop, tokens["access_token"]) == 200
    assert await _status(shop, key) == 200
    await how(shop, email)
    assert (await eve.get("/api/clients")).status_code == status
    assert await _status(shop, tokens["access_token"]) == status
    assert await _status(shop, key) == key_status


async def test_what_another_process_took_away_holds_for_seconds_at_most(
    shop: Salon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process only changes the rows; what is remembered here runs out by itself."""
    email = "eve@acme.example"
    tokens = await _tokens(shop, email)
    assert await _status(shop, tokens["access_token"]) == 200
    async with shop.sayso.services.database.system() as session:
        await session.execute(
            update(MembershipRow)
            .where(MembershipRow.user_id == await _id_of(shop, email))
            .values(is_active=False)
        )
    later = monotonic() + 5.1
    monkeypatch.setattr("sayso.identity.lookup_cache.monotonic", lambda: later)
    assert await _status(shop, tokens["access_token"]) == 403
