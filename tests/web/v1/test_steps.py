"""A wizard defines an application step by step: six calls, and what comes of them runs."""

from typing import Any

import httpx
import pytest

from sayso.design.steps import Step
from sayso.runtime import repository
from sayso.spec.edits import diff
from sayso.spec.model import AppSpec
from tests.support.studio import Studio

WORDS = {
    Step.OBJECT_MODEL: (
        "Companies have a name, a website and an industry. Contacts have a name, an email and a phone. "
        "Deals have a title, a value and an expected close date. Meetings have a date and notes."
    ),
    Step.RELATIONSHIPS: (
        "Every contact belongs to a company. A deal belongs to a company and has a main contact. "
        "Meetings belong to a deal."
    ),
    Step.STATE_FLOW: (
        "A deal starts as lead, then becomes qualified, proposal, and finally won or lost. "
        "Only managers may mark a deal as won."
    ),
    Step.PAGES: "A board of deals, a list of contacts, a calendar of meetings and an overview page.",
    Step.PERMISSIONS: (
        "Managers may do everything. Sales reps may see companies and contacts, and create and change deals."
    ),
    Step.REPORTS: "Total deal value by stage as a bar chart, and number of deals per company.",
}


class Wizard:
    """Somebody who goes through the steps, and whose form keeps what came of each."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.forms: dict[str, Any] = {}

    async def take(self, step: Step, words: str | None = None, **more: Any) -> Any:
        """Do a step; its form is carried along from then on."""
        body = {"stepId": step, "userInput": words or WORDS[step], "context": self.forms, **more}
        done = await self.studio.call("POST", "/definition-step", body)
        self.forms[step] = done["data"]
        return done

    async def finish(self) -> str:
        """Install what the forms say; its slug."""
        made = await self.studio.call("POST", "/definition-step/assemble", {"shapes": self.forms})
        assert made["diagnostics"] == []
        return await self.studio.install(AppSpec.model_validate(made["spec"]))


@pytest.fixture
def wizard(studio: Studio) -> Wizard:
    return Wizard(studio)


async def refused(studio: Studio, body: Any, status: int = 422) -> dict[str, Any]:
    """What a step that cannot be done is answered with."""
    problem: dict[str, Any] = await studio.call("POST", "/definition-step", body, expect=status)
    return problem


async def colleague(studio: Studio, slug: str, role: str) -> httpx.AsyncClient:
    """Somebody with this role at the keyboard of the application."""
    home = await studio.sayso.services.operators.principal("")
    agency_id = home.home_agency.id
    async with studio.sayso.services.database.unit(agency_id) as session:
        module = await repository.module_named(session, agency_id, slug)
    assert module is not None
    user_id = await studio.sayso.member(module, f"{role}@example.com", role)
    return await studio.sayso.visitor(module, user_id)


async def test_six_steps_in_words_make_a_sales_application_that_runs(wizard: Wizard) -> None:
    for step in Step:
        done = await wizard.take(step)
        assert (done["stepId"], done["designer"]) == (step, "offline")
    slug = await wizard.finish()
    manager = await colleague(wizard.studio, slug, "manager")
    rep = await colleague(wizard.studio, slug, "sales_rep")

    acme = (await manager.post("/api/companies", json={"name": "Acme"})).json()["id"]
    deals = []
    for title, value in (("Roof", 1000), ("Cellar", 500), ("Garden", 70)):
        body = {"title": title, "value": value, "company_id": acme, "expected_close_date": "2026-12-01"}
        made = await rep.post("/api/deals", json=body)
        assert made.status_code == 201, made.text
        assert made.json()["status"] == "lead"
        deals.append(made.json()["id"])

    moves = f"/api/deals/{deals[0]}/transitions"
    assert (await rep.post(f"{moves}/mark_won")).status_code == 409
    for move in ("qualify", "propose"):
        assert (await rep.post(f"{moves}/{move}")).status_code == 200
    assert (await rep.post(f"{moves}/mark_won")).status_code == 403
    won = await manager.post(f"{moves}/mark_won")
    assert (won.status_code, won.json()["status"]) == (200, "won")
    assert (await rep.delete(f"/api/deals/{deals[1]}")).status_code == 403
    assert (await rep.post("/api/companies", json={"name": "Other"})).status_code == 403

    report = (await manager.get("/api/reports/deal_value_by_stage")).json()
    assert {row["status_value"]: row["sum_value"] for row in report["rows"]} == {"won": 1000, "lead": 570}
    per_company = (await manager.get("/api/reports/deals_per_company")).json()
    assert [(row["company"], row["count"]) for row in per_company["rows"]] == [("Acme", 3)]


async def test_what_cannot_be_done_is_said_at_its_place(studio: Studio) -> None:
    for body, field, said in [
        (
            {"stepId": "colours", "userInput": "Blue"},
            "stepId",
            "'object-model', 'relationships', 'state-flow'",
        ),
        ({"userInput": "Blue"}, "stepId", "required"),
        ({"stepId": "pages"}, "userInput", "required"),
        ({"stepId": "pages", "userInput": "   "}, "userInput", "at least 1"),
        ({"stepId": "pages", "userInput": "x" * 60_001}, "userInput", "at most 60000"),
        ({"stepId": "pages", "userInput": "x", "mood": "good"}, "mood", "not permitted"),
        (
            {"stepId": "pages", "userInput": "x", "context": {"screens": {}}},
            "context.screens",
            "not permitted",
        ),
        (
            {
                "stepId": "pages",
                "userInput": "x",
                "context": {"object-model": {"entities": [{"name": "A b"}]}},
            },
            "context.object-model.entities.0.name",
            "match pattern",
        ),
        ({"stepId": "pages", "userInput": "x", "spec": {"name": "No slug"}}, "spec.slug", "required"),
        ({"stepId": "reports", "userInput": "Good morning to all of you"}, "userInput", "For example"),
        ({"stepId": "object-model", "userInput": "qqq zzz xxx"}, "userInput", "?"),
    ]:
        problem = await refused(studio, body)
        places = {one["field"]: one["message"] for one in problem["errors"]}
        assert said in places[field]


async def test_a_model_that_is_asked_for_and_not_there_is_said(studio: Studio) -> None:
    body = {"stepId": "pages", "userInput": "Tables", "designer": "llm"}
    problem = await refused(studio, body, 400)
    assert "No model" in problem["detail"]


async def test_a_published_application_goes_through_a_step_and_keeps_its_rows(
    studio: Studio, salon: AppSpec
) -> None:
    slug = await studio.install(salon)
    keyboard = await studio.keyboard(slug)
    ada = (await keyboard.post("/api/clients", json={"name": "Ada"})).json()["id"]
    body = {"stepId": "object-model", "userInput": "Clients also have a nickname.", "spec": salon.to_json()}
    form = (await studio.call("POST", "/definition-step", body))["data"]
    client = next(one for one in form["entities"] if one["name"] == "client")
    name = next(one for one in client["fields"] if one["name"] == "name")
    name |= {"name": "full_name", "was": "name", "label": "Full name"}

    sent = {"shapes": {"object-model": form}, "spec": salon.to_json()}
    made = await studio.call("POST", "/definition-step/assemble", sent)
    assert (made["diagnostics"], made["notices"]) == ([], [])
    edits = diff(salon, AppSpec.model_validate(made["spec"]))
    await studio.do(slug, *(edit.to_json() for edit in edits))
    row = (await keyboard.get(f"/api/clients/{ada}")).json()
    assert (row["full_name"], row["nickname"]) == ("Ada", None)


async def test_what_does_not_fit_is_named_when_forms_are_put_together(studio: Studio) -> None:
    shapes = {
        "object-model": {"name": "Crates", "entities": [{"name": "crate", "fields": [{"name": "label"}]}]},
        "relationships": {"relationships": [{"from": "crate", "to": "moon"}]},
    }
    made = await studio.call("POST", "/definition-step/assemble", {"shapes": shapes, "name": "My crates"})
    assert [(one["code"], one["level"]) for one in made["diagnostics"]] == [("unknown-entity", "error")]
    assert made["spec"]["name"] == "My crates"
    assert len(made["notices"]) == 2
    assert [page["path"] for page in made["spec"]["pages"]] == ["/", "/crates"]
    slug = await studio.install(AppSpec.model_validate(made["spec"]))
    keyboard = await studio.keyboard(slug)
    assert (await keyboard.post("/api/crates", json={"label": "A1"})).status_code == 201


async def test_a_component_of_records_that_are_gone_is_left_out_of_its_page(studio: Studio) -> None:
    parts = [{"type": "table", "entity": one} for one in ("crate", "moon")]
    shapes = {
        "object-model": {"entities": [{"name": "crate", "fields": [{"name": "label"}]}]},
        "pages": {"complete": True, "pages": [{"name": "all", "path": "/", "components": parts}]},
    }
    made = await studio.call("POST", "/definition-step/assemble", {"shapes": shapes})
    assert [(one["code"], one["level"]) for one in made["diagnostics"]] == [("unknown-entity", "error")]
    (page,) = made["spec"]["pages"]
    shown = [one["entity"] for one in made["spec"]["components"] if one["name"] in page["components"]]
    assert shown == ["crate"]


async def test_a_step_can_be_read_by_itself(studio: Studio) -> None:
    body = {"stepId": "state-flow", "userInput": "An order is new, then packed, and finally sent."}
    done = await studio.call("POST", "/definition-step", body)
    assert [one["name"] for one in done["data"]["flows"][0]["states"]] == ["new", "packed", "sent"]
    assert [one["name"] for one in done["spec"]["entities"]] == ["order"]
    assert done["notices"]
