"""Programs and sources that speak HTTP badly, or on purpose so that two read it in two ways."""

import asyncio
import gc
import socket
import ssl
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sayso.sandbox.egress import Egress
from sayso.sandbox.egress.hosts import PrivateHosts
from sayso.sandbox.egress.run_socket import authorities
from sayso.sandbox.types import Network, Reach
from tests.sandbox.egress.conftest import Names, Way, Ways
from tests.sandbox.egress.source import Source


def request_of(source: Source, *lines: str, body: str = "", method: str = "GET") -> bytes:
    """A request as raw bytes."""
    head = "\r\n".join((f"{method} {source.url('/echo')} HTTP/1.1", "host: x", *lines))
    return f"{head}\r\n\r\n{body}".encode("latin-1")


SMUGGLED = "GET http://10.0.0.1/ HTTP/1.1\r\nhost: x\r\n\r\n"


@pytest.mark.rotating(7)
@pytest.mark.parametrize(
    "lines",
    [
        ("content-length: 5", "transfer-encoding: chunked"),
        ("content-length: 5", "content-length: 6"),
        ("content-length: 5, 6",),
        ("content-length: -1",),
        ("content-length: +5",),
        ("content-length: 0x5",),
        ("content-length: 99999999999999999999999",),
        ("transfer-encoding: xchunked",),
        ("transfer-encoding: chunked, identity",),
        ("transfer-encoding: gzip, chunked",),
        ("transfer-encoding : chunked",),
        ("transfer-encoding\t: chunked",),
        ("x-a: b\rx-evil: 1",),
        ("x-a\0: b",),
        ("x-a: b\0c",),
        ("no colon",),
        ("upgrade: h2c", "connection: upgrade"),
        ("upgrade: websocket", "connection: upgrade"),
        ("expect: 100-continue", "transfer-encoding: chunked", "content-length: 3"),
        ("host: y",),
    ],
)
async def test_a_request_that_can_be_read_in_two_ways_reaches_no_source(
    way: Ways, source: Source, lines: tuple[str, ...]
) -> None:
    async with way(most_bytes=1000) as door, door.line() as line:
        said = await line.raw(request_of(source, *lines, body=SMUGGLED, method="POST"))
    assert said[9:12] in {b"400", b"403", b"413", b"431", b"501"}, said
    assert said.count(b"HTTP/1.1 ") == 1
    assert source.connections == 0


@pytest.mark.rotating(6)
@pytest.mark.parametrize(
    "start",
    [
        "GET / HTTP/1.1",
        "GET //127.0.0.1/ HTTP/1.1",
        "CONNECT 127.0.0.1:443 HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "GET ftp://127.0.0.1/ HTTP/1.1",
        "GET file:///etc/passwd HTTP/1.1",
        "GET http:/127.0.0.1/ HTTP/1.1",
        "GET http://127.0.0.1:99999/ HTTP/1.1",
        "GET http://127.0.0.1:0/ HTTP/1.1",
        "GET http://[::1/ HTTP/1.1",
        "GET http://[fe80::1%25eth0]/ HTTP/1.1",
        "GET http://a..b/ HTTP/1.1",
        f"GET http://{'a' * 64}.example/ HTTP/1.1",
        "GET http://exa%6dple/ HTTP/1.1",
        "GET http://127.0.0.1 /x HTTP/1.1",
        "TRACE http://127.0.0.1/ HTTP/1.1",
        "GET http://127.0.0.1/ HTTP/3.0 x",
        "\x16\x03\x01\x02\x00\x01\x00",
    ],
)
async def test_a_request_without_a_whole_and_plain_address_is_refused(
    way: Ways, source: Source, start: str
) -> None:
    async with way() as door, door.line() as line:
        line.writer.write(f"{start}\r\nhost: x\r\n\r\n".encode("latin-1"))
        async with asyncio.timeout(60):
            said = await line.reader.read(100_000)
    assert said[9:12] in {b"400", b"405"}, said
    assert source.connections == 0


