"""Language models of an agency: keys that nobody sees again, chains, tests, walls between agencies."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from sayso.settings import Settings
from tests.support.models import Answer, ModelServer, Status, model_server
from tests.support.office import Caller, Office, open_office
from tests.support.postgres import TestDatabase

KEY = "sk-hush-5up3rs3cr3t"


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """A model that is ready whatever it is asked."""
    async with model_server(Answer("ready")) as server:
        yield server


@pytest.fixture
async def boss(office: Office) -> Caller:
    """An administrator."""
    return await office.person("boss@example.com", "admin")


async def set_up(caller: Caller, server: ModelServer, name: str = "gateway", **more: Any) -> Any:
    """A provider at a model server."""
    body = {"name": name, "kind": "compatible", "base_url": server.url("compatible"), "api_key": KEY}
    return await caller.call("POST", "/models/providers", body | more, expect=201)


async def refused(caller: Caller, method: str, path: str, body: Any = None) -> tuple[int, str]:
    """Status and text of an answer that is no success."""
    answer = await caller.ask_for(method, path, body)
    assert answer.status_code >= 400, answer.text
    return answer.status_code, answer.text


async def test_an_agency_sets_up_a_provider_and_chains_and_tries_them(
    boss: Caller, server: ModelServer
) -> None:
    before = await boss.call("GET", "/models")
    assert before["is_on"]
    assert before["providers"] == []
    assert {one["source"] for one in before["chains"]} == {"none"}
    shown = await set_up(boss, server)
    assert shown == {
        "name": "gateway",
        "kind": "compatible",
        "base_url": server.url("compatible"),
        "has_key": True,
        "source": "agency",
        "problem": None,
    }
    chain = await boss.call("PUT", "/models/chains/schema", {"models": ["gateway:big"], "temperature": 0.5})
    assert (chain["models"], chain["source"], chain["temperature"]) == (["gateway:big"], "agency", 0.5)
    tried = await boss.call("POST", "/models/test", {})
    assert (tried["is_ok"], tried["model"], tried["said"]) == (True, "gateway:big", "ready")
    assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"
    assert server.requests[-1].model == "big"
    assert (await boss.ask_for("DELETE", "/models/chains/schema")).status_code == 204
    chains = {one["role"]: one for one in (await boss.call("GET", "/models"))["chains"]}
    assert chains["schema"]["source"] == "none"


async def test_a_test_says_plainly_what_is_wrong(boss: Caller) -> None:
    tried = await boss.call("POST", "/models/test", {})
    assert (tried["is_ok"], tried["problem"]) == (False, "No model is set up for schema.")
    tried = await boss.call("POST", "/models/test", {"model": "nowhere:m"})
    assert "no provider “nowhere”" in tried["problem"]
    async with model_server(Status(401, message=f"Incorrect API key provided: {KEY}")) as strict:
        await set_up(boss, strict)
        tried = await boss.call("POST", "/models/test", {"model": "gateway:m"})
        assert not tried["is_ok"]
        assert "set a valid API key" in tried["problem"]
        assert KEY not in str(tried)
        calls = await boss.call("GET", "/models/calls")
        assert [(one["outcome"], one["model"]) for one in calls["items"]] == [("failed", "gateway:m")]
        assert KEY not in str(calls)


async def test_a_key_is_nowhere_to_be_read_again(
    office: Office, boss: Caller, server: ModelServer, database: TestDatabase, tmp_path: Path
) -> None:
    await set_up(boss, server)
    body = {"kind": "compatible", "base_url": server.url("compatible"), "api_key": KEY + "-new"}
    await boss.call("PUT", "/models/providers/gateway", body)
    said = [
        str(await boss.call("GET", "/models")),
        str(await boss.call("GET", "/audit", resource="model_provider")),
        (await refused(boss, "POST", "/models/providers", {"name": "x", "kind": "nothing", "api_key": KEY}))[
            1
        ],
        (await refused(boss, "POST", "/models/providers", {"name": "x", "api_key": KEY, "kind": []}))[1],
        (await refused(boss, "PUT", "/models", {"providers": [{"name": "X", "api_key": [KEY]}]}))[1],
        (
            await refused(
                boss, "POST", "/models/providers", {"name": "a", "kind": "openai", "api_key": f"{KEY} "}
            )
        )[1],
    ]
    assert "model_provider.changed" in said[1]
    assert "•••" in said[1]
    assert all(KEY not in one for one in said), said
    admin = await database.admin()
    tables = await admin.fetch(
        "select oid::regclass::text as name from pg_class "
        "where relkind = 'r' and relnamespace = 'public'::regnamespace"
    )
    for table in tables:
        rows = await admin.fetchval(f"select string_agg(t::text, '|') from {table['name']} t")
        assert KEY not in (rows or ""), table["name"]
    vault = office.sayso.settings.home_path / "models.key"
    assert vault.stat().st_mode & 0o777 == 0o600


async def test_a_key_is_kept_only_for_the_address_it_was_entered_for(
    boss: Caller, server: ModelServer
) -> None:
    """Whoever administers later cannot have a key sent to an address of their own."""
    await set_up(boss, server)
    elsewhere = {"kind": "compatible", "base_url": "http://127.0.0.1:1/v1"}
    status, said = await refused(boss, "PUT", "/models/providers/gateway", elsewhere)
    assert status == 409
    assert "again" in said
    same = {"kind": "compatible", "base_url": server.url("compatible")}
    assert (await boss.call("PUT", "/models/providers/gateway", same))["has_key"]
    assert not (await boss.call("PUT", "/models/providers/gateway", same | {"api_key": None}))["has_key"]
    assert not (await boss.call("PUT", "/models/providers/gateway", elsewhere))["has_key"]


async def test_a_key_that_was_moved_in_the_database_opens_nothing(
    office: Office, boss: Caller, server: ModelServer
) -> None:
    await set_up(boss, server)
    await boss.call("PUT", "/models/chains/schema", {"models": ["gateway:m"]})
    async with office.sayso.services.database.system() as session:
        await session.execute(text("update model_providers set base_url = base_url || '/elsewhere'"))
    office.sayso.services.languages.forget()
    shown = (await boss.call("GET", "/models"))["providers"][0]
    assert shown["problem"] == "Its key cannot be read any more: enter it again."
    tried = await boss.call("POST", "/models/test", {})
    assert not tried["is_ok"]
    assert "enter it again" in tried["problem"]
    assert server.requests == []
    body = {"kind": "compatible", "base_url": server.url("compatible"), "api_key": KEY}
    await boss.call("PUT", "/models/providers/gateway", body)
    assert (await boss.call("POST", "/models/test", {}))["is_ok"]


async def test_everything_is_set_up_at_once_or_nothing(boss: Caller, server: ModelServer) -> None:
    await set_up(boss, server)
    one = {"name": "gateway", "kind": "compatible", "base_url": server.url("compatible")}
    chains = {"code": {"models": ["gateway:a", "gone:b"]}, "schema": {"models": ["gateway:a"]}}
    status, said = await refused(boss, "PUT", "/models", {"providers": [one], "chains": chains})
    assert status == 409
    assert "code" in said
    assert "no provider “gone”" in said
    assert {one["source"] for one in (await boss.call("GET", "/models"))["chains"]} == {"none"}
    chains["code"]["models"].pop()
    whole = await boss.call("PUT", "/models", {"providers": [one], "chains": chains})
    assert whole["providers"][0]["has_key"], "the key of the same provider stays"
    sources = {one["role"]: one["source"] for one in whole["chains"]}
    assert (sources["code"], sources["schema"], sources["layout"]) == ("agency", "agency", "none")
    status, said = await refused(boss, "DELETE", "/models/providers/gateway")
    assert status == 409
    empty = await boss.call("PUT", "/models", {})
    assert (empty["providers"], {one["source"] for one in empty["chains"]}) == ([], {"none"})


async def test_what_cannot_be_a_provider_is_refused(boss: Caller) -> None:
    for body, words in [
        ({"kind": "compatible"}, "needs an address"),
        ({"kind": "compatible", "base_url": "file:///etc/passwd"}, "http"),
        ({"kind": "compatible", "base_url": "http://user:pw@host/v1"}, "no user and no password"),
        ({"kind": "compatible", "base_url": "http://host/v1?x=1"}, "no “?”"),
        ({"kind": "compatible", "base_url": "http://host:99999/v1"}, "no address"),
        ({"kind": "openai", "api_key": "two words"}, "without spaces"),
        ({"kind": "openai", "api_key": "line\r\nx-evil: 1"}, "without spaces"),
        ({"kind": "openai", "api_key": "k" * 1001}, "api_key"),
        ({"kind": "openai", "name": "schema"}, "name of a role"),
        ({"kind": "openai", "name": "Bad Name"}, "name"),
        ({"kind": "openai", "is_public_only": False}, "is_public_only"),
    ]:
        status, said = await refused(boss, "POST", "/models/providers", {"name": "x"} | body)
        assert status in {409, 422}
        assert words in said
        assert (await boss.call("GET", "/models"))["providers"] == []


async def test_agencies_have_models_of_their_own(office: Office, boss: Caller, server: ModelServer) -> None:
    await set_up(boss, server)
    await boss.call("PUT", "/models/chains/schema", {"models": ["gateway:m"]})
    await boss.call("POST", "/models/test", {})
    slug = await office.agency("Others")
    other = await office.person("other@example.com", "admin", slug)
    assert (await other.call("GET", "/models"))["providers"] == []
    assert (await other.call("GET", "/models/calls"))["items"] == []
    assert (await other.call("GET", "/models/usage"))["total"]["calls"] == 0
    assert not (await other.call("POST", "/models/test", {"model": "gateway:m"}))["is_ok"]
    change = {"kind": "openai", "api_key": "k"}
    assert (await refused(other, "PUT", "/models/providers/gateway", change))[0] == 404
    assert (await refused(other, "DELETE", "/models/providers/gateway"))[0] == 404


@pytest.mark.rotating(1)
@pytest.mark.parametrize("role", ["user", "viewer", "api_user"])
async def test_members_see_models_and_what_they_cost_and_change_nothing(office: Office, role: str) -> None:
    member = await office.person("m@example.com", role)
    for path in ("", "/usage", "/calls", "/budget"):
        await member.call("GET", f"/models{path}")
    for method, path, body in (
        ("PUT", "", {}),
        ("POST", "/providers", {"name": "x", "kind": "openai"}),
        ("PUT", "/chains/schema", {"models": []}),
        ("POST", "/test", {}),
        ("PUT", "/budget", {}),
    ):
        assert (await refused(member, method, f"/models{path}", body))[0] == 403


async def test_what_the_operator_set_up_works_below_and_its_address_is_not_shown(
    database: TestDatabase, tmp_path: Path, server: ModelServer
) -> None:
    given = {"model_url": server.url("compatible"), "model": "qwen", "model_key": KEY}
    async with open_office(database.dsn, tmp_path, **given) as office:
        boss = await office.person("boss@example.com", "admin")
        shown = await boss.call("GET", "/models")
        (provider,) = shown["providers"]
        assert (provider["source"], provider["base_url"], provider["has_key"]) == ("settings", None, True)
        assert {tuple(one["models"]) for one in shown["chains"]} == {("local:qwen",)}
        assert (await boss.call("POST", "/models/test", {}))["is_ok"]
        operator = await office.operator.call("GET", "/models")
        assert operator["providers"][0]["base_url"] == server.url("compatible")
        away = {"name": "local", "kind": "compatible", "base_url": "http://127.0.0.1:9/v1"}
        await boss.call("POST", "/models/providers", away, expect=201)
        tried = await boss.call("POST", "/models/test", {})
        assert not tried["is_ok"], "the agency's own provider stands in its place, without the operator's key"
        assert len(server.requests) == 1


async def test_the_operator_can_switch_all_models_off(database: TestDatabase, tmp_path: Path) -> None:
    async with open_office(database.dsn, tmp_path, models="off", openai_api_key=KEY) as office:
        shown = await office.operator.call("GET", "/models")
        assert (shown["is_on"], shown["providers"]) == (False, [])
        tried = await office.operator.call("POST", "/models/test", {"model": "openai:gpt-6-luna"})
        assert "switched off" in tried["problem"]
        built = await office.operator.call("POST", "/builds", {"text": "A list of books"}, expect=201)
        assert built["module"]["slug"]


async def test_on_a_server_for_many_no_agency_aims_it_at_its_own_network(
    database: TestDatabase, tmp_path: Path
) -> None:
    async with open_office(database.dsn, tmp_path, models_private_addresses=False) as office:
        boss = await office.person("boss@example.com", "admin")
        for url in [
            "http://127.0.0.1:11434/v1",
            "http://localhost/v1",
            "http://[::1]/v1",
            "http://10.1.2.3/v1",
            "http://192.168.0.1/v1",
            "http://169.254.169.254/latest",
            "http://0.0.0.0/v1",
            "http://2130706433/v1",
            "http://[::ffff:127.0.0.1]/v1",
            "http://[64:ff9b::7f00:1]/v1",
            "http://[fd00::1]/v1",
            "http://100.64.0.1/v1",
        ]:
            body = {"name": "inside", "kind": "compatible", "base_url": url, "api_key": KEY}
            answer = await boss.ask_for("POST", "/models/providers", body)
            assert (answer.status_code, answer.json()["code"]) == (400, "private_address")
            assert (await boss.call("GET", "/models"))["providers"] == []


async def test_a_name_that_later_leads_inside_is_not_followed(
    database: TestDatabase, tmp_path: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is looked at again when it is connected to, whatever it was when it was saved."""
    from sayso.llm import addresses

    async def public(_: str) -> list[str]:
        return ["93.184.216.34"]

    async with open_office(database.dsn, tmp_path, models_private_addresses=False) as office:
        boss = await office.person("boss@example.com", "admin")
        with monkeypatch.context() as then:
            then.setattr(addresses, "_addresses", public)
            url = server.url("compatible").replace("127.0.0.1", "localhost")
            body = {"name": "turning", "kind": "compatible", "base_url": url, "api_key": KEY}
            await boss.call("POST", "/models/providers", body, expect=201)
        tried = await boss.call("POST", "/models/test", {"model": "turning:m"})
        assert not tried["is_ok"]
        assert "cannot be reached" in tried["problem"]
        assert server.requests == []


