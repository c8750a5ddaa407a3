"""Pages, permissions and reports, changed by hand."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.studio.desk import Studio

WISH = (
    "A hair salon with stylists, clients, services and appointments. Stylists see only their own "
    "appointments. Revenue per month."
)


@dataclass
class Salon:
    """A build session with a salon, looked at in Studio and over the API."""

    studio: Studio
    id: str

    @property
    def page(self) -> Page:
        """The window."""
        return self.studio.page

    async def open(self, tab: str) -> Page:
        """Show a tab of the session."""
        return await self.studio.go(f"/sessions/{self.id}/{tab}")

    async def spec(self) -> dict[str, Any]:
        """The spec as the API tells it."""
        spec: dict[str, Any] = await asyncio.to_thread(self.studio.call, "GET", f"/sessions/{self.id}/spec")
        return spec

    async def until(self, is_so: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The spec, as soon as this holds for it."""
        async with asyncio.timeout(60):
            while True:
                spec = await self.spec()
                if is_so(spec):
                    return spec
                await asyncio.sleep(0.1)

    async def undo(self) -> None:
        """Take back what was just done, from the word that is said of it."""
        await self.page.get_by_role("button", name="Undo", exact=True).last.click()


@pytest.fixture
async def salon(studio: Studio) -> Salon:
    """A new salon."""
    return Salon(studio, await studio.session(WISH))


def shown(node: dict[str, Any]) -> list[str]:
    """Names of the components that a layout shows, in order."""
    if node["type"] == "component":
        return [node["component"]]
    return [name for child in node["children"] for name in shown(child)]


def overview(spec: dict[str, Any]) -> list[str]:
    """What the first page shows."""
    return shown(spec["pages"][0]["layout"])


def canvas(page: Page) -> Locator:
    """The layout of the first page."""
    return page.get_by_role("region", name="Layout of Overview")


async def test_what_is_dragged_with_the_mouse_stands_where_the_line_was(salon: Salon) -> None:
    page = await salon.open("pages")
    before = overview(await salon.spec())
    moved = await canvas(page).get_by_role("button", name="Upcoming appointments").bounding_box()
    first = await canvas(page).locator('[data-node="0"]').bounding_box()
    assert moved
    assert first
    await page.mouse.move(moved["x"] + 30, moved["y"] + 8)
    await page.mouse.down()
    await page.mouse.move(moved["x"], moved["y"] - 20, steps=4)
    await page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 6, steps=8)
    await expect(page.locator(".pages-line")).to_be_visible()
    await page.mouse.up()

    spec = await salon.until(lambda spec: overview(spec)[0] == "UpcomingAppointments")
    assert sorted(overview(spec)) == sorted(before)
    await salon.undo()
    await salon.until(lambda spec: overview(spec) == before)


