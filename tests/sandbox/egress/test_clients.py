"""Programs use the libraries they know, by ordinary addresses, and are told in words when one is refused."""

import asyncio
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.egress.conftest import Way, Ways
from tests.sandbox.egress.source import Source

ROOT = Path(__file__).parents[3]
INSIDE = ROOT / "src/sayso/sandbox/inside"
PACKAGES = ROOT / ".sandbox/packages"
_BEGIN = f"""
import asyncio, io, json, sys
sys.path[:0] = [{str(INSIDE)!r}, {str(PACKAGES if PACKAGES.is_dir() else Path(httpx.__file__).parents[1])!r}]
path, base = json.loads(sys.argv[1])
said = {{}}
import clients
clients.install(path)
def fails(call):
    try:
        return "no error: " + repr(call())
    except Exception as error:
        return type(error).__module__.partition(".")[0] + "." + type(error).__name__ + ": " + str(error)
"""
_PRIVATE = "10.0.0.1 is on the server's own network. Ask a host on the internet"
_NO_NETWORK = "This program may not reach the network."


async def run(code: str, way: Way | None, source: Source, before: str = "") -> Any:
    """What a program says in the end."""
    program = before + _BEGIN + textwrap.dedent(code) + "\nprint(json.dumps(said))"
    given = json.dumps([str(way.door.path) if way else None, source.url("")])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-S", "-W", "error", "-c", program, given, stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(60):
        told, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(told)


async def test_httpx_asks_streams_posts_and_follows(way: Ways, source: Source) -> None:
    async with way() as door:
        said = await run(
            """
            import httpx
            said["get"] = httpx.get(base + "/say", params={"text": "grüße"}).text
            with httpx.Client(base_url=base, headers={"x-own": "1"}) as client:
                said["post"] = client.post("/echo", json={"a": 1}).json()
                parts = client.post("/echo", files={"f": ("a.txt", b"abc")}).json()
                said["parts"] = parts["body"].count("abc")
                said["followed"] = client.get("/redirect?to=/say", follow_redirects=True).text
                said["status"] = client.get("/status/503").status_code
                with client.stream("GET", "/bytes/300000") as answer:
                    said["streamed"] = sum(len(piece) for piece in answer.iter_bytes())
            async def later():
                async with httpx.AsyncClient() as client:
                    found = await asyncio.gather(*(client.get(f"{base}/say?text={n}") for n in range(20)))
                    return [one.text for one in found]
            said["later"] = asyncio.run(later())
            """,
            door,
            source,
        )
    assert said["get"] == "grüße"
    assert json.loads(said["post"]["body"]) == {"a": 1}
    assert dict(said["post"]["headers"])["x-own"] == "1"
    assert (said["parts"], said["followed"], said["status"]) == (1, "hello", 503)
    assert said["streamed"] == 300_000
    assert said["later"] == [str(number) for number in range(20)]


async def test_requests_asks_streams_posts_and_follows(way: Ways, source: Source) -> None:
    async with way() as door:
        said = await run(
            """
            import requests
            said["get"] = requests.get(base + "/say", params={"text": "grüße"}).text
            with requests.Session() as session:
                said["post"] = session.post(base + "/echo", json={"a": 1}, auth=("ada", "x")).json()
                said["followed"] = session.get(base + "/redirect?to=/say").text
                said["status"] = session.get(base + "/status/503").status_code
                with session.get(base + "/bytes/300000", stream=True) as answer:
                    said["streamed"] = sum(len(piece) for piece in answer.iter_content(9999))
            said["packed"] = requests.get(base + "/packed?text=hello").text
            """,
            door,
            source,
        )
    assert said["get"] == "grüße"
    assert json.loads(said["post"]["body"]) == {"a": 1}
    assert dict(said["post"]["headers"])["authorization"] == "Basic YWRhOng="
    assert (said["followed"], said["status"], said["streamed"]) == ("hello", 503, 300_000)
    assert said["packed"] == "hello"


