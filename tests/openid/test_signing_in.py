"""Signing in with a real provider."""

from urllib.parse import parse_qs, urlsplit

import httpx
from sqlalchemy import select, update

from sayso.identity.people.invitations import Place
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import AuditRow, IdentityRow, MembershipRow, UserRow
from tests.support.openid import RealProvider
from tests.web.pages.people import People, account, heading, place

IDENTITIES = "/api/v1/auth/identities"


async def round_trip(
    browser: httpx.AsyncClient, provider: RealProvider, login: str, name: str = "company", query: str = ""
) -> httpx.Response:
    """Sign in with the provider as this account; what Sayso answers to the way back."""
    there = place(await browser.get(f"/signin/openid/{name}{query}"))
    return await browser.get(await provider.sign_in(there, login))


async def test_a_user_of_the_verified_address_is_signed_in_and_known_from_then_on(
    people: People, provider: RealProvider
) -> None:
    user_id = await people.add("ada@example.com", "acme", password=None)
    browser = await people.browser()
    assert "Continue with Company" in (await browser.get("/signin")).text
    assert place(await round_trip(browser, provider, "ada", query="?next=/account")) == "/account"
    connected = (await browser.get(IDENTITIES)).json()
    (one,) = connected["connected"]
    assert (one["title"], one["email"], one["subject"]) == ("Company", "ada@example.com", "ada")
    assert connected["offered"] == [{"name": "gone", "title": "Gone"}]
    async with people.sayso.services.database.system() as session:
        row = (await session.execute(select(IdentityRow))).scalar_one()
        assert (row.issuer, row.subject, row.user_id) == (provider.issuer, "ada", user_id)
        await session.execute(update(UserRow).values(email="ada.king@example.com"))
    assert place(await round_trip(await people.browser(), provider, "ada")) == "/"


async def test_whoever_made_an_account_for_the_address_is_out_of_it_when_its_owner_comes(
    people: People, provider: RealProvider
) -> None:
    await people.add("ada@example.com", "acme")
    other = await people.signed_in("ada@example.com")
    assert place(await round_trip(await people.browser(), provider, "ada")) == "/"
    assert place(await other.get("/account")).startswith("/signin")
    async with people.sayso.services.database.system() as session:
        row = (await session.execute(select(UserRow).where(UserRow.email == "ada@example.com"))).scalar_one()
        assert row.password_hash is None


async def test_whoever_connects_a_provider_while_signed_in_keeps_the_password(
    people: People, provider: RealProvider
) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.signed_in("ada@example.com")
    assert place(await round_trip(browser, provider, "ada", query="?next=/account")) == "/account"
    async with people.sayso.services.database.system() as session:
        row = (await session.execute(select(UserRow).where(UserRow.email == "ada@example.com"))).scalar_one()
        assert row.password_hash is not None


async def test_a_public_client_with_elliptic_keys_works_as_well(
    people: People, provider: RealProvider
) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.browser()
    assert place(await round_trip(browser, provider, "ada", "public")) == "/"
    assert (await account(browser))["user"]["email"] == "ada@example.com"


async def test_the_way_there_carries_what_protects_the_way_back(people: People) -> None:
    browser = await people.browser()
    answer = await browser.get("/signin/openid/company", headers={"host": "localhost:8400"})
    asked = parse_qs(urlsplit(place(answer)).query)
    assert asked["redirect_uri"] == ["http://localhost:8400/signin/openid/company/callback"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) == len(asked["nonce"][0]) == 43
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=600" in cookie
    assert not any(asked[name][0] in cookie for name in ("state", "nonce", "code_challenge"))


async def test_an_unverified_address_leads_to_nobody(people: People, provider: RealProvider) -> None:
    await people.add("ada@example.com", "acme")
    for login in ("eve", "mute"):
        browser = await people.browser()
        answer = await round_trip(browser, provider, login)
        assert answer.status_code == 403
        assert "has not confirmed" in answer.text
        assert place(await browser.get("/")) == "/signin"


async def test_one_user_has_one_account_of_an_issuer(people: People, provider: RealProvider) -> None:
    await people.add("ada@example.com", "acme")
    assert place(await round_trip(await people.browser(), provider, "ada")) == "/"
    answer = await round_trip(await people.browser(), provider, "twin")
    assert answer.status_code == 403
    assert "connected with another account of Company" in answer.text


async def test_nobody_comes_in_uninvited_and_the_log_says_who_tried(
    people: People, provider: RealProvider
) -> None:
    answer = await round_trip(await people.browser(), provider, "bob")
    assert answer.status_code == 403
    assert "Ask an administrator of your agency to invite this address." in answer.text
    async with people.sayso.services.database.system() as session:
        assert (await session.execute(select(UserRow))).all() == []
        tried = select(AuditRow.resource_name).where(AuditRow.action == "sign_in.refused")
        assert (await session.execute(tried)).scalars().all() == ["bob@example.com"]


