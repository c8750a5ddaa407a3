"""CSV in and out, and uploads."""

import csv
import io
from typing import Any

import pytest

from tests.contract.salon import cast
from tests.contract.server import Application

CLIENTS = "Name;E-Mail;Birthday;Hair type\nAnna;anna@example.com;03.04.1990;Wavy\nBär;;;\n"


async def send(shop: Application, collection: str, text: str | bytes, **parameters: Any) -> dict[str, Any]:
    answer = await shop.api.post(
        f"/api/{collection}/import",
        params=parameters,
        content=text.encode() if isinstance(text, str) else text,
        headers={"content-type": "text/csv"},
    )
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    assert result.keys() >= {"created", "rows", "errors", "error_count", "ignored", "dry_run"}
    return result


@pytest.mark.parametrize(
    "data",
    [
        CLIENTS.encode(),
        CLIENTS.encode("utf-8-sig"),
        CLIENTS.encode("utf-16"),
        CLIENTS.encode("cp1252"),
        CLIENTS.replace(";", ",").encode(),
        CLIENTS.replace(";", "\t").replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "windows", "commas", "tabs"],
)
async def test_files_are_read_in_whatever_form_they_come(shop: Application, data: bytes) -> None:
    assert (await send(shop, "clients", data))["created"] == 2
    rows = await shop.rows("clients", sort="name")
    assert [(row["name"], row["birthday"], row["hair_type"]) for row in rows] == [
        ("Anna", "1990-04-03", "wavy"),
        ("Bär", None, None),
    ]


async def test_every_bad_row_is_told_and_nothing_is_created(shop: Application) -> None:
    text = "name,price,duration,active\nCut,30,30,yes\n,abc,30,maybe\nWash,-1,30,no\nCut,31,,yes\n"
    result = await send(shop, "services", text)
    assert (result["created"], result["rows"]) == (0, 4)
    expected = [(3, "name"), (3, "price"), (3, "active"), (4, "price"), (5, "name")]
    assert [(error["row"], error["field"]) for error in result["errors"]] == expected
    assert all(error["message"] for error in result["errors"])
    assert await shop.total("services") == 0
    partly = await send(shop, "services", text, partial="true")
    assert (partly["created"], partly["error_count"]) == (1, 5)
    assert await shop.total("services") == 1


async def test_a_dry_run_creates_nothing(shop: Application) -> None:
    result = await send(shop, "clients", "Name,Shoe size\nAda,38\nBen,40\n", dry_run="true")
    assert (result["created"], result["errors"], result["dry_run"]) == (2, [], True)
    assert result["ignored"] == ["Shoe size"]
    assert await shop.total("clients") == 0


PEOPLE = "Full name,E-Mail,Shoe size,Remarks,Hair type\nAda,ada@example.com,38,tall,Wavy\nBen,,40,,\n"


async def test_a_trial_shows_where_each_column_goes_and_which_are_left_out(shop: Application) -> None:
    result = await send(shop, "clients", PEOPLE, dry_run="true", partial="true")
    placed = [(one["position"], one["heading"], one["field"]) for one in result["columns"]]
    assert placed == [
        (0, "Full name", None),
        (1, "E-Mail", "email"),
        (2, "Shoe size", None),
        (3, "Remarks", None),
        (4, "Hair type", "hair_type"),
    ]
    assert result["columns"][2]["samples"] == ["38", "40"]
    assert result["ignored"] == ["Full name", "Shoe size", "Remarks"]
    fields = {one["field"]: one["required"] for one in result["fields"]}
    assert (fields["name"], fields["email"], fields["colour_notes"]) == (True, False, False)
    nothing = await send(shop, "clients", "Shoe size\n38\n", dry_run="true", partial="true")
    assert (nothing["created"], nothing["columns"][0]["field"]) == (0, None)
    assert nothing["fields"] == result["fields"]