async def test_a_public_name_is_reached_at_any_of_its_addresses(
    database: TestDatabase, tmp_path: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.llm import addresses

    async def both(_: str) -> list[str]:
        return ["127.0.0.9", "127.0.0.1"]

    monkeypatch.setattr(addresses, "_addresses", both)
    monkeypatch.setattr(addresses, "is_public", lambda _: True)
    async with open_office(database.dsn, tmp_path, models_private_addresses=False) as office:
        url = server.url("compatible").replace("127.0.0.1", "models.example.com")
        body = {"name": "far", "kind": "compatible", "base_url": url, "api_key": KEY}
        await office.operator.call("POST", "/models/providers", body, expect=201)
        tried = await office.operator.call("POST", "/models/test", {"model": "far:m"})
        assert tried["is_ok"], tried
    assert server.requests[0].headers["host"].startswith("models.example.com")


def test_private_addresses_are_for_a_sayso_that_nobody_else_reaches(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).allows_private_models
    assert not Settings(home=tmp_path, host="0.0.0.0").allows_private_models  # noqa: S104 - not bound
    assert not Settings(home=tmp_path, apps_domain="apps.example.com").allows_private_models
    assert Settings(home=tmp_path, host="10.0.0.1", models_private_addresses=True).allows_private_models


async def test_models_that_fail_leave_the_work_to_the_offline_designer(boss: Caller) -> None:
    """Asking for models where there are none says so; where there are, they are asked first."""
    body = {"text": "A list of books with a title", "designer": "llm"}
    status, said = await refused(boss, "POST", "/builds", body)
    assert status == 400
    assert "No model is set up" in said
    async with model_server(Status(401)) as closed:
        await set_up(boss, closed)
        await boss.call("PUT", "/models/chains/schema", {"models": ["gateway:m"]})
        built = await boss.call("POST", "/builds", body, expect=201)
    assert built["module"]["slug"]
    assert len(closed.requests) >= 1
    asked = (await boss.call("GET", "/models/calls"))["items"]
    assert {one["outcome"] for one in asked} == {"failed"}


async def test_the_key_of_the_home_folder_opens_keys_after_a_restart(
    database: TestDatabase, tmp_path: Path, server: ModelServer
) -> None:
    async with open_office(database.dsn, tmp_path) as office:
        body = {"name": "g", "kind": "compatible", "base_url": server.url("compatible"), "api_key": KEY}
        await office.operator.call("POST", "/models/providers", body, expect=201)
    async with open_office(database.dsn, tmp_path) as office:
        assert (await office.operator.call("POST", "/models/test", {"model": "g:m"}))["is_ok"]
    (tmp_path / "models.key").write_text("another secret altogether")
    async with open_office(database.dsn, tmp_path) as office:
        shown = (await office.operator.call("GET", "/models"))["providers"][0]
        assert "enter it again" in shown["problem"]
        assert (await office.operator.call("GET", "/modules"))["items"] == [], "everything else goes on"


async def sees(caller: Caller) -> dict[str, bool]:
    """Which models may see values of rows."""
    return {one["name"]: one["may_see_rows"] for one in (await caller.call("GET", "/models"))["models"]}


async def test_administrators_alone_let_a_model_see_values_of_rows(
    office: Office, boss: Caller, server: ModelServer
) -> None:
    await set_up(boss, server)
    await boss.call("PUT", "/models/chains/code", {"models": ["gateway:big", "gateway:small"]})
    assert await sees(boss) == {"gateway:big": False, "gateway:small": False}
    allow = {"model": "gateway:big", "may_see_rows": True}
    builder = await office.person("builder@example.com", "user")
    assert (await refused(builder, "PUT", "/models/rows", allow))[0] == 403
    status, said = await refused(boss, "PUT", "/models/rows", allow | {"model": "gateway:other"})
    assert (status, "No role asks a model" in said) == (404, True)
    await boss.call("PUT", "/models/rows", allow)
    assert await sees(boss) == {"gateway:big": True, "gateway:small": False}
    await boss.call("PUT", "/models/rows", allow | {"may_see_rows": False})
    assert not any((await sees(boss)).values())
    log = await boss.call("GET", "/audit", resource="model_row_access")
    assert [(one["action"], one["resource_name"]) for one in log["items"]] == [
        ("model_row_access.removed", "gateway:big"),
        ("model_row_access.created", "gateway:big"),
    ]


async def test_what_a_model_may_see_holds_for_the_place_that_it_was_allowed_for(
    boss: Caller, server: ModelServer
) -> None:
    """Whoever points the name at another address later does not get the values along with it."""
    await set_up(boss, server)
    await boss.call("PUT", "/models/chains/code", {"models": ["gateway:big"]})
    await boss.call("PUT", "/models/rows", {"model": "gateway:big", "may_see_rows": True})
    there = {"kind": "compatible", "base_url": server.url("compatible")}
    await boss.call("PUT", "/models/providers/gateway", there)
    assert await sees(boss) == {"gateway:big": True}
    elsewhere = {"kind": "compatible", "base_url": "http://127.0.0.1:1/v1", "api_key": KEY}
    await boss.call("PUT", "/models/providers/gateway", elsewhere)
    assert await sees(boss) == {"gateway:big": False}
