"""How Studio is served: its page at each of its addresses, its files compressed and kept for good."""

import gzip
import json
from pathlib import Path

import pytest

from sayso.spec.model import AppSpec
from sayso.verifier import toolchain
from sayso.web.compression import Packed, takes_gzip
from tests.web.pages.people import People, place

ADDRESSES = (
    "/",
    "/sessions",
    "/sessions/6d0b1c56-0e3c-4f4c-9d2f-0a64a1f5b3ce/data",
    "/wizard",
    "/modules",
    "/modules/salon/people",
    "/account",
    "/account/agencies",
    "/dashboards",
    "/dashboards/6d0b1c56-0e3c-4f4c-9d2f-0a64a1f5b3ce",
)
MOST_BYTES = 250_000


def manifest() -> dict[str, dict[str, object]]:
    """What the build wrote, by source."""
    built: dict[str, dict[str, object]] = json.loads((toolchain.studio() / "manifest.json").read_text())
    return built


def first_load() -> set[str]:
    """The scripts that the home screen needs before it is drawn: the entry, and what that imports at once."""
    built = manifest()
    wanted = [name for name, part in built.items() if part.get("isEntry")]
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in seen:
            seen.add(name)
            wanted += built[name].get("imports", [])  # type: ignore[arg-type]  # a list of names, in JSON
    return {str(built[name]["file"]) for name in seen}


async def test_studio_is_at_each_of_its_addresses_for_whoever_is_signed_in(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser, stranger = await people.signed_in(), await people.browser()
    for address in ADDRESSES:
        answer = await browser.get(address)
        assert answer.status_code == 200, address
        assert '<div id="root"></div>' in answer.text
        sent_to = place(await stranger.get(f"{address}?said=so"))
        assert sent_to.startswith("/signin?next=%2F"), address
        assert sent_to.endswith("%3Fsaid%3Dso")
    assert place(await stranger.get("/")) == "/signin"


async def test_a_link_to_a_dashboard_is_opened_by_anybody_and_told_to_nobody(people: People) -> None:
    answer = await (await people.browser()).get(f"/shared/{'x' * 43}")
    assert answer.status_code == 200
    assert '<div id="root"></div>' in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_the_page_runs_nothing_but_its_own_scripts_and_is_in_nobody_elses_frame(people: People) -> None:
    await people.add("ada@example.com", "acme")
    answer = await (await people.signed_in()).get("/")
    policy = dict(
        part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["connect-src"] == policy["form-action"] == "'self'"
    assert answer.text.count("<script>") == policy["script-src"].count("'sha256-")
    assert policy["script-src"].startswith("'self'")
    assert "unsafe" not in policy["script-src"]
    assert answer.headers["x-frame-options"] == "DENY"


async def test_the_page_is_asked_for_each_time_and_sent_once(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in()
    first = await browser.get("/sessions")
    assert first.headers["cache-control"] == "no-cache"
    again = await browser.get("/sessions", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = await browser.get("/sessions", headers={"if-none-match": '"another"'})
    assert other.status_code == 200


async def test_files_are_sent_compressed_to_those_who_take_it_and_kept_for_good(people: People) -> None:
    browser = await people.browser()
    script = max(first_load(), key=lambda name: (toolchain.studio() / name).stat().st_size)
    for path in (f"/studio/{script}", f"/kit/{toolchain.kit().imports['@sayso/app-kit'].rpartition('/')[2]}"):
        packed = await browser.get(path, headers={"accept-encoding": "br, gzip;q=0.8"})
        plain = await browser.get(path, headers={"accept-encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip", path
        assert "content-encoding" not in plain.headers
        assert packed.content == plain.content
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
        for answer in (packed, plain):
            assert answer.headers["vary"] == "Accept-Encoding"
            assert answer.headers["cache-control"].endswith("immutable")
            assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_a_font_is_sent_as_it_is(people: People) -> None:
    font = next(toolchain.studio().glob("*.woff2"))
    answer = await (await people.browser()).get(f"/studio/{font.name}", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert (answer.headers["content-type"], answer.content) == ("font/woff2", font.read_bytes())


async def test_what_is_no_file_of_studio_is_not_sent(people: People) -> None:
    browser = await people.browser()
    for name in ("index.html", "nothing.js", "%2e%2e%2findex.html", "..%2f..%2fpackage.json", "frame"):
        answer = await browser.get(f"/studio/{name}x" if name == "frame" else f"/studio/{name}")
        assert answer.status_code in {400, 404}, name


async def test_applications_send_their_files_compressed_too(people: People, salon: AppSpec) -> None:
    module = await people.sayso.install(salon, await people.sayso.home("acme", "owner@acme.example"))
    visitor = await people.sayso.visitor(module)
    script = toolchain.kit().imports["@sayso/app-kit"].rpartition("/")[2]
    for path in (f"/kit/{script}",):
        packed = await visitor.get(path, headers={"accept-encoding": "gzip"})
        plain = await visitor.get(path, headers={"accept-encoding": ""})
        assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
        assert packed.content == plain.content
        assert "content-encoding" not in plain.headers


async def test_the_home_screen_needs_at_most_250_kb_of_compressed_script(people: People) -> None:
    browser = await people.browser()
    sizes: dict[str, int] = {}
    for name in first_load():
        answer = await browser.get(f"/studio/{name}", headers={"accept-encoding": "gzip"})
        sizes[name] = int(answer.headers["content-length"])
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda one: -one[1])[:10]


async def test_a_missing_build_says_what_to_run(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in()
    monkeypatch.setattr(toolchain, "frontend_root", lambda: tmp_path)
    answer = await browser.get("/")
    assert answer.status_code >= 500
    assert "Studio is not built" in answer.text
    assert "make setup" in answer.text


@pytest.mark.parametrize(
    ("accepted", "does"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5, *;q=0", True),
        ("*", True),
        ("GZIP", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("gzip;q=what", False),
        ("identity;q=1, *;q=0", False),
    ],
)
def test_gzip_is_sent_only_to_who_says_so(accepted: str, does: bool) -> None:
    assert takes_gzip(accepted) is does


def test_what_does_not_become_shorter_stays_as_it_is() -> None:
    assert Packed.of("text/plain", b"short").gzipped is None
    assert Packed.of("font/woff2", bytes(5_000)).gzipped is None
    long = Packed.of("text/css", b"a {}\n" * 1_000)
    assert long.gzipped is not None
    assert gzip.decompress(long.body("gzip")) == long.body("")
