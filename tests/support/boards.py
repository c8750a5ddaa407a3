"""Dashboards with blocks that are there already, and people of an agency who look at them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from sayso.blocks import repository
from sayso.blocks.data import shape_of
from sayso.blocks.types import Card, CardKind, Every, LogKind, Reads, Shown, State, VersionStatus
from sayso.db.database import Database
from sayso.devloop.programs.grants import ModuleRead
from tests.support.office import Caller, Office, open_office

CODE = "def fetch_data(ctx):\n    return 7\n\n\ndef process_data(data):\n    return {'value': data}\n"
NUMBER = Card(kind=CardKind.NUMBER, title="Open orders", explanation="Orders that nobody shipped.")
SALON = Reads(modules=(ModuleRead(slug="salon", entities=("client",)),))


@dataclass(frozen=True)
class Place:
    """A dashboard of an agency, and who made a block on it."""

    agency_id: UUID
    dashboard_id: UUID
    user_id: UUID


async def put_block(
    database: Database,
    place: Place,
    card: Card = NUMBER,
    value: Any = 7,
    *,
    reads: Reads | None = None,
    state: State = State.LIVE,
    age: timedelta = timedelta(0),
) -> str:
    """A block that works, with one version, one line in its log and data of this age; its id."""
    async with database.unit(place.agency_id) as session:
        block = await repository.add_block(
            session,
            place.agency_id,
            {
                "dashboard_id": place.dashboard_id,
                "user_id": place.user_id,
                "asked": "how many orders are open, secretly",
                "title": card.title,
                "state": state.value,
                "notice": "intranet.example does not answer" if state is State.FAILING else "",
                "refresh": Every(seconds=900).model_dump(),
                "version": 1,
            },
        )
        await repository.add_version(
            session,
            block,
            {
                "status": VersionStatus.ACTIVE.value,
                "code": CODE,
                "card": card,
                "reads": reads or Reads(),
                "author": "offline",
            },
        )
        at = datetime.now(UTC) - age
        data = Shown(value, at, at + timedelta(minutes=30), 1, shape_of(value))
        await repository.keep_data(session, block, data)
        await repository.note(session, block, LogKind.FETCH, "Fetched.", ok=True, seconds=0.2, version=1)
    return str(block.id)


class Boards:
    """An agency whose people have dashboards: Ada is a user, Vera a viewer, Max an administrator."""

    def __init__(self, office: Office, people: dict[str, Caller]) -> None:
        self.office = office
        self.ada, self.bob, self.vera, self.max, self.gus = (
            people[name] for name in ("ada", "bob", "vera", "max", "gus")
        )

    @property
    def database(self) -> Database:
        """Where all of it is kept."""
        return self.office.sayso.services.database

    async def agency_of(self, caller: Caller) -> UUID:
        """The id of somebody's agency."""
        me = await caller.call("GET", "/auth/me")
        return UUID(me["agency"]["id"])

    async def dashboard(self, owner: Caller, name: str = "Sales", **changes: Any) -> str:
        """A dashboard of somebody; its id."""
        made = await owner.call("POST", "/dashboards", {"name": name}, expect=201)
        if changes:
            await owner.call("PATCH", f"/dashboards/{made['id']}", changes)
        dashboard_id: str = made["id"]
        return dashboard_id

    async def block(
        self,
        owner: Caller,
        dashboard_id: str,
        card: Card = NUMBER,
        value: Any = None,
        *,
        reads: Reads | None = None,
        state: State = State.LIVE,
        age: timedelta = timedelta(0),
    ) -> str:
        """A block of somebody that works, as if it had been made in words; its id."""
        place = Place(await self.agency_of(owner), UUID(dashboard_id), UUID(owner.id))
        shown = {"value": 7} if value is None else value
        return await put_block(self.database, place, card, shown, reads=reads, state=state, age=age)


PEOPLE = (
    ("ada", "ada@here.example", "user", "my-company"),
    ("bob", "bob@here.example", "user", "my-company"),
    ("vera", "vera@here.example", "viewer", "my-company"),
    ("max", "max@here.example", "admin", "my-company"),
    ("gus", "gus@globex.example", "admin", "globex"),
)


@dataclass(frozen=True)
class KeptBoards:
    """How to find people again who are signed in."""

    people: dict[str, tuple[str, str, str]]
    """By name: address, id and what their calls are authorized by."""

    @classmethod
    async def make(cls, dsn: str, folder: Path) -> Self:
        """Two agencies with people."""
        async with open_office(dsn, folder, worker=False) as office:
            await office.agency("Globex")
            people = {name: await office.person(*about) for name, *about in PEOPLE}
            return cls(
                {
                    name: (one.email, one.id, one.client.headers["authorization"])
                    for name, one in people.items()
                }
            )

    async def opened(self, office: Office) -> Boards:
        """The people in a Sayso that runs on a copy."""
        people = {}
        for name, (email, user_id, authorization) in self.people.items():
            people[name] = await office.stranger(email)
            people[name].id = user_id
            people[name].client.headers["authorization"] = authorization
        return Boards(office, people)


@asynccontextmanager
async def open_boards(kept: KeptBoards, dsn: str, folder: Path, **settings: Any) -> AsyncIterator[Boards]:
    """Two agencies where nothing is done in the background, unless the settings say so."""
    async with open_office(dsn, folder, **{"worker": False, **settings}) as office:
        yield await kept.opened(office)