async def test_urllib_http_client_and_pandas_ask_the_same_way(way: Ways, source: Source) -> None:
    async with way() as door:
        said = await run(
            """
            import http.client, urllib.request, urllib.error
            said["open"] = urllib.request.urlopen(base + "/say").read().decode()
            asked = urllib.request.Request(base + "/echo", b"abc", {"X-Own": "1"})
            said["post"] = json.load(urllib.request.urlopen(asked))
            said["followed"] = urllib.request.urlopen(base + "/redirect?to=/say").read().decode()
            said["status"] = fails(lambda: urllib.request.urlopen(base + "/status/404"))
            connection = http.client.HTTPConnection(base.removeprefix("http://"))
            for _ in range(2):
                connection.request("GET", "/say?text=kept")
                said["kept"] = connection.getresponse().read().decode()
            try:
                import pandas
            except ImportError:
                said["table"] = said["json"] = [{"a": 1}]
            else:
                table = pandas.read_csv(base + "/say?text=a%0A1")
                said["table"] = json.loads(table.to_json(orient="records"))
                said["json"] = json.loads(
                    pandas.read_json(base + "/say?text=[{%22a%22:1}]").to_json(orient="records")
                )
            """,
            door,
            source,
        )
    assert (said["open"], said["followed"], said["kept"]) == ("hello", "hello", "kept")
    assert (said["post"]["body"], dict(said["post"]["headers"])["x-own"]) == ("abc", "1")
    assert said["status"] == "urllib.HTTPError: HTTP Error 404: Whatever"
    assert said["table"] == said["json"] == [{"a": 1}]


_REFUSING = """
import http.client, httpx, requests, urllib.request
async def later(address):
    async with httpx.AsyncClient() as client:
        return await client.get(address)
for name, address in {"private": "http://10.0.0.1/x", "https": "https://unknown.example/x"}.items():
    said[name] = {
        "httpx": fails(lambda: httpx.get(address)),
        "async": fails(lambda: asyncio.run(later(address))),
        "requests": fails(lambda: requests.get(address)),
        "head": fails(lambda: requests.head(address)),
        "urllib": fails(lambda: urllib.request.urlopen(address)),
    }
"""


async def test_what_is_refused_is_an_error_of_the_library_that_says_why_and_the_way_out(
    way: Ways, source: Source
) -> None:
    async with way() as door:
        said = await run(_REFUSING, door, source)
    assert said["private"]["httpx"].startswith(f"httpx.ConnectError: {_PRIVATE}")
    assert said["private"]["async"].startswith(f"httpx.ConnectError: {_PRIVATE}")
    assert said["private"]["requests"].startswith(f"requests.ConnectionError: {_PRIVATE}")
    assert said["private"]["head"] == said["private"]["requests"]
    assert said["private"]["urllib"].startswith(f"urllib.URLError: <urlopen error {_PRIVATE}")
    for one in said["https"].values():
        assert "There is no host unknown.example. Look at how it is written." in one


async def test_without_a_way_out_every_library_says_so(way: Ways, source: Source) -> None:
    said = await run(_REFUSING, None, source)
    for of_address in said.values():
        assert of_address["httpx"].startswith(f"httpx.ConnectError: {_NO_NETWORK}")
        assert of_address["async"].startswith(f"httpx.ConnectError: {_NO_NETWORK}")
        assert of_address["requests"].startswith(f"requests.ConnectionError: {_NO_NETWORK}")
        assert of_address["urllib"].startswith(f"urllib.URLError: <urlopen error {_NO_NETWORK}")


async def test_each_hop_of_a_redirect_is_judged_anew(way: Ways, source: Source) -> None:
    async with way() as door:
        said = await run(
            """
            import httpx, requests, urllib.request
            away = base + "/redirect?to=http://169.254.169.254/latest/"
            said["httpx"] = fails(lambda: httpx.get(away, follow_redirects=True))
            said["requests"] = fails(lambda: requests.get(away))
            said["urllib"] = fails(lambda: urllib.request.urlopen(away))
            """,
            door,
            source,
        )
    for one in said.values():
        assert "169.254.169.254 is where a machine keeps its credentials." in one


