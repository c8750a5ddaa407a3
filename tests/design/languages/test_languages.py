"""Words in other languages are known as such, answered in them with the way out, and change nothing."""

import json
import tomllib
from pathlib import Path
from typing import cast

import pytest
from training.annotations import UNSEEN, messages

from sayso.blocks.offline.writer import OfflineBlockWriter
from sayso.blocks.types import BlockDetails
from sayso.bots.facts import BotFacts
from sayso.bots.offline import read_requirements
from sayso.bots.offline.writer import draft_of
from sayso.design.agents.model_designer import ModelDesigning
from sayso.design.languages import MODEL, foreign, without_foreign_parts
from sayso.design.offline.designer_adapter import OfflineDesigning, read_wish
from sayso.design.steps import Step
from sayso.design.steps.step_designer import StepDesigner
from sayso.design.types import Wish
from sayso.devloop.programs.types import Refusal, Task
from sayso.kit.ids import SeededIds
from sayso.llm.operator_models import STRONG
from sayso.llm.types import Role
from sayso.sandbox.types import Entry
from sayso.spec.edits import empty_spec
from tests.bots.offline.modules import bot_facts
from tests.bots.offline.spoken import spoken
from tests.design.agents.applications import restaurant, wish
from tests.design.agents.speaking_models import SpeakingModels
from tests.design.agents.test_model_designer import ALL, Agents, as_offline, breaks

HERE = Path(__file__).parent
TEXTS = tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))
IN_GERMAN = "Füge den Gästen ein Feld für den Geburtstag hinzu"
IN_SPANISH = "Añade un campo para el cumpleaños"


def first(text: str) -> Wish:
    return Wish(text, empty_spec(), SeededIds(1))


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("kind", ["descriptions", "messages"])
def test_texts_of_people_are_known_to_be_in_their_language(language: str, kind: str) -> None:
    texts = TEXTS[language][kind]
    right = [
        text for text in texts if (found := foreign(text)) and (found.key, found.is_whole) == (language, True)
    ]
    assert len(right) >= 0.97 * len(texts), sorted(set(texts) - set(right))


def test_no_english_text_is_taken_for_another_language() -> None:
    annotated = [*messages(), *messages(UNSEEN)]
    texts = {one.text for one in annotated} - {"guten tag, sprechen sie deutsch?"}
    wishes = (HERE.parent / "drafts" / "wishes.jsonl").read_text(encoding="utf-8").splitlines()
    texts |= {json.loads(line)["wish"] for line in wishes}
    texts |= {text for name in ("spoken", "heldout", "heldout2") for _, text, _ in spoken(name)}
    assert len(texts) > 6_000
    assert [text for text in texts if foreign(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "A CRM for Café Müller in Zürich with Gäste and Zimmer",
        "Add fields Kunde, Datum and Rechnung",
        "Add a field called Datum der Lieferung",
        "rename page to Über uns und mehr",
        "Show Casa de las Flores bookings",
        "Our restaurant La Bella Vita di Napoli takes table reservations",
        "We run the Haus der Kunst; exhibitions and visitors",
        "piñata and jalapeño stock, crème brûlée recipes",
        "add states neu, offen, bezahlt",
        "guests can choose English, Deutsch or Français",
        "email the guest: Ihre Buchung ist bestätigt",
        "Text guests “Ihre Buchung ist bestätigt, wir freuen uns auf Sie”",
        "rename Customer to 顧客情報管理システム",
        "hide die cutting orders",
        "De Longhi machines per van",
        "ctrl z",
        "wat?",
    ],
)
def test_english_with_names_and_a_few_words_of_elsewhere_is_english(text: str) -> None:
    assert foreign(text) is None


@pytest.mark.parametrize(
    ("text", "what", "way_out"),
    [
        ("Ich brauche ein CRM für meine Bäckerei.", "Das ist auf Deutsch.", "verstehe ich nur Englisch"),
        ("Quiero un CRM para mi restaurante", "Esto está en español.", "solo entiendo inglés"),
        ("Une application pour suivre les vélos", "This is French.", "I understand English only"),
        ("Jag behöver en app för min cykelverkstad", "This is Swedish.", "I understand English only"),
        ("顧客と予約を管理したい", "This is Chinese.", "Say it in English"),
        ("Нужна программа для клиентов", "This is written in Cyrillic letters.", "Say it in English"),
    ],
)
def test_a_description_is_answered_with_the_way_out_and_makes_nothing(
    text: str, what: str, way_out: str
) -> None:
    outcome = read_wish(first(text))
    assert outcome.edits == ()
    assert outcome.reply.startswith(what)
    for said in (way_out, "`sayso model set openai`", f"`sayso model set schema {MODEL}`", "Account, Models"):
        assert said in outcome.reply
    assert all(read_wish(first(one)).edits for one in outcome.suggestions), "what is offered instead works"


