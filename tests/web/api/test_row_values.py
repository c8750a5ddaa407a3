"""Nobody is shown a value of a row that their role in the application hides, whatever they ask."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from sayso.identity.permissions import AgencyRole, Permission
from sayso.spec.model import AppSpec
from sayso.web.route_table import Operation
from tests.support.postgres import TestDatabase
from tests.web.api.test_audited import BODIES
from tests.web.api.town import ENDLESS, filled
from tests.web.api.vault import BOT_CANARIES, CANARIES, Requester, Vault, leaked, open_vault, overheard


@pytest.fixture(scope="module")
async def vault(
    town_database: TestDatabase, tmp_path_factory: pytest.TempPathFactory, salon: AppSpec
) -> AsyncIterator[Vault]:
    """One salon with canaries for all tests of this file."""
    async with open_vault(town_database.dsn, tmp_path_factory.mktemp("vault"), salon) as vault:
        yield vault


def client_edit(spec: AppSpec, **more: Any) -> dict[str, Any]:
    """An edit of the client's phone."""
    client = next(one for one in spec.entities if one.name == "client")
    mobile = next(one for one in client.fields if one.name == "mobile")
    return {"target": mobile.id, **more}


Edit = Callable[[AppSpec], dict[str, Any]]
PLANS: dict[str, Edit] = {
    "removed": lambda spec: client_edit(spec, op="remove", kind="field"),
    "unique": lambda spec: client_edit(spec, op="set", kind="field", values={"unique": True}),
    "a date": lambda spec: client_edit(spec, op="retype", type="date"),
}


@pytest.mark.rotating(1)
@pytest.mark.parametrize("what", PLANS)
async def test_a_plan_counts_for_everybody_and_shows_values_to_whom_may_read_them(
    vault: Vault, what: str
) -> None:
    body = {"text": what, "edits": [PLANS[what](vault.spec)]}
    made = await vault.call(vault.owner, "POST", f"/modules/{vault.slug}/changes", body)
    assert made.status_code == 201, made.text
    path = f"/modules/{vault.slug}/changes/{made.json()['id']}"
    assert "a hidden phone" in leaked(await vault.call(vault.owner, "GET", path))
    for one in vault.requesters:
        for method, end, sent in (("GET", "", None), ("POST", "/plan", {}), ("POST", "/publish", {})):
            answer = await vault.call(one.platform, method, path + end, sent)
            assert leaked(answer) == set(), (one.name, method, end)
    counted = await vault.call(vault.town.acme.tokens[AgencyRole.VIEWER], "GET", path)
    findings = [found for step in counted.json()["plan"]["steps"] for found in step["findings"]]
    assert [(found["count"] > 0, found["examples"]) for found in findings] == [(True, [])]
    await vault.call(vault.owner, "DELETE", path)


async def test_a_refused_publish_names_no_value_even_to_those_who_may_read_it(vault: Vault) -> None:
    """What is refused is told to everybody who looks at a session, and kept there."""
    body = {"text": "unique", "edits": [PLANS["unique"](vault.spec)]}
    made = (await vault.call(vault.owner, "POST", f"/modules/{vault.slug}/changes", body)).json()
    path = f"/modules/{vault.slug}/changes/{made['id']}"
    refused = await vault.call(vault.owner, "POST", f"{path}/publish", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "choice_needed")
    assert leaked(refused) == set()
    await vault.call(vault.owner, "DELETE", path)


async def test_a_key_of_the_owner_without_data_read_sees_counts_alone(vault: Vault) -> None:
    body = {"text": "removed", "edits": [PLANS["removed"](vault.spec)]}
    made = (await vault.call(vault.owner, "POST", f"/modules/{vault.slug}/changes", body)).json()
    path = f"/modules/{vault.slug}/changes/{made['id']}"
    owner = vault.town.acme.people[AgencyRole.ADMIN]
    both = await vault.town.key(owner, frozenset({Permission.MODULES_READ, Permission.DATA_READ}))
    few = await vault.town.key(owner, frozenset({Permission.MODULES_READ}))
    assert CANARIES["a hidden phone"] in (await vault.call(both, "GET", path)).text
    assert CANARIES["a hidden phone"] not in (await vault.call(few, "GET", path)).text
    await vault.call(vault.owner, "DELETE", path)


