"""What the product suggests to say is understood, and does what it says."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

import pytest

from sayso.blocks.offline.writer import written
from sayso.blocks.types import BlockDetails
from sayso.bots.details import BotDetails
from sayso.bots.dry_run.service import try_cases
from sayso.bots.offline.choosing import plan_of
from sayso.bots.offline.sentence import UnclearError
from sayso.catalogue.index import catalogue
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.refinement import refine
from sayso.design.steps import Step, assemble
from sayso.design.steps.step_designer import StepDesigner
from sayso.design.types import Decision, Wish
from sayso.devloop.programs.facts import BlockFacts, ModuleFacts
from sayso.devloop.programs.types import Draft
from sayso.kit.ids import SeededIds
from sayso.publishing.revision_diff import sentences
from sayso.sandbox.service import OsSandbox
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec, ComponentType
from tests.blocks.offline.modules import facts as office
from tests.bots.offline.modules import facts as trade
from tests.suggested.applications import bot_facts, card_facts, described, module, of_template
from tests.suggested.sources import (
    OFFERED_IN,
    PASSES_ON,
    Kind,
    Suggested,
    changes_by_command,
    examples_of,
    offering_files,
    quoted_in,
    said_in_replies,
    steps,
    suggested,
    talk_in,
)

OFFICE = ("shop", "salon", "helpdesk", "billing", "club", "vet")
ONLY_THEY_KNOW = {"volunteer": "Anna"}
"""Answers to questions that offer none."""
NEXT = [(card.slug, text) for card in catalogue().cards for text in catalogue().blueprint(card.slug).next]
SHELF = [card.slug for card in catalogue().cards]
BEGINS = {
    "Show": ("Add ", "Change chart to "),
    "Make": ("Make field",),
    "Only": ("Remove the permission", "Let "),
}
"""How what was done begins, by the first word of the wish."""
READ_ONLY = re.compile(r"^(?:who|what|which|how)\b.*\?$", re.IGNORECASE)


def changed(spec: AppSpec, text: str) -> list[str]:
    """What a message changes, in sentences; it is refused with what was answered where that is nothing."""
    done = refine(spec, text, (), SeededIds(0))
    assert done.edits, done.reply
    assert not has_errors(check(done.spec))
    return sentences(spec, done.edits)


def each(found: Sequence[Suggested]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("one", found, ids=str)


def test_every_place_of_studio_that_offers_sentences_is_known_here() -> None:
    assert offering_files() - PASSES_ON == set(OFFERED_IN), "Say in OFFERED_IN what becomes of its sentences."


@each(suggested(Kind.DESCRIPTION))
def test_a_description_gives_an_application_with_all_that_it_names(one: Suggested) -> None:
    made = described(one.text)
    assert made.verdict.decision is Decision.NEW_REQUIREMENT
    assert len(made.spec.entities) >= (1 if one.text.startswith("A repair shop") else 2)
    assert all(entity.fields for entity in made.spec.entities)
    assert not has_errors(check(made.spec))
    assert "Not used" not in made.reply


@each(suggested(Kind.DESCRIPTION))
def test_what_may_be_said_after_a_first_description_is_done(one: Suggested) -> None:
    made = described(one.text)
    for text in made.suggestions:
        answered = read_wish(Wish(text, made.spec, SeededIds(2)))
        assert answered.verdict.decision is Decision.REFINEMENT, text
        assert answered.edits or "stays as it is" in answered.reply, text


@pytest.mark.rotating(8)
@pytest.mark.parametrize(("slug", "text"), NEXT, ids=[f"{slug}: {text}" for slug, text in NEXT])
def test_what_a_template_suggests_next_is_done_and_nothing_else(slug: str, text: str) -> None:
    said = changed(of_template(slug), text)
    verb, _, rest = text.partition(" ")
    assert said[0].startswith(BEGINS.get(verb, ("Add ",)))
    assert verb == "Only" or not any(one.startswith(("Remove ", "Rename ")) for one in said)
    if verb == "Add":
        thing = re.split(r" to | with ", rest)[0]
        assert thing.rstrip("s").lower()[:4] in said[0].lower()


@pytest.mark.parametrize("one", [*changes_by_command()], ids=str)
def test_a_change_that_a_command_shows_is_done(one: Suggested) -> None:
    assert changed(of_template({"library": "lending-library"}[one.about]), one.text)


def test_the_conversation_of_the_readme_goes_as_it_is_shown() -> None:
    first, *more = talk_in("README.md")
    made = described(first)
    assert {"Member", "Loan"} <= {entity.display_name for entity in made.spec.entities}
    spec, before = made.spec, [empty_spec()]
    for text in more:
        if text.startswith("/"):
            continue
        done = refine(spec, text, before, SeededIds(len(before)))
        assert done.edits or READ_ONLY.match(text), done.reply
        before, spec = [*before, spec], done.spec
    assert spec == made.spec, "what was added is undone again"


def test_what_the_wizard_shows_fills_each_of_its_steps() -> None:
    spec = empty_spec()
    for step, text in steps().items():
        done = asyncio.run(StepDesigner().work(Step(step), text, SeededIds(step), spec))
        assert done.shape is not None, step
        assert [one for one in done.notices if "usual pages" not in one] == [], step
        spec = assemble({Step(step): done.shape}, spec, SeededIds(step)).spec
    assert [entity.display_name for entity in spec.entities] == ["Company", "Contact", "Deal"]
    assert len(spec.flows[0].states) == 5
    assert len(spec.reports) == 2
    assert any(one.type is ComponentType.KANBAN and one.entity == "deal" for one in spec.components)
    assert {"overview", "contacts"} <= {page.name for page in spec.pages}


def cards() -> list[Suggested]:
    """Wishes for cards, from everywhere."""
    rows = ("| counting", "| figures", "| money that", "| rankings")
    page = "docs/reference/offline-blocks.md"
    quoted = [Suggested(page, text) for row in rows for text in quoted_in(page, row)]
    replies = [one for one in said_in_replies("blocks") if len(one.text.split()) > 3]
    return list({one.text: one for one in (*suggested(Kind.CARD), *replies, *quoted)}.values())


def card(text: str, known: BlockFacts) -> Draft:
    """The card of a wish."""
    done = written(text, None, known)
    assert isinstance(done, Draft), done
    assert isinstance(done.details, BlockDetails)
    return done


@each(cards())
def test_a_wish_gives_a_card(one: Suggested) -> None:
    each = [written(one.text, None, card_facts([office(name)], one.text)) for name in OFFICE]
    assert any(isinstance(done, Draft) for done in each), each


@pytest.mark.rotating(6)
@pytest.mark.parametrize("slug", SHELF)
def test_what_studio_suggests_to_ask_of_an_application_gives_a_card(slug: str) -> None:
    spec = of_template(slug)
    for text in examples_of([spec])[0]:
        card(text, card_facts([module(spec, slug)], text))


@each(suggested(Kind.CARD_CHANGE))
@pytest.mark.parametrize("shown", ["orders by status", "latest 20 orders", "total of orders per month"])
def test_what_is_suggested_for_a_card_changes_it(one: Suggested, shown: str) -> None:
    known = card_facts([office("shop")], shown)
    before = card(shown, known)
    details = before.details
    assert isinstance(details, BlockDetails)
    told = details.model_dump(mode="json")
    now: Any = {
        **known,
        "words": [shown],
        "code": before.code,
        **{key: told[key] for key in ("card", "reads", "refresh")},
    }
    done = card(one.text, now)
    assert (done.code, done.details) != (before.code, details)


def bots() -> list[Suggested]:
    """Descriptions of bots, from everywhere."""
    page = "docs/reference/offline-bots.md"
    quoted = [
        Suggested(page, text)
        for row in ("| summarise", "| copy or move", "| remind of", "| say the same")
        for text in quoted_in(page, row)
    ]
    replies = [
        one
        for one in (*said_in_replies("bots"), *said_in_replies("design"))
        if re.match(r"(?:tell|every|when)\b", one.text)
    ]
    return list({one.text: one for one in (*suggested(Kind.BOT), *replies, *quoted)}.values())


def answered(modules: list[ModuleFacts], text: str) -> Draft:
    """The bot of a description, when what is asked is answered with what is offered first."""
    answers: dict[str, str] = {}
    left = dict(ONLY_THEY_KNOW)
    while True:
        try:
            plan = plan_of(text, bot_facts(modules, text, answers))
        except UnclearError as error:
            answers[error.question.id] = left.pop(error.question.id)
            continue
        return plan.draft()


@pytest.mark.rotating(5)
@each(bots())
async def test_a_description_gives_a_bot_whose_cases_pass(sandbox: OsSandbox, one: Suggested) -> None:
    shop = module(
        described("A repair shop. Repairs have a device, a price and go from booked to done.").spec, "repairs"
    )
    modules = [shop, *(trade(name) for name in ("shop", "clinic", "helpdesk", "ngo", "itops", "billing"))]
    draft = answered(modules, one.text)
    details = draft.details
    assert isinstance(details, BotDetails)
    report = await try_cases(sandbox, draft.code, details, details.cases, modules=modules)
    assert report.ok, [(each.name, each.wrong) for each in report.results if not each.ok]
    assert len(report.results) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "Make it nicer",
        "help",
        "at most 10 appointments per client",
        "each client needs at least one appointment",
    ],
)
def test_what_is_offered_instead_is_done_or_answered(text: str) -> None:
    spec = of_template("hair-salon")
    asked = refine(spec, text, (), SeededIds(0))
    offered = [answer for question in asked.questions for answer in question.suggestions]
    assert offered
    for answer in offered:
        if not re.match(r"Leave it|Undo ", answer):
            assert changed(spec, answer)


@each([one for one in said_in_replies("design") if one.text.startswith("put ")])
def test_what_a_reply_tells_to_say_is_done(one: Suggested) -> None:
    assert changed(of_template("crm"), one.text)


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("animal-shelter", "Print the adoption contract"),
        ("recycling-centre", "Print the weigh ticket"),
        ("mentoring", "Print a certificate for mentors"),
    ],
)
def test_a_wish_for_paper_changes_nothing_and_is_told_how_to_print(slug: str, text: str) -> None:
    done = refine(of_template(slug), text, (), SeededIds(0))
    assert done.edits == ()
    assert "printed from the browser" in done.reply
