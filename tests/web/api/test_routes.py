"""Every route says what it needs, and lets in nobody else; what it refuses tells nothing."""

import json

import httpx
import pytest

from sayso.identity.permissions import GRANTED, KEY_SCOPES, AgencyRole, Permission
from sayso.web.permissions import API, API_V2, PAGES
from sayso.web.route_table import Operation, operations
from tests.support.postgres import TestDatabase
from tests.web.api.digest import digest_of
from tests.web.api.town import ENDLESS, Town, imaginary, parameters_of

CHANGING = {"ratelimit-remaining", "ratelimit-reset", "date", "content-length"}
"""Headers that differ from one answer to the next, and the length of what names what was asked for."""

INSIDE = {"number", "path", "data_path", "user_id", "part"}
"""Names of what is inside a module, which tell nothing without it."""


EVERYBODYS = {"template_slug"}
"""What names things that no agency owns."""
MADE_BY_NAME = {("PUT", "/api/v1/secrets/{name}")}
"""Calls that make what is not there under a name of one's own agency."""


def refusal(answer: httpx.Response, asked: dict[str, str]) -> tuple[int, str, dict[str, str]]:
    """What is left of an answer without the names that were asked for."""
    text = answer.text
    for value in sorted(asked.values(), key=len, reverse=True):
        text = text.replace(value, "…")
    headers = {name: value for name, value in answer.headers.items() if name not in CHANGING}
    return answer.status_code, text, headers


def leaks(answer: httpx.Response, secrets: frozenset[str], asked: dict[str, str]) -> set[str]:
    """Words of another agency in the body or the headers."""
    text = answer.text + json.dumps(dict(answer.headers))
    for value in asked.values():
        text = text.replace(value, "…")
    return {word for word in secrets if word in text}


def guarded(town: Town) -> list[Operation]:
    """Calls that need somebody."""
    return [one for one in town.calls() if one.rule.needs is not None]


def test_every_route_has_a_line_and_every_line_a_route(town: Town) -> None:
    lines = {(id(rules), key) for rules in (API, API_V2, PAGES) for key in rules}
    routes = {
        (id(one.route.rules), f"{one.method} {one.route.path}") for one in operations(town.sayso.app.platform)
    }
    assert sorted(key for _, key in lines - routes) == []
    assert sorted(key for _, key in routes - lines) == []


async def test_nobody_is_asked_to_sign_in_and_told_nothing(town: Town, town_database: TestDatabase) -> None:
    before = await digest_of(town_database.dsn)
    for one in guarded(town):
        answers = [await town.ask(one, None, values) for values in (town.acme.things, imaginary(one))]
        for answer in answers:
            assert answer.status_code == 401, (one.method, one.path, answer.text)
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.headers["content-type"] == "application/problem+json"
            assert leaks(answer, town.acme.secrets, {}) == set(), (one.method, one.path)
        assert refusal(answers[0], {}) == refusal(answers[1], {})
    assert await digest_of(town_database.dsn) == before


@pytest.mark.rotating(6, of="what takes longest")
async def test_another_agency_has_the_same_answer_for_what_is_there_and_what_is_not(
    town: Town, town_database: TestDatabase
) -> None:
    before = await digest_of(town_database.dsn)
    token = town.globex.tokens[AgencyRole.ADMIN]
    for one in guarded(town):
        names = parameters_of(one)
        is_made = (one.method, one.path) in MADE_BY_NAME
        if not names or is_made or one.rule.needs is Permission.OPERATOR or EVERYBODYS & set(names):
            continue
        # All of it is theirs; or the module is one's own, and only the last name is theirs.
        for own in ({}, {"slug": town.globex.things["slug"]}):
            if own and (names == ["slug"] or "slug" not in names or names[-1] in INSIDE):
                continue
            theirs = {name: town.acme.things[name] for name in names} | own
            none = imaginary(one) | own
            there = await town.ask(one, token, theirs)
            missing = await town.ask(one, token, none)
            assert there.status_code == 404, (one.method, one.path, there.status_code, there.text)
            asked = {**theirs, **{f"{name}'": value for name, value in none.items()}}
            assert refusal(there, asked) == refusal(missing, asked), (one.method, one.path)
            assert leaks(there, town.acme.secrets, theirs) == set(), (one.method, one.path)
    assert await digest_of(town_database.dsn) == before


