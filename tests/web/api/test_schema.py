"""The documents are complete and current, and every answer is one that they announce.

Schemathesis makes calls from the document: all edges of every parameter, then random ones from a fixed seed.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from schemathesis.engine import events, from_schema

from sayso.identity.authentication.tokens import secret_at
from sayso.identity.permissions import KEY_SCOPES, AgencyRole
from sayso.main.local import LOCAL_TOKEN
from sayso.web.documents import document_of, published_text
from sayso.web.versions import VERSIONS
from tests.web.api.town import ENDLESS, Town

FOLDER = Path(__file__).parents[3] / "docs" / "schema"
SHORT, LONG = 150, 3_000
"""Calls of one walk, and of one in `make check-deep`; they are the same every time, on any machine."""
LONGEST = 150
"""Seconds after which a walk ends in any case."""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
)
LAST = ("DELETE /api/v1/agency", "POST /api/v1/auth/sign-out-everywhere", "DELETE /api/v1/auth/session")
"""After these there is nobody left to make calls as."""


@asynccontextmanager
async def listening(town: Town) -> AsyncIterator[str]:
    """The address of a real server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(town.sayso.app, http="httptools", lifespan="off", log_level="critical")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


def faults(document: dict[str, Any], address: str, token: str | None, slug: str, calls: int) -> Iterator[str]:
    """What was not as the document says, call by call."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "max-time": LONGEST,
            "base-url": address,
            "headers": headers,
            "parameters": {"path.slug": slug},
            "generation": {"max-examples": 2, "deterministic": True, "database": "none", "no-shrink": True},
            "phases": {
                "examples": {"enabled": False},
                "coverage": {"unexpected-methods": ["PUT"]},
                "stateful": {"enabled": False},
            },
            "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
            "warnings": False,
        }
    )
    schema = schemathesis.openapi.from_dict(document, config=config)
    for label in LAST:
        method, _, path = label.partition(" ")
        schema = schema.exclude(method=method, path=path)
    schema = schema.exclude(path_regex=f"{ENDLESS}$")
    made = 0
    stream = from_schema(schema).execute()
    for event in stream:
        if isinstance(event, events.FatalError):
            raise event.exception
        if isinstance(event, events.NonFatalError):
            yield f"{event.label}: {event.value!r}"
        if isinstance(event, events.ScenarioFinished):
            made += len(event.recorder.interactions)
            if made >= calls:
                stream.stop()
            for checks in event.recorder.checks.values():
                for one in checks:
                    if one.failure_info is not None:
                        info = one.failure_info
                        said = f"{info.failure.title}: {info.failure.message}"
                        yield f"{event.label}: {said}\n{info.code_sample}"
    assert made > 50


@pytest.mark.rotating(1)
@pytest.mark.parametrize("who", ["operator", "user", "nobody"])
@pytest.mark.parametrize("calls", [SHORT, pytest.param(LONG, marks=pytest.mark.deep)])
async def test_every_answer_is_announced(town: Town, who: str, calls: int) -> None:
    operator = secret_at(town.sayso.settings.home_path / LOCAL_TOKEN)
    user = town.acme.people[AgencyRole.USER]
    token = {"operator": operator, "user": await town.key(user, KEY_SCOPES & user.permissions)}.get(who)
    async with listening(town) as address:
        slug = town.acme.things["slug"]
        found = await asyncio.to_thread(lambda: list(faults(town.document, address, token, slug, calls)))
    assert not found, "\n\n".join(sorted(set(found))[:20])


@pytest.mark.parametrize("name", list(VERSIONS))
def test_each_call_is_described(town: Town, name: str) -> None:
    document = document_of(town.platform.routes, name)
    calls = [one for path in document["paths"].values() for one in path.values()]
    ids = [one["operationId"] for one in calls]
    assert len(set(ids)) == len(ids)
    tags = {tag["name"] for tag in document["tags"]}
    for one in calls:
        assert one["summary"], one["operationId"]
        assert one["description"], one["operationId"]
        assert set(one["tags"]) <= tags
        for parameter in one.get("parameters", ()):
            assert parameter.get("$ref") or parameter["description"], (one["operationId"], parameter["name"])


def test_the_published_document_is_current(town: Town) -> None:
    published = (FOLDER / "api-v1.json").read_text()
    assert published == published_text(town.platform.routes, "v1"), "Run: make schemas"


@pytest.mark.parametrize("name", list(VERSIONS))
async def test_the_server_gives_its_documents_to_anybody(town: Town, name: str) -> None:
    answer = await town.client.get(f"/api/{name}/openapi.json")
    assert answer.json() == document_of(town.platform.routes, name)
