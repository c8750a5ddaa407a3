"""CSV in and out, and uploads: words, sizes and forms that `tests/contract` leaves to each program."""

import csv
import io

from tests.support.running import Salon


async def send(shop: Salon, collection: str, text: str | bytes, query: str = "") -> dict[str, object]:
    data = text.encode() if isinstance(text, str) else text
    answer = await shop.owner.post(
        f"/api/{collection}/import{query}", content=data, headers={"content-type": "text/csv"}
    )
    assert answer.status_code == 200, answer.text
    result: dict[str, object] = answer.json()
    return result


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
    await shop.cast()
    header = "Client,Stylist,Service,Starts at"
    text = f"{header}\nada lovelace,Sue,Cut,23/11/2026 10:00\nNobody,Sue,Cut,2026-11-24 10:00\n"
    result = await send(shop, "appointments", text, "?partial=true")
    assert result["errors"] == [
        {"row": 3, "field": "client_id", "message": "Client “Nobody” is not the name of a client."}
    ]


async def test_thousands_of_rows_are_imported_and_exported(shop: Salon) -> None:
    text = "Name,Email\n" + "".join(f"Client {n},client{n}@example.com\n" for n in range(3000))
    assert (await send(shop, "clients", text))["created"] == 3000
    exported = await shop.owner.get("/api/clients/export.csv", params={"sort": "name"})
    assert exported.content.count(b"\n") == 3001


async def test_no_form_of_formula_reaches_a_spreadsheet(shop: Salon) -> None:
    texts = ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"]
    for number, text in enumerate(texts):
        await shop.create("clients", name=f"Client {number}", colour_notes=text)
    spaced = await shop.create("clients", name="  ünï  ")
    assert spaced["name"] == "ünï"
    await shop.owner.delete(f"/api/clients/{spaced['id']}")
    exported = (await shop.owner.get("/api/clients/export.csv", params={"columns": "name,colour_notes"})).text
    with io.StringIO(exported.removeprefix("\ufeff"), newline="") as lines:
        cells = [notes for _, notes in list(csv.reader(lines))[1:]]
    assert sorted(cells) == sorted(f"'{text}" for text in texts)


async def test_a_drawing_is_shown_and_a_large_file_is_refused(shop: Salon) -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    upload = await shop.owner.post("/api/files", files={"file": ("a.svg", drawing, "image/png")})
    assert upload.json()["content_type"] == "image/svg+xml"
    file = await shop.owner.get(upload.json()["url"])
    assert file.headers["content-disposition"].startswith("inline")
    assert "sandbox" in file.headers["content-security-policy"]
    large = b"x" * (shop.sayso.settings.max_upload_bytes + 100_000)
    assert (await shop.owner.post("/api/files", files={"file": ("a", large)})).status_code == 413