async def test_only_somebody_who_sees_every_row_takes_a_copy_of_them(vault: Vault) -> None:
    path = f"/modules/{vault.slug}/preview"
    for one in vault.requesters:
        answer = await vault.call(one.platform, "POST", path, {"rows": "copy"})
        assert answer.status_code in {401, 403, 404}, (one.name, answer.text)
    made = await vault.call(vault.owner, "POST", path, {"rows": "copy"})
    assert made.status_code == 201, made.text
    there = f"/modules/{made.json()['slug']}/data"
    assert "a hidden row" in leaked(await vault.call(vault.owner, "GET", f"{there}/appointments"))
    for one in vault.requesters:
        for collection in ("clients", "services", "appointments"):
            for end in ("", "/export.csv", f"/{vault.ids[collection]}", f"/{vault.ids[collection]}/history"):
                answer = await vault.call(one.platform, "GET", f"{there}/{collection}{end}")
                assert leaked(answer) == set(), (one.name, collection, end)


@pytest.mark.parametrize("rows", ["copy", "none"])
async def test_previews_are_for_builders(vault: Vault, rows: str) -> None:
    stylist = vault.town.acme.tokens[AgencyRole.USER]
    refused = await vault.call(stylist, "POST", f"/modules/{vault.slug}/preview", {"rows": rows})
    assert refused.status_code == 403
    assert "You do not build this application." in refused.json()["detail"]
    assert "Ask one of its builders" in refused.json()["hint"]


async def test_a_file_is_read_by_whom_may_read_a_field_that_holds_it(vault: Vault) -> None:
    path = f"files/{vault.ids['files']}"
    assert leaked(await vault.data(vault.owner, "GET", path))
    for one in vault.requesters:
        answer = await vault.data(one.platform, "GET", path)
        assert answer.status_code in {401, 403, 404}, (one.name, answer.text)
        assert leaked(answer) == set(), one.name
    stylist = vault.town.acme.tokens[AgencyRole.USER]
    photo = (await vault.upload(vault.owner, "sue.txt", "a face")).json()["id"]
    sue = f"stylists/{vault.ids['stylists']}"
    assert (await vault.data(stylist, "GET", f"files/{photo}")).status_code == 404
    assert (await vault.data(vault.owner, "PATCH", sue, {"photo": photo})).status_code == 200
    assert (await vault.data(stylist, "GET", f"files/{photo}")).text == "a face"
    assert (await vault.data(vault.owner, "PATCH", sue, {"photo": None})).status_code == 200
    for token in (stylist, vault.owner):
        assert (await vault.data(token, "GET", f"files/{photo}")).status_code == 404
    assert (await vault.data(vault.owner, "PATCH", sue, {"photo": photo})).status_code == 422


async def test_a_file_that_moves_to_another_row_is_read_there(vault: Vault) -> None:
    stylist = vault.town.acme.tokens[AgencyRole.USER]
    photo = (await vault.upload(vault.owner, "b.txt", "a face")).json()["id"]
    made = [
        await vault.data(vault.owner, "POST", "stylists", {"name": name, "photo": photo}) for name in "XY"
    ]
    assert [answer.status_code for answer in made] == [201, 201]
    assert (await vault.data(vault.owner, "DELETE", f"stylists/{made[0].json()['id']}")).status_code == 204
    assert (await vault.data(stylist, "GET", f"files/{photo}")).text == "a face"


async def test_a_file_that_no_row_took_is_its_senders_alone(vault: Vault) -> None:
    deputy = await vault.token(
        await vault.person("deputy@acme.example", "owner", agency_role=AgencyRole.USER)
    )
    sent = (await vault.upload(vault.owner, "a.txt", "for me")).json()["id"]
    assert (await vault.data(vault.owner, "GET", f"files/{sent}")).text == "for me"
    assert (await vault.data(deputy, "GET", f"files/{sent}")).status_code == 404
    body = {"name": "Eve", "photo": sent}
    stolen = await vault.data(deputy, "POST", "stylists", body)
    assert (stolen.status_code, stolen.json()["errors"][0]["field"]) == (422, "photo")
    assert (await vault.data(vault.owner, "POST", "stylists", body)).status_code == 201
    assert (await vault.data(deputy, "GET", f"files/{sent}")).text == "for me"