@pytest.mark.parametrize(
    ("text", "what"), [(IN_GERMAN, "Das ist auf Deutsch."), (IN_SPANISH, "Esto está en español.")]
)
def test_a_message_to_an_application_is_answered_and_changes_nothing(text: str, what: str) -> None:
    outcome = read_wish(wish(text))
    assert (outcome.edits, outcome.spec) == ((), restaurant())
    assert outcome.reply.startswith(what)


def test_the_model_of_the_way_out_is_the_usual_one() -> None:
    assert f"openai:{STRONG['openai']}" == MODEL


def test_a_message_with_a_sentence_in_another_language_is_not_done_by_half() -> None:
    outcome = read_wish(wish("Add a birthday to guests. Die Tische sollen auch weg."))
    assert outcome.edits == ()
    assert outcome.reply.startswith("“Die Tische sollen auch weg.” is German.")


def test_a_description_with_a_sentence_in_another_language_says_what_it_left_out() -> None:
    text = "Books with title and author, and loans to members. Ich möchte auch Rechnungen schreiben."
    outcome = read_wish(first(text))
    assert {"book", "member"} <= {one.name for one in outcome.spec.entities}
    assert "“Ich möchte auch Rechnungen schreiben.”, which is German" in outcome.notices[0]
    assert len(without_foreign_parts(text)[0]) == len(text), "places in the text stay what they are"


@pytest.mark.parametrize("text", [IN_GERMAN, IN_SPANISH])
async def test_with_a_model_the_message_goes_to_it_as_it_is(text: str) -> None:
    agents = Agents(as_offline("add a birthday to guests"))
    outcome = await ModelDesigning(
        SpeakingModels(ALL), OfflineDesigning(), schema=agents, layout=Agents(breaks)
    ).work(wish(text))
    assert [one for one, _ in agents.worked] == [text]
    assert any(one.name == "birthday" for entity in outcome.spec.entities for one in entity.fields)


async def test_with_a_model_the_description_goes_to_it_as_it_is() -> None:
    text = "Wir verleihen Bücher an Mitglieder."
    agents = Agents(as_offline("Books with title and author, and loans to members"))
    outcome = await ModelDesigning(
        SpeakingModels(ALL), OfflineDesigning(), schema=agents, layout=Agents(breaks)
    ).work(first(text))
    assert [one for one, _ in agents.worked] == [text]
    assert outcome.edits


@pytest.mark.parametrize(
    "facts", [{}, {"words": ["bookings by stylist"], "code": "x"}], ids=["new", "changed"]
)
async def test_a_wish_for_a_dashboard_is_refused_in_its_language(facts: dict[str, object]) -> None:
    task = Task(
        "block",
        "Zeig mir den Umsatz pro Monat als Balken",
        Entry.BLOCK,
        BlockDetails,
        lambda _, __: None,
        facts,
    )
    refusal = await OfflineBlockWriter().write(task, (), (), lambda _: None)
    assert isinstance(refusal, Refusal)
    assert refusal.message.startswith("Das ist auf Deutsch.")
    assert f"`sayso model set code {MODEL}`" in refusal.message


@pytest.mark.parametrize("more", [{}, {"code": "x", "details": {}}], ids=["new", "changed"])
def test_an_automation_is_refused_in_its_language_and_asks_nothing(more: dict[str, object]) -> None:
    text = "Envía un correo al cliente con cada pedido nuevo"
    facts = cast("BotFacts", {**bot_facts("shop", text=text), **more})
    refusal = draft_of(text, facts)
    assert isinstance(refusal, Refusal)
    assert refusal.message.startswith("Esto está en español.")
    assert f"`sayso model set code {MODEL}`" in refusal.message
    assert read_requirements(text, facts)[1] == ()


async def test_a_step_of_a_definition_asks_for_english_or_a_model_of_its_own_role() -> None:
    outcome = await StepDesigner().work(
        Step.PAGES, "Eine Seite mit einem Kalender für die Termine", SeededIds(1), restaurant()
    )
    assert outcome.shape is None
    assert outcome.questions[0].text.startswith("Das ist auf Deutsch.")
    assert f"`sayso model set {Role.LAYOUT} {MODEL}`" in outcome.questions[0].text
