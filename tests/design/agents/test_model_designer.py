"""Messages go to the agent they are for; what no model does, the offline designer does, and says so."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from sayso.design.agents.model_designer import ModelDesigning
from sayso.design.offline.designer_adapter import OfflineDesigning, read_wish
from sayso.design.types import (
    Agent,
    Decided,
    Decision,
    Edited,
    Noticed,
    Outcome,
    Replied,
    Subject,
    Tell,
    Verdict,
    Wish,
)
from sayso.kit.ids import SeededIds
from sayso.llm.types import Role
from sayso.spec.edits import apply, empty_spec
from sayso.spec.model import ComponentType
from tests.design.agents.applications import Heard, restaurant, wish
from tests.design.agents.speaking_models import SpeakingModels, unavailable

ALL = dict.fromkeys(Role, "")


@dataclass
class Agents:
    """Stands in for the designers: does what a function says, in words and edits of its own."""

    does: Callable[[Wish], Outcome]
    worked: list[tuple[str, Verdict | None]] = field(default_factory=list)

    async def design(self, wish: Wish, tell: Tell) -> Outcome:
        """Of a description."""
        return self._done(wish, tell, None)

    async def refine(self, wish: Wish, verdict: Verdict, tell: Tell) -> Outcome:
        """Of a change."""
        return self._done(wish, tell, verdict)

    def _done(self, wish: Wish, tell: Tell, verdict: Verdict | None) -> Outcome:
        self.worked.append((wish.text, verdict))
        outcome = self.does(wish)
        for piece in outcome.reply.split(" "):
            tell(Replied(f"{piece} "))
        return replace(outcome, reply=f"{outcome.reply} ")


def as_offline(text: str | None = None) -> Callable[[Wish], Outcome]:
    """Does what the offline designer would, or what it would for another text, and says so in other words."""
    return lambda wish: replace(
        read_wish(replace(wish, text=text or wish.text)), reply="Done as you said.", notices=()
    )


def nothing(wish: Wish) -> Outcome:
    """Does nothing and asks nothing."""
    return Outcome(Verdict(Decision.REFINEMENT, Subject.SCHEMA, Agent.SCHEMA), "Hm.", wish.spec)


def fails(wish: Wish) -> Outcome:
    """No model answers."""
    raise unavailable("The budget of this month is used up")


def breaks(wish: Wish) -> Outcome:
    """A fault nobody thought of."""
    raise KeyError(wish.text)


def designing(
    schema: Agents, layout: Agents | None = None, models: SpeakingModels | None = None
) -> ModelDesigning:
    """With these agents."""
    return ModelDesigning(
        models or SpeakingModels(ALL), OfflineDesigning(), schema=schema, layout=layout or Agents(breaks)
    )


async def test_a_wish_is_told_in_order_and_its_words_once() -> None:
    heard, agents = Heard(), Agents(as_offline())
    outcome = await designing(agents).work(wish("add a birthday and an allergy note to guests"), heard)
    assert heard.kinds == ["Decided", "Replied", "Edited"]
    assert heard.text == outcome.reply
    assert [one.edit for one in heard.news if isinstance(one, Edited)] == list(outcome.edits)
    assert outcome.spec == apply(restaurant(), outcome.edits).spec
    decided = heard.news[0]
    assert isinstance(decided, Decided)
    assert decided.verdict == outcome.verdict


@pytest.mark.parametrize("text", ["undo that", "looks good, publish it", "hello!", "rename guest to visitor"])
async def test_what_needs_no_model_costs_no_tokens(text: str) -> None:
    models, schema = SpeakingModels(ALL), Agents(breaks)
    earlier = apply(empty_spec(), ()).spec
    outcome = await designing(schema, models=models).work(wish(text, versions=(earlier,)))
    assert (models.asked, schema.worked, outcome.notices) == ([], [], ())
    assert outcome.reply


async def test_undo_brings_the_version_before_back() -> None:
    changed = read_wish(wish("add a birthday to guests")).spec
    said = Wish("undo that", changed, SeededIds(3), (restaurant(),))
    outcome = await designing(Agents(breaks)).work(said)
    assert outcome.spec == restaurant()
    assert apply(changed, outcome.edits).spec == restaurant()


async def test_undo_that_only_a_model_recognises_brings_it_back_too() -> None:
    changed = read_wish(wish("add a birthday to guests")).spec
    models = SpeakingModels({**ALL, Role.ORCHESTRATOR: '{"decision": "undo", "subject": "none"}'})
    said = Wish("mach das bitte wieder weg", changed, SeededIds(3), (restaurant(),))
    outcome = await designing(Agents(breaks), models=models).work(said)
    assert (outcome.verdict.decision, outcome.spec) == (Decision.UNDO, restaurant())


@pytest.mark.parametrize(("fault", "said"), [(fails, "budget of this month"), (breaks, "could not be used")])
async def test_where_no_model_does_it_the_offline_designer_does_and_says_so(
    fault: Callable[[Wish], Outcome], said: str
) -> None:
    heard = Heard()
    outcome = await designing(Agents(fault)).work(wish("add a birthday to guests"), heard)
    assert any(f.name == "birthday" for e in outcome.spec.entities for f in e.fields)
    assert said in outcome.notices[0]
    assert "offline designer" in outcome.notices[0]
    assert heard.kinds == ["Decided", "Replied", "Edited", "Noticed"]
    last = heard.news[-1]
    assert isinstance(last, Noticed)
    assert last.text == outcome.notices[0]


async def test_a_first_description_without_models_is_designed_offline() -> None:
    said = Wish("books with title and author, members with name", empty_spec(), SeededIds(5))
    outcome = await designing(Agents(fails)).work(said)
    assert {entity.name for entity in outcome.spec.entities} >= {"book", "member"}
    assert outcome.notices


async def test_a_model_that_does_nothing_gives_way_to_rules_that_understood_every_word() -> None:
    outcome = await designing(Agents(nothing)).work(wish("add a birthday to guests"))
    assert outcome.edits
    assert "Birthday" in outcome.reply


async def test_a_reply_that_is_overruled_is_not_shown() -> None:
    def says_so(wish: Wish) -> Outcome:
        return replace(nothing(wish), reply="Nothing-changed.")

    heard = Heard()
    outcome = await designing(Agents(says_so)).work(wish("add a birthday to guests"), heard)
    assert heard.text == outcome.reply
    assert "Nothing-changed" not in heard.text


async def test_a_model_that_asks_is_not_overruled() -> None:
    from sayso.design.types import Question

    def asks(wish: Wish) -> Outcome:
        return replace(nothing(wish), questions=(Question("Of whom?"),))

    outcome = await designing(Agents(asks)).work(wish("add a birthday to guests"))
    assert (outcome.edits, outcome.questions[0].text) == ((), "Of whom?")


async def test_data_and_its_place_on_a_page_are_both_done() -> None:
    text = "add an arrival date to guests and show it on the calendar"
    schema = Agents(as_offline("add an arrival date to guests"))
    layout = Agents(as_offline("show the guests on a calendar"))
    heard = Heard()
    outcome = await designing(schema, layout).work(wish(text), heard)
    assert any(f.name == "arrival_date" for e in outcome.spec.entities for f in e.fields)
    assert any(c.type is ComponentType.CALENDAR and c.entity == "guest" for c in outcome.spec.components)
    assert outcome.spec == apply(restaurant(), outcome.edits).spec
    assert heard.text == outcome.reply


async def test_what_the_pages_cannot_get_from_a_model_leaves_the_data_done() -> None:
    text = "add an arrival date to guests and put filters above the guest list"
    outcome = await designing(Agents(as_offline("add an arrival date to guests")), Agents(fails)).work(
        wish(text)
    )
    assert any(f.name == "arrival_date" for e in outcome.spec.entities for f in e.fields)
    assert "budget" in outcome.notices[0]


async def test_a_layout_wish_goes_to_the_layout_designer() -> None:
    layout = Agents(as_offline())
    await designing(Agents(breaks), layout).work(wish("show reservations on a calendar"))
    assert layout.worked[0][1] == Verdict(Decision.REFINEMENT, Subject.LAYOUT, Agent.LAYOUT)


async def test_a_seating_plan_gets_a_place_and_its_code_is_ordered() -> None:
    text = "Add a seating plan where I can click a table to the tables page. Taken ones are red."
    outcome = await designing(Agents(breaks)).work(wish(text))
    part = next(c for c in outcome.spec.components if c.type is ComponentType.CUSTOM)
    assert (part.name, part.entity) == ("SeatingPlan", "table")
    assert outcome.components == {part.id: text}
    assert part.props["wish"] == text
    page = next(page for page in outcome.spec.pages if part.name in page.components)
    assert page.title == "Tables"
    assert outcome.verdict.agent is Agent.CODE
    assert "Seating plan" in outcome.reply or "seating plan" in outcome.reply


async def test_what_else_a_message_wishes_for_beside_code_is_done() -> None:
    outcome = await designing(Agents(breaks)).work(
        wish("Add a seating plan I can click and rename guest to visitor")
    )
    assert any(entity.name == "visitor" for entity in outcome.spec.entities)
    assert list(outcome.components.values()) == ["Add a seating plan I can click"]


async def test_a_part_that_exists_is_ordered_again_with_what_should_change() -> None:
    first = await designing(Agents(breaks)).work(wish("Add a seating plan I can click"))
    said = Wish("the seating plan should show the guest's name", first.spec, SeededIds(7))
    outcome = await designing(Agents(breaks)).work(said)
    assert list(outcome.components) == list(first.components)
    part = next(c for c in outcome.spec.components if c.type is ComponentType.CUSTOM)
    assert (
        part.props["wish"] == "Add a seating plan I can click\nthe seating plan should show the guest's name"
    )


async def test_without_a_code_model_the_closest_built_in_kinds_are_offered() -> None:
    models = SpeakingModels({Role.SCHEMA: ""})
    outcome = await designing(Agents(breaks), models=models).work(wish("Add a seating plan I can click"))
    assert (outcome.edits, outcome.components) == ((), {})
    assert "language model" in outcome.reply
    assert "Show tables as cards" in outcome.suggestions
    shown = await OfflineDesigning().work(wish(outcome.suggestions[0]))
    assert shown.edits, "what is offered can be done"


async def test_a_hostile_name_of_a_part_becomes_a_sound_one() -> None:
    text = 'custom component called "</script><img src=x>" that I can click'
    outcome = await designing(Agents(breaks)).work(wish(text))
    part = next(c for c in outcome.spec.components if c.type is ComponentType.CUSTOM)
    assert part.name.isalnum()
