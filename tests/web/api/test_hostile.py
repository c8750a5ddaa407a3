"""What nobody sends in good faith is refused in plain words, and changes nothing."""

import base64
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
import pytest

from sayso.identity.permissions import KEY_SCOPES, AgencyRole
from sayso.web.body_limits import FIELDS
from sayso.web.edge import LONGEST_HEADERS, LONGEST_PATH
from tests.support.postgres import TestDatabase
from tests.web.api.digest import digest_of
from tests.web.api.town import Town, parameters_of

SQL = (
    "'; drop table modules; --",
    "x' or '1'='1",
    "1); delete from users; --",
    "\\'; select pg_sleep(9); --",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "%s%s%n",
)
HEADERS = ("a\r\nset-cookie: x=1", "a\nlocation: http://evil.example", "a\u2028b", "a\x0bb", "\x1b[31m")
NO_TEXT = ("a\0b", "\ud800")


@dataclass(frozen=True)
class Credentials:
    """What opens something else: a module's own tokens, and a key of Globex."""

    module_tokens: tuple[str, str]
    key: str


@pytest.fixture(scope="module")
async def credentials(town: Town) -> Credentials:
    """Made before anybody looks at the tables."""
    user = town.acme.people[AgencyRole.ADMIN].user_id
    grant = await town.sayso.services.sessions.grant(user, module_id=UUID(town.acme.things["module_id"]))
    key = await town.key(town.globex.people[AgencyRole.ADMIN], KEY_SCOPES)
    return Credentials((grant.access_token, grant.refresh_token), key)


@pytest.fixture(autouse=True)
async def _nothing_changes(town: Town, town_database: TestDatabase, credentials: Credentials) -> Any:
    """Every table is as it was before."""
    del town, credentials
    before = await digest_of(town_database.dsn)
    yield
    assert await digest_of(town_database.dsn) == before


def bearer(town: Town, role: AgencyRole = AgencyRole.ADMIN) -> dict[str, str]:
    """Somebody of Acme."""
    return {"authorization": f"Bearer {town.acme.tokens[role]}"}


def assert_clear(answer: httpx.Response, *statuses: int) -> None:
    """Refused with a problem in plain words, and nothing of the request in our headers."""
    where = (answer.request.method, str(answer.request.url)[:200], answer.text[:500])
    assert 400 <= answer.status_code < 500, where
    assert not statuses or answer.status_code in statuses, where
    assert answer.headers["content-type"] == "application/problem+json", where
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["detail"], where
    assert "Traceback" not in answer.text, where
    assert not {"set-cookie", "location"} & set(answer.headers), where


def signed(key: str, algorithm: str = "HS256", **changes: Any) -> str:
    """A token that claims much."""
    now = datetime.now(UTC)
    claims = {
        "iss": "sayso",
        "aud": "platform",
        "sub": str(uuid4()),
        "sid": str(uuid4()),
        "jti": str(uuid4()),
        "iat": now,
        "exp": now + timedelta(minutes=5),
    }
    return jwt.encode(claims | changes, key, algorithm=algorithm)


def mangled(token: str) -> dict[str, str]:
    """A good token, spoilt in every way."""
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))

    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return {
        "no signature": f"{head}.{body}.",
        "none": f"{part({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        "other head": f"{part({'alg': 'HS512', 'typ': 'JWT'})}.{body}.{signature}",
        "expired": f"{head}.{part(claims | {'exp': int(time.time()) - 60})}.{signature}",
        "other person": f"{head}.{part(claims | {'sub': str(uuid4())})}.{signature}",
        "two parts": f"{head}.{body}",
        "four parts": f"{token}.{signature}",
        "cut": token[:-5],
        "longer": token + "A",
        "key id": f"{part({'alg': 'HS256', 'kid': '../../etc/passwd'})}.{body}.{signature}",
        "guessed": signed("secret" * 8),
        "guessed, other algorithm": signed("secret" * 16, "HS512"),
        "empty": "",
        "dots": "...",
        "long": "A" * 20_000,
        "not ascii": "\xe9\xe8",
        "a list": "WyJhIl0.WyJhIl0.WyJhIl0",
    }


async def test_a_token_that_is_not_one_of_ours_is_nobodys(town: Town) -> None:
    good = town.acme.tokens[AgencyRole.ADMIN]
    for why, token in mangled(good).items():
        header = f"Bearer {token}".encode("latin-1")
        for path in ("/auth/me", "/modules", "/agency/people"):
            answer = await town.client.get(f"/api/v1{path}", headers={b"authorization": header})
            assert answer.status_code == 401, why
            assert_clear(answer, 401)
            assert answer.headers["www-authenticate"].startswith("Bearer")
    for scheme in ("Basic", "bearer\t", "Token", ""):
        answer = await town.client.get("/api/v1/modules", headers={"authorization": f"{scheme}{good}"})
        assert_clear(answer, 401)


