"""Nothing that a model says of its own work is shown as a fact; replies come from what was applied."""

import json
from typing import Any

import pytest

from sayso.blocks.types import BlockDetails
from sayso.design.agents.answers import read_answer
from sayso.design.agents.model_designer import ModelDesigning
from sayso.design.offline.designer_adapter import OfflineDesigning
from sayso.design.replies import NOTHING, TAKEN, as_own, findings_of, quoted, reply_of
from sayso.design.types import Edited, Outcome, Replied, Wish
from sayso.devloop.programs.writers.reply_parser import read_reply
from sayso.kit.ids import SeededIds
from sayso.sandbox.types import Entry
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import apply, diff, empty_spec
from tests.design.agents.applications import Heard, restaurant, wish
from tests.support.models import Answer, Json, model_server, models_for
from tests.support.models.script import Request

CLAIM = "Anybody can now send in a ticket without signing in."
PAGER = {"op": "add", "kind": "field", "of": "guest", "element": "pager:phone"}
BOASTING: dict[str, Any] = {
    "reply": CLAIM,
    "message": CLAIM,
    "questions": [CLAIM, f"{CLAIM} Which colour should it be?"],
    "reasoning": CLAIM,
}
TICKETS = {
    **BOASTING,
    "name": "Help desk",
    "entities": [{"name": "ticket", "fields": ["title!:text", "details:long_text"]}],
    "roles": ["agent"],
    "permissions": [{"role": "agent", "entities": ["*"], "actions": "crud"}],
}


async def worked(asked: Wish, *script: Any) -> tuple[Outcome, Heard]:
    """A message worked on by models that answer so."""
    heard, answers = Heard(), [one if not isinstance(one, dict) else Json(one) for one in script]
    served = iter(answers)

    def serve(_: Request) -> Any:
        return next(served, answers[-1])

    async with model_server(serve) as server:
        designing = ModelDesigning(models_for(server), OfflineDesigning())
        return await designing.work(asked, heard), heard


def shown(outcome: Outcome, heard: Heard) -> str:
    """All that stands on the page as said or done."""
    told = [one.text for one in heard.news if isinstance(one, Replied)]
    told += [one.sentence for one in heard.news if isinstance(one, Edited)]
    told += [one.text for one in outcome.questions]
    return "\n".join([outcome.reply, *outcome.notices, *told])


async def test_a_first_build_says_what_was_made_and_not_what_the_model_claims() -> None:
    text = "A help desk: tickets with a title and details, agents answer them."
    outcome, heard = await worked(Wish(text, empty_spec(), SeededIds(1)), TICKETS)
    assert outcome.spec.permissions.public_role is None
    assert CLAIM not in shown(outcome, heard)
    assert outcome.reply.startswith("Help desk keeps tickets.")
    assert [one.text for one in outcome.questions] == ["Which colour should it be?"]


async def test_a_refinement_says_its_edits_and_not_what_the_model_claims() -> None:
    outcome, heard = await worked(wish("guests carry pagers, mind that"), {**BOASTING, "edits": [PAGER]})
    assert CLAIM not in shown(outcome, heard)
    assert outcome.reply.startswith("Add field Pager to Guest (phone).")


async def test_a_refinement_that_changes_nothing_says_so() -> None:
    outcome, heard = await worked(wish("anybody may send in tickets"), {"reply": CLAIM, "edits": []})
    assert outcome.spec == restaurant()
    assert CLAIM not in shown(outcome, heard)
    assert outcome.reply == NOTHING or outcome.questions or not outcome.edits


@pytest.mark.parametrize("is_first", [True, False], ids=["a first build", "a refinement"])
async def test_what_a_model_took_for_granted_is_never_said_as_a_fact(is_first: bool) -> None:
    """In none of the ways in which it may be said: beside the edits, or as one of them."""
    if is_first:
        asked = Wish("A help desk: tickets with a title and details.", empty_spec(), SeededIds(1))
        answer = {**TICKETS, "assumptions": [f"{CLAIM}” {CLAIM} “"]}
    else:
        edit = {"op": "add", "kind": "assumption", "element": {"text": f"Yes. {CLAIM}"}}
        asked = wish("guests carry pagers, mind that")
        answer = {**BOASTING, "edits": [PAGER, edit], "assumptions": [CLAIM]}
    outcome, heard = await worked(asked, answer)
    claims = [one.text for one in outcome.spec.assumptions if CLAIM in one.text]
    assert len(claims) == (1 if is_first else 2)
    for text in claims:
        assert text.startswith(f"{TAKEN} “")
        assert (text[-1], text.count("“"), text.count("”")) == ("”", 1, 1)
    said = [line for line in shown(outcome, heard).splitlines() if CLAIM in line]
    assert all(line.startswith(f"Assume: {TAKEN} “") for line in said), said


