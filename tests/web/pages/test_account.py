"""The own account as Studio changes it, links to a new password, invitations, and ways into applications."""

from datetime import timedelta
from uuid import UUID

import httpx
from sqlalchemy import select

from sayso.db.actor import Actor, acting
from sayso.identity.authentication.links import Purpose, make_link
from sayso.identity.people.invitations import Place
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import AgencyRow, MembershipRow, UserRow
from sayso.spec.model import AppSpec
from tests.web.pages.people import PASSWORD, People, account, heading, place, sign_in

NEW_PASSWORD = "violet harbour seventeen"
CHANGE = "/api/v1/auth/password"
SIGN_INS = "/api/v1/auth/sessions"


async def slugs_at(browser: httpx.AsyncClient, path: str) -> list[str]:
    """The applications in a list of the API."""
    return [one["slug"] for one in (await browser.get(f"/api/v1{path}")).json()["items"]]


async def agency_id(people: People, slug: str) -> UUID:
    async with people.sayso.services.database.system() as session:
        return (await session.execute(select(AgencyRow.id).where(AgencyRow.slug == slug))).scalar_one()


async def test_a_password_is_changed_by_who_knows_it_and_ends_other_sign_ins(people: People) -> None:
    await people.add("ada@example.com", "acme")
    here, elsewhere = await people.signed_in(), await people.signed_in()
    wrong = await here.post(CHANGE, json={"current": "guess guess guess", "new": NEW_PASSWORD})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_password")
    weak = await here.post(CHANGE, json={"current": PASSWORD, "new": "password123"})
    assert (weak.status_code, weak.json()["code"]) == (422, "weak_password")
    assert "password123" not in weak.text
    assert (await here.post(CHANGE, json={"current": PASSWORD, "new": NEW_PASSWORD})).status_code == 204
    assert (await here.get("/account")).status_code == 200
    assert place(await elsewhere.get("/")) == "/signin"
    assert (await sign_in(await people.browser())).status_code == 401
    assert place(await sign_in(await people.browser(), password=NEW_PASSWORD)) == "/"


async def test_a_reset_link_asks_for_a_good_password_and_works_once(people: People) -> None:
    user_id = await people.add("ada@example.com", "acme")
    async with people.sayso.services.database.system() as session:
        link = f"/reset/{await make_link(session, Purpose.RESET, user_id)}"
        signing_in = await make_link(session, Purpose.SIGNIN, user_id)
        over = await make_link(session, Purpose.RESET, user_id, lifetime=timedelta(seconds=-1))
    browser = await people.browser()
    page = await browser.get(link)
    assert 'autocomplete="new-password"' in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    weak = await browser.post(link, data={"password": "short"})
    assert weak.status_code == 422
    assert 'role="alert"' in weak.text
    assert place(await browser.post(link, data={"password": NEW_PASSWORD})) == "/signin?said=password"
    for spent in (link, f"/reset/{signing_in}", f"/reset/{over}", "/reset/nothing"):
        assert (await browser.get(spent)).status_code == 410
        answer = await browser.post(spent, data={"password": "another harbour entirely"})
        assert answer.status_code in {404, 410}
    assert place(await sign_in(browser, password=NEW_PASSWORD)) == "/"


async def test_asking_for_a_link_tells_nobody_who_has_an_account(people: People) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.browser()
    known = await browser.post("/forgot", data={"email": "ada@example.com"})
    unknown = await browser.post("/forgot", data={"email": "eve@example.com"})
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("ada@", "") == unknown.text.replace("eve@", "")
    await people.sayso.services.recovery.settle()


async def test_each_sign_in_can_be_ended_by_its_person_alone(people: People) -> None:
    await people.add("ada@example.com", "acme")
    await people.add("eve@example.com", "acme")
    ada, phone, eve = [await people.signed_in(f"{name}@example.com") for name in ("ada", "ada", "eve")]
    found = (await ada.get(SIGN_INS)).json()["items"]
    others = [one["id"] for one in found if not one["is_this"]]
    assert len(others) == 1
    assert (await eve.delete(f"{SIGN_INS}/{others[0]}")).status_code == 404
    assert (await phone.get("/account")).status_code == 200
    assert (await ada.delete(f"{SIGN_INS}/{others[0]}")).status_code == 204
    assert place(await phone.get("/account")) == "/signin?next=%2Faccount"
    assert (await ada.delete(f"{SIGN_INS}/'; drop table")).status_code == 422
    assert (await ada.post("/api/v1/auth/sign-out-everywhere")).status_code == 204
    assert place(await ada.get("/")) == "/signin"
    assert "You are signed out everywhere." in (await ada.get("/signin?said=everywhere")).text
    assert (await eve.get("/")).status_code == 200