async def test_files_are_sent_by_whom_may_put_them_into_a_row(vault: Vault) -> None:
    for one in vault.requesters:
        answer = await vault.upload(one.platform or "", "a.txt", "mine")
        assert answer.status_code in {401, 403, 404}, (one.name, answer.text)
    stylist = await vault.upload(vault.town.acme.tokens[AgencyRole.USER], "a.txt", "mine")
    assert stylist.json()["detail"] == "Your role adds no files in Salon."


async def test_an_agency_keeps_so_many_bytes_of_files_and_sees_how_many(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (await vault.call(vault.owner, "GET", "/agency")).json()["files"]
    uploads = vault.town.sayso.services.uploads
    assert before["most"] == uploads.most_bytes
    monkeypatch.setattr(uploads, "most_bytes", before["used"] + 10)
    assert (await vault.upload(vault.owner, "a.txt", "x" * 10)).status_code == 201
    refused = await vault.upload(vault.owner, "b.txt", "x")
    assert (refused.status_code, refused.json()["code"]) == (507, "quota_spent")
    assert "SAYSO_MAX_FILES_BYTES" in refused.json()["hint"]
    after = (await vault.call(vault.owner, "GET", "/agency")).json()["files"]
    assert after == {"used": before["used"] + 10, "most": before["used"] + 10}


async def test_an_answer_is_not_repeated_to_somebody_whose_role_is_another_by_now(vault: Vault) -> None:
    email = "mover@acme.example"
    token = await vault.token(await vault.person(email, "owner", agency_role=AgencyRole.USER))
    path = f"/api/v1/modules/{vault.slug}/data/services"
    headers = {"authorization": f"Bearer {token}", "idempotency-key": "once"}
    body = {"name": "Dye", "price": 7319.37, "duration": 30}
    answers = [await vault.town.client.post(path, json=body, headers=headers)]
    await vault.person(email, "stylist")
    answers.append(await vault.town.client.post(path, json=body, headers=headers))
    assert [answer.status_code for answer in answers] == [201, 409]
    assert [leaked(answer) for answer in answers] == [{"a hidden sum"}, set()]


async def shown_to_the_owner(vault: Vault) -> set[str]:
    """What of the application whoever may see everything is shown by its own calls."""
    found = set[str]()
    for one in await vault.data_calls():
        if one.method == "GET":
            found |= leaked(await vault.data(vault.owner, "GET", f"{one.path}?{one.query}"))
    return found


@pytest.mark.rotating(6, of="what takes longest")
async def test_no_call_of_the_application_shows_a_hidden_value(vault: Vault) -> None:
    """Every call that its own description names, at its own address and at the platform's."""
    assert await shown_to_the_owner(vault) == set(CANARIES), "so the walk comes by each of them"
    for one in await vault.data_calls():
        for who in vault.requesters:
            path = f"{one.path}?{one.query}"
            for answer in (
                await vault.inside(who.origin, one),
                await vault.data(who.platform, one.method, path, one.body),
            ):
                assert answer.status_code < 500, (who.name, one, answer.text)
                assert leaked(answer) == set(), (who.name, one, answer.text)
    assert await shown_to_the_owner(vault) == set(CANARIES), "nobody took away what they may not see"


HANDED_ON = "what the application itself answers: walked above by its own description"
LEFT_OUT = {
    "GET /modules/{slug}/data/{data_path:path}": HANDED_ON,
    "POST /modules/{slug}/data/{data_path:path}": HANDED_ON,
    "PATCH /modules/{slug}/data/{data_path:path}": HANDED_ON,
    "PUT /modules/{slug}/data/{data_path:path}": HANDED_ON,
    "DELETE /modules/{slug}/data/{data_path:path}": HANDED_ON,
}
"""Calls of the platform that the walks below leave out, and why."""
FIRST_OF_TAKING = ("POST /sessions/{build_session_id}/cancel",)
LAST_OF_TAKING = (
    "PATCH /agency/people/{user_id}",
    "POST /modules/{slug}/archive",
    "DELETE /modules/{slug}",
    "POST /modules/{slug}/restore",
    "DELETE /agency/people/{user_id}",
    "POST /auth/agency",
    "POST /auth/revoke",
    "DELETE /auth/session",
    "POST /auth/sign-out-everywhere",
)
"""Calls after which others find less; what else takes things away stands between the two, and is a DELETE."""
BUSY = {"user of the agency", "a builder"}
"""Those who can make the most, and are asked what they are shown once all has been changed."""


def bodies(vault: Vault) -> dict[str, Any]:
    """Bodies that reach values of rows, and that make nobody somebody who may see them."""
    removal = {"text": "No phones", "edits": [PLANS["removed"](vault.spec)]}
    return BODIES | {
        "PATCH /agency/people/{user_id}": {"role": "viewer"},
        "PUT /modules/{slug}/members/{user_id}": {"role": "stylist"},
        "POST /modules/{slug}/changes": removal,
        "POST /modules/{slug}/preview": {"rows": "none"},
        "POST /sessions/{build_session_id}/edits": {"edits": removal["edits"]},
    }


HEARD_FOR = 0.1
"""Seconds that somebody listens to a stream; what it has to tell, it tells at once."""


def called(one: Operation) -> str:
    return f"{one.method} {one.path.removeprefix('/api/v1')}"


def _kind(one: Operation) -> str:
    if called(one) in LEFT_OUT:
        return "left out"
    if one.path.endswith(ENDLESS):
        return "listening"
    if one.method == "DELETE" or called(one) in (*FIRST_OF_TAKING, *LAST_OF_TAKING):
        return "taking"
    return "asking" if one.method == "GET" else "changing"


def walked(vault: Vault, kind: str) -> list[Operation]:
    """Calls of the platform, in the order in which they leave most to each other."""

    def place(one: Operation) -> tuple[int, str]:
        name = called(one)
        last = LAST_OF_TAKING.index(name) + 1 if name in LAST_OF_TAKING else 0
        return (-1 if name in FIRST_OF_TAKING else last, one.path)

    return sorted((one for one in vault.town.calls() if _kind(one) == kind), key=place)


def test_each_call_of_the_platform_is_walked_or_left_out_for_a_reason(vault: Vault) -> None:
    kinds = ("asking", "listening", "changing", "taking", "left out")
    found = [called(one) for kind in kinds for one in walked(vault, kind)]
    assert sorted(found) == sorted(called(one) for one in vault.town.calls())
    named = {*LEFT_OUT, *FIRST_OF_TAKING, *LAST_OF_TAKING}
    assert named <= set(found), "what is named here is a call"


def hidden_from(who: Requester, one: Operation, answer: httpx.Response) -> None:
    """Demand that an answer shows nothing, and that whoever has a credential was known by it."""
    where = (who.name, one.method, one.path, answer.status_code, answer.text[:300])
    assert answer.status_code < 500 or answer.status_code == 503, where
    assert leaked(answer) == set(), where
    is_known = who.platform is not None and not who.is_gone
    assert not is_known or answer.status_code != 401 or "/auth/" in one.path, where


async def test_the_owner_is_shown_what_bots_read_for_them(vault: Vault) -> None:
    """So the walks come by each of these values, too."""
    shown = set[str]()
    for one in walked(vault, "asking"):
        if not any(f"/{word}" in one.path for word in ("bots", "runs", "approvals")):
            continue
        shown |= leaked(await vault.town.ask(one, vault.owner, vault.town.acme.things | {"key": "count"}))
    assert shown >= set(BOT_CANARIES)


async def walk(vault: Vault, kind: str, requesters: list[Requester]) -> None:
    for one in walked(vault, kind):
        for who in requesters:
            hidden_from(who, one, await vault.town.ask(one, who.platform, vault.town.acme.things))


@pytest.mark.rotating(1)
@pytest.mark.parametrize("kind", ["asking", "listening", "changing"])
async def test_no_call_of_the_platform_shows_a_hidden_value(vault: Vault, kind: str) -> None:
    """Every route of its description, by everybody, with things that are there; a new one by itself."""
    if kind == "listening":
        for one in walked(vault, kind):
            path = filled(one.path, vault.town.acme.things)
            heard = (overheard(vault.town, path, who.platform, HEARD_FOR) for who in vault.requesters)
            for who, answer in zip(vault.requesters, await asyncio.gather(*heard), strict=True):
                hidden_from(who, one, answer)
        return
    vault.town.examples.instead(bodies(vault))
    await walk(vault, kind, vault.requesters)
    if kind == "changing":
        await walk(vault, "asking", [who for who in vault.requesters if who.name in BUSY])
        await walk(vault, "taking", vault.requesters)
