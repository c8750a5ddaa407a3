"""Who may be asked, how much of it, and what is written down."""

import asyncio
import time
from typing import Any

import pytest

from sayso.sandbox.types import Network, Reach, Service, ServiceAnswer, ServiceRequest
from tests.sandbox.egress.conftest import Names, Ways
from tests.sandbox.egress.source import Source


async def test_a_request_passes_with_its_method_headers_and_body(way: Ways, source: Source) -> None:
    async with way() as door:
        answer = await door.ask("POST", source.url("/echo?q=1"), {"x-mine": "yes"}, b'{"a": 1}')
    assert answer.status == 200
    heard = source.heard[0]
    assert (heard.method, heard.target, heard.body) == ("POST", "/echo?q=1", b'{"a": 1}')
    assert heard.header("host") == source.host
    assert heard.header("x-mine") == "yes"


@pytest.mark.parametrize("status", [301, 404, 429, 500, 503])
async def test_what_a_source_answers_passes_as_it_is(way: Ways, source: Source, status: int) -> None:
    async with way() as door:
        answer = await door.get(source.url(f"/status/{status}"))
    assert (answer.status, answer.body, answer.code) == (status, b"no", "")


async def test_each_request_is_written_down_without_its_query(way: Ways, source: Source) -> None:
    async with way() as door:
        await door.ask("POST", source.url("/say?text=secret"), {}, b"12345")
        await door.get("http://10.0.0.1/inside?key=secret")
        sent, refused = door.door.records
    assert (sent.method, sent.host, sent.path, sent.status) == ("POST", source.host, "/say", 200)
    assert sent.bytes_in >= len(b"secret")
    assert sent.bytes_out >= 5
    assert sent.seconds > 0
    assert (refused.host, refused.path, refused.status) == ("10.0.0.1", "/inside", None)
    assert refused.refusal == "10.0.0.1 is on the server's own network."


async def test_a_program_without_a_network_is_told_so_and_reaches_nothing(way: Ways, source: Source) -> None:
    async with way(reach=Reach.NONE) as door:
        answer = await door.get(source.url("/"))
    assert (answer.status, answer.code) == (403, "no_network")
    assert answer.problem["hint"] == "Let it reach the hosts that it needs."
    assert source.connections == 0


@pytest.mark.parametrize(
    ("listed", "asked", "is_fine"),
    [
        ("api.example", "http://api.example/", True),
        ("API.Example", "http://api.EXAMPLE./", True),
        ("api.example", "http://api.example:8080/", False),
        ("api.example:8080", "http://api.example:8080/", True),
        ("api.example:8080", "http://api.example/", False),
        ("api.example", "http://evil.api.example/", False),
        ("api.example", "http://api.example.evil/", False),
        ("*.example", "http://api.example/", True),
        ("*.example", "http://a.b.example/", True),
        ("*.example", "http://example/", False),
        ("*.example", "http://evilexample/", False),
    ],
)
async def test_only_listed_hosts_are_asked(
    way: Ways, names: Names, listed: str, asked: str, is_fine: bool
) -> None:
    async with way(reach=Reach.LISTED, hosts=("other.example", listed)) as door:
        answer = await door.get(asked)
    assert answer.code == ("unknown_host" if is_fine else "not_listed")
    assert bool(names.asked) == is_fine


async def test_a_user_name_in_the_address_does_not_stand_for_the_host(way: Ways, source: Source) -> None:
    async with way(reach=Reach.LISTED, hosts=("api.example",)) as door:
        assert (await door.get(f"http://api.example@{source.host}/")).code == "malformed"
        assert (await door.get(f"http://{source.host}\\@api.example/")).code == "malformed"
        assert (await door.get(f"http://{source.host}#@api.example/")).code == "not_listed"
    assert source.connections == 0


@pytest.mark.parametrize("port", [22, 25, 53, 111, 445, 631])
async def test_ports_of_other_protocols_are_not_reached(way: Ways, port: int) -> None:
    async with way() as door:
        assert (await door.get(f"http://mail.example:{port}/")).code == "no_port"


async def test_a_host_header_cannot_name_another_host(way: Ways, source: Source) -> None:
    async with way() as door:
        await door.get(source.url("/"), {"host": "other.example"})
    assert source.heard[0].header("host") == source.host


async def test_headers_of_one_hop_do_not_pass(way: Ways, source: Source) -> None:
    said = {"connection": "x-hop, keep-alive", "x-hop": "1", "proxy-authorization": "Basic eA==", "via": "me",
            "te": "gzip", "sayso-egress": "me", "keep-alive": "1", "x-kept": "1"}  # fmt: skip
    async with way() as door:
        await door.get(source.url("/"), said)
    names = {name for name, _ in source.heard[0].headers}
    assert names == {"host", "x-kept"}


