"""Questions about the application are answered in words, and change nothing."""

from sayso.design.agents.explainer import ask_about
from sayso.design.agents.model_designer import ModelDesigning
from sayso.design.offline.designer_adapter import OfflineDesigning
from sayso.design.replies import ANSWERS
from sayso.design.types import Decision
from sayso.llm.types import Role
from tests.design.agents.applications import Heard, restaurant, wish
from tests.design.agents.speaking_models import SpeakingModels, unavailable
from tests.support.models import Answer, model_server, models_for

QUESTION = "why does a reservation have a party size?"
ANSWER = "Because you said so: reservations have a party size."


async def test_an_answer_is_shown_as_it_comes_and_changes_nothing() -> None:
    heard = Heard()
    async with model_server([Answer(ANSWER, piece=5)]) as server:
        outcome = await ModelDesigning(models_for(server), OfflineDesigning()).work(wish(QUESTION), heard)
        assert server.requests[0].is_streamed
    assert outcome.reply == f"{ANSWERS}\n\n“{ANSWER}”" == heard.text
    assert (outcome.edits, outcome.spec) == ((), restaurant())
    assert outcome.verdict.decision is Decision.QUESTION
    assert heard.kinds == ["Decided", "Replied"]
    assert len(heard.news) > 4, "in pieces"


def test_only_what_is_asked_about_is_told() -> None:
    content = ask_about(wish(QUESTION)).content
    assert "party_size: integer" in content
    assert "(said: " in content, "with the words that it came from"
    assert "phone: phone" not in content, "nothing more than the name of guests"
    assert "guest" in content


async def test_without_an_answering_model_rules_answer_and_say_so() -> None:
    heard = Heard()
    models = SpeakingModels({Role.SCHEMA: "", Role.EXPLAIN: unavailable("All models are busy")})
    outcome = await ModelDesigning(models, OfflineDesigning()).work(wish(QUESTION), heard)
    assert "party size" in outcome.reply
    assert "All models are busy" in outcome.notices[0]
    assert heard.kinds == ["Decided", "Replied", "Noticed"]


async def test_where_no_model_is_set_up_for_it_rules_answer_without_a_word_about_models() -> None:
    models = SpeakingModels({Role.SCHEMA: ""})
    outcome = await ModelDesigning(models, OfflineDesigning()).work(wish(QUESTION))
    assert "party size" in outcome.reply
    assert (outcome.notices, models.asked) == ((), [])


async def test_an_answer_that_breaks_off_is_completed_and_not_repeated() -> None:
    from collections.abc import Callable

    from sayso.llm.types import Ask, Reply

    class BreakingOff(SpeakingModels):
        async def ask(self, ask: Ask, shown: Callable[[str], None] | None = None) -> Reply:  # noqa: ARG002
            assert shown is not None
            shown("Because ")
            shown("you sa")
            raise unavailable("The model broke off")

    heard = Heard()
    models = BreakingOff({Role.SCHEMA: "", Role.EXPLAIN: ""})
    outcome = await ModelDesigning(models, OfflineDesigning()).work(wish(QUESTION), heard)
    assert heard.text == outcome.reply
    assert outcome.reply.startswith(f"{ANSWERS}\n\n“Because you sa …”\n\n")
    assert heard.text.count("Because you sa") == 1
