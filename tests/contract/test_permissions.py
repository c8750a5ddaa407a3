"""What each role may see and do: whole tables, own rows, single fields; and what another site sees."""

from tests.contract.salon import appointment, cast
from tests.contract.server import Application, Server, assert_problem, open_application


async def test_a_stylist_sees_own_appointments_only(shop: Application) -> None:
    row = await appointment(shop)
    other = await shop.create("stylists", name="Bo")
    theirs = await shop.create(
        "appointments",
        client_id=row["client_id"], service_id=row["service_id"], stylist_id=other["id"],
        starts_at="2096-11-23T10:00:00Z",
    )  # fmt: skip
    sue = await shop.site.member("stylist")
    await shop.site.link("stylist", row["stylist_id"], sue)
    seen = (await sue.browser.get("/api/appointments")).json()
    assert [one["id"] for one in seen["items"]] == [row["id"]]
    assert seen["page"]["total"] == 1
    at = f"/api/appointments/{theirs['id']}"
    assert_problem(await sue.browser.get(at), 404, "not_found")
    assert_problem(await sue.browser.patch(at, json={"notes": "x"}), 404, "not_found")
    assert_problem(await sue.browser.post(f"{at}/transitions/confirm"), 404, "not_found")
    assert_problem(await sue.browser.get(f"{at}/history"), 404, "not_found")
    assert (await sue.browser.get("/api/appointments/stats")).json()["items"] == [{"count": 1}]
    assert (await sue.browser.get("/api/appointments/export.csv")).text.count("\r\n") == 2


async def test_a_stylist_books_for_herself_only(shop: Application) -> None:
    given = await cast(shop)
    other = (await shop.create("stylists", name="Bo"))["id"]
    sue = await shop.site.member("stylist")
    await shop.site.link("stylist", given["stylist_id"], sue)
    values = {**given, "starts_at": "2096-11-23T10:00:00Z"}
    made = await sue.browser.post("/api/appointments", json=values)
    assert made.status_code == 201
    assert_problem(
        await sue.browser.post("/api/appointments", json={**values, "stylist_id": other}), 403, "denied"
    )
    at = f"/api/appointments/{made.json()['id']}"
    assert (await sue.browser.patch(at, json={"notes": "Late"})).json()["notes"] == "Late"
    assert_problem(await sue.browser.patch(at, json={"stylist_id": other}), 403, "denied")
    assert_problem(await sue.browser.delete(at), 403, "denied")


async def test_what_a_role_may_not_do_at_all_is_denied(shop: Application) -> None:
    client = await shop.create("clients", name="Ada")
    sue = (await shop.site.member("stylist")).browser
    assert_problem(await sue.delete(f"/api/clients/{client['id']}"), 403, "denied")
    assert_problem(await sue.post("/api/services", json={"name": "Mine", "price": 1}), 403, "denied")
    assert_problem(
        await sue.post("/api/services/bulk", json={"items": [{"name": "x", "price": 1}]}), 403, "denied"
    )
    answer = await sue.post(
        "/api/services/import", content="Name,Price\nx,1\n", headers={"content-type": "text/csv"}
    )
    assert answer.status_code == 403 or answer.json()["created"] == 0
    assert (await sue.patch(f"/api/clients/{client['id']}", json={"name": "Ada L."})).status_code == 200


async def test_masked_fields_are_empty_and_cannot_be_found_out(shop: Application) -> None:
    dear = await shop.create("services", name="Dear", price=500)
    await shop.create("services", name="Cheap", price=5)
    sue = (await shop.site.member("stylist")).browser
    seen = (await sue.get("/api/services", params={"sort": "name"})).json()["items"]
    assert [(row["name"], row["price"], row["duration"]) for row in seen] == [
        ("Cheap", None, 30),
        ("Dear", None, 30),
    ]
    assert (await sue.get("/api/services", params={"filter[price][gt]": "100"})).json()["items"] == []
    assert (await sue.get("/api/services/stats", params={"measures": "sum:price"})).json()["items"] == [
        {"sum_price": 0}
    ]
    entries = (await sue.get(f"/api/services/{dear['id']}/history")).json()["items"]
    assert all("price" not in entry["changes"] for entry in entries)
    exported = await sue.get("/api/services/export.csv")
    assert "500" not in exported.text


async def test_field_lists_bind_writing_too(library: Application) -> None:
    staff = await library.create("staff", full_name="Pat", email="pat@example.com", salary=100)
    book = await library.create("books", title="Mine", tags=["a"], keeper_id=staff["id"], shelf=1)
    other = await library.create("books", title="Theirs", tags=["a"], shelf=1)
    pat = await library.site.member("helper")
    await library.site.link("staff", staff["id"], pat)
    at = f"/api/books/{book['id']}"
    assert (await pat.browser.patch(at, json={"shelf": 2})).json()["shelf"] == 2
    assert_problem(await pat.browser.patch(at, json={"title": "Stolen"}), 403, "denied")
    refused = await pat.browser.patch(f"/api/books/{other['id']}", json={"shelf": 2})
    assert_problem(refused, 403, "denied")
    me = f"/api/staff/{staff['id']}"
    assert (await pat.browser.get(me)).json()["salary"] is None
    assert_problem(await pat.browser.patch(me, json={"salary": 1000}), 403, "denied")
    assert (await pat.browser.patch(me, json={"email": "p@example.com"})).json()["email"] == "p@example.com"
    assert (await library.api.get(me)).json()["salary"] == 100