async def test_headers_without_end_are_refused(way: Ways, source: Source) -> None:
    async with way() as door, door.line() as line:
        line.writer.write(request_of(source, *(f"x-{n}: {'y' * 1000}" for n in range(70))))
        assert b" 431 " in (await asyncio.wait_for(line.reader.readline(), 10))
    async with way() as door, door.line() as line:
        line.writer.write(request_of(source, *(f"x-{n}: {'y' * 1000}" for n in range(1000))))
        assert b" 431 " in (await asyncio.wait_for(line.reader.readline(), 10))
    assert source.connections == 0


async def test_requests_one_after_the_other_in_one_piece_are_each_judged(way: Ways, source: Source) -> None:
    async with way() as door, door.line() as line:
        line.writer.write(request_of(source) + SMUGGLED.encode() + request_of(source))
        answers = [await asyncio.wait_for(_head(line.reader), 10) for _ in range(3)]
        codes = [one.status for one in door.door.records]
    assert [one[9:12] for one in answers] == [b"200", b"403", b"200"]
    assert codes == [200, None, 200]


async def _head(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if b"content-length" in line
    )
    await reader.readexactly(length)
    return head


async def test_a_body_in_chunks_is_framed_anew(way: Ways, source: Source) -> None:
    body = "3;ext=1\r\nabc\r\n0005\r\ndefgh\r\n0\r\ntrailer: x\r\n\r\n"
    async with way() as door, door.line() as line:
        line.writer.write(request_of(source, "transfer-encoding: chunked", body=body, method="POST"))
        await asyncio.wait_for(_head(line.reader), 10)
    assert source.heard[0].body == b"abcdefgh"
    assert source.heard[0].header("trailer") is None


async def test_lines_that_others_may_read_in_two_ways_go_out_in_one(way: Ways, source: Source) -> None:
    async with way() as door, door.line() as line:
        line.writer.write(request_of(source, "x-a: b", " folded", "x-c: d\nx-e: f"))
        await asyncio.wait_for(_head(line.reader), 10)
    assert source.heard[0].headers[1:] == [("x-a", "b folded"), ("x-c", "d"), ("x-e", "f")]


async def test_a_program_that_waits_for_leave_to_send_gets_it(way: Ways, source: Source) -> None:
    async with way() as door, door.line() as line:
        line.writer.write(request_of(source, "expect: 100-continue", "content-length: 3", method="POST"))
        assert b"100" in await asyncio.wait_for(line.reader.readuntil(b"\r\n\r\n"), 10)
        line.writer.write(b"abc")
        await asyncio.wait_for(_head(line.reader), 10)
    assert source.heard[0].body == b"abc"


