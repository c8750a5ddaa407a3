"""A session that begins with an application that was made elsewhere, such as by a wizard."""

from sayso.design.steps import Step
from sayso.spec.model import AppSpec
from tests.support.studio import Studio
from tests.support.talk import Talk, begin
from tests.web.v1.test_steps import Wizard


async def begun(studio: Studio, spec: AppSpec) -> Talk:
    return await begin(studio, spec=spec.to_json())


async def test_a_spec_is_the_first_revision_told_in_edits_like_any_other(
    studio: Studio, salon: AppSpec
) -> None:
    talk = await begun(studio, salon)
    seen = await talk.look()
    assert (seen["name"], seen["status"], seen["revision"]) == (salon.name, "reviewing", 1)
    assert await talk.spec() == salon
    (first,) = await talk.revisions()
    assert (first["kind"], first["reason"]) == ("change", "Defined step by step")
    assert any("Stylist" in sentence or "stylist" in sentence for sentence in first["sentences"])
    assert (await talk.call("GET", "/revisions/1"))["edits"]


async def test_what_began_with_a_spec_is_talked_about_undone_and_published(
    studio: Studio, salon: AppSpec
) -> None:
    talk = await begun(studio, salon)
    await talk.say("add a nickname to stylists")
    await talk.call("POST", "/undo")
    assert await talk.spec() == salon
    published = await talk.call("POST", "/publish", {})
    assert published["session"]["status"] == "complete"


async def test_the_steps_of_a_wizard_become_a_session(studio: Studio) -> None:
    wizard = Wizard(studio)
    for step in Step:
        await wizard.take(step)
    made = await studio.call("POST", "/definition-step/assemble", {"shapes": wizard.forms})
    talk = await begun(studio, AppSpec.model_validate(made["spec"]))
    assert (await talk.spec()).to_json() == made["spec"]
    found = (await talk.call("GET", "/diagnostics"))["diagnostics"]
    assert {one["level"] for one in found} <= {"hint"}


async def test_a_session_begins_with_a_module_or_with_a_spec_and_not_with_both(
    studio: Studio, salon: AppSpec
) -> None:
    both = {"module": "salon", "spec": salon.to_json()}
    refused = await studio.call("POST", "/sessions", both, expect=422)
    assert "not with both" in str(refused["errors"])