async def test_no_list_or_page_names_anything_of_another_agency(town: Town) -> None:
    for one in guarded(town):
        if one.method == "GET" and not parameters_of(one) and not one.path.endswith(ENDLESS):
            answer = await town.ask(one, town.globex.tokens[AgencyRole.ADMIN], {})
            if one.rule.needs is Permission.OPERATOR:
                assert answer.status_code == 403, one.path
            else:
                assert answer.status_code == 200, (one.path, answer.text)
                assert leaks(answer, town.acme.secrets, {}) == set(), one.path


async def test_an_agency_one_does_not_belong_to_is_like_one_that_is_not_there(town: Town) -> None:
    for one in guarded(town):
        for token in (town.globex.tokens[AgencyRole.ADMIN],):
            theirs = await town.ask(one, token, imaginary(one), **{"Sayso-Agency": town.acme.agency.slug})
            none = await town.ask(one, token, imaginary(one), **{"Sayso-Agency": "nothing-here"})
            asked = {"there": town.acme.agency.slug, "missing": "nothing-here"}
            assert theirs.status_code in {401, 403, 404}, (one.method, one.path, theirs.text)
            assert refusal(theirs, asked) == refusal(none, asked), (one.method, one.path)


@pytest.mark.parametrize("role", list(AgencyRole))
async def test_too_low_a_role_is_told_so_before_anything_is_looked_up(
    town: Town, town_database: TestDatabase, role: AgencyRole
) -> None:
    before = await digest_of(town_database.dsn)
    for one in guarded(town):
        if one.rule.needs in GRANTED[role]:
            continue
        there = await town.ask(one, town.acme.tokens[role], town.acme.things)
        missing = await town.ask(one, town.acme.tokens[role], imaginary(one))
        assert there.status_code == 403, (one.method, one.path, there.text)
        assert there.json()["code"] == "denied"
        assert refusal(there, {}) == refusal(missing, {}), (one.method, one.path)
    assert await digest_of(town_database.dsn) == before


@pytest.mark.parametrize("role", list(AgencyRole))
async def test_a_role_that_may_read_does(town: Town, role: AgencyRole) -> None:
    for one in guarded(town):
        if one.method == "GET" and one.rule.needs in GRANTED[role] and not one.path.endswith(ENDLESS):
            answer = await town.ask(one, town.acme.tokens[role], town.acme.things)
            own = {"key_id", "session_id", "build_session_id"}
            if "data_path" in parameters_of(one) and role is AgencyRole.API_USER:
                continue  # programs have no role in an application until they are given one
            expected = {404} if own & set(parameters_of(one)) and role is not AgencyRole.ADMIN else {200}
            assert answer.status_code in expected | _absent(one), (one.path, answer.text)


async def test_a_key_without_the_scope_is_refused_like_a_role_that_is_too_low(
    town: Town, town_database: TestDatabase
) -> None:
    owner = town.acme.people[AgencyRole.ADMIN]
    keys = {scope: await town.key(owner, KEY_SCOPES - {scope}) for scope in KEY_SCOPES}
    whole = await town.key(owner, KEY_SCOPES)
    before = await digest_of(town_database.dsn)
    for one in guarded(town):
        assert one.rule.needs is not None
        key = keys.get(one.rule.needs, whole)
        there = await town.ask(one, key, town.acme.things)
        missing = await town.ask(one, key, imaginary(one))
        assert there.status_code == 403, (one.method, one.path, there.text)
        assert refusal(there, {}) == refusal(missing, {}), (one.method, one.path)
    assert await digest_of(town_database.dsn) == before


FOR_PEOPLE_ALONE = {"/api/v1/agency/people/{user_id}/reset-link"}
"""What no key may do, whatever it carries; that is said before anything is looked up."""


async def test_a_key_of_one_agency_opens_nothing_of_another(town: Town) -> None:
    key = await town.key(town.globex.people[AgencyRole.ADMIN], KEY_SCOPES)
    for one in guarded(town):
        is_made = (one.method, one.path) in MADE_BY_NAME
        is_theirs = not EVERYBODYS & set(parameters_of(one)) and not is_made
        if parameters_of(one) and one.rule.needs in KEY_SCOPES and is_theirs:
            answer = await town.ask(one, key, town.acme.things)
            expected = 403 if one.path in FOR_PEOPLE_ALONE else 404
            assert answer.status_code == expected, (one.method, one.path, answer.text)
            assert leaks(answer, town.acme.secrets, town.acme.things) == set(), (one.method, one.path)


def _absent(one: Operation) -> set[int]:
    """The town proves nothing and began nothing with a spreadsheet, so there is neither to show."""
    return {404} if one.path.endswith(("/proof", "/spreadsheet", "/left-out.csv")) else set()
