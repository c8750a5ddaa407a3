"""Invitations by link over HTTP: to an agency, or to one application alone."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from sayso.spec.model import AppSpec
from tests.support.mail import post_office
from tests.support.office import PASSWORD, Caller, Office, open_office, role_at
from tests.support.postgres import TestDatabase
from tests.web.v1.edits import rename_role

pytestmark = pytest.mark.rotating(8)

CLEO = "cleo@elsewhere.example"


@pytest.fixture
async def ada(office: Office) -> Caller:
    """An administrator of "My company"."""
    return await office.person("ada@here.example", "admin")


def token_of(made: Any) -> str:
    """The secret of an invitation that was just made."""
    return str(made["url"].rpartition("/")[2])


async def invite(by: Caller, email: str = CLEO, *, expect: int = 201, **place: Any) -> Any:
    """An invitation, by default to the agency as a user."""
    return await by.call(
        "POST", "/agency/invitations", {"email": email, **(place or {"role": "user"})}, expect=expect
    )


def choosing(made: Any, name: str | None = "Cleo") -> dict[str, Any]:
    """What somebody without an account answers an invitation with."""
    return {"token": token_of(made), "name": name, "password": PASSWORD}


async def test_somebody_new_chooses_a_name_and_a_password(office: Office, ada: Caller) -> None:
    made = await invite(ada, " Cleo@Elsewhere.Example ", role="viewer", name="Cleo")
    assert (made["email"], made["state"], made["is_mailed"]) == (CLEO, "open", False)
    assert made["url"].startswith(f"{office.sayso.settings.platform_origin}/invitations/")
    stranger = await office.stranger()
    seen = await stranger.call("POST", "/invitations/look", {"token": token_of(made)})
    assert (seen["agency"], seen["email"], seen["role"], seen["invited_by"], seen["has_account"]) == (
        "My company",
        CLEO,
        "viewer",
        "ada",
        False,
    )
    await stranger.call("POST", "/invitations/accept", {**choosing(made), "password": "short"}, expect=422)
    done = await stranger.call("POST", "/invitations/accept", choosing(made))
    assert (done["agency"], done["module"]) == ("My company", None)
    cleo = await office.sign_in(CLEO)
    assert (await cleo.call("GET", "/agency"))["role"] == "viewer"
    listed = (await ada.call("GET", "/agency/invitations"))["items"]
    assert [(one["email"], one["state"]) for one in listed] == [(CLEO, "accepted")]
    assert "url" not in listed[0]
    assert "token" not in str(listed[0])


async def test_an_invitation_is_accepted_once_however_many_try_at_once(office: Office, ada: Caller) -> None:
    made = await invite(ada)
    strangers = [await office.stranger() for _ in range(4)]
    answers = await asyncio.gather(
        *(one.ask_for("POST", "/invitations/accept", choosing(made)) for one in strangers)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    late = await strangers[0].ask_for("POST", "/invitations/accept", choosing(made))
    assert late.json()["detail"] == "This invitation was accepted already."
    people = (await ada.call("GET", "/agency/people"))["items"]
    assert [one["email"] for one in people].count(CLEO) == 1


async def test_two_invitations_of_one_person_make_one_account(
    office: Office, ada: Caller, salon: AppSpec
) -> None:
    slug = await office.install(salon)
    both = [await invite(ada), await invite(ada, module=slug, module_role="stylist")]
    stranger = await office.stranger()
    answers = await asyncio.gather(
        *(stranger.ask_for("POST", "/invitations/accept", choosing(made)) for made in both)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_whoever_has_an_account_signs_in_first_as_whom_it_is_for(office: Office, ada: Caller) -> None:
    await office.agency("Rivals")
    eve = await office.person("eve@rivals.example", "admin", "rivals")
    made = await invite(ada, eve.email)
    stranger = await office.stranger()
    assert (await stranger.call("POST", "/invitations/look", {"token": token_of(made)}))["has_account"]
    refused = await stranger.ask_for("POST", "/invitations/accept", choosing(made))
    assert (refused.status_code, refused.json()["hint"]) == (
        409,
        "Sign in with it, then accept the invitation.",
    )
    await stranger.call("POST", "/invitations/accept", {"token": token_of(made)}, expect=401)
    bob = await office.person("bob@here.example", "user")
    theirs = await bob.ask_for("POST", "/invitations/accept", {"token": token_of(made)})
    assert (theirs.status_code, eve.email in theirs.json()["detail"]) == (403, True)
    await eve.call("POST", "/invitations/accept", {"token": token_of(made)})
    assert [one["slug"] for one in (await eve.call("GET", "/agencies"))["items"]] == ["my-company", "rivals"]
    again = await eve.ask_for("POST", "/invitations/accept", {"token": token_of(made)})
    assert again.status_code == 409


async def test_a_key_accepts_nothing(office: Office, ada: Caller) -> None:
    bob = await office.person("bob@here.example", "user")
    key = await bob.call("POST", "/keys", {"name": "All", "scopes": ["modules:read"]}, expect=201)
    await office.agency("Rivals")
    eve = await office.person("eve@rivals.example", "admin", "rivals")
    made = await invite(eve, bob.email)
    program = await office.stranger()
    program.client.headers["authorization"] = f"Bearer {key['key']}"
    await program.call("POST", "/invitations/accept", {"token": token_of(made)}, expect=403)


async def test_who_belongs_already_is_not_invited(office: Office, ada: Caller, salon: AppSpec) -> None:
    slug = await office.install(salon)
    bob = await office.person("bob@here.example", "user")
    assert "belongs to the agency already" in (await invite(ada, bob.email, expect=409))["detail"]
    alone = await invite(ada, bob.email, expect=409, module=slug, module_role="stylist")
    assert alone["hint"] == "Give them a role among the members."
    await ada.call("PATCH", f"/agency/people/{bob.id}", {"is_active": False})
    assert (await invite(ada, bob.email, expect=409))["hint"] == "Let the person come back."
    await invite(ada)
    assert "invited already" in (await invite(ada, expect=409))["detail"]


async def test_a_link_is_taken_back_or_replaced_by_another(office: Office, ada: Caller) -> None:
    stranger = await office.stranger()
    made = await invite(ada)
    path = f"/agency/invitations/{made['id']}"
    second = await ada.call("POST", f"{path}/resend", expect=201)
    assert second["url"] != made["url"]
    await stranger.call("POST", "/invitations/look", {"token": token_of(made)}, expect=404)
    await stranger.call("POST", "/invitations/accept", choosing(made), expect=404)
    await stranger.call("POST", "/invitations/look", {"token": token_of(second)})
    await ada.call("DELETE", path, expect=204)
    problem = await stranger.call("POST", "/invitations/accept", choosing(second), expect=409)
    assert problem["detail"] == "This invitation was taken back."
    await ada.call("POST", f"{path}/resend", expect=409)
    await invite(ada)


async def test_a_link_runs_out_and_can_be_sent_again(office: Office, ada: Caller) -> None:
    made = await invite(ada)
    async with office.sayso.services.database.system() as session:
        await session.execute(text("update invitations set expires_at = now() - interval '1 second'"))
    stranger = await office.stranger()
    problem = await stranger.call("POST", "/invitations/accept", choosing(made), expect=409)
    assert problem["detail"] == "This invitation has run out."
    listed = (await ada.call("GET", "/agency/invitations"))["items"]
    assert [one["state"] for one in listed] == ["expired"]
    second = await ada.call("POST", f"/agency/invitations/{made['id']}/resend", expect=201)
    await stranger.call("POST", "/invitations/accept", choosing(second))


async def test_an_accepted_invitation_cannot_be_taken_back(office: Office, ada: Caller) -> None:
    made = await invite(ada)
    await (await office.stranger()).call("POST", "/invitations/accept", choosing(made))
    await ada.call("DELETE", f"/agency/invitations/{made['id']}", expect=409)


async def test_somebody_is_invited_to_one_application_alone(
    office: Office, ada: Caller, salon: AppSpec
) -> None:
    slug, other = await office.install(salon), await office.install(salon)
    made = await invite(ada, module=slug, module_role="owner")
    assert made["module"] == {"slug": slug, "name": "Salon", "role": "owner"}
    stranger = await office.stranger()
    seen = await stranger.call("POST", "/invitations/look", {"token": token_of(made)})
    assert (seen["role"], seen["module"], seen["module_role"]) == (None, "Salon", "Owner")
    done = await stranger.call("POST", "/invitations/accept", choosing(made))
    assert done["url"] == office.sayso.settings.module_origin(slug)
    cleo = await office.sign_in(CLEO)
    assert (await cleo.call("GET", "/agencies"))["items"] == []
    await cleo.call("GET", "/modules", expect=403)
    await cleo.call("GET", f"/modules/{slug}", expect=403)
    assert await role_at(await office.browser(slug, cleo.id)) == "owner"
    assert await role_at(await office.browser(other, cleo.id)) == "denied"
    assert CLEO not in str(await ada.call("GET", "/agency/people"))
    guest = next(
        one for one in (await ada.call("GET", f"/modules/{slug}/members"))["items"] if one["email"] == CLEO
    )
    assert (guest["role"], guest["reason"], guest["agency_role"]) == ("owner", "given", None)
    assert (
        "may use this application already"
        in (await invite(ada, expect=409, module=slug, module_role="owner"))["detail"]
    )
    await ada.call("DELETE", f"/modules/{slug}/members/{cleo.id}", expect=204)
    assert await role_at(await office.browser(slug, cleo.id)) == "denied"


async def test_an_invitation_follows_its_role_and_ends_with_it(
    office: Office, ada: Caller, salon: AppSpec
) -> None:
    slug = await office.install(salon)
    made = await invite(ada, module=slug, module_role="stylist")
    await office.operator.do(slug, rename_role(salon, "stylist", "artist"))
    stranger = await office.stranger()
    await stranger.call("POST", "/invitations/accept", choosing(made))
    cleo = await office.sign_in(CLEO)
    assert await role_at(await office.browser(slug, cleo.id)) == "artist"
    late = await invite(ada, "dan@elsewhere.example", module=slug, module_role="artist")
    async with office.sayso.services.database.system() as session:
        await session.execute(text("update invitations set module_role = 'rol_gone'"))
    problem = await stranger.call("POST", "/invitations/look", {"token": token_of(late)}, expect=409)
    assert problem["hint"] == "Ask for another invitation."
    await stranger.call("POST", "/invitations/accept", choosing(late), expect=409)


async def test_what_cannot_be_an_invitation_is_refused(office: Office, salon: AppSpec) -> None:
    await office.install(salon)
    for body, status in [
        ({"email": CLEO}, 400),
        ({"email": CLEO, "role": "owner"}, 422),
        ({"email": "nobody", "role": "user"}, 422),
        ({"email": "a@b.example\r\nBcc: all@b.example", "role": "user"}, 422),
        ({"email": CLEO, "role": "user", "name": "Cleo\r\nBcc: x"}, 422),
        ({"email": CLEO, "role": "user", "is_admin": True}, 422),
        ({"email": CLEO, "role": "user", "module": "salon", "module_role": "owner"}, 400),
        ({"email": CLEO, "module": "salon"}, 400),
        ({"email": CLEO, "module": "salon", "module_role": "pope"}, 422),
        ({"email": CLEO, "module": "saloon", "module_role": "owner"}, 404),
    ]:
        await office.operator.call("POST", "/agency/invitations", body, expect=status)
        assert (await office.operator.call("GET", "/agency/invitations"))["items"] == []


async def test_invitations_of_other_agencies_are_not_there(
    office: Office, ada: Caller, salon: AppSpec
) -> None:
    slug = await office.install(salon)
    made = await invite(ada)
    await office.agency("Rivals")
    eve = await office.person("eve@rivals.example", "admin", "rivals")
    for method, rest in (("DELETE", ""), ("POST", "/resend")):
        theirs = await eve.ask_for(method, f"/agency/invitations/{made['id']}{rest}")
        nobodys = await eve.ask_for(method, f"/agency/invitations/{uuid4()}{rest}")
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)
    assert (await eve.call("GET", "/agency/invitations"))["items"] == []
    await invite(eve, expect=404, module=slug, module_role="owner")
    await invite(eve, "ada@here.example")
    bob = await office.person("bob@here.example", "user")
    await invite(bob, expect=403)
    for path in (made["id"], str(uuid4())):
        await bob.call("DELETE", f"/agency/invitations/{path}", expect=403)


async def test_tokens_that_are_none_lead_nowhere(office: Office) -> None:
    stranger = await office.stranger()
    for token, status in (("x", 404), ("' or true --", 404), ("", 422), ("x" * 201, 422), ("\0", 422)):
        for way in ("look", "accept"):
            await stranger.call("POST", f"/invitations/{way}", {"token": token}, expect=status)


async def test_links_are_kept_as_hashes_and_stay_out_of_the_log(office: Office, ada: Caller) -> None:
    made = await invite(ada)
    await (await office.stranger()).call("POST", "/invitations/accept", choosing(made))
    async with office.sayso.services.database.system() as session:
        kept = (await session.execute(text("select to_jsonb(i)::text from invitations i"))).scalars()
        log = (await session.execute(text("select to_jsonb(a)::text from audit_log a"))).scalars()
        written = [*kept, *log]
    assert any("invitation.sent" in one for one in written)
    assert not any(token_of(made) in one or PASSWORD in one for one in written)
    accepted = [one for one in written if "membership.created" in one and '"Cleo"' in one]
    assert accepted, "joining is written down as what the person did"


async def test_the_link_is_mailed_where_mail_is_set_up(database: TestDatabase, tmp_path: Path) -> None:
    with post_office() as post:
        mail = {"smtp_url": f"smtp://127.0.0.1:{post.port}", "mail_from": "Sayso <sayso@example.com>"}
        async with open_office(database.dsn, tmp_path, **mail) as office:
            ada = await office.person("ada@here.example", "admin")
            made = await invite(ada, role="viewer", name="Cleo")
            assert made["is_mailed"]
            assert post.recipients == [CLEO]
            letter = post.letters[0]
            assert letter["Subject"] == "Invitation to My company"
            text_of_it = letter.get_content()
            assert made["url"] in text_of_it
            assert "Hello Cleo,\r\n\r\nada invites you to My company." in text_of_it
            post.refuse = "550 not here"
            second = await ada.call("POST", f"/agency/invitations/{made['id']}/resend", expect=201)
            assert not second["is_mailed"]
            stranger = await office.stranger()
            await stranger.call("POST", "/invitations/accept", choosing(second))
