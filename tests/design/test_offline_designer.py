"""The offline designer: what it asks, what it assumes, and that it is quick and repeatable."""

import time

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

SALON = (
    "We're a hair salon in York, GBP of course. Clients have a name and phone; appointments have a client, "
    "a stylist, a start and a price. An appointment is booked, confirmed, done or cancelled. Stylists should "
    "only see and change their own appointments. Show me how many appointments each stylist had."
)


def designed(text: str, seed: int = 1) -> AppSpec:
    return OfflineDesigner().design(text, SeededIds(seed)).spec


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "asdf",
        "qwe rtz uio plk",
        "x8s9 " * 40_000,
        "Wir sind ein Friseursalon und möchten unsere Kunden und Termine verwalten.",
        "Necesitamos una aplicación para los clientes y las reservas de la clínica con fechas.",
        "我们是一家餐厅,需要管理订单和客户。",
        "🙂🙂🙂",
    ],
    ids=["empty", "blank", "keys", "more keys", "noise", "German", "Spanish", "Chinese", "emojis"],
)
def test_a_text_it_cannot_read_gets_a_question_and_creates_nothing(text: str) -> None:
    proposal = OfflineDesigner().design(text, SeededIds(1))
    assert proposal.spec == empty_spec()
    assert proposal.questions
    assert proposal.reply


def test_one_well_known_word_is_enough() -> None:
    assert [entity.name for entity in designed("invoices").entities] == ["invoice"]


def test_the_same_words_and_ids_give_the_same_spec() -> None:
    assert designed(SALON) == designed(SALON)


def test_a_person_with_own_records_is_found_by_the_way_to_them() -> None:
    spec = designed(SALON)
    rule = next(r for r in spec.permissions.rules if r.role == "stylist" and r.entity == "appointment")
    assert (rule.scope.value, rule.owner) == ("own", "stylist")
    assert next(e for e in spec.entities if e.name == "stylist").person_role == "stylist"


def test_a_wish_for_numbers_becomes_a_report_with_a_chart_on_the_overview() -> None:
    spec = designed(SALON)
    report = next(r for r in spec.reports if r.assumed is None)
    assert (report.entity, report.group_by) == ("appointment", ("stylist",))
    charts = [c for c in spec.components if c.props.get("report") == report.name]
    assert charts[0].name in spec.pages[0].components


def test_what_happens_at_a_time_and_has_states_gets_calendar_board_and_table() -> None:
    spec = designed(SALON)
    kinds = {c.type.value for c in spec.components if c.entity == "appointment"}
    assert {"calendar", "kanban", "table", "form", "detail", "filters", "stats"} <= kinds


def test_side_states_are_reached_from_states_that_are_not_final() -> None:
    flow = designed(SALON).flows[0]
    assert flow.initial == "booked"
    moves = {(t.from_state, t.to_state) for t in flow.transitions}
    assert {("booked", "confirmed"), ("confirmed", "done"), ("booked", "cancelled")} <= moves
    assert ("done", "cancelled") not in moves


def test_a_formula_in_words_becomes_a_computed_value() -> None:
    text = (
        "Orders have a number and a date. Order lines have an order, a product, a quantity and a unit price. "
    )
    spec = designed(text + "The line total is quantity times unit price.")
    line = next(entity for entity in spec.entities if entity.name == "order_line")
    assert {value.name: value.expression for value in line.computed}["line_total"] == "quantity * unit_price"


def test_money_follows_the_words() -> None:
    settings = {s.key: s.default for s in designed(SALON).settings}
    assert settings["currency"] == "GBP"


def test_what_is_not_wanted_is_left_out() -> None:
    spec = designed(
        "Members with name and email, and loans with a due date. No invoices please, we do not need reports."
    )
    assert "invoice" not in {entity.name for entity in spec.entities}


def test_a_description_is_read_within_a_fifth_of_a_second_even_on_a_busy_machine() -> None:
    designer = OfflineDesigner()
    designer.design(SALON, SeededIds(1))
    durations = []
    for _ in range(5):
        start = time.perf_counter()
        designer.design(SALON, SeededIds(1))
        durations.append(time.perf_counter() - start)
    assert min(durations) < 0.2
