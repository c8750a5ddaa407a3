"""An agency with two people, and what tells them things."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import sayso.identity.tables  # noqa: F401 - notices refer to people
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.mail import Mail
from sayso.notices.service import Notices
from sayso.notices.webhook_delivery import Webhooks
from sayso.settings import Settings
from tests.support.mail import Post, post_office
from tests.support.postgres import TestDatabase


@dataclass
class Place:
    """What tests of notices act on."""

    database: Database
    events: Events
    notices: Notices
    admin: Any
    agency: UUID
    other_agency: UUID
    ada: UUID
    bob: UUID

    async def tell(self, title: str, **said: Any) -> Any:
        """Tell Ada something."""
        async with self.database.unit(self.agency) as session:
            return await self.notices.tell(session, self.agency, self.ada, title=title, **said)


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server."""
    with post_office() as post:
        yield post


def notices_over(database: Database, events: Events, home: Path, **settings: Any) -> Notices:
    """Notices with these settings."""
    given = Settings(home=home, **settings)
    return Notices(database, events, Mail(given), Webhooks.of(given))


@pytest.fixture
async def place(database: TestDatabase, tmp_path: Path, post: Post) -> AsyncIterator[Place]:
    """An agency with people, a mail server, and no host of the own network opened."""
    opened = await Database.open(database.dsn)
    admin = await database.admin()
    agencies = [
        await admin.fetchval("insert into agencies (name, slug) values ($1, $1) returning id", name)
        for name in ("a", "b")
    ]
    people = [
        await admin.fetchval("insert into users (name, email) values ($1, $2) returning id", name, email)
        for name, email in (("Ada", "ada@a.example"), ("Bob", "bob@a.example"))
    ]
    for person in people:
        await admin.execute(
            "insert into memberships (agency_id, user_id, role) values ($1, $2, 'user')", agencies[0], person
        )
    events = Events(opened)
    notices = notices_over(
        opened, events, tmp_path, smtp_url=f"smtp://127.0.0.1:{post.port}", mail_from="Sayso <s@a.example>"
    )
    yield Place(opened, events, notices, admin, *agencies, *people)
    events.stop()
    await opened.close()
