"""A database that somebody else runs is used when it answers and is new enough."""

from typing import NamedTuple

import asyncpg
import pytest

from sayso.db import external
from sayso.errors import MachineError
from tests.support.servers import TestServer


async def test_a_database_that_answers_is_used_whatever_driver_its_address_names(
    postgres: TestServer,
) -> None:
    url = postgres.dsn.replace("postgresql://", "postgresql+asyncpg://")
    assert await external.checked_dsn(url) == postgres.dsn


async def test_the_oldest_supported_version_is_accepted(postgres_15: TestServer) -> None:
    assert await external.checked_dsn(postgres_15.dsn) == postgres_15.dsn


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://127.0.0.1:1/x",
        "postgresql://nobody@/x?host=/nowhere",
        "mysql://here/x",
        "postgresql://127.0.0.1:99999999/x",
    ],
)
async def test_one_that_does_not_answer_is_refused_with_a_way_out(url: str) -> None:
    with pytest.raises(MachineError, match="does not answer") as refused:
        await external.checked_dsn(url)
    assert "unset DATABASE_URL" in refused.value.hint


async def test_one_that_is_too_old_is_refused(postgres: TestServer, monkeypatch: pytest.MonkeyPatch) -> None:
    class Old(NamedTuple):
        major: int = 14

    monkeypatch.setattr(asyncpg.Connection, "get_server_version", lambda _: Old())
    with pytest.raises(MachineError, match="PostgreSQL 14; Sayso needs 15"):
        await external.checked_dsn(postgres.dsn)
