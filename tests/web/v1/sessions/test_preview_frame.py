"""The pages inside the frames of previews, and of cards that draw themselves."""

import re

import httpx
import pytest

from sayso.verifier.toolchain import kit
from tests.support.studio import Studio

PAGES = pytest.mark.parametrize("path", ["/studio/frame", "/studio/card-frame"])


@PAGES
async def test_the_page_of_a_frame_has_no_origin_and_no_network(studio: Studio, path: str) -> None:
    page = await studio.client.get(path, headers={"authorization": ""})
    rules = dict(
        rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; ") if " " in rule
    )
    assert page.status_code == 200
    assert rules["sandbox"] == "allow-scripts"
    assert {rules[name] for name in ("default-src", "connect-src", "form-action", "base-uri")} == {"'none'"}
    assert rules["frame-ancestors"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert "x-frame-options" not in page.headers
    assert page.headers["referrer-policy"] == "no-referrer"


@PAGES
async def test_what_the_page_loads_is_served_to_any_origin(studio: Studio, path: str) -> None:
    page = await studio.client.get(path)
    script = re.search(r'src="(/studio/frame/[^"]+\.js)"', page.text)
    assert script is not None
    for address in (script[1], f"/kit/{kit().imports['react']}", f"/kit/{kit().font}"):
        answer: httpx.Response = await studio.client.get(address)
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*"), address
    for strange in ("manifest.json", "..%2findex.html", "nothing.js"):
        assert (await studio.client.get(f"/studio/frame/{strange}")).status_code in {400, 404}, strange
