"""Whatever is sent within the limits, the answer is short and the server goes on answering everybody else.

Every call of the document is sent hostile bodies: those that read JSON some of their shapes in the normal
run, so that every shape meets calls of every kind, and all of them in the deep one; those that take files or
forms all that is in ``hostile_files``; those that take nothing a body all the same. Beside the shapes that
somebody thought of, hypothesis makes bodies for calls that it chooses.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import thread_time
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.identity.permissions import AgencyRole
from sayso.sandbox.bounded import Budget
from sayso.web.body_limits import FIELDS, NOTHING, BodyLimit
from sayso.web.route_table import Operation
from sayso.web.versions import _document
from tests.web.api.hostile_files import FILES, FORM, FORMS, WORDS_OF_FORMS, form_of
from tests.web.api.town import ENDLESS, Town, filled, imaginary

pytestmark = pytest.mark.rotating(6)

MOST_ANSWERED = 64 * 1024
LONGEST_STALL = 1.0
"""Seconds of the processor without a turn for anybody else; an open wall shows as many times that."""
TURN = 0.01
"""Seconds between two looks at the loop."""
ANSWERS_WITH_WHAT_WAS_SENT = {
    "POST /api/v1/modules/{slug}/changes": "a plan shows the edits",
    "PUT /api/v1/modules/{slug}/files/{path:path}": "the file as it is now",
    "PUT /api/v1/sessions/{build_session_id}/files/{path:path}": "the file as it is now",
}
"""Calls that may answer as much as they take, and why."""
ENDS_THE_WALK = {"DELETE /api/v1/agency"}
JSON = {"content-type": "application/json"}
WORDS_OF_A_FORM = {"content-type": "application/x-www-form-urlencoded"}
FILES_OF_APPLICATIONS = ("files", "clients/import", "clients", "clients/bulk", "session/role", "nothing-here")
"""Where an application takes bodies, by way of the platform's calls that hand them on."""
Sent = tuple[str, bytes, dict[str, str]]
"""A body with what it is called and its headers."""
Shape = Callable[[Any, BodyLimit], bytes | None]


def _room(limit: BodyLimit) -> int:
    return limit.size - 200