async def test_a_token_of_a_module_opens_nothing_here(town: Town, credentials: Credentials) -> None:
    for token in credentials.module_tokens:
        answer = await town.client.get("/api/v1/auth/me", headers={"authorization": f"Bearer {token}"})
        assert_clear(answer, 401)


async def test_keys_that_are_none_are_nobodys(town: Town) -> None:
    for key in (
        "sayso_",
        "sayso_abcdefgh_",
        f"sayso_abcdefgh_{'x' * 43}",
        "sayso_" + "é" * 9,
        "sayso_" * 500,
    ):
        headers = {b"authorization": f"Bearer {key}".encode()}
        assert_clear(await town.client.get("/api/v1/modules", headers=headers), 401)


@pytest.mark.rotating(4)
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe{}",
        b'{"text": "\xc3\x28"}',
        b'{"text": "\\ud800"}',
        b'{"text": "a\\u0000b"}',
        b'{"text": NaN}',
        b'{"text": 1e999}',
        b'{"text": ' + b"9" * 5000 + b"}",
        b'{"text": ["x"]}',
        b'{"text": "x", "unknown": 1}',
        b'{"text": "x", "__proto__": {}}',
        b"[" * 900 + b"]" * 900,
        b'{"edits": ' + b"[" * 900 + b"]" * 900 + b"}",
        b"[" * 100_000,
        b'{"a":' * 50_000,
    ],
    ids=lambda body: repr(body[:24]),
)
async def test_a_body_that_cannot_be_read_is_refused(town: Town, body: bytes) -> None:
    headers = {**bearer(town), "content-type": "application/json"}
    slug = town.acme.things["slug"]
    for path in (
        "/builds",
        "/modules",
        f"/modules/{slug}/changes",
        "/keys",
        "/agency/sites",
        "/auth/session",
    ):
        answer = await town.client.post(f"/api/v1{path}", content=body, headers=headers)
        assert_clear(answer, 400, 413, 422)


async def test_a_body_of_another_kind_is_refused(town: Town) -> None:
    for kind in ("text/plain", "application/xml", "multipart/form-data", "application/jsonx", "a" * 500):
        headers = {**bearer(town), "content-type": kind}
        answer = await town.client.post("/api/v1/keys", content=b'{"name": "x"}', headers=headers)
        assert_clear(answer, 415)


async def test_a_body_that_is_too_long_is_refused_before_it_is_read(town: Town) -> None:
    most = FIELDS.size
    read = 0

    async def endless() -> Any:
        nonlocal read
        while read < 10 * most:
            read += 65_536
            yield b" " * 65_536

    headers = {**bearer(town), "content-type": "application/json"}
    chunked = await town.client.post("/api/v1/keys", content=endless(), headers=headers)
    assert_clear(chunked, 413)
    declared = {**headers, "content-length": str(most + 1)}
    assert_clear(await town.client.post("/api/v1/keys", content=b"{}", headers=declared), 413)
    assert (await town.client.post("/api/v1/keys", content=b"{}", headers=headers)).status_code == 422


async def test_fields_that_no_body_has_are_named(town: Town) -> None:
    for one in town.calls():
        described = town.document["paths"].get(one.path.replace(":path", ""), {}).get(one.method.lower(), {})
        body = town.examples.of(one.method, one.path.replace(":path", ""), described)
        if not isinstance(body, dict) or one.rule.needs is None or one.rule.needs.value == "operator":
            continue
        path = one.path.replace(":path", "").format(**town.acme.things)
        answer = await town.client.request(
            one.method, path, json={**body, "surprise": 1}, headers=bearer(town)
        )
        assert_clear(answer, 422)
        assert "surprise" in answer.text, (one.method, one.path)


async def test_parameters_that_no_call_has_are_named_with_those_there_are(town: Town) -> None:
    answer = await town.client.get("/api/v1/modules?limt=3", headers=bearer(town))
    assert_clear(answer, 422)
    assert answer.json()["errors"] == [{"field": "limt", "message": "There is no such parameter."}]
    assert "cursor, limit" in answer.json()["detail"]
    for query in (
        "%ff=1",
        "limit=%00",
        "cursor=%ed%a0%80",
        "limit=1e9",
        "limit=0",
        "limit=501",
        "&".join("a=1" for _ in range(200)),
    ):
        assert_clear(await town.client.get(f"/api/v1/modules?{query}", headers=bearer(town)), 400, 422)