async def test_more_requests_than_allowed_are_refused_also_those_that_were_refused_before(
    way: Ways, source: Source
) -> None:
    async with way(most_requests=3) as door:
        codes = [(await door.get(source.url("/"))).code for _ in range(2)]
        codes += [(await door.get("http://10.0.0.1/")).code]
        codes += [(await door.get(source.url("/"))).code for _ in range(40)]
        assert len(door.door.records) <= 3 * 6 + 20
    assert codes[:3] == ["", "", "private_address"]
    assert set(codes[3:]) == {"too_many_requests"}
    assert len(source.heard) == 2


async def test_who_asks_again_and_again_for_what_is_refused_is_answered_slowly(
    way: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.sandbox.egress.run._SWIFT_REFUSALS", 5)
    monkeypatch.setattr("sayso.sandbox.egress.run._REFUSING_SECONDS", 0.2)
    async with way(reach=Reach.NONE) as door, door.line() as line:
        begun = time.monotonic()
        for _ in range(8):
            assert (await line.ask("GET", "http://api.example/")).code == "no_network"
        assert time.monotonic() - begun > 0.6


async def test_who_only_knocks_is_not_heard_any_more_but_what_talks_goes_on(
    way: Ways, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.sandbox.egress.run_socket._MOST_MEETINGS", 10)
    async with way() as door, door.line() as line:
        for _ in range(9):
            async with door.line() as other:
                assert (await other.ask("GET", source.url("/"))).status == 200
        with pytest.raises(OSError, match=r"(?i)refused"):
            await door.get(source.url("/"))
        assert (await line.ask("GET", source.url("/"))).status == 200


async def test_more_connections_than_anybody_needs_are_closed_at_once(
    way: Ways, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.sandbox.egress.run_socket._MOST_CONNECTIONS", 2)
    async with way() as door, door.line() as first, door.line() as second:
        for line in (first, second):
            assert (await line.ask("GET", source.url("/"))).status == 200
        async with door.line() as third:
            assert await asyncio.wait_for(third.reader.read(), 10) == b""


async def test_requests_wait_for_their_turn_and_too_many_that_wait_are_refused(
    way: Ways, source: Source
) -> None:
    async with way(most_a_second=10.0) as door:
        begun = time.monotonic()
        for _ in range(14):
            assert (await door.get(source.url("/"))).status == 200
        assert time.monotonic() - begun > 0.2
    async with way(most_a_second=1.0) as door:
        answers = await asyncio.gather(*(door.get(source.url("/")) for _ in range(9)))
    codes = sorted(answer.code for answer in answers)
    assert codes.count("too_fast") >= 2
    assert {answer.status for answer in answers} == {200, 429}


async def test_an_answer_that_is_announced_too_long_is_refused_at_once(way: Ways, source: Source) -> None:
    async with way(most_bytes=100_000) as door:
        answer = await door.get(source.url("/bytes/200000"))
        assert (answer.status, answer.code) == (413, "too_much")
        assert (await door.get(source.url("/bytes/50000"))).status == 200
        assert (await door.get(source.url("/bytes/50000"))).code == "too_much"


async def test_an_answer_without_end_is_cut_and_the_proxy_says_why_once(way: Ways, source: Source) -> None:
    async with way(most_bytes=1_000_000) as door:
        with pytest.raises((ConnectionError, Exception), match=r"(?i)reset|closed"):
            await door.get(source.url("/endless"))
        said = await door.get("http://egress.sayso/cut")
        assert said.json["code"] == "too_much"
        assert (await door.get("http://egress.sayso/cut")).body == b""
        (record,) = door.door.records
    assert record.refusal.startswith("The program may send and receive 1.0 MB in one run")
    assert 900_000 < record.bytes_in < 1_200_000
    async with asyncio.timeout(60):
        await source.gone.wait()


@pytest.mark.parametrize("more", [{}, {"transfer-encoding": "chunked"}])
async def test_a_body_that_is_too_long_is_refused_and_read_to_its_end(
    way: Ways, source: Source, more: dict[str, str]
) -> None:
    async with way(most_bytes=100_000) as door:
        answer = await door.ask("POST", source.url("/echo"), more, b"x" * 3_000_000)
    assert (answer.status, answer.code) == (413, "too_much")


async def test_a_hundred_requests_at_once_are_all_answered(way: Ways, source: Source) -> None:
    async with way(most_a_second=10_000.0) as door:
        answers = await asyncio.gather(*(door.get(source.url(f"/say?text={n}")) for n in range(100)))
        assert [answer.body for answer in answers] == [str(n).encode() for n in range(100)]
        assert len(door.door.records) == 100
    assert source.connections <= 32


async def test_connections_are_kept_on_both_sides(way: Ways, source: Source) -> None:
    async with way() as door, door.line() as line:
        for number in range(20):
            answer = await line.ask("GET", source.url(f"/say?text={number}"))
            assert answer.body == str(number).encode()
        assert (await line.ask("GET", "http://10.0.0.1/")).code == "private_address"
        assert (await line.ask("HEAD", source.url("/"))).headers["content-length"] == "5"
        assert (await line.ask("GET", source.url("/"))).status == 200
    assert source.connections == 1


async def test_a_kept_connection_that_the_source_closed_is_made_anew(way: Ways, source: Source) -> None:
    async with way() as door, door.line() as line:
        for _ in range(5):
            assert (await line.ask("GET", source.url("/once"))).body == b"hello"
    assert source.connections == 5


async def test_a_door_takes_everything_with_it_when_it_closes(way: Ways, source: Source) -> None:
    async with way() as door:
        path = door.door.path
        asking = asyncio.ensure_future(door.get(source.url("/silent")))
        await source.asked.wait()
    with pytest.raises(Exception, match=r"(?i)reset|closed|unexpectedly"):
        await asking
    assert not path.exists()
    async with asyncio.timeout(60):
        await source.gone.wait()


async def test_a_program_that_hangs_up_frees_the_source_at_once(way: Ways, source: Source) -> None:
    async with way() as door:
        async with door.line() as line:
            line.writer.write(b"GET %s HTTP/1.1\r\nhost: x\r\n\r\n" % source.url("/silent").encode())
            await source.asked.wait()
        async with asyncio.timeout(60):
            await source.gone.wait()
    assert door.door.records[0].refusal == "The program hung up."


async def test_a_program_that_leaves_the_rest_of_an_answer_was_refused_nothing(
    way: Ways, source: Source
) -> None:
    async with way() as door:
        async with door.line() as line:
            line.writer.write(b"GET %s HTTP/1.1\r\nhost: x\r\n\r\n" % source.url("/endless").encode())
            await line.reader.readuntil(b"\r\n\r\n")
        async with asyncio.timeout(60):
            await source.gone.wait()
    assert [(one.status, one.refusal) for one in door.door.records] == [(200, "")]


async def modules(request: ServiceRequest) -> ServiceAnswer:
    """A service that says what it was asked."""
    if request.path == "/broken":
        raise RuntimeError("no rows: password=hunter2")
    said = f"{request.method} {request.path} {request.headers['x-as']} {request.body.decode()}"
    return ServiceAnswer(201, said.encode(), "text/plain")


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_services_of_sayso_answer_whatever_the_reach_and_are_never_looked_up(
    way: Ways, names: Names, scheme: str
) -> None:
    services: dict[str, Service] = {"modules.sayso": modules}
    async with way(reach=Reach.NONE, services=services) as door:
        answer = await door.ask("POST", f"{scheme}://modules.sayso/a/rows?x=1", {"x-as": "me"}, b"body")
        assert (answer.status, answer.body) == (201, b"POST /a/rows?x=1 me body")
        assert answer.headers["content-type"] == "text/plain"
        assert (await door.get("http://other.sayso/")).code == "no_service"
        assert [one.host for one in door.door.records] == ["modules.sayso", "other.sayso"]
    assert names.asked == []


async def test_a_service_that_breaks_says_nothing_of_what_is_inside(
    way: Ways, caplog: pytest.LogCaptureFixture
) -> None:
    async with way(services={"modules.sayso": modules}) as door:
        answer = await door.get("http://modules.sayso/broken")
    assert (answer.status, answer.code) == (502, "service_failed")
    assert b"hunter2" not in answer.body
    assert "modules.sayso" in caplog.text


async def test_services_have_a_count_of_their_own(way: Ways, source: Source) -> None:
    async with way(services={"modules.sayso": modules}, most_requests=2) as door:
        for _ in range(10):
            assert (await door.get("http://modules.sayso/", {"x-as": "me"})).status == 201
        assert (await door.get("http://modules.sayso/", {"x-as": "me"})).code == "too_many_requests"
        assert (await door.get(source.url("/"))).status == 200


def test_a_network_that_nobody_described_reaches_nothing() -> None:
    nothing: Any = Network()
    assert (nothing.reach, nothing.hosts, dict(nothing.secrets), dict(nothing.services)) == (
        Reach.NONE,
        (),
        {},
        {},
    )