async def test_applications_are_those_of_the_present_agency(people: People, salon: AppSpec) -> None:
    await people.add("ada@example.com", "acme", "north")
    await people.add("vic@example.com", "north", role=AgencyRole.VIEWER)
    home = await people.sayso.home("acme", "owner@acme.example")
    module = await people.sayso.install(salon, home)
    ada, vic = await people.signed_in(), await people.signed_in("vic@example.com")
    assert await slugs_at(ada, "/modules") == [module.slug]
    assert (await ada.post("/api/v1/auth/agency", json={"agency": "north"})).status_code == 200
    assert await slugs_at(ada, "/modules") == await slugs_at(vic, "/modules") == []
    assert (await vic.post("/api/v1/auth/agency", json={"agency": "acme"})).status_code == 404
    turned_away = await vic.get(f"/signin?module={module.slug}&next=/clients")
    assert turned_away.status_code == 403
    assert "Sign in as somebody else" in turned_away.text
    way = place(await ada.get(f"/signin?module={module.slug}&next=/clients"))
    assert way.startswith(f"{people.sayso.settings.module_origin(module.slug)}/__signin?token=")
    assert way.endswith("&next=/clients")
    assert (await ada.get("/signin?module=none")).status_code == 404


async def test_who_was_invited_to_one_application_alone_finds_it(people: People, salon: AppSpec) -> None:
    await people.add("gus@example.com")
    module = await people.sayso.install(salon, await people.sayso.home("acme", "owner@acme.example"))
    gus = await people.signed_in("gus@example.com")
    assert (await gus.get("/")).status_code == 200
    assert (await account(gus))["agency"] is None
    assert await slugs_at(gus, "/auth/modules") == []
    async with people.sayso.services.database.system() as session:
        inviter = (await session.execute(select(MembershipRow.user_id))).scalars().first()
    assert inviter is not None
    wanted = Place(module_id=module.id, module_role="stylist")
    with acting(Actor("person", inviter)):
        new = await people.sayso.services.invitations.create(
            await agency_id(people, "acme"), "gus@example.com", "", wanted, inviter
        )
    link = f"/invitations/{new.token}"
    assert "this application" in (await gus.get(link)).text
    assert place(await gus.post(link)) == f"/signin?module={module.slug}"
    given = (await gus.get("/api/v1/auth/modules")).json()["items"]
    assert [(one["slug"], one["agency"]) for one in given] == [(module.slug, "Acme")]
    assert given[0]["url"] == people.sayso.settings.module_origin(module.slug)
    assert place(await gus.get(f"/signin?module={module.slug}")).startswith("http://")
    owner = await people.add("ada@example.com", "acme")
    assert owner
    assert await slugs_at(await people.signed_in(), "/auth/modules") == []


async def test_an_invitation_is_for_its_address(people: People) -> None:
    ada = await people.add("ada@example.com", "acme")
    await people.add("eve@example.com", "north")
    new = await people.sayso.services.invitations.create(
        await agency_id(people, "acme"), "bob@example.com", "Bob", Place(role=AgencyRole.USER), ada
    )
    link = f"/invitations/{new.token}"
    eve = await people.signed_in("eve@example.com")
    assert "You are signed in as eve@example.com" in (await eve.get(link)).text
    browser = await people.browser()
    weak = await browser.post(link, data={"name": "Bob B", "password": "short"})
    assert weak.status_code == 422
    assert 'value="Bob B"' in weak.text
    assert (await browser.post(link, data={"name": "", "password": NEW_PASSWORD})).status_code == 422
    assert place(await browser.post(link, data={"name": "Bob B", "password": NEW_PASSWORD})) == "/"
    assert (await account(browser))["agency"]["name"] == "Acme"
    spent = await browser.get(link)
    assert (spent.status_code, heading(spent)) == (410, "This invitation does not work")
    async with people.sayso.services.database.system() as session:
        names = select(UserRow.name).where(UserRow.email == "bob@example.com")
        assert (await session.execute(names)).scalars().all() == ["Bob B"]


async def test_forms_that_are_too_long_or_no_text_are_refused_with_a_page(people: People) -> None:
    browser = await people.browser()
    cases = (
        ({"content": b"email=" + b"a" * 20_000}, 413),
        ({"content": b"email=%00&password=x"}, 422),
        ({"content": b"email=%ff&password=x"}, 400),
        ({"content": b"{}", "headers": {"content-type": "application/json"}}, 415),
    )
    form = {"content-type": "application/x-www-form-urlencoded"}
    for sent, status in cases:
        answer = await browser.post("/signin", **({"headers": form} | sent))
        assert answer.status_code == status, answer.text[-500:]
        assert heading(answer) == "That did not work"


async def test_an_address_that_is_none_leads_back_to_the_start(people: People) -> None:
    browser = await people.browser()
    answer = await browser.get("/nowhere", headers={"accept": "text/html,*/*"})
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert 'href="/"' in answer.text
    assert (await browser.get("/nowhere")).headers["content-type"] == "application/problem+json"