@pytest.mark.deep
async def test_escape_leaves_what_is_dragged_where_it_was(salon: Salon) -> None:
    page = await salon.open("pages")
    before = await salon.spec()
    moved = await canvas(page).get_by_role("button", name="Upcoming appointments").bounding_box()
    first = await canvas(page).locator('[data-node="0"]').bounding_box()
    assert moved
    assert first
    await page.mouse.move(moved["x"] + 30, moved["y"] + 8)
    await page.mouse.down()
    await page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 6, steps=8)
    await expect(page.locator(".pages-line")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.mouse.up()
    await expect(page.locator(".pages-line")).to_have_count(0)
    assert await salon.spec() == before


@pytest.mark.deep
async def test_what_is_picked_up_by_keyboard_says_where_it_would_stand(salon: Salon) -> None:
    page = await salon.open("pages")
    await canvas(page).get_by_role("button", name="Upcoming appointments").click()
    await canvas(page).get_by_role("button", name="Move Upcoming appointments").focus()
    await page.keyboard.press("Space")
    status = page.get_by_role("status")
    await expect(status.filter(has_text="Picked up Upcoming appointments.")).to_have_count(1)
    wanted = status.filter(has_text="Before Appointment stats, on the page")
    for _ in range(12):
        if await wanted.count():
            break
        await page.keyboard.press("ArrowUp")
        await page.wait_for_timeout(50)
    await expect(wanted).to_have_count(1)
    await page.keyboard.press("Space")
    await salon.until(lambda spec: overview(spec)[0] == "UpcomingAppointments")


@pytest.mark.deep
async def test_the_tree_moves_a_part_by_alt_and_arrows(salon: Salon) -> None:
    page = await salon.open("pages")
    tree = page.get_by_role("tree", name="Layout of Overview")
    await tree.get_by_role("treeitem", name="Appointment stats").click()
    await page.keyboard.press("Alt+ArrowDown")
    await salon.until(lambda spec: overview(spec)[0] != "AppointmentStats")
    chosen = tree.get_by_role("treeitem", name="Appointment stats")
    await expect(chosen).to_have_attribute("aria-selected", "true")
    await expect(chosen).to_be_focused()


@pytest.mark.deep
async def test_a_new_component_asks_what_it_shows_and_stands_on_the_page(salon: Salon) -> None:
    page = await salon.open("pages")
    await page.get_by_role("button", name="Add cards").click()
    dialog = page.get_by_role("dialog", name="Add cards")
    await dialog.get_by_label("Cards of what?").select_option("service")
    await dialog.get_by_role("button", name="Add cards").click()
    spec = await salon.until(lambda spec: "ServiceCards" in overview(spec))
    assert any(one["name"] == "ServiceCards" and one["entity"] == "service" for one in spec["components"])
    await expect(page.get_by_role("region", name="Properties of Service cards")).to_be_visible()


@pytest.mark.deep
async def test_a_part_can_be_left_out_on_the_phone(salon: Salon) -> None:
    page = await salon.open("pages")
    await canvas(page).get_by_role("button", name="Appointment stats").click()
    await page.get_by_label("Shown on phone").uncheck()

    def is_hidden(spec: dict[str, Any]) -> bool:
        first = spec["pages"][0]["layout"]["children"][0]
        return bool(first.get("responsive", {}).get("mobile", {}).get("hidden"))

    await salon.until(is_hidden)
    await page.get_by_role("button", name="Phone", exact=True).click()
    await expect(canvas(page).get_by_role("button", name="Appointment stats hidden")).to_be_visible()
    await salon.undo()
    await salon.until(lambda spec: not is_hidden(spec))


def actions_of(spec: dict[str, Any], role: str, entity: str) -> set[str]:
    """What rules let a role do with an entity."""
    rules = spec["permissions"]["rules"]
    return {
        action
        for rule in rules
        if rule["role"] == role and rule["entity"] == entity
        for action in rule["actions"]
    }


@pytest.mark.deep
async def test_a_role_is_given_a_right_in_the_matrix(salon: Salon) -> None:
    page = await salon.open("permissions")
    grid = page.get_by_role("grid", name="Permissions")
    before = await salon.spec()
    assert "update" not in actions_of(before, "stylist", "appointment")
    await grid.get_by_role("button", name="Stylist, Appointment: Sees own").focus()
    await page.keyboard.press("Enter")
    await page.get_by_label("Change: which records").select_option("own:stylist")
    await salon.until(lambda spec: "update" in actions_of(spec, "stylist", "appointment"))
    await page.keyboard.press("Escape")
    cell = grid.get_by_role("button", name="Stylist, Appointment: Sees, changes own")
    await expect(cell).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await expect(grid.get_by_role("button", name="Administrator, Appointment: Everything")).to_be_focused()
    await salon.undo()
    await salon.until(lambda spec: spec["permissions"] == before["permissions"])


@pytest.mark.deep
async def test_offering_something_to_anybody_asks_first(salon: Salon) -> None:
    page = await salon.open("permissions")
    await page.get_by_label("New role").fill("Visitor")
    await page.get_by_role("button", name="Add role").click()
    await salon.until(lambda spec: len(spec["permissions"]["roles"]) == 3)
    strangers = page.get_by_label("Whoever is not signed in is")
    await strangers.select_option("visitor")
    dialog = page.get_by_role("dialog", name="Offer this to anybody?")
    await dialog.get_by_role("button", name="Keep it closed").click()
    assert (await salon.spec())["permissions"].get("public_role") is None
    await strangers.select_option("visitor")
    await dialog.get_by_role("button", name="Offer it").click()
    await salon.until(lambda spec: spec["permissions"].get("public_role") == "visitor")
    await expect(page.get_by_text("is for anybody on the internet")).to_be_visible()


@pytest.mark.deep
async def test_a_report_is_added_in_three_answers_and_put_on_a_page(salon: Salon) -> None:
    page = await salon.open("reports")
    await page.get_by_role("button", name="New report").click()
    dialog = page.get_by_role("dialog", name="New report")
    await dialog.get_by_label("About what?").select_option("client")
    await dialog.get_by_label("By what?").select_option("month")
    await dialog.get_by_role("button", name="Add report").click()
    spec = await salon.until(lambda spec: any(one["entity"] == "client" for one in spec["reports"]))
    report = next(one for one in spec["reports"] if one["entity"] == "client")
    assert report["group_by"] == ["month"]
    editor = page.get_by_role("region", name=report["title"])
    await editor.get_by_role("button", name="Put it on a page").click()
    await page.get_by_role("menuitem", name="Clients").click()
    await salon.until(
        lambda spec: any(one["props"].get("report") == report["name"] for one in spec["components"])
    )
    await expect(page.get_by_role("region", name="Layout of Clients")).to_be_visible()