async def test_own_rows_are_found_over_two_steps(workshop: Application) -> None:
    mine, theirs = [await workshop.create("mechanics", name=name) for name in ("Mo", "Jo")]
    jobs = [
        await workshop.create("jobs", title="Job", mechanic_id=one["id"], secret_note="x", price=10)
        for one in (mine, theirs)
    ]
    lines = [await workshop.create("lines", text="Pads", job_id=job["id"], unit_price=5) for job in jobs]
    mo = await workshop.site.member("mechanic")
    await workshop.site.link("mechanic", mine["id"], mo)
    assert [row["id"] for row in (await mo.browser.get("/api/lines")).json()["items"]] == [lines[0]["id"]]
    assert_problem(await mo.browser.get(f"/api/lines/{lines[1]['id']}"), 404, "not_found")
    made = await mo.browser.post(
        "/api/lines", json={"text": "Disc", "job_id": jobs[0]["id"], "unit_price": 7}
    )
    assert made.status_code == 201
    refused = await mo.browser.post("/api/lines", json={"text": "Disc", "job_id": jobs[1]["id"]})
    assert_problem(refused, 403, "denied")
    job = (await mo.browser.get(f"/api/jobs/{jobs[0]['id']}")).json()
    assert (job["title"], job["secret_note"], job["total"]) == ("Job", None, 12)


async def test_rows_that_may_be_deleted_or_read_only_are_so(workshop: Application) -> None:
    bay = await workshop.create("bays", name="One")
    clerk = (await workshop.site.member("clerk")).browser
    assert_problem(await clerk.post("/api/bays", json={"name": "Two"}), 403, "denied")
    assert_problem(await clerk.patch(f"/api/bays/{bay['id']}", json={"name": "Two"}), 403, "denied")
    assert (await clerk.delete(f"/api/bays/{bay['id']}")).status_code == 204
    guest = (await workshop.site.member("guest")).browser
    for collection in ("bays", "jobs", "lines", "notes", "people", "mechanics"):
        seen = await guest.get(f"/api/{collection}")
        assert seen.status_code == 403 or seen.json()["items"] == []


async def test_own_rows_are_those_one_made(workshop: Application) -> None:
    first, second = [(await workshop.site.member("mechanic")).browser for _ in range(2)]
    made = await first.post("/api/notes", json={"text": "Mine"})
    assert made.status_code == 201
    at = f"/api/notes/{made.json()['id']}"
    assert_problem(await second.get(at), 404, "not_found")
    assert_problem(await second.delete(at), 404, "not_found")
    assert (await second.get("/api/notes")).json()["items"] == []
    assert (await first.patch(at, json={"text": "Changed"})).json()["text"] == "Changed"
    assert (await first.delete(at)).status_code == 204


async def test_another_site_sees_and_touches_nothing(shop: Application, salon_server: Server) -> None:
    rivals = await open_application(salon_server, "owner")
    row = await appointment(shop)
    for path in (f"/api/appointments/{row['id']}", f"/api/clients/{row['client_id']}"):
        assert_problem(await rivals.api.get(path), 404, "not_found")
        assert_problem(await rivals.api.patch(path, json={}), 404, "not_found")
        assert_problem(await rivals.api.delete(path), 404, "not_found")
        assert_problem(await rivals.api.get(f"{path}/history"), 404, "not_found")
        assert_problem(await rivals.api.post(f"{path}/restore"), 404, "not_found")
    assert await rivals.total("clients") == 0
    given = {key: row[key] for key in ("client_id", "stylist_id", "service_id")}
    stolen = await rivals.api.post("/api/appointments", json={**given, "starts_at": "2096-11-23T10:00:00Z"})
    assert stolen.status_code == 422
    own = await cast(rivals)
    assert (await rivals.api.post("/api/services", json={"name": "Wash", "price": 1})).status_code == 201
    mixed = {**own, "client_id": row["client_id"], "starts_at": "2096-11-23T10:00:00Z"}
    assert_problem(await rivals.api.post("/api/appointments", json=mixed), 422, "invalid_fields", "client_id")


async def test_files_are_seen_within_their_site_only(shop: Application, salon_server: Server) -> None:
    rivals = await open_application(salon_server, "owner")
    upload = await shop.api.post("/api/files", files={"file": ("a.txt", b"secret", "text/plain")})
    url, file_id = upload.json()["url"], upload.json()["id"]
    assert (await shop.api.get(url)).content == b"secret"
    assert_problem(await rivals.api.get(url), 404, "not_found")
    borrowed = await rivals.api.post("/api/stylists", json={"name": "Eve", "photo": file_id})
    assert_problem(borrowed, 422, "invalid_fields", "photo")