async def test_an_answer_that_is_cut_off_says_why(way: Ways, source: Source) -> None:
    code = """
    import httpx, requests, urllib.request
    async def later():
        async with httpx.AsyncClient() as client:
            return await client.get(base + "/endless")
    calls = {
        "httpx": lambda: httpx.get(base + "/endless"),
        "async": lambda: asyncio.run(later()),
        "requests": lambda: requests.get(base + "/endless"),
        "urllib": lambda: urllib.request.urlopen(base + "/endless").read(),
    }
    said = {NAME: fails(calls[NAME])}
    """
    for name in ("httpx", "async", "requests", "urllib"):
        async with way(most_bytes=500_000) as door:
            said = await run(code.replace("NAME", repr(name)), door, source)
        assert "may send and receive 0.5 MB in one run, and this is more." in said[name], said
        assert "Ask the source for less" in said[name]


async def test_a_source_that_takes_too_long_is_a_time_out_of_the_library(
    way: Ways, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.sandbox.egress.run.WHOLE_SECONDS", 0.3)
    async with way() as door:
        said = await run(
            """
            import httpx, requests, urllib.request
            said["httpx"] = fails(lambda: httpx.get(base + "/slow/9"))
            said["own"] = fails(lambda: httpx.get(base + "/slow/9", timeout=0.1))
            said["requests"] = fails(lambda: requests.get(base + "/slow/9"))
            said["urllib"] = fails(lambda: urllib.request.urlopen(base + "/slow/9"))
            """,
            door,
            source,
        )
    assert said["httpx"].startswith("httpx.ReadTimeout: 127.0.0.1")
    assert said["own"].startswith("httpx.ReadTimeout")
    assert said["requests"].startswith("requests.ReadTimeout: 127.0.0.1")
    assert said["urllib"].startswith("urllib.URLError: <urlopen error 127.0.0.1")


@pytest.mark.parametrize("before", ["", "early"])
async def test_libraries_are_turned_whether_they_were_imported_before_or_are_after(
    way: Ways, source: Source, before: str
) -> None:
    imported = f"import sys; sys.path.insert(0, {str(PACKAGES)!r})\nimport httpx, requests, urllib.request\n"
    async with way() as door:
        said = await run(
            """
            import httpx, requests, urllib.request
            said["all"] = [httpx.get(base + "/").text, requests.get(base + "/").text,
                           urllib.request.urlopen(base + "/").read().decode()]
            """,
            door,
            source,
            imported if before and PACKAGES.is_dir() else "",
        )
        assert len(door.door.records) == 3
    assert said["all"] == ["hello"] * 3


async def test_a_process_that_was_forked_has_connections_of_its_own(way: Ways, source: Source) -> None:
    async with way() as door:
        said = await run(
            """
            import httpx, os, requests
            said["before"] = [httpx.get(base + "/").text, requests.get(base + "/").text]
            reading, writing = os.pipe()
            child = os.fork()
            found = ",".join([httpx.get(f"{base}/say?text={os.getpid()}").text,
                              requests.get(f"{base}/say?text={os.getpid()}").text])
            if not child:
                os.write(writing, found.encode())
                os._exit(0)
            os.waitpid(child, 0)
            said["child"] = os.read(reading, 99).decode() == f"{child},{child}"
            said["parent"] = found == f"{os.getpid()},{os.getpid()}"
            """,
            door,
            source,
        )
    assert said == {"before": ["hello", "hello"], "child": True, "parent": True}


async def test_no_library_makes_a_context_for_tls(way: Ways, source: Source) -> None:
    async with way() as door:
        said = await run(
            """
            import httpx, requests, ssl, urllib.request
            def no(*_, **__): raise AssertionError("a context was made")
            ssl.SSLContext.load_verify_locations = ssl.SSLContext.load_default_certs = no
            address = "https://unknown.example/"
            said["httpx"] = fails(lambda: httpx.Client().get(address))
            said["requests"] = fails(lambda: requests.Session().get(address))
            said["urllib"] = fails(lambda: urllib.request.urlopen(address))
            """,
            door,
            source,
        )
    assert all("There is no host unknown.example." in one for one in said.values()), said
