"""An installation with something of everything, and how one finds it all again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import SecretStr

from sayso.runtime.types import Module
from sayso.spec.model import AppSpec
from tests.jobs.place import until
from tests.support.boards import Boards
from tests.support.bots import put_bot
from tests.support.office import Caller, Office
from tests.support.running import open_salon

UPLOADED = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
SECRET = "hush-hush-hush"
ENDED = {"success", "failed", "cancelled", "timed_out"}


@dataclass(frozen=True)
class Kept:
    """What is to be found again."""

    module: Module
    site_owner: UUID
    file: str
    client: str
    dashboard: str
    bot: str
    secret_agency: UUID


async def fill(boards: Boards, salon: AppSpec) -> Kept:
    """People, an application with rows and an upload, a dashboard with a block, a secret, a bot that ran."""
    sayso = boards.office.sayso
    shop = await open_salon(sayso, salon)
    uploaded = await shop.owner.post("/api/files", files={"file": ("cut.png", UPLOADED, "image/png")})
    assert uploaded.status_code == 201, uploaded.text
    client = await shop.create("clients", name="Ada Lovelace", email="ada@lovelace.org")
    dashboard = await boards.dashboard(boards.ada, "Mornings")
    await boards.block(boards.ada, dashboard)
    agency = await boards.agency_of(boards.ada)
    await sayso.services.secrets.put(agency, "SHOP_TOKEN", SecretStr(SECRET), ["shop.example"])
    made = await put_bot(boards.database, agency, UUID(boards.ada.id))
    assert (await ran(boards.ada, str(made.id)))["output"]["count"] == 1
    return Kept(
        shop.module, shop.home.user_id, uploaded.json()["id"], client["id"], dashboard, str(made.id), agency
    )


async def ran(caller: Caller, bot: str) -> Any:
    """What becomes of a run."""
    begun = await caller.call("POST", f"/bots/{bot}/runs", {}, expect=202)

    async def has_ended() -> bool:
        return (await caller.call("GET", f"/runs/{begun['id']}"))["state"] in ENDED

    await until(has_ended, 60)
    return await caller.call("GET", f"/runs/{begun['id']}")


async def demand_all(office: Office, email: str, kept: Kept) -> None:
    """Sign in as before, and find that everything is there and works."""
    ada = await office.sign_in(email)
    assert [board["name"] for board in (await ada.call("GET", "/dashboards"))["items"]] == ["Mornings"]
    (block,) = (await ada.call("GET", f"/dashboards/{kept.dashboard}"))["blocks"]
    assert block["data"]["value"] == {"value": 7}

    browser = await office.sayso.visitor(kept.module, kept.site_owner)
    assert (await browser.get(f"/api/clients/{kept.client}")).json()["name"] == "Ada Lovelace"
    assert (await browser.get(f"/api/files/{kept.file}")).content == UPLOADED
    added = await browser.post("/api/clients", json={"name": "Grace", "email": "grace@navy.example"})
    assert added.status_code == 201, added.text
    assert (await browser.get("/")).status_code == 200

    opened = await office.sayso.services.secrets.of(kept.secret_agency, ["SHOP_TOKEN"])
    assert opened["SHOP_TOKEN"].value.get_secret_value() == SECRET
    again = await ran(ada, kept.bot)
    assert (again["state"], again["output"]["count"]) == ("success", 2)
