"""Values are read by the language of the application; what can be read two ways is refused and named."""

import json
from typing import Any

import pytest

from tests.contract.server import Application
from tests.contract.test_transfer import send

CSV = {"content-type": "text/csv"}
SERVICES = "Name,Price,Duration\n"


@pytest.fixture(autouse=True)
def only_here(peer: str) -> None:
    """Exported servers read cells in their own way."""
    if peer != "sayso":
        pytest.skip("exported servers do not tell where columns go")


async def test_a_single_cell_that_is_one_of_two_numbers_is_refused_with_both(shop: Application) -> None:
    result = await send(shop, "services", f'{SERVICES}Cut,"4,5",30\n', dry_run="true")
    assert result["created"] == 0
    assert result["errors"][0]["message"] == (
        "Price can be read as “4.5” or as “45”. Write it so that only one of them fits."
    )


async def test_a_column_tells_how_its_numbers_are_written(shop: Application) -> None:
    text = f'{SERVICES}Cut,"4,50",30\nWash,"12,25",15\nColour,"1.500,00",90\n'
    result = await send(shop, "services", text)
    assert (result["created"], result["errors"]) == (3, [])
    assert {row["price"] for row in await shop.rows("services")} == {4.5, 12.25, 1500}
    price = next(one for one in result["columns"] if one["field"] == "price")
    assert price["note"].startswith("Commas set off decimals here")


async def test_a_day_that_cannot_be_one_of_two_settles_the_column(shop: Application) -> None:
    alone = await send(shop, "clients", "Name,Birthday\nAda,03/04/1990\n", dry_run="true")
    assert "“3 April 1990” or as “4 March 1990”" in alone["errors"][0]["message"]
    settled = await send(shop, "clients", "Name,Birthday\nAda,03/04/1990\nBen,13/04/1990\n")
    assert settled["created"] == 2
    assert {row["birthday"] for row in await shop.rows("clients")} == {"1990-04-03", "1990-04-13"}
    assert "day, month, year" in settled["columns"][1]["note"]


@pytest.mark.parametrize(
    ("price", "message"),
    [
        ("12.345678", "must have at most 2 decimals; it is not rounded for you."),
        ("12 kg", "must be a number."),
        ("€12", "is in EUR, but amounts here are in"),
        ("1e3", "must be written out"),
    ],
)
async def test_what_would_change_is_refused(shop: Application, price: str, message: str) -> None:
    result = await send(shop, "services", f'{SERVICES}Cut,"{price}",30\n', dry_run="true")
    assert result["created"] == 0
    assert message in result["errors"][0]["message"]


async def test_amounts_over_json_are_never_rounded(shop: Application) -> None:
    body: dict[str, Any] = {"name": "Cut", "price": 12.345, "duration": 30}
    answer = await shop.api.post("/api/services", json=body)
    assert answer.status_code == 422
    assert "not rounded" in answer.text


async def test_a_dry_run_shows_where_columns_go_and_what_is_left_out(shop: Application) -> None:
    text = "Name,Shoe size,,Cell,Name\nAda,38,x,077,Lovelace\nBen,40,,078,\n"
    result = await send(shop, "clients", text, dry_run="true")
    assert [(one["heading"], one["field"]) for one in result["columns"]] == [
        ("Name", "name"),
        ("Shoe size", None),
        ("", None),
        ("Cell", None),
        ("Name", None),
    ]
    assert result["columns"][1]["samples"] == ["38", "40"]
    assert result["ignored"] == ["Shoe size", "Cell", "Name"]
    assert {"field": "name", "label": "Name", "required": True} in result["fields"]
    assert await shop.total("clients") == 0


async def test_columns_go_where_a_person_sends_them(shop: Application) -> None:
    known = (await send(shop, "clients", "Name\nAda\n", dry_run="true"))["fields"]
    phone = next(one["field"] for one in known if one["field"] in {"phone", "mobile"})
    text = "Who,Cell\nAda,077 123\n"
    result = await send(shop, "clients", text, mapping=json.dumps(["name", phone]))
    assert result["created"] == 1
    assert (await shop.rows("clients"))[0][phone] == "077 123"
    for wrong in ('["name","name"]', '["nonsense"]', "7"):
        answer = await shop.api.post(
            "/api/clients/import",
            params={"mapping": wrong},
            content=text,
            headers={"content-type": "text/csv"},
        )
        assert answer.status_code == 400, answer.text


async def test_numbers_in_addresses_are_exact_in_every_language(shop: Application) -> None:
    await shop.create("services", name="Cut", price=1.5)
    await shop.create("services", name="Perm", price=1500)
    found = await shop.rows("services", **{"filter[price]": "1.500"})
    assert [row["name"] for row in found] == ["Cut"]