async def test_columns_go_where_a_person_sends_them(shop: Application) -> None:
    mapping = '["name","email",null,"colour_notes",null]'
    result = await send(shop, "clients", PEOPLE, mapping=mapping)
    assert (result["created"], result["ignored"]) == (2, ["Shoe size", "Hair type"])
    rows = await shop.rows("clients", sort="name")
    kept = [(row["name"], row["email"], row["colour_notes"], row["hair_type"]) for row in rows]
    assert kept == [("Ada", "ada@example.com", "tall", None), ("Ben", None, None, None)]
    for wrong in ('["name","name"]', '["nothing"]', '{"name": 0}', "[1]", "["):
        answer = await shop.api.post(
            "/api/clients/import",
            params={"mapping": wrong},
            content=PEOPLE,
            headers={"content-type": "text/csv"},
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed"), wrong


async def test_what_can_be_read_two_ways_is_refused_with_both(shop: Application) -> None:
    header = "Name;Price;Duration\n"
    for cell, readings in {"4,5": ("4.5", "45"), "1.500": ("1.5", "1,500")}.items():
        result = await send(shop, "services", f"{header}Cut;{cell};30\n")
        assert result["created"] == 0, cell
        [error] = result["errors"]
        assert (error["row"], error["field"]) == (2, "price")
        assert all(f"“{one}”" in error["message"] for one in readings), error
    [error] = (await send(shop, "clients", "Name;Birthday\nAda;03/04/1990\n"))["errors"]
    assert "can be read as" in error["message"]
    plain = await send(shop, "services", f"{header}Cut;1,234.50;30\nDye;12.75;30\n")
    assert plain["created"] == 2
    assert sorted(row["price"] for row in await shop.rows("services")) == [12.75, 1234.5]


async def test_an_answer_names_twenty_cells_and_counts_the_rest(shop: Application) -> None:
    text = "Name,Birthday\n" + "Ada,some day in spring\n" * 50
    result = await send(shop, "clients", text, dry_run="true", partial="true")
    assert (len(result["errors"]), result["error_count"], result["rows"]) == (20, 50, 50)
    wide = "Name," + ",".join(f"{number}{'h' * 3_000}" for number in range(150)) + "\nAda\n"
    answer = await shop.api.post(
        "/api/clients/import",
        params={"dry_run": "true"},
        content=wide,
        headers={"content-type": "text/csv"},
    )
    assert answer.status_code == 200
    assert len(answer.content) < 64 * 1024


async def test_a_form_may_bring_the_file(shop: Application) -> None:
    answer = await shop.api.post("/api/clients/import", files={"file": ("a.csv", b"Name\nAda\n", "text/csv")})
    assert (answer.status_code, answer.json()["created"]) == (200, 1)


async def test_related_rows_are_found_by_their_titles(shop: Application) -> None:
    await cast(shop)
    header = "Client,Stylist,Service,Starts at"
    text = f"{header}\nada lovelace,Sue,Cut,23/11/2026 10:00\nNobody,Sue,Cut,2026-11-24 10:00\n"
    result = await send(shop, "appointments", text, partial="true")
    assert result["created"] == 1
    assert [(error["row"], error["field"]) for error in result["errors"]] == [(3, "client_id")]
    assert "Nobody" in result["errors"][0]["message"]
    row = (await shop.rows("appointments"))[0]
    assert row["starts_at"] == "2026-11-23T10:00:00+00:00"


async def test_what_is_exported_can_be_imported_again(shop: Application) -> None:
    for name in ('A "quoted", name', "=1+1", "Line\nbreak", "ünï"):
        await shop.create("clients", name=name, hair_type="curly")
    service = await shop.create("services", name="Cut", price=30)
    await shop.create("stylists", name="Bo", works_on=["monday", "friday"], services_ids=[service["id"]])
    for collection in ("clients", "stylists"):
        before = await shop.rows(collection)
        exported = await shop.api.get(f"/api/{collection}/export.csv")
        assert exported.headers["content-type"] == "text/csv; charset=utf-8"
        result = await send(shop, collection, exported.content)
        assert (result["created"], result["errors"]) == (len(before), [])
    rows = await shop.rows("stylists", expand="services")
    assert [(row["works_on"], row["services_titles"]) for row in rows] == [
        (["monday", "friday"], ["Cut"])
    ] * 2
    named = sorted(row["name"] for row in await shop.rows("clients"))
    assert named == sorted(2 * ['A "quoted", name', "=1+1", "Line\nbreak", "ünï"])


async def test_export_follows_filters_sort_and_columns(shop: Application) -> None:
    for name in ("Ada", "Ben", "Cleo"):
        await shop.create("clients", name=name)
    answer = await shop.api.get(
        "/api/clients/export.csv",
        params={"columns": "name,created_at", "sort": "-name", "filter[name][ne]": "Ben"},
    )
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[0] for line in lines] == ["Name", "Cleo", "Ada"]
    assert lines[0][1] == "Created"


async def test_spreadsheets_never_run_a_text(shop: Application) -> None:
    texts = ["=1", "+1", "-1", "@A1", "\t=1"]
    for number, text in enumerate(texts):
        await shop.create("clients", name=f"Client {number}", colour_notes=text)
    exported = (await shop.api.get("/api/clients/export.csv", params={"columns": "name,colour_notes"})).text
    with io.StringIO(exported.removeprefix("\ufeff"), newline="") as lines:
        cells = [notes for _, notes in list(csv.reader(lines))[1:]]
    assert sorted(cells) == sorted(f"'{text}" for text in texts)


@pytest.mark.parametrize(
    ("name", "content", "kind", "shown"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n123", "image/png", True),
        ("a.png", b"<html><script>alert(1)</script>", "application/octet-stream", False),
        ("a.html", b"<html>", "application/octet-stream", False),
        ('ä "b".pdf', b"%PDF-1.7", "application/pdf", False),
        ("a.txt", b"hello", "text/plain", False),
    ],
)
async def test_uploads_are_what_their_bytes_say(
    shop: Application, name: str, content: bytes, kind: str, shown: bool
) -> None:
    upload = await shop.api.post("/api/files", files={"file": (name, content, "image/png")})
    assert upload.status_code == 201, upload.text
    stored = upload.json()
    assert stored.keys() == {"id", "name", "size", "content_type", "url"}
    assert (stored["content_type"], stored["size"]) == (kind, len(content))
    file = await shop.api.get(stored["url"])
    assert file.content == content
    assert file.headers["content-disposition"].startswith("inline" if shown else "attachment")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]


async def test_a_picture_belongs_to_a_row(shop: Application) -> None:
    upload = await shop.api.post("/api/files", files={"file": ("a.gif", b"GIF89a1", "image/gif")})
    stylist = await shop.create("stylists", name="Sue", photo=upload.json()["id"])
    assert stylist["photo"] == upload.json()["id"]