async def test_an_invitation_of_the_address_lets_somebody_new_in(
    people: People, provider: RealProvider
) -> None:
    admin_id = await people.add("ada@example.com", "acme")
    services = people.sayso.services
    async with services.database.system() as session:
        agency_id = (await session.execute(select(MembershipRow.agency_id))).scalar_one()
    new = await services.invitations.create(
        agency_id, "bob@example.com", "", Place(role=AgencyRole.USER), admin_id
    )
    browser = await people.browser()
    page = await browser.get(f"/invitations/{new.token}")
    assert f"/signin/openid/company?next=%2Finvitations%2F{new.token}" in page.text
    query = f"?next=/invitations/{new.token}"
    assert place(await round_trip(browser, provider, "bob", query=query)) == "/"
    known = await account(browser)
    assert (known["user"]["name"], known["agency"]["name"]) == ("Bob Byron", "Acme")
    assert (await (await people.browser()).get(f"/invitations/{new.token}")).status_code == 410


async def test_where_the_settings_allow_it_people_of_the_domain_join_by_themselves(
    people: People, provider: RealProvider
) -> None:
    await people.add("carol@example.com", "acme")
    assert place(await round_trip(await people.browser(), provider, "bob", "open")) == "/"
    async with people.sayso.services.database.system() as session:
        joined = select(MembershipRow.role).join(UserRow, UserRow.id == MembershipRow.user_id)
        role = (await session.execute(joined.where(UserRow.email == "bob@example.com"))).scalar_one()
    assert role == "viewer"


async def test_an_agency_that_is_not_there_is_said_and_makes_nobody(
    people: People, provider: RealProvider
) -> None:
    answer = await round_trip(await people.browser(), provider, "bob", "open")
    assert answer.status_code == 500
    assert "set up here for an agency “acme” that is not there" in answer.text
    async with people.sayso.services.database.system() as session:
        assert (await session.execute(select(UserRow))).all() == []


async def test_a_user_who_was_switched_off_stays_out(people: People, provider: RealProvider) -> None:
    await people.add("ada@example.com", "acme")
    assert place(await round_trip(await people.browser(), provider, "ada")) == "/"
    async with people.sayso.services.database.system() as session:
        await session.execute(update(UserRow).values(is_active=False))
    answer = await round_trip(await people.browser(), provider, "ada")
    assert answer.status_code == 403
    assert "disabled" in answer.text


async def test_the_way_back_works_in_the_browser_that_went_there_and_once(
    people: People, provider: RealProvider
) -> None:
    await people.add("ada@example.com", "acme")
    browser, other = await people.browser(), await people.browser()
    back = await provider.sign_in(place(await browser.get("/signin/openid/company")), "ada")
    for stranger in (other, await people.browser()):
        answer = await stranger.get(back)
        assert answer.status_code == 400
        assert heading(answer) == "Start again"
    await other.get("/signin/openid/company")
    assert (await other.get(back)).status_code == 400
    assert place(await browser.get(back)) == "/"
    assert (await browser.get(back)).status_code == 400


async def test_the_way_back_of_one_provider_does_not_serve_another(
    people: People, provider: RealProvider
) -> None:
    await people.add("ada@example.com", "acme")
    browser = await people.browser()
    back = await provider.sign_in(place(await browser.get("/signin/openid/company")), "ada")
    answer = await browser.get(back.replace("/company/", "/public/"))
    assert answer.status_code == 400
    answer = await browser.get("/signin/openid/nobody")
    assert answer.status_code == 404


async def test_breaking_it_off_changes_nothing_and_says_so(people: People) -> None:
    browser = await people.browser()
    there = parse_qs(urlsplit(place(await browser.get("/signin/openid/company"))).query)
    issuer = people.sayso.settings.openid[0].issuer
    query = {"state": there["state"][0], "error": "access_denied", "iss": issuer}
    answer = await browser.get("/signin/openid/company/callback", params=query)
    assert answer.status_code == 400
    assert heading(answer) == "Signing in was not finished"
    assert "/signin/openid/company" in answer.text


async def test_a_code_that_was_made_up_is_refused_by_the_provider(people: People) -> None:
    browser = await people.browser()
    there = parse_qs(urlsplit(place(await browser.get("/signin/openid/company"))).query)
    issuer = people.sayso.settings.openid[0].issuer
    query = {"state": there["state"][0], "code": "made-up", "iss": issuer, "session_state": "unknown"}
    answer = await browser.get("/signin/openid/company/callback", params=query)
    assert answer.status_code == 400
    assert "did not accept the sign-in (invalid_grant)" in answer.text


async def test_who_has_a_password_may_disconnect_and_who_has_none_may_not(
    people: People, provider: RealProvider
) -> None:
    await people.add("ada@example.com", "acme")
    await people.add("bob@example.com", "acme", password=None)
    for login, status in (("ada", 204), ("bob", 409)):
        has_password = login == "ada"
        browser = await (people.signed_in() if has_password else people.browser())
        await round_trip(browser, provider, login)
        answer = await browser.delete(IDENTITIES, params={"issuer": provider.issuer, "subject": login})
        assert answer.status_code == status, answer.text
    assert "Choose a password first." in answer.text
    async with people.sayso.services.database.system() as session:
        assert (await session.execute(select(IdentityRow.subject))).scalars().all() == ["bob"]


async def test_a_provider_that_does_not_answer_leaves_other_ways(people: People) -> None:
    answer = await (await people.browser()).get("/signin/openid/gone")
    assert answer.status_code == 502
    assert heading(answer) == "Gone does not answer"
    assert 'href="/signin"' in answer.text
    assert "set-cookie" not in answer.headers
