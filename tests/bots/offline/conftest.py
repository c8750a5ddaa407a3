"""Fixtures: the real sandbox."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.sandbox.service import OsSandbox
from sayso.settings import Settings


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[OsSandbox]:
    """Where bots are tried."""
    async with OsSandbox.of(Settings(home=tmp_path)).open() as sandbox:
        yield sandbox
