"""CSV in and out, and uploads."""

import csv
import io

import pytest

from tests.support.running import Salon


async def send(shop: Salon, collection: str, text: str | bytes, query: str = "") -> dict[str, object]:
    data = text.encode() if isinstance(text, str) else text
    answer = await shop.owner.post(
        f"/api/{collection}/import{query}", content=data, headers={"content-type": "text/csv"}
    )
    assert answer.status_code == 200, answer.text
    result: dict[str, object] = answer.json()
    return result


CLIENTS = "Name;E-Mail;Birthday;Hair type\nAnna;anna@example.com;03.04.1990;Wavy\nBär;;;\n"


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
async def test_files_are_read_in_whatever_form_they_come(shop: Salon, data: bytes) -> None:
    assert (await send(shop, "clients", data))["created"] == 2
    rows = (await shop.owner.get("/api/clients", params={"sort": "name"})).json()["items"]
    assert [(row["name"], row["birthday"], row["hair_type"]) for row in rows] == [
        ("Anna", "1990-04-03", "wavy"),
        ("Bär", None, None),
    ]


async def test_every_bad_row_is_told_and_nothing_is_created(shop: Salon) -> None:
    text = "name,price,duration,active\nCut,30,30,yes\n,abc,30,maybe\nWash,-1,30,no\nCut,31,,x\n"
    result = await send(shop, "services", text)
    assert result["created"] == 0
    assert [(e["row"], e["field"], e["message"]) for e in result["errors"]] == [  # type: ignore[attr-defined]
        (3, "name", "Name is required."),
        (3, "price", "Price must be a number."),
        (3, "active", "Active must be yes or no."),
        (4, "price", "Price must be 0 or more."),
        (5, "name", "Name is already taken by another service."),
    ]
    assert (await shop.owner.get("/api/services")).json()["page"]["total"] == 0
    partly = await send(shop, "services", text, "?partial=true")
    assert (partly["created"], partly["error_count"]) == (1, 5)
    assert (await shop.owner.get("/api/services")).json()["page"]["total"] == 1


async def test_a_dry_run_creates_nothing(shop: Salon) -> None:
    result = await send(shop, "clients", "Name\nAda\nBen\n", "?dry_run=true")
    assert (result["created"], result["errors"], result["dry_run"]) == (2, [], True)
    assert (await shop.owner.get("/api/clients")).json()["page"]["total"] == 0


async def test_related_rows_are_found_by_their_titles(shop: Salon) -> None:
    await shop.cast()
    header = "Client,Stylist,Service,Starts at"
    text = f"{header}\nada lovelace,Sue,Cut,23/11/2026 10:00\nNobody,Sue,Cut,2026-11-24 10:00\n"
    result = await send(shop, "appointments", text, "?partial=true")
    assert result["created"] == 1
    assert result["errors"] == [
        {"row": 3, "field": "client_id", "message": "Client “Nobody” is not the name of a client."}
    ]
    row = (await shop.owner.get("/api/appointments")).json()["items"][0]
    assert row["starts_at"] == "2026-11-23T10:00:00+00:00"


async def test_what_is_exported_can_be_imported_again(shop: Salon) -> None:
    for name in ('A "quoted", name', "=1+1", "Line\nbreak", "  ünï  "):
        await shop.create("clients", name=name, hair_type="curly")
    cast = await shop.cast()
    await shop.create("stylists", name="Bo", works_on=["monday", "friday"], services_ids=[cast["service_id"]])
    for collection in ("clients", "stylists"):
        before = (await shop.owner.get(f"/api/{collection}")).json()["items"]
        exported = await shop.owner.get(f"/api/{collection}/export.csv")
        assert exported.headers["content-type"] == "text/csv; charset=utf-8"
        if collection == "clients":
            assert "'=1+1" in exported.text
            await shop.owner.patch(f"/api/clients/{cast['client_id']}", json={"email": None})
        result = await send(shop, collection, exported.content)
        assert (result["created"], result["errors"]) == (len(before), [])
    rows = (
        await shop.owner.get("/api/stylists", params={"filter[name]": "Bo", "expand": "services"})
    ).json()["items"]
    assert [(row["works_on"], row["services_titles"]) for row in rows] == [
        (["monday", "friday"], ["Cut"])
    ] * 2


async def test_export_follows_filters_sort_and_columns(shop: Salon) -> None:
    for name in ("Ada", "Ben", "Cleo"):
        await shop.create("clients", name=name)
    answer = await shop.owner.get(
        "/api/clients/export.csv",
        params={"columns": "name,created_at", "sort": "-name", "filter[name][ne]": "Ben"},
    )
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[0] for line in lines] == ["Name", "Cleo", "Ada"]
    assert lines[0][1] == "Created"


async def test_thousands_of_rows_are_imported_and_exported(shop: Salon) -> None:
    text = "Name,Email\n" + "".join(f"Client {n},client{n}@example.com\n" for n in range(3000))
    assert (await send(shop, "clients", text))["created"] == 3000
    exported = await shop.owner.get("/api/clients/export.csv", params={"sort": "name"})
    assert exported.content.count(b"\n") == 3001


@pytest.mark.parametrize(
    ("name", "content", "kind", "shown"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n123", "image/png", True),
        ("a.png", b"<html><script>alert(1)</script>", "application/octet-stream", False),
        ("a.html", b"<html>", "application/octet-stream", False),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", True),
        ('ä "b".pdf', b"%PDF-1.7", "application/pdf", False),
        ("a.txt", b"hello", "text/plain", False),
    ],
)
async def test_uploads_are_what_their_bytes_say(
    shop: Salon, name: str, content: bytes, kind: str, shown: bool
) -> None:
    upload = await shop.owner.post("/api/files", files={"file": (name, content, "image/png")})
    assert upload.status_code == 201, upload.text
    assert upload.json()["content_type"] == kind
    file = await shop.owner.get(upload.json()["url"])
    assert file.content == content
    assert file.headers["content-disposition"].startswith("inline" if shown else "attachment")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in file.headers["content-security-policy"]


async def test_a_picture_belongs_to_a_row_and_a_large_file_is_refused(shop: Salon) -> None:
    upload = await shop.owner.post("/api/files", files={"file": ("a.gif", b"GIF89a1", "image/gif")})
    stylist = await shop.create("stylists", name="Sue", photo=upload.json()["id"])
    assert stylist["photo"] == upload.json()["id"]
    large = b"x" * (shop.sayso.settings.max_upload_bytes + 100_000)
    assert (await shop.owner.post("/api/files", files={"file": ("a", large)})).status_code == 413


async def test_no_form_of_formula_reaches_a_spreadsheet(shop: Salon) -> None:
    texts = ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"]
    for number, text in enumerate(texts):
        await shop.create("clients", name=f"Client {number}", colour_notes=text)
    exported = (await shop.owner.get("/api/clients/export.csv", params={"columns": "name,colour_notes"})).text
    with io.StringIO(exported.removeprefix("\ufeff"), newline="") as lines:
        cells = [notes for _, notes in list(csv.reader(lines))[1:]]
    assert sorted(cells) == sorted(f"'{text}" for text in texts)
