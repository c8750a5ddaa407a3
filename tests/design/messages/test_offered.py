"""What is offered as an answer is understood when a person picks it."""

import pytest

from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Decision, Wish
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec

DESCRIPTIONS = {
    "nobody said who": "tasks with title and hours",
    "money": "invoices with amount and date; customers with name",
    "own records": "Candidates and consultants have a name. Consultants only see their own candidates.",
}


@pytest.mark.parametrize("said", DESCRIPTIONS.values(), ids=DESCRIPTIONS.keys())
def test_every_answer_to_a_question_after_a_first_design_is_understood(said: str) -> None:
    first = read_wish(Wish(said, empty_spec(), SeededIds(1)))
    assert first.suggestions
    for answer in first.suggestions:
        done = read_wish(Wish(answer, first.spec, SeededIds(2)))
        assert done.verdict.decision is Decision.REFINEMENT, f"{answer}: {done.reply}"
        assert done.edits or "stays as it is" in done.reply or "already" in done.reply, answer


def test_members_see_only_what_they_added() -> None:
    first = read_wish(Wish("bells with weight; ropes with length, bell", empty_spec(), SeededIds(1)))
    done = read_wish(Wish("Each person sees only their own records", first.spec, SeededIds(2)))
    rule = next(rule for rule in done.spec.permissions.rules if rule.role == "member")
    assert (rule.entity, rule.scope.value, rule.owner) == ("bell", "own", "created_by")
    assert done.spec.permissions.default_role == "member"


def test_the_currency_is_the_one_that_was_picked() -> None:
    first = read_wish(Wish(DESCRIPTIONS["money"], empty_spec(), SeededIds(1)))
    done = read_wish(Wish("US dollars", first.spec, SeededIds(2)))
    assert next(one.default for one in done.spec.settings if one.key == "currency") == "USD"
