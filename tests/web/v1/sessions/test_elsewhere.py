"""A module goes on outside of its session: the session sees that, and loses nothing."""

import pytest

from sayso.spec.model import AppSpec
from tests.support.studio import Studio
from tests.support.talk import Talk, begin
from tests.web.v1.edits import add_field, remove_field, set_field

pytestmark = pytest.mark.rotating(1)


async def names(talk: Talk) -> set[str]:
    return {field.name for entity in (await talk.spec()).entities for field in entity.fields}


async def test_a_session_over_a_module_starts_with_what_is_there(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    talk = await begin(studio, module=slug)
    seen = await talk.look()
    assert (seen["module"]["slug"], seen["revision"], seen["has_unpublished"]) == (slug, 1, False)
    reach = {"public": None, "widens": [], "needs_approval": False}
    nothing_new = {"sentences": [], "version": "1.0.0", "plan": None, **reach}
    assert await talk.call("GET", "/plan") == nothing_new
    nothing = await talk.call("POST", "/publish", {}, expect=409)
    assert nothing["code"] == "nothing_there"
    await talk.say("add a nickname to clients")
    done = await talk.call("POST", "/publish", {})
    assert (done["revision"], done["module"]["version"]) == (2, "1.1.0")
    line = (await studio.call("GET", f"/modules/{slug}/revisions"))["items"]
    assert line[0]["reason"] == "add a nickname to clients"


async def test_what_others_published_is_taken_over(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    talk = await begin(studio, module=slug)
    await studio.do(slug, add_field(salon, "nickname"))
    await talk.say("add a hobby to clients")
    assert {"nickname", "hobby"} <= await names(talk)
    line = await talk.revisions()
    assert line[1]["reason"].startswith("Taken over from the application, revision 2")
    assert line[1]["module_revision"] == 2
    assert (await talk.call("POST", "/publish", {}))["revision"] == 3


async def test_what_was_made_here_is_done_upon_what_others_published(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    talk = await begin(studio, module=slug)
    await talk.say("add a hobby to clients")
    await studio.do(slug, add_field(salon, "nickname"))
    plan = await talk.call("GET", "/plan")
    assert plan["sentences"] == ["Add field Hobby to Client (long text)"]
    done = await talk.call("POST", "/publish", {})
    assert done["revision"] == 3
    live = {field.name for entity in (await studio.spec(slug)).entities for field in entity.fields}
    assert {"nickname", "hobby"} <= live
    assert {"nickname", "hobby"} <= await names(talk)
    assert (await talk.look())["has_unpublished"] is False


async def test_what_does_not_fit_any_more_is_named_and_kept(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    talk = await begin(studio, module=slug)
    edit = set_field(salon, "email", required=True)
    await talk.call("POST", "/edits", {"edits": [edit], "reason": "Reach everybody"})
    await studio.do(slug, remove_field(salon, "email"), confirmed=True)
    refused = await talk.call("POST", "/publish", {}, expect=409)
    assert refused["code"] == "does_not_fit"
    assert refused["diagnostics"]
    assert (await talk.look())["revision"] == 2
    await talk.call("POST", "/undo")
    await talk.say("add a hobby to clients")
    assert "email" not in await names(talk)
    assert (await talk.call("POST", "/publish", {}))["revision"] == 3