GARBAGE = [
    "no http at all\r\n\r\n",
    "",
    "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
    "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
    "HTTP/1.1 200 OK\r\nx-a: b\0c\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nraw",
    "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nx: " + "y" * 200_000,
    "SSH-2.0-OpenSSH_9.2\r\n",
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
async def test_a_source_that_speaks_no_http_is_said_to(way: Ways, source: Source, garbage: str) -> None:
    async with way() as door:
        answer = await door.get(source.url(f"/raw?{quote(garbage)[:8000]}"))
    assert answer.status == 502, answer
    assert answer.code in {"garbled", "broken_off"}
    assert "127.0.0.1" in answer.problem["detail"]


@pytest.mark.parametrize(
    "begun",
    [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\nzz\r\n",
    ],
)
async def test_an_answer_that_breaks_off_never_looks_like_a_whole_one(
    way: Ways, source: Source, begun: str
) -> None:
    async with way() as door:
        with pytest.raises(Exception, match=r"(?i)closed"):
            await door.get(source.url(f"/raw?{quote(begun)}"))
        assert (await door.get("http://egress.sayso/cut")).json["code"] == "garbled"


async def test_a_source_cannot_pass_for_the_proxy(way: Ways, source: Source) -> None:
    said = 'HTTP/1.1 200 OK\r\nsayso-egress: {"code":"x"}\r\ncontent-length: 2\r\n\r\nok'
    async with way() as door:
        answer = await door.get(source.url(f"/raw?{quote(said)}"))
    assert (answer.status, answer.code, answer.body) == (200, "", b"ok")


async def test_a_source_that_is_silent_is_given_up(
    way: Ways, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sayso.sandbox.egress.source._TIMEOUTS", {"connect": 5.0, "read": 0.2, "write": 5.0, "pool": 5.0}
    )
    async with way() as door:
        answer = await door.get(source.url("/silent"))
    assert (answer.status, answer.code) == (504, "timed_out")
    assert answer.problem["detail"] == "127.0.0.1 did not answer in time."


async def test_a_source_that_never_ends_is_given_up_as_a_whole(
    way: Ways, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.sandbox.egress.run.WHOLE_SECONDS", 0.3)
    async with way() as door:
        answer = await door.get(source.url("/slow/30"))
    assert (answer.status, answer.code) == (504, "timed_out")


async def test_a_slow_source_holds_up_no_other_request(way: Ways, source: Source) -> None:
    async with way() as door:
        slow = [asyncio.ensure_future(door.get(source.url("/slow/1.5"))) for _ in range(10)]
        async with asyncio.timeout(1.2):
            for _ in range(20):
                assert (await door.get(source.url("/"))).status == 200
        assert {one.body for one in await asyncio.gather(*slow)} == {b"late"}


async def test_a_host_that_refuses_connections_is_said_to(way: Ways, source: Source) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        free = held.getsockname()[1]
    async with way(private="127.0.0.1") as door:
        answer = await door.get(f"http://127.0.0.1:{free}/")
    assert (answer.status, answer.code) == (502, "unreachable")


async def test_certificates_are_looked_at(tmp_path: Path, names: Names) -> None:
    """One that nobody trusts, and one for another host, are refused; the right one is not."""
    serving, trusting = certified(tmp_path, "good.example")
    names.answers = {"good.example": [["127.0.0.1"]], "evil.example": [["127.0.0.1"]]}

    async def hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(hello, "127.0.0.1", 0, ssl=serving)
    port = server.sockets[0].getsockname()[1]
    private, network = PrivateHosts.of("127.0.0.1"), Network(Reach.PUBLIC)
    async with server:
        async with Egress(private, resolve=names).door(network, tmp_path) as door:
            assert (await Way(door).get(f"https://good.example:{port}/")).code == "not_trusted"
        async with Egress(private, resolve=names, trusted=trusting).door(network, tmp_path) as door:
            answer = await Way(door).get(f"https://good.example:{port}/")
            assert (answer.status, answer.body) == (200, b"hello")
            assert (await Way(door).get(f"https://evil.example:{port}/")).code == "not_trusted"


def certified(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server has, and what a client has that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    kept = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(pem + kept)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "server.pem")
    return serving, ssl.create_default_context(cadata=pem.decode())


async def test_the_proxy_trusts_what_browsers_trust_and_looks_at_names() -> None:
    trusted = authorities()
    assert trusted.verify_mode is ssl.CERT_REQUIRED
    assert trusted.check_hostname
    assert trusted.cert_store_stats()["x509_ca"] > 50


async def test_a_door_that_is_closed_while_somebody_comes_in_leaves_no_connection_open(
    tmp_path: Path, names: Names
) -> None:
    with warnings.catch_warnings(record=True) as left:
        warnings.simplefilter("always", ResourceWarning)
        async with Egress(PrivateHosts(), resolve=names).door(Network(Reach.PUBLIC), tmp_path) as door:
            with socket.socket(socket.AF_UNIX) as program:
                program.connect(str(door.path))
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                await door.close()
        gc.collect()
    assert [str(one.message) for one in left] == []
