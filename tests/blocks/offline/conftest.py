"""Fixtures: the real sandbox, and sources that answer on this machine."""

from collections.abc import AsyncIterator, Iterator

import pytest

from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings
from tests.blocks.offline.sources import Sources, serving


@pytest.fixture(scope="session")
def sources() -> Iterator[Sources]:
    """Pages that tests put up and take down."""
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
async def sandbox(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OsSandbox]:
    """Where programs run, with the sources in reach."""
    settings = Settings(home=tmp_path_factory.mktemp("sandbox"), sandbox_private_hosts=sources.host)
    async with OsSandbox.of(settings).open() as sandbox:
        yield sandbox