async def test_a_cursor_of_another_list_is_refused(town: Town) -> None:
    slug = town.acme.things["slug"]
    files = await town.client.get(f"/api/v1/modules/{slug}/files?limit=1", headers=bearer(town))
    cursor = files.json()["next_cursor"]
    for path in ("/modules", "/agency/people", f"/modules/{slug}/changes", "/audit", "/keys"):
        for wrong in (cursor, "x", "W10", "bnVsbA", cursor[:-2], cursor + "AA", "é", "A" * 5000):
            answer = await town.client.get(f"/api/v1{path}", params={"cursor": wrong}, headers=bearer(town))
            assert_clear(answer, 400, 414)


@pytest.mark.rotating(4)
@pytest.mark.parametrize("text", [*SQL, *HEADERS, *NO_TEXT], ids=repr)
async def test_text_that_means_something_elsewhere_means_nothing_here(town: Town, text: str) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
    for one in town.calls():
        names = parameters_of(one)
        if not names or one.rule.needs is None or one.method == "PUT":
            continue
        for name in names:
            values = town.acme.things | {name: quoted}
            path = one.path.replace(":path", "").format(**values)
            answer = await town.client.request(one.method, path, headers=bearer(town))
            assert_clear(answer, 400, 403, 404, 422)


@pytest.mark.rotating(4)
@pytest.mark.parametrize("text", [*SQL, *HEADERS], ids=repr)
async def test_no_header_carries_anything_into_an_answer(town: Town, text: str) -> None:
    for name in ("user-agent", "sayso-agency", "origin", "x-forwarded-for", "referer", "accept", "cookie"):
        headers = {**bearer(town), name: text.encode("utf-8")}
        answer = await town.client.get("/api/v1/modules", headers=headers)
        assert answer.status_code in {200, 400, 403, 404}, (name, answer.text)
        assert not {"set-cookie", "location"} & set(answer.headers)


@pytest.mark.rotating(4)
@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/modules/%00",
        "/api/v1/modules/%ff%fe",
        "/api/v1/modules/%c0%ae%c0%ae/",
        "/api/v1/modules/..%2f..%2fetc%2fpasswd",
        "/api/v1/modules/%252e%252e/x",
        "/api/v1//modules",
        "/api/v1/modules/",
        "/api/v1/modules/%0d%0aset-cookie:x=1",
        "/api/v1/%6dodules;a=b",
        "/api/v1/modules/x/files/../../../etc/passwd",
        "/api/v3/modules",
        "/api",
        "/api/v1",
        "/.git/config",
        "/api/v1/modules/" + "a" * LONGEST_PATH,
        "/api/v1/modules/" + "%41" * 1000,
    ],
)
async def test_paths_that_lead_nowhere_are_refused(town: Town, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        url = httpx.URL(town.sayso.settings.platform_origin).copy_with(raw_path=path.encode())
        answer = await town.client.send(
            town.client.build_request(method, url, headers=bearer(town)), follow_redirects=False
        )
        assert_clear(answer, 400, 404, 405, 414)


async def test_headers_without_end_are_refused(town: Town) -> None:
    long = {**bearer(town), "x-long": "a" * LONGEST_HEADERS}
    assert_clear(await town.client.get("/api/v1/modules", headers=long), 431)
    many = {**bearer(town), **{f"x-{number}": "a" for number in range(200)}}
    assert_clear(await town.client.get("/api/v1/modules", headers=many), 431)


async def test_methods_nobody_has_are_answered_with_those_there_are(town: Town) -> None:
    for method in ("PUT", "PATCH", "TRACE", "CONNECT", "BREW"):
        answer = await town.client.request(method, "/api/v1/modules", headers=bearer(town))
        assert_clear(answer, 405)
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_head_and_options_are_answered(town: Town) -> None:
    shown = await town.client.get("/api/v1/modules", headers=bearer(town))
    head = await town.client.head("/api/v1/modules", headers=bearer(town))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == shown.headers["content-length"]
    assert (await town.client.head("/api/v1/modules")).status_code == 401
    options = await town.client.options("/api/v1/modules")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert (await town.client.options("/api/v1/nothing")).status_code == 404


async def test_a_key_of_another_agency_names_nothing_of_this_one(
    town: Town, credentials: Credentials
) -> None:
    headers = {"authorization": f"Bearer {credentials.key}", "sayso-agency": town.acme.agency.slug}
    assert_clear(await town.client.get("/api/v1/modules", headers=headers), 401, 403, 404)
