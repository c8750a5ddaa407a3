"""A salon over its first weeks: built from words, used, and changed while it is in use."""

from typing import Any

import httpx
import pytest

from tests.support.studio import Studio

TEXT = (
    "We're a hair salon. Clients have a name, mobile, email and colour notes. Stylists have a name. Services "
    "have a name, a category, a price and a duration. An appointment says which client, which stylist, "
    "which service and when it starts. An appointment starts as booked, then it is confirmed, and at the "
    "end done or cancelled."
)


async def rows(keyboard: httpx.AsyncClient, collection: str) -> dict[str, Any]:
    """The rows of a collection by name."""
    answer = await keyboard.get(f"/api/{collection}", params={"page_size": 200})
    assert answer.status_code == 200, answer.text
    return {row["name"]: row for row in answer.json()["items"]}


async def add(keyboard: httpx.AsyncClient, collection: str, **values: Any) -> dict[str, Any]:
    """A new row."""
    answer = await keyboard.post(f"/api/{collection}", json=values)
    assert answer.status_code == 201, answer.text
    row: dict[str, Any] = answer.json()
    return row


@pytest.mark.rotating(6, of="what takes longest")
async def test_a_salon_is_changed_by_words_while_it_is_in_use(studio: Studio) -> None:
    built = await studio.call("POST", "/builds", {"text": TEXT}, expect=201)
    slug = built["module"]["slug"]
    keyboard = await studio.keyboard(slug)

    ada = await add(keyboard, "clients", name="Ada", mobile="+44 20 7946 0018", colour_notes="Copper")
    await add(keyboard, "clients", name="Grace", colour_notes="None")
    stylist = await add(keyboard, "stylists", name="Sue")
    cut = await add(keyboard, "services", name="Cut", category="Hair", price=30, duration=30)
    await add(keyboard, "services", name="Colour", category="Hair", price=80, duration=90)
    await add(keyboard, "services", name="Manicure", category="Nails", price=25, duration=30)
    booked = await add(
        keyboard,
        "appointments",
        client_id=ada["id"],
        stylist_id=stylist["id"],
        service_id=cut["id"],
        starts_at="2026-11-23T10:00:00Z",
    )

    # A name that changes takes everything along.
    renamed = await studio.say(slug, "Rename client to customer")
    assert renamed["module"]["version"] == "2.0.0"
    assert (await rows(keyboard, "customers"))["Ada"]["colour_notes"] == "Copper"
    assert (await keyboard.get(f"/api/appointments/{booked['id']}")).json()["customer_title"] == "Ada"
    assert (await keyboard.get("/api/clients")).status_code == 404

    # What was a text becomes a thing of its own, and the links follow.
    split = await studio.say(slug, "Categories should be a separate thing")
    assert split["revision"] == 3
    categories = await rows(keyboard, "categories")
    assert set(categories) == {"Hair", "Nails"}
    assert (await rows(keyboard, "services"))["Colour"]["category_id"] == categories["Hair"]["id"]

    # What takes values out of the live rows is asked about first.
    wish = await studio.ask(slug, "Remove the colour notes from customers")
    assert wish["plan"]["loses"]
    refused = await studio.publish(slug, wish, expect=409)
    assert refused["code"] == "confirmation_needed"
    assert refused["plan"]["steps"]
    assert (await rows(keyboard, "customers"))["Ada"]["colour_notes"] == "Copper"
    removed = await studio.publish(slug, wish, confirmed=True)
    assert removed["revision"] == 4
    assert "colour_notes" not in (await rows(keyboard, "customers"))["Ada"]

    # Life goes on in between.
    await add(keyboard, "customers", name="Edsger")
    changed = await keyboard.patch(f"/api/customers/{ada['id']}", json={"mobile": "+44 20 7946 0999"})
    assert changed.status_code == 200
    await add(keyboard, "services", name="Pedicure", category_id=categories["Nails"]["id"], price=35)

    # Taking it back brings the values back, and leaves what was done since.
    undone = await studio.undo(slug)
    assert (undone["revision"], undone["module"]["version"]) == (5, "4.1.0")
    customers = await rows(keyboard, "customers")
    assert customers["Ada"]["colour_notes"] == "Copper"
    assert customers["Ada"]["mobile"] == "+44 20 7946 0999"
    assert customers["Edsger"]["colour_notes"] is None

    # Further back: the category is a text again, of new rows too.
    await studio.undo(slug, confirmed=True)
    services = await rows(keyboard, "services")
    assert {name: row["category"] for name, row in services.items()} == {
        "Cut": "Hair",
        "Colour": "Hair",
        "Manicure": "Nails",
        "Pedicure": "Nails",
    }
    assert (await keyboard.get("/api/categories")).status_code == 404

    # And forth again: the categories are the ones there were.
    await studio.redo(slug, confirmed=True)
    again = await rows(keyboard, "categories")
    assert {name: row["id"] for name, row in again.items()} == {
        name: row["id"] for name, row in categories.items()
    }
    assert (await rows(keyboard, "services"))["Pedicure"]["category_id"] == categories["Nails"]["id"]

    timeline = await studio.call("GET", f"/modules/{slug}/revisions")
    kinds = [one["kind"] for one in reversed(timeline["items"])]
    assert kinds == ["change", "change", "change", "change", "undo", "undo", "redo"]
    assert (timeline["can_undo"], timeline["can_redo"]) == (True, True)
    assert (await keyboard.get(f"/api/appointments/{booked['id']}")).json()["customer_title"] == "Ada"
