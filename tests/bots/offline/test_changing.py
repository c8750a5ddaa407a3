"""What is said of a bot that is there changes that, and nothing else."""

import pytest

from sayso.bots.details import BotDetails, ByCron, ByInterval
from sayso.bots.offline import read_requirements
from sayso.bots.offline.writer import draft_of
from sayso.devloop.programs.types import Draft, Refusal
from tests.bots.offline.modules import bot_facts

WHEAT = "Tell me when the price at https://api.market.example/wheat goes above 220"


def changed(*said: str, app: str = "farm") -> tuple[Draft, Draft | Refusal]:
    """The bot before the last words, and after them."""
    words: list[str] = []
    draft: Draft | Refusal = Refusal("")
    before = draft
    for text in said:
        facts = bot_facts(app, text=said[0])
        if isinstance(draft, Draft):
            facts |= {"words": words, "code": draft.code, "details": draft.details.model_dump(mode="json")}
        before, draft = draft, draft_of(text, facts)
        words = [*words, text]
    assert isinstance(before, Draft)
    return before, draft


def details_of(draft: Draft | Refusal) -> BotDetails:
    assert isinstance(draft, Draft), draft
    assert isinstance(draft.details, BotDetails)
    return draft.details


def config_of(draft: Draft | Refusal) -> dict[str, object]:
    return {one.name: one.default for one in details_of(draft).config}


def test_another_time_leaves_the_code_as_it_is() -> None:
    before, after = changed(WHEAT, "every hour instead")
    assert isinstance(after, Draft)
    assert after.code == before.code
    assert details_of(after).triggers == (ByInterval(seconds=3600),)


def test_another_bound_is_set_where_owners_can_set_it() -> None:
    before, after = changed(WHEAT, "only above 500")
    assert isinstance(after, Draft)
    assert after.code == before.code
    assert config_of(after)["threshold"] == 500


def test_somebody_else_is_told_as_well_and_what_was_set_before_stays() -> None:
    _, after = changed(WHEAT, "only above 500", "also tell bob@example.org")
    assert config_of(after)["threshold"] == 500
    assert config_of(after)["email_to"] == "bob@example.org"
    assert details_of(after).reaches.notifies == ("product", "email")


def test_another_name_is_taken() -> None:
    assert details_of(changed(WHEAT, "call it “Wheat”")[1]).name == "Wheat"


def test_a_time_of_the_day_is_enough() -> None:
    after = details_of(changed(WHEAT, "at 9 instead")[1])
    assert after.triggers == (ByCron(cron="0 9 * * *", time_zone="Europe/Berlin"),)


def test_asking_first_is_added() -> None:
    _, after = changed(WHEAT, "ask me before sending")
    assert isinstance(after, Draft)
    assert "ctx.approve(" in after.code


def test_words_that_mean_nothing_are_refused_with_examples() -> None:
    _, after = changed(WHEAT, "make it purple")
    assert isinstance(after, Refusal)
    assert "every hour instead" in after.suggestions


@pytest.mark.parametrize(
    ("text", "apps", "asked"),
    [
        ("Watch a web page for changes and tell me", ("shop",), ["address"]),
        ("Send me a report of open orders", ("shop",), ["when"]),
        ("Monitor https://www.example.org", (), ["condition"]),
    ],
)
def test_what_is_missing_is_asked_for(text: str, apps: tuple[str, ...], asked: list[str]) -> None:
    _, questions = read_requirements(text, bot_facts(*apps, text=text))
    assert [one.id for one in questions] == asked


def test_answers_are_read_like_the_words_themselves() -> None:
    text = "Send me a report of open orders"
    facts = bot_facts("shop", text=text, answers={"when": "every Monday at 9:00"})
    _, questions = read_requirements(text, facts)
    assert questions == ()
    assert details_of(draft_of(text, facts)).triggers == (
        ByCron(cron="0 9 * * 1", time_zone="Europe/Berlin"),
    )
