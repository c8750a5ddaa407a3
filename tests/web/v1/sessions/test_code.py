"""A part that no built-in kind draws is written by a model, and is a file of the session from then on."""

from pathlib import Path

from sayso.llm.types import Role
from tests.devloop.test_component_writer import GOOD
from tests.devloop.theatre import ASKED, PATH, plan_of, seating_plan, theatre
from tests.support.models import Json, Request, Status
from tests.support.models.script import Outcome
from tests.support.postgres import TestDatabase
from tests.support.talk import begin, studio_with_models


def coder(request: Request) -> Outcome:
    """A model that writes code and nothing else."""
    return Json(GOOD) if request.role is Role.CODE else Status(400)


async def test_a_seating_plan_is_written_shown_and_published(database: TestDatabase, tmp_path: Path) -> None:
    async with studio_with_models(database.dsn, tmp_path, coder) as (studio, _):
        slug = await studio.install(theatre())
        talk = await begin(studio, module=slug)
        reply = await talk.say(ASKED, about=plan_of(theatre()).id)
        told = f"The model that wrote it says, unchecked: “{GOOD['explanation']}”"
        assert told in reply["payload"]["notices"], reply
        (shown,) = [one for one in await talk.told() if one.kind == "component"]
        assert (shown.data["path"], shown.data["code"]) == (PATH, seating_plan())
        assert (await talk.revisions())[1]["phase"] == "code"
        await talk.call("POST", "/publish", {})
        live = await studio.call("GET", f"/modules/{slug}/files/{PATH}")
        assert (live["text"], live["marks"]) == (seating_plan(), ["edited"])
