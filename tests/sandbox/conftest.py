"""A warm sandbox behind the strongest walls of this machine."""

from collections.abc import AsyncIterator

import pytest

from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings


@pytest.fixture(scope="session")
async def sandbox() -> AsyncIterator[OsSandbox]:
    """One for all tests that do not end it."""
    async with OsSandbox.of(Settings()).open() as sandbox:
        yield sandbox


@pytest.fixture
async def own_sandbox() -> AsyncIterator[OsSandbox]:
    """One of a test's own, quick to start because it has imported nothing."""
    async with OsSandbox.cold(Settings()).open() as sandbox:
        yield sandbox
