"""Every route says how much of a body it reads, refuses more before it reads it, and answers in few words."""

import json
import re

import pytest

from sayso.errors import InputError
from sayso.identity.permissions import KEY_SCOPES, AgencyRole
from sayso.runtime.errors import FieldError, InvalidFieldsError, MalformedError, TooLargeError
from sayso.web import body_limits
from sayso.web.body_limits import FIELDS, FILE, NOTHING, BodyLimit
from sayso.web.cross_site import SAFE_METHODS
from sayso.web.problems import LONGEST_DETAIL, LONGEST_ERROR, problem
from sayso.web.route_table import Operation, operations
from sayso.web.strict_request import MOST_ERRORS, demand_readable
from tests.web.api.town import Town, filled

LARGE = {
    body_limits.WORDS: {"POST /builds", "POST /sessions/{build_session_id}/messages"},
    body_limits.CODE: {"PUT /bots/{bot_id}/code", "PUT /blocks/{block_id}/code", "PUT /models"},
    body_limits.TEXT_FILE: {
        "PUT /modules/{slug}/files/{path:path}",
        "PUT /sessions/{build_session_id}/files/{path:path}",
    },
    body_limits.SPEC: {
        "POST /modules",
        "POST /sessions",
        "POST /sessions/{build_session_id}/edits",
        "POST /modules/{slug}/changes",
        "PUT /modules/{slug}/public-access",
        "POST /definition-step",
        "POST /definition-step/assemble",
    },
    body_limits.CALL: {
        "POST /bots/{bot_id}/runs",
        "POST /triggers/{trigger_id}/calls",
        "POST /hooks/{token}",
        "GET /hooks/{token}",
    },
    FILE: {
        "POST /sessions/from-spreadsheet",
        "POST /bots/import",
        "POST /modules/{slug}/data/{data_path:path}",
        "PATCH /modules/{slug}/data/{data_path:path}",
        "PUT /modules/{slug}/data/{data_path:path}",
    },
}
"""Which calls take more than a few fields; whoever adds one has a reason to."""


_VERSION = re.compile(r"^/api/v\d+")


def name_of(one: Operation) -> str:
    return f"{one.method} {_VERSION.sub('', one.path)}"


def takes_a_body(one: Operation) -> bool:
    return one.route.body_limit != NOTHING and one.method not in SAFE_METHODS


async def test_every_route_declares_what_it_takes(town: Town) -> None:
    found: dict[BodyLimit, set[str]] = {}
    for one in operations(town.platform):
        found.setdefault(one.route.body_limit, set()).add(name_of(one))
    small = {NOTHING, FIELDS, body_limits.PAGE_FORM}
    assert {limit: names for limit, names in found.items() if limit not in small} == LARGE
    assert all(limit.size <= FIELDS.size for limit in small)


async def test_a_body_that_is_too_long_is_refused_wherever_one_is_taken(town: Town) -> None:
    token = town.acme.tokens[AgencyRole.ADMIN]
    for one in town.calls():
        if not takes_a_body(one) or one.path.endswith("{data_path:path}"):
            continue
        limit = one.route.body_limit
        most = limit.bytes_for(town.sayso.settings)
        kind = "multipart/form-data; boundary=x" if limit is FILE else "application/json"
        if one.path.endswith(("/token", "/revoke")):
            kind = "application/x-www-form-urlencoded"
        headers = {"content-type": kind, "content-length": str(most + 1)}
        if one.rule.needs is not None:
            operator = one.rule.needs.value == "operator"
            headers["authorization"] = f"Bearer {'' if operator else token}"
            if operator:
                continue
        path = filled(one.path, town.acme.things)
        answer = await town.client.request(one.method, path, content=b"{}", headers=headers)
        assert answer.status_code == 413, (name_of(one), answer.status_code, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["hint"], name_of(one)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/clients"),
        ("POST", "/api/clients/bulk"),
        ("POST", "/api/clients/import"),
        ("POST", "/api/files"),
        ("POST", "/api/session/role"),
        ("POST", "/api/session/token"),
        ("PATCH", "/api/session/settings"),
        ("PATCH", "/api/clients/00000000-0000-4000-8000-000000000000"),
    ],
)
async def test_an_application_refuses_what_is_too_long(town: Town, method: str, path: str) -> None:
    slug = town.acme.things["slug"]
    kind = {
        "/api/clients/import": "text/csv",
        "/api/files": "multipart/form-data; boundary=x",
        "/api/session/token": "application/x-www-form-urlencoded",
    }.get(path, "application/json")
    headers = {"content-type": kind, "content-length": "999999999", "host": f"{slug}.localhost"}
    if path != "/api/session/token":
        headers["authorization"] = f"Bearer {await town.key(town.acme.people[AgencyRole.ADMIN], KEY_SCOPES)}"
    answer = await town.client.request(method, path, content=b"{}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large"), answer.text


async def test_unknown_names_are_told_by_the_first_of_them_and_not_said_back_at_length(town: Town) -> None:
    many = {f"unknown{n}": "x" * 20 for n in range(1_500)}
    answer = await town.client.post("/api/v1/auth/session", json=many)
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == MOST_ERRORS
    assert "more like these" in answer.json()["hint"]
    long = await town.client.post("/api/v1/auth/session", json={"x" * 60_000: "y"})
    assert long.status_code == 422
    assert max(len(answer.content), len(long.content)) < 8_192


async def test_more_names_than_a_call_needs_are_refused_before_anything_looks_at_them(town: Town) -> None:
    many = json.dumps({f"k{n}": 1 for n in range(FIELDS.values + 1)})
    answer = await town.client.post(
        "/api/v1/auth/session", content=many, headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert f"{FIELDS.values} values" in answer.json()["detail"]


def test_values_are_counted_on_all_levels() -> None:
    limit = BodyLimit(1, values=10)
    demand_readable({"a": [1, 2, 3], "b": {"c": [4, 5, 6]}}, limit)
    with pytest.raises(TooLargeError):
        demand_readable({"a": [1, 2, 3], "b": {"c": [4, 5, 6, 7, 8]}}, limit)
    with pytest.raises(TooLargeError, match="names in one object"):
        demand_readable({f"k{n}": 1 for n in range(2_001)}, body_limits.SPEC)
    with pytest.raises(MalformedError, match="nested too deep"):
        demand_readable(json.loads("[" * 70 + "]" * 70))


def test_a_place_under_long_names_is_told_in_few_characters() -> None:
    deep: object = "\0"
    for _ in range(60):
        deep = {"n" * 10_000: deep}
    with pytest.raises(InvalidFieldsError) as refused:
        demand_readable(deep)
    answer = problem(refused.value)
    assert len(json.loads(answer.body)["errors"][0]["field"]) == LONGEST_ERROR


def test_however_much_is_wrong_an_answer_names_the_first_places() -> None:
    errors = [FieldError("x" * 1_000, "y" * 1_000) for _ in range(1_000)]
    answer = json.loads(problem(InvalidFieldsError(errors, message="z" * 100_000)).body)
    assert (len(answer["errors"]), len(answer["detail"])) == (MOST_ERRORS, LONGEST_DETAIL)
    assert answer["hint"].endswith("There are 980 more like these.")
    diagnostics = [{"code": "a", "message": "b" * 1_000}] * 100
    answer = json.loads(problem(InputError("No.", details={"diagnostics": diagnostics})).body)
    assert len(answer["diagnostics"]) == MOST_ERRORS
