"""Something that stands in for every host: programs are tried without anything leaving the machine."""

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr

from sayso.sandbox.egress.refusals import not_allowed
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import (
    Network,
    Program,
    Reach,
    Secret,
    ServiceAnswer,
    ServiceRequest,
)
from tests.sandbox.egress.conftest import Names, Ways
from tests.sandbox.egress.source import Source


class StandIn:
    """Hears what is asked, and answers it."""

    def __init__(self, answer: ServiceAnswer | None = None) -> None:
        self.answer = answer or ServiceAnswer(200, b'{"made": "up"}', headers={"link": "<b>; rel=next"})
        self.heard: list[ServiceRequest] = []

    async def __call__(self, request: ServiceRequest) -> ServiceAnswer:
        self.heard.append(request)
        if "unknown" in request.path:
            raise not_allowed("made_up", "Nothing is known of that.")
        return self.answer


async def test_it_answers_for_hosts_with_and_without_tls(way: Ways, names: Names, source: Source) -> None:
    stands = StandIn()
    async with way(stand_in=stands) as door:
        answer = await door.ask("POST", "https://api.example/a?b=1", {"x-mine": "yes"}, b"12345")
        await door.get("http://10.0.0.1:8080/inside")
        await door.get(source.url("/"))
        sent = door.door.records[0]
    assert (answer.status, answer.json, answer.headers["link"]) == (200, {"made": "up"}, "<b>; rel=next")
    assert [one.path for one in stands.heard] == [
        "https://api.example/a?b=1", "http://10.0.0.1:8080/inside", source.url("/")
    ]  # fmt: skip
    assert (stands.heard[0].method, stands.heard[0].body) == ("POST", b"12345")
    assert stands.heard[0].headers["x-mine"] == "yes"
    assert (sent.method, sent.host, sent.path, sent.status) == ("POST", "api.example", "/a", 200)
    assert (names.asked, source.connections) == ([], 0)


async def test_what_a_program_may_not_reach_it_may_not_reach_there_either(way: Ways) -> None:
    stands = StandIn()
    async with way(stand_in=stands, reach=Reach.LISTED, hosts=("api.example",)) as door:
        assert (await door.get("https://evil.example/")).code == "not_listed"
    async with way(stand_in=stands, reach=Reach.NONE) as door:
        assert (await door.get("https://api.example/")).code == "no_network"
    async with way(stand_in=stands, most_requests=1) as door:
        await door.get("https://api.example/")
        assert (await door.get("https://api.example/")).code == "too_many_requests"
    assert len(stands.heard) == 1


async def test_services_are_answered_by_themselves(way: Ways) -> None:
    stands = StandIn()

    async def service(_: ServiceRequest) -> ServiceAnswer:
        return ServiceAnswer(200, b"[]")

    async with way(stand_in=stands, services={"modules.sayso": service}) as door:
        assert (await door.get("http://modules.sayso/a")).body == b"[]"
        assert (await door.get("http://other.sayso/a")).code == "no_service"
    assert stands.heard == []


async def test_secrets_are_judged_as_if_they_left(way: Ways) -> None:
    stands = StandIn()
    secrets = {"KEY": Secret(SecretStr("made-up"), ("api.example",))}
    named = {"authorization": "Bearer {{secret:KEY}}"}
    async with way(stand_in=stands, secrets=secrets) as door:
        await door.get("https://api.example/", named)
        assert (await door.get("https://evil.example/", named)).code == "secret_elsewhere"
        unknown = await door.get("https://api.example/?key={{secret:OTHER}}")
        assert unknown.code == "unknown_secret"
        body = await door.ask("POST", "https://api.example/", {}, b"{{secret:KEY}}")
        assert body.code == "secret_in_body"
    assert stands.heard[0].headers["authorization"] == "Bearer made-up"
    assert len(stands.heard) == 1


async def test_it_may_refuse(way: Ways) -> None:
    async with way(stand_in=StandIn()) as door:
        refused = await door.get("https://api.example/unknown")
        assert (refused.code, refused.problem["detail"]) == ("made_up", "Nothing is known of that.")
        assert door.door.records[0].refusal == "Nothing is known of that."


async def test_headers_of_its_answers_do_not_break_the_framing(way: Ways) -> None:
    headers = {"content-length": "1", "transfer-encoding": "chunked", "connection": "close", "etag": "1"}
    async with way(stand_in=StandIn(ServiceAnswer(200, b"whole", "text/plain", headers))) as door:
        answer = await door.get("https://api.example/")
    assert (answer.body, answer.headers["etag"]) == (b"whole", "1")
    assert answer.headers["content-type"] == "text/plain"


@pytest.mark.parametrize(
    "code",
    [
        "import httpx\nresult = httpx.get('https://api.example/a').json()",
        "import requests\nresult = requests.get('https://api.example/a').json()",
        "import json, urllib.request\nresult = json.load(urllib.request.urlopen('https://api.example/a'))",
    ],
)
async def test_programs_see_no_difference(sandbox: OsSandbox, code: str) -> None:
    stands = StandIn()
    async with asyncio.timeout(60):
        outcome = await sandbox.run(Program(code), Network(Reach.PUBLIC, stand_in=stands))
    expected: Any = {"made": "up"}
    assert (outcome.result, [one.path for one in stands.heard]) == (expected, ["https://api.example/a"])