def many_names(_: Any, limit: BodyLimit) -> bytes:
    count = min(limit.values - 10, _room(limit) // 12)
    return json.dumps({f"k{n}": 1 for n in range(count)}).encode()


def too_many_names(_: Any, limit: BodyLimit) -> bytes:
    return json.dumps(dict.fromkeys(range(_room(limit) // 14), 1)).encode()


def long_name(_: Any, limit: BodyLimit) -> bytes:
    return json.dumps({"x" * _room(limit): 1}).encode()


def long_name_of_many(_: Any, limit: BodyLimit) -> bytes:
    count = min(limit.values - 10, _room(limit) // 24)
    return json.dumps({"x" * (_room(limit) // 2): {f"k{n}": "\u0001" for n in range(count)}}).encode()


def long_text(example: Any, limit: BodyLimit) -> bytes:
    text = "a " * (_room(limit) // 4)
    return json.dumps(_replaced(example, str, text)).encode()


def text_of_other_scripts(example: Any, limit: BodyLimit) -> bytes:
    text = "字\u202e\u0301" * (_room(limit) // 32)
    return json.dumps(_replaced(example, str, text)).encode()


def many_items(example: Any, limit: BodyLimit) -> bytes:
    items: list[Any] = [{}] * min(limit.values // 2, _room(limit) // 8)
    return json.dumps(_replaced(example, list, items) if isinstance(example, dict) else items).encode()


def every_field_a_list(example: Any, limit: BodyLimit) -> bytes:
    fields = list(example) if isinstance(example, dict) else ["a"]
    items = ["x"] * (min(limit.values, _room(limit) // 8) // (len(fields) + 1))
    return json.dumps(dict.fromkeys(fields, items)).encode()


def deep(_: Any, limit: BodyLimit) -> bytes:
    depth = min(60, limit.values)
    return b'{"spec":' * depth + b"1" + b"}" * depth


def too_deep(_: Any, limit: BodyLimit) -> bytes:
    return b"[" * _room(limit)


def huge_number(example: Any, limit: BodyLimit) -> bytes:
    number = "9" * (_room(limit) // 2)
    return json.dumps(dict.fromkeys(example or {"a": 0}, 0)).replace("0", number, 1).encode()


def no_text(example: Any, limit: BodyLimit) -> bytes:
    del limit
    return json.dumps(_replaced(example, str, "\0")).encode() + b"\xff\xfe"


SHAPES: tuple[Shape, ...] = (
    many_names,
    too_many_names,
    long_name,
    long_name_of_many,
    long_text,
    text_of_other_scripts,
    many_items,
    every_field_a_list,
    deep,
    too_deep,
    huge_number,
    no_text,
)


def _replaced(example: Any, kind: type, value: Any) -> Any:
    """The example with another value for what is of this kind in it; where nothing is, for all of it."""
    fields = example if isinstance(example, dict) else {}
    found = {name: value for name, one in fields.items() if isinstance(one, kind)}
    return {**fields, **dict(list(found.items())[:1])} if found else dict.fromkeys(fields or ["a"], value)


def targets(town: Town) -> list[tuple[Operation, Any]]:
    """Calls that read JSON, each with a valid body."""
    found = []
    for one in town.calls():
        path = one.path.replace(":path", "")
        described = town.document["paths"].get(path, {}).get(one.method.lower(), {})
        body = town.examples.of(one.method, path, described)
        if (
            body is not None
            and one.route.body_limit != NOTHING
            and f"{one.method} {path}" not in ENDS_THE_WALK
        ):
            found.append((one, body))
    return found


class Stalls:
    """How long the loop gave nobody else a turn."""

    def __init__(self) -> None:
        self._longest = 0.0

    async def watch(self) -> None:
        """Measure until nobody wants to know any more."""
        while True:
            before = thread_time()
            await asyncio.sleep(TURN)
            self._longest = max(self._longest, thread_time() - before)

    async def longest(self) -> float:
        """The longest since this was asked before, the one that has just ended among them."""
        await asyncio.sleep(1.1 * TURN)
        found, self._longest = self._longest, 0.0
        return found


@asynccontextmanager
async def watched(client: httpx.AsyncClient) -> AsyncIterator[Stalls]:
    """How long the loop does nothing else; all the while somebody asks for its health."""
    stalls = Stalls()

    async def ask() -> None:
        while True:
            async with asyncio.timeout(60):  # wait_for of Python 3.11 may swallow that it is cancelled
                answer = await client.get("/api/v1/health")
            assert answer.status_code == 200
            await asyncio.sleep(0.2)

    watching = [asyncio.create_task(stalls.watch()), asyncio.create_task(ask())]
    try:
        await stalls.longest()
        yield stalls
        assert not any(one.done() for one in watching), "the server stopped answering"
    finally:
        for one in watching:
            one.cancel()
            with suppress(asyncio.CancelledError):
                await one


async def send(town: Town, one: Operation, example: Any, shape: Shape) -> None:
    """Send a hostile body of JSON; it is made aside, since making it is no stall."""
    body = await asyncio.to_thread(shape, example, one.route.body_limit)
    await demand_short(town, one, (shape.__name__, body or b"", JSON))


async def demand_short(town: Town, one: Operation, sent: Sent, data_path: str = "session") -> httpx.Response:
    """Send a body, and look at the answer."""
    what, body, headers = sent
    if one.rule.needs is not None and one.rule.needs.value != "operator":
        headers = headers | {"authorization": f"Bearer {town.acme.tokens[AgencyRole.ADMIN]}"}
    path = filled(one.path, town.acme.things | {"data_path": data_path})
    answer = await town.client.request(one.method, path, content=body, headers=headers)
    where = (one.method, one.path, data_path, what, answer.status_code)
    assert answer.status_code < 500, (where, answer.text[:500])
    may_answer_more = one.method == "GET" or f"{one.method} {one.path}" in ANSWERS_WITH_WHAT_WAS_SENT
    is_short = len(answer.content) < MOST_ANSWERED
    assert is_short or (may_answer_more and answer.is_success), (where, answer.text[:500])
    return answer


async def walk(town: Town, shapes_of: Callable[[int], tuple[Shape, ...]]) -> None:
    for work in (town.sayso.services.aside, town.sayso.services.files_aside):
        work._budget = Budget(seconds=0.3, patience=40.0)
    worst: dict[str, float] = {}
    async with watched(town.client) as stalls:
        for number, (one, example) in enumerate(targets(town)):
            for shape in shapes_of(number):
                await send(town, one, example, shape)
                worst[f"{one.method} {one.path} {shape.__name__}"] = await stalls.longest()
    longest = max(worst, key=lambda name: worst[name])
    assert worst[longest] < LONGEST_STALL, (longest, worst[longest])


async def test_hostile_bodies_are_answered_shortly_and_keep_nobody_waiting(town: Town) -> None:
    await walk(town, lambda number: (SHAPES[number % len(SHAPES)],))


@pytest.mark.deep
async def test_every_hostile_body_is_answered_shortly_by_every_call(town: Town) -> None:
    await walk(town, lambda _: SHAPES)


def bodiless(town: Town) -> list[Operation]:
    """Calls that take no body; those that listen for as long as somebody is there are left out."""
    calls = (one for one in town.calls() if one.route.body_limit == NOTHING)
    return [one for one in calls if not one.path.endswith(ENDLESS)]


def forms(town: Town) -> list[Operation]:
    """Calls that read a form of words."""
    found = []
    for one in town.calls():
        described = town.document["paths"].get(one.path.replace(":path", ""), {}).get(one.method.lower(), {})
        if WORDS_OF_A_FORM["content-type"] in described.get("requestBody", {}).get("content", {}):
            found.append(one)
    return found


def takers(town: Town) -> list[tuple[Operation, str]]:
    """Calls that take files, each with the address in an application where it hands them on to one."""
    return [
        (one, path)
        for one in town.calls()
        if one.route.body_limit.takes_file
        for path in (FILES_OF_APPLICATIONS if "{data_path" in one.path else ("",))
    ]


def test_each_call_of_the_document_is_sent_hostile_bodies_by_one_of_these(town: Town) -> None:
    sent = {id(one.route) for one, _ in (*targets(town), *takers(town))}
    sent |= {id(one.route) for one in (*bodiless(town), *forms(town))}
    left = {f"{one.method} {one.path}" for one in town.calls() if id(one.route) not in sent}
    assert {one for one in left if not one.endswith(ENDLESS)} == set()


async def test_hostile_files_and_forms_are_answered_shortly_and_keep_nobody_waiting(town: Town) -> None:
    sent = [(name, content, FORM) for name, content in FORMS.items()]
    sent += [(name, form_of(content), FORM) for name, content in FILES.items()]
    sent += [(name, content, {"content-type": "text/csv"}) for name, content in FILES.items()]
    calls = [*takers(town), *((one, "") for one in forms(town))]
    assert len({id(one.route) for one, _ in calls}) == 7
    sheets = town.sayso.services.files_aside
    sheets._budget = Budget(seconds=3.0, patience=40.0)
    async with watched(town.client) as stalls:
        for one, path in calls:
            for name, content, headers in sent:
                await demand_short(town, one, (name, content, headers), path)
                assert await stalls.longest() < LONGEST_STALL, (one.method, one.path, path, name)


async def test_hostile_words_of_forms_are_answered_shortly(town: Town) -> None:
    async with watched(town.client) as stalls:
        for one in forms(town):
            for name, content in WORDS_OF_FORMS.items():
                answer = await demand_short(town, one, (name, content, WORDS_OF_A_FORM))
                assert len(answer.content) < 2_000, (one.path, name)
        assert await stalls.longest() < LONGEST_STALL


async def test_a_body_where_none_is_taken_is_answered_in_few_words(town: Town) -> None:
    """By what there is not, or by nobody: the walk takes nothing away."""
    body = json.dumps({"a": "a " * 500_000}).encode()
    worst: dict[str, float] = {}
    async with watched(town.client) as stalls:
        for one in bodiless(town):
            headers = dict(JSON)
            if one.method == "GET" or imaginary(one):
                headers["authorization"] = f"Bearer {town.acme.tokens[AgencyRole.ADMIN]}"
            path = filled(one.path, imaginary(one))
            answer = await town.client.request(one.method, path, content=body, headers=headers)
            where = (one.method, one.path, answer.status_code)
            assert answer.status_code < 500, (where, answer.text[:500])
            is_read = one.method == "GET" and answer.is_success
            assert is_read or len(answer.content) < 2_000, (where, answer.text[:500])
            worst[f"{one.method} {one.path}"] = await stalls.longest()
    longest = max(worst, key=lambda name: worst[name])
    assert worst[longest] < LONGEST_STALL, (longest, worst[longest])


async def test_the_description_of_the_api_is_made_while_others_are_answered(town: Town) -> None:
    """Anybody may ask for it, and the first one has it made."""
    show: Any = _document(town.platform.router, "v2").routes[-1]
    async with watched(town.client) as stalls:
        await asyncio.gather(*(show.endpoint() for _ in range(5)))
        assert await stalls.longest() < LONGEST_STALL / 2


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.just("\0")
) | st.integers(1, 4_000).map("字".__mul__)


@settings(max_examples=150)
@given(st.data())
async def test_any_body_within_the_limit_is_answered_shortly(town: Town, data: st.DataObject) -> None:
    """Of a call that is chosen: its valid body with parts of it replaced, other JSON, or no JSON at all."""
    one, example = data.draw(st.sampled_from(targets(town)), "call")
    fields = example if isinstance(example, dict) else {}
    values = st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=30) | st.dictionaries(st.text(max_size=20), inner, max_size=30)
        ),
        max_leaves=60,
    )
    replaced = st.dictionaries(st.sampled_from(sorted(fields) or ["a"]), values).map(
        lambda others: {**fields, **others}
    )
    limit = min(one.route.body_limit.size, FIELDS.size)
    as_json = (replaced | values).map(lambda value: json.dumps(value).encode()[:limit])
    body = data.draw(as_json | st.binary(max_size=200), "body")
    await demand_short(town, one, ("any body", body, JSON))
    health = await town.client.get("/api/v1/health")
    assert health.status_code == 200


async def test_four_megabytes_of_unknown_names_at_the_door_stop_nobody(town: Town) -> None:
    body = json.dumps({f"unknown-{n}": n for n in range(180_000)}).encode()
    assert len(body) > 4_000_000
    async with watched(town.client) as stalls:
        answer = await town.client.post(
            "/api/v1/auth/session", content=body, headers={"content-type": "application/json"}
        )
        assert await stalls.longest() < LONGEST_STALL
    assert (answer.status_code, len(answer.content) < 1_000) == (413, True)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
async def test_bodies_of_another_kind_are_refused_in_few_words(town: Town, kind: str) -> None:
    answer = await town.client.post(
        "/api/v1/auth/session", content=b"{}" * 1_000, headers={"content-type": kind}
    )
    assert 400 <= answer.status_code < 500
    assert len(answer.content) < 1_000