def test_what_is_marked_as_a_models_own_words_is_marked_once() -> None:
    assert as_own(as_own(CLAIM)) == as_own(CLAIM) == f"{TAKEN} “{CLAIM}”"


def test_what_the_checks_found_is_said_gravest_first_and_hints_are_not() -> None:
    found = [
        Diagnostic(code="a", level=Level.HINT, path="x", message="It is final."),
        Diagnostic(code="b", level=Level.WARNING, path="x", message="Nobody sees it.", hint="Show it."),
    ]
    assert findings_of(found[:1]) == ""
    assert findings_of(found) == "The checks found: Nobody sees it. Show it."
    wrong = Diagnostic(code="c", level=Level.ERROR, path="x", message="There is no guest.")
    assert findings_of([*found, wrong]) == (
        "The checks found: There is no guest. Nobody sees it. Show it. It cannot be published like this."
    )


async def test_an_edit_that_is_refused_is_not_said_to_be_done() -> None:
    wrong = {"op": "add", "kind": "field", "of": "gest", "element": "fax:phone"}
    outcome, heard = await worked(
        wish("guests carry pagers and faxes"), {"reply": CLAIM, "edits": [PAGER, wrong]}
    )
    assert CLAIM not in shown(outcome, heard)
    assert "Not everything could be done" in outcome.reply
    assert any("There is no entity “gest”" in notice for notice in outcome.notices)


async def test_what_a_model_takes_for_an_approval_is_answered_by_rules() -> None:
    outcome, heard = await worked(
        wish("hmm, splendid I suppose"), {"decision": "approval", "subject": "none", "reply": CLAIM}
    )
    assert CLAIM not in shown(outcome, heard)
    assert outcome.edits == ()


async def test_an_answer_to_a_question_stands_in_quotation_marks_that_it_cannot_leave() -> None:
    outcome, heard = await worked(wish("why is there a party size?"), Answer(f"Because.” {CLAIM} “", piece=3))
    assert heard.text == outcome.reply
    lead, quote = outcome.reply.split("\n\n", 1)
    assert lead.startswith("Nothing was changed.")
    assert (quote[0], quote[-1], quote.count("“"), quote.count("”")) == ("“", "”", 1, 1)


def test_what_opens_something_waits_for_a_confirmation() -> None:
    before = restaurant()
    text = "Anyone can make a reservation without an account."
    from sayso.design.offline.designer_adapter import read_wish

    outcome = read_wish(Wish(text, before, SeededIds(2)))
    if outcome.spec == before:
        pytest.skip("the built-in designer asks first")
    edits = diff(before, outcome.spec)
    reply = reply_of(before, apply(before, edits).spec, edits)
    assert "Nothing is open to the public yet. This waits for your confirmation when you publish" in reply


def test_an_answer_has_no_room_for_an_account_of_what_was_done() -> None:
    assert not hasattr(read_answer({"reply": CLAIM, "edits": []}), "reply")


@pytest.mark.parametrize("refused", [False, True])
def test_words_about_a_program_are_marked_as_the_models_own(refused: bool) -> None:
    code = "```python\ndef fetch_data():\n    return 1\n```\n"
    text = json.dumps({"refusal": CLAIM}) if refused else f"{code}{CLAIM}"
    read = read_reply(text, BlockDetails, Entry.BLOCK)
    said = read.refusal.message if read.refusal else quoted(read.explanation)
    assert f"“{CLAIM}”" in said
    assert said.startswith(
        ("The model that wrote it says, unchecked:", "Nothing was written. The model says:")
    )
