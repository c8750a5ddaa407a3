"""Templates of an agency: published from an application, begun from, and brought up to date."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from sayso.spec.model import AppSpec
from tests.support.studio import Studio
from tests.web.v1.edits import add_field, field_of, set_field

pytestmark = pytest.mark.rotating(3)


async def published(studio: Studio, slug: str, **body: Any) -> Any:
    return await studio.call("POST", f"/modules/{slug}/template", {"name": "House salon", **body}, expect=201)


async def begun(studio: Studio, template: str) -> str:
    """The slug of an application that came from a template as it is."""
    session = await studio.call("POST", "/sessions/from-template", {"template": template}, expect=201)
    done = await studio.call("POST", f"/sessions/{session['id']}/publish", {})
    slug: str = done["module"]["slug"]
    return slug


async def origin(studio: Studio, slug: str) -> Any:
    return (await studio.call("GET", f"/modules/{slug}/origin"))["origin"]


async def test_an_application_becomes_a_template_without_rows_or_words(
    studio: Studio, salon: AppSpec
) -> None:
    slug = await studio.install(salon, sample=True)
    goes_in = await studio.call("GET", f"/modules/{slug}/template")
    assert goes_in["contents"]["things"]
    assert goes_in["template"] is None
    made = await published(studio, slug, description="How we run salons.")
    assert (made["slug"], made["version"], made["about"]) == ("house-salon", 1, "How we run salons.")
    [line] = (await studio.call("GET", "/agency/templates"))["items"]
    assert (line["name"], line["module"], line["may_remove"]) == ("House salon", slug, True)
    told = await studio.call("GET", "/templates/house-salon")
    assert {one["name"] for one in told["things"]} >= {"Clients"}
    picture = await studio.client.get("/api/v1/templates/house-salon/picture.svg")
    assert ET.fromstring(picture.text).tag.endswith("svg")  # noqa: S314 - our own
    refused = await studio.client.post(
        f"/api/v1/modules/{slug}/template", json={"name": "House salon", "description": "How we run salons."}
    )
    assert refused.status_code == 409
    assert refused.json()["detail"] == "Nothing changed since version 1 of “House salon”."
    log = await studio.call("GET", "/audit", action="template")
    assert log["items"][0]["action"] == "template.published"


async def test_an_application_knows_its_template_and_takes_over_what_is_new(
    studio: Studio, salon: AppSpec
) -> None:
    house = await studio.install(salon)
    await published(studio, house)
    fork = await begun(studio, "house-salon")
    assert fork != house
    known = await origin(studio, fork)
    assert (known["name"], known["slug"], known["version"], known["is_behind"]) == (
        "House salon", "house-salon", 1, False,
    )  # fmt: skip
    before = await studio.spec(fork)
    assert all(one.source is None for one in before.entities), "the words of whoever made it stay there"

    await studio.do(fork, add_field(before, "nickname"))
    await studio.do(house, add_field(salon, "allergies"))
    await published(studio, house, notes="Allergies")
    assert (await origin(studio, fork))["is_behind"]

    plan = await studio.call("POST", f"/modules/{fork}/origin/plan", {})
    assert (plan["version"], plan["newest"], plan["clashes"]) == (1, 2, [])
    assert any("Allergies" in one for one in plan["changed"])
    await studio.call("POST", f"/modules/{fork}/origin/take-over", {})
    after = await studio.spec(fork)
    assert field_of(after, "nickname")
    assert field_of(after, "allergies")
    assert not (await origin(studio, fork))["is_behind"]
    refused = await studio.client.post(f"/api/v1/modules/{fork}/origin/plan", json={})
    assert refused.status_code == 409

    await studio.undo(fork, confirmed=True)
    assert "allergies" not in {one.name for one in (await studio.spec(fork)).entities[0].fields}
    assert (await origin(studio, fork))["is_behind"], "what was undone can be taken over again"


async def test_where_both_changed_the_same_somebody_decides(studio: Studio, salon: AppSpec) -> None:
    house = await studio.install(salon)
    await published(studio, house)
    fork = await begun(studio, "house-salon")
    await studio.do(fork, set_field(salon, "name", help="As on the card"))
    await studio.do(house, set_field(salon, "name", help="In full"))
    await published(studio, house)
    [clash] = (await studio.call("POST", f"/modules/{fork}/origin/plan", {}))["clashes"]
    assert (clash["what"], clash["mine"], clash["theirs"]) == (
        "help of the field", "As on the card", "In full",
    )  # fmt: skip
    refused = await studio.client.post(f"/api/v1/modules/{fork}/origin/take-over", json={})
    assert refused.status_code == 400
    assert "Both changed the same" in refused.json()["detail"]
    await studio.call("POST", f"/modules/{fork}/origin/take-over", {"answers": {clash["key"]: "theirs"}})
    assert field_of(await studio.spec(fork), "name").help == "In full"


async def test_what_came_from_a_template_outlives_it(studio: Studio, salon: AppSpec) -> None:
    house = await studio.install(salon)
    made = await published(studio, house)
    fork = await begun(studio, "house-salon")
    await studio.call("DELETE", f"/agency/templates/{made['id']}", expect=204)
    assert (await studio.call("GET", "/agency/templates"))["items"] == []
    left = await origin(studio, fork)
    assert (left["name"], left["slug"], left["is_behind"]) == ("House salon", None, False)


async def test_an_application_knows_a_design_of_the_catalogue_too(studio: Studio) -> None:
    slug = await begun(studio, "tool-library")
    known = await origin(studio, slug)
    assert (known["name"], known["design"], known["is_behind"]) == ("Tool library", "tool-library", False)
    other = await studio.call("GET", "/agency/templates")
    assert other["items"] == []


async def test_a_template_never_takes_the_name_of_a_design(studio: Studio, salon: AppSpec) -> None:
    made = await published(studio, await studio.install(salon), name="Tool library")
    assert made["slug"] == "tool-library-2"


async def test_parts_that_others_have_are_added_as_a_change_or_dismissed_for_good(studio: Studio) -> None:
    slug = await begun(studio, "tool-library")
    [part] = (await studio.call("GET", f"/modules/{slug}/suggestions"))["items"]
    assert part["text"] == "Most applications like a tool library also keep reservations."
    change = await studio.call("POST", f"/modules/{slug}/suggestions/{part['part']}", expect=201)
    assert "Let Reservation belong to Tool" in change["sentences"]
    await studio.publish(slug, change)
    assert "reservation" in {one.name for one in (await studio.spec(slug)).entities}
    await studio.undo(slug, confirmed=True)
    await studio.call("DELETE", f"/modules/{slug}/suggestions/{part['part']}", expect=204)
    assert (await studio.call("GET", f"/modules/{slug}/suggestions"))["items"] == []
