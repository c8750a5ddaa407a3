"""Fixtures: the real sandbox."""

from collections.abc import AsyncIterator

import pytest

from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings


@pytest.fixture(scope="session")
async def sandbox(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OsSandbox]:
    """Where bots are tried."""
    async with OsSandbox.of(Settings(home=tmp_path_factory.mktemp("sandbox"))).open() as sandbox:
        yield sandbox
