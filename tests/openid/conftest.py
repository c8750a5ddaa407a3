"""A real provider for all tests here, and a running Sayso that knows it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.openid import RealProvider, real_provider
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.unproved import Unproved
from tests.web.pages.people import People

CALLBACKS = tuple(
    f"http://localhost:8400/signin/openid/{name}/callback" for name in ("company", "public", "open")
)


@pytest.fixture(scope="session")
def provider() -> Iterator[RealProvider]:
    """The provider."""
    with real_provider(*CALLBACKS) as running:
        yield running


@pytest.fixture
async def sayso(
    database: TestDatabase, tmp_path: Path, provider: RealProvider
) -> AsyncIterator[RunningSayso]:
    """A running Sayso with three ways to the provider, and one to nowhere."""
    openid = [
        provider.settings(),
        provider.settings("public", client_id="sayso-public", client_secret=None, label="The public one"),
        provider.settings("open", allow_new=True, agency="acme", role="viewer", domains=["example.com"]),
        {"name": "gone", "issuer": "http://127.0.0.1:9", "client_id": "sayso"},
    ]
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), openid=openid) as running:
        yield running


@pytest.fixture
async def people(sayso: RunningSayso) -> People:
    """Somebody to sign in as."""
    return People(sayso)
