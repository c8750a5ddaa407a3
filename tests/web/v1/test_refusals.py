"""What is refused leaves everything as it was."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from sayso import evolution
from sayso.publishing import service
from sayso.publishing.types import Candidate
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import running_sayso
from tests.support.studio import Studio, open_studio
from tests.web.v1.edits import add_field, remove_field, set_field

pytestmark = pytest.mark.rotating(3)


class Doubting:
    """Finds fault with whatever has a field of this name."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def prove(self, candidate: Candidate) -> Sequence[Diagnostic]:
        """An error where the field is."""
        return [
            Diagnostic(
                code="doubt", level=Level.ERROR, path=f"entities.{entity.name}", message="I doubt that."
            )
            for entity in candidate.after.entities
            if self._name in {field.name for field in entity.fields}
        ]


async def everything(studio: Studio, slug: str) -> Any:
    """All that a refused publish must leave as it was."""
    admin = studio.sayso.services.database
    files = await studio.call("GET", f"/modules/{slug}/manifest")
    module = await studio.call("GET", f"/modules/{slug}")
    spec = await studio.call("GET", f"/modules/{slug}/spec")
    timeline = await studio.call("GET", f"/modules/{slug}/revisions")
    connection = await asyncpg.connect(admin.dsn)
    try:
        columns = await connection.fetch(
            "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type from pg_class c "
            "join pg_attribute a on a.attrelid = c.oid where starts_with(c.relname, 'mod_') order by 1, 2"
        )
    finally:
        await connection.close()
    return files, module, spec, timeline, [tuple(row) for row in columns]


async def test_a_failing_proof_publishes_nothing(
    database: TestDatabase, tmp_path: Path, salon: AppSpec
) -> None:
    async with running_sayso(database.dsn, tmp_path, prover=Doubting("nickname")) as sayso:
        studio = await open_studio(sayso)
        slug = await studio.install(salon)
        before = await everything(studio, slug)
        problem = await studio.do(slug, add_field(salon, "nickname"), expect=409)
        assert problem["code"] == "proof_failed"
        assert problem["diagnostics"][0]["path"] == "entities.client"
        assert await everything(studio, slug) == before
        assert (await studio.do(slug, add_field(salon, "shoe_size")))["revision"] == 2


async def test_an_unconfirmed_loss_publishes_nothing(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    keyboard = await studio.keyboard(slug)
    await keyboard.post("/api/clients", json={"name": "Ada", "mobile": "+44 20 7946 0018"})
    before = await everything(studio, slug)
    problem = await studio.do(slug, remove_field(salon, "mobile"), expect=409)
    assert problem["code"] == "confirmation_needed"
    assert problem["plan"]["loses"]
    assert await everything(studio, slug) == before


async def test_rows_that_do_not_fit_are_decided_about_first(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    keyboard = await studio.keyboard(slug)
    await keyboard.post("/api/clients", json={"name": "Ada"})
    change = await studio.suggest(slug, set_field(salon, "mobile", required=True))
    problem = await studio.publish(slug, change, expect=409)
    assert problem["code"] == "choice_needed"
    decision = next(
        finding["decision"]
        for step in problem["plan"]["steps"]
        for finding in step["findings"]
        if finding["blocks"]
    )
    choices = {decision["key"]: {"do": "default", "value": "unknown"}}
    settled = await studio.call("POST", f"/modules/{slug}/changes/{change['id']}/plan", {"choices": choices})
    assert not settled["plan"]["blocked"]
    await studio.publish(slug, change, choices=choices)
    assert [row["mobile"] for row in (await keyboard.get("/api/clients")).json()["items"]] == ["unknown"]


async def test_a_change_of_an_older_revision_is_refused(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    slow = await studio.suggest(slug, add_field(salon, "nickname"))
    await studio.do(slug, add_field(salon, "shoe_size"))
    problem = await studio.publish(slug, slow, expect=409)
    assert problem["code"] == "outdated"
    shown = await studio.call("GET", f"/modules/{slug}/changes/{slow['id']}")
    assert (shown["status"], shown["plan"]) == ("outdated", None)


async def test_of_two_at_once_one_is_told_of_the_other(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    changes = [await studio.suggest(slug, add_field(salon, name)) for name in ("nickname", "shoe_size")]
    answers = await asyncio.gather(
        *(
            studio.client.post(f"/api/v1/modules/{slug}/changes/{change['id']}/publish", json={})
            for change in changes
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert next(one for one in answers if one.status_code == 409).json()["code"] == "outdated"


async def test_whoever_waits_too_long_is_told(studio: Studio, salon: AppSpec, monkeypatch: Any) -> None:
    slug = await studio.install(salon)
    monkeypatch.setattr(service, "TURN_SECONDS", 0.2)
    async with evolution.turn(studio.sayso.services.database.dsn, "salon"):
        problem = await studio.do(slug, add_field(salon, "nickname"), expect=409)
    assert "being changed right now" in problem["detail"]


async def test_edits_that_do_not_fit_name_the_place(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    body = {"text": "x", "edits": [{"op": "remove", "kind": "field", "target": "fld_nothing"}]}
    problem = await studio.call("POST", f"/modules/{slug}/changes", body, expect=400)
    assert problem["diagnostics"][0]["path"].startswith("edits.0")
    body = {"text": "x", "edits": [{"op": "explode"}]}
    problem = await studio.call("POST", f"/modules/{slug}/changes", body, expect=400)
    assert problem["diagnostics"]
    await studio.call("POST", f"/modules/{slug}/changes", {"text": " "}, expect=422)


async def test_nobody_without_the_token_changes_anything(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    stranger = await studio.sayso.platform()
    for method, path in (
        ("GET", "changes"),
        ("POST", "changes"),
        ("POST", "undo"),
        ("POST", "redo"),
        ("POST", "jump"),
        ("POST", "plan"),
        ("GET", "revisions"),
        ("GET", "revisions/1"),
        ("GET", "revisions/compare?from=1&to=1"),
        ("POST", "preview"),
        ("POST", "promote"),
        ("POST", "archive"),
        ("GET", "contents"),
        ("POST", "restore"),
        ("POST", "publish"),
        ("GET", "spec"),
        ("GET", "trace"),
        ("GET", "manifest"),
    ):
        answer = await stranger.request(method, f"/api/v1/modules/{slug}/{path}", json={})
        assert answer.status_code == 401, path
