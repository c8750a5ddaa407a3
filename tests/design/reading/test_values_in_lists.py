"""What stands in brackets after one of several things: its values, its choices, or the sign of a number."""

import pytest

from sayso.spec.model import Field, FieldType

from .test_titles import design, entity, things


def field(text: str, thing: str, name: str) -> Field:
    return next(f for f in entity(design(text), thing).fields if f.name == name)


GOALS = (
    "OKR tracker - objectives (title, quarter, progress %), key results (objective, metric, start value, "
    "target value), check-ins weekly (key result, value, confidence 1-10, comment)."
)


def test_what_names_a_thing_listed_before_is_a_thing_of_its_own() -> None:
    """Key results belong to objectives, though *results* alone is usually a value."""
    spec = design(GOALS)
    assert {e.name for e in spec.entities} == {"objective", "key_result", "check_in"}
    ties = {(r.from_entity, r.to_entity) for r in spec.relationships}
    assert ties == {("key_result", "objective"), ("check_in", "key_result")}
    assert field(GOALS, "key_result", "start_value").type is FieldType.DECIMAL
    assert field(GOALS, "check_in", "confidence").validation is not None


def test_talk_with_values_is_a_thing() -> None:
    """Goals with a title, an owner and a deadline are kept."""
    assert things("Team goals - goals (title, owner, deadline), measures (goal, unit, baseline).") == {
        "goal",
        "measure",
    }


def test_reports_with_values_are_kept_and_not_counted() -> None:
    """Whoever writes a status report each week fills in its summary."""
    text = "Projects (name, budget), status reports weekly (project, summary, mood)."
    assert things(text) == {"project", "status_report"}


@pytest.mark.parametrize("sign", ["(+/-)", "(+ or -)", "(±)"])
def test_a_number_that_may_be_negative_is_a_number(sign: str) -> None:
    """Stock that leaves is written with a minus; there are no choices *plus* and *minus*."""
    found = field(f"Stock movements: product, quantity {sign}, date.", "stock_movement", "quantity")
    assert found.type is FieldType.INTEGER
    assert found.validation is None


@pytest.mark.parametrize(("name", "thing"), [("servings", "recipe"), ("copies", "piece"), ("pages", "book")])
def test_what_is_counted_is_a_whole_number(name: str, thing: str) -> None:
    """How many servings is a number."""
    assert field(f"{thing.title()}s: title, author, {name}.", thing, name).type is FieldType.INTEGER


def test_strokes_in_brackets_are_choices() -> None:
    """A genre that is one of three needs no list of genres."""
    found = field("Movies with title, genre (drama / comedy / other).", "movie", "genre")
    assert [o.name for o in found.options] == ["drama", "comedy", "other"]


@pytest.mark.parametrize("asked", ["paid yes/no", "paid (yes/no)"])
def test_whether_something_was_done_is_a_tick(asked: str) -> None:
    """Nobody asked for payments."""
    text = f"Members with name, email, {asked}"
    assert things(text) == {"member"}
    assert field(text, "member", "paid").type is FieldType.BOOLEAN


def test_sizes_in_capitals_are_no_foreign_words() -> None:
    """Letters that stand for sizes do not make a short text unreadable."""
    found = field("Trucks with size (S, M, L, XL), colour", "truck", "size")
    assert [o.name for o in found.options] == ["s", "m", "l", "xl"]


@pytest.mark.parametrize(
    ("text", "whole", "sorts"),
    [
        (
            "Laptops, phones and monitors with serial number and price. Assets are assigned to employees.",
            "asset",
            ["laptop", "phone", "monitor"],
        ),
        (
            "Cows, goats and sheep with ear tag and birth date. Animals are vaccinated.",
            "animal",
            ["cow", "goat", "sheep"],
        ),
        (
            "Workshop tools: drills, saws and grinders with inventory number, purchase date.",
            "workshop_tool",
            ["drill", "saw", "grinder"],
        ),
    ],
)
def test_sorts_that_share_their_values_are_one_thing(text: str, whole: str, sorts: list[str]) -> None:
    """One list of assets with a type, where the text names the whole."""
    spec = design(text)
    assert not {e.name for e in spec.entities} & set(sorts)
    kinds = next(f for f in entity(spec, whole).fields if f.name == "type")
    assert [o.name for o in kinds.options] == sorts


def test_kinds_of_people_stay_apart() -> None:
    """Clients, suppliers and employees are three lists, whatever is sold to whom."""
    text = "Clients, suppliers and employees with name, phone and email. Items are sold to clients."
    assert {"client", "supplier", "employee"} <= things(text)


def test_a_tick_among_the_values_of_a_thing_takes_none_of_the_others_away() -> None:
    """Shoes have a brand besides being retired or not."""
    spec = design("Runs (date, km, minutes), shoes (brand, bought on, retired yes/no).")
    assert {"brand", "bought_on", "retired"} <= {f.name for f in entity(spec, "shoe").fields}


@pytest.mark.parametrize("said", ["nitrate mg/l", "nitrate (mg/l)"])
def test_so_much_of_one_unit_in_another_is_one_number(said: str) -> None:
    """The unit is shown with the number, and no value is called *l*."""
    text = f"Water tests: date, {said}, temperature."
    found = field(text, "water_test", "nitrate")
    assert (found.type, found.help) == (FieldType.DECIMAL, "In mg/l.")


def test_ways_to_pay_are_choices() -> None:
    """An order is paid in cash or by card, one of the two."""
    found = field("Orders: number, date, paid cash/card, total.", "order", "payment_method")
    assert [o.name for o in found.options] == ["cash", "card"]


def test_the_day_of_a_purchase_in_a_list_is_a_date() -> None:
    """*Bought on* at the end of a list is no value called *on*."""
    assert field("Fish with species, count, bought on.", "fish", "bought_on").type is FieldType.DATE


def test_a_sentence_may_end_in_one_letter() -> None:
    """Whoever writes no capitals still begins a new list after *y/n.*"""
    text = "dishes w/ name, price, veg y/n. orders: number, total."
    assert things(text) == {"dish", "order"}
    assert field(text, "dish", "veg").type is FieldType.BOOLEAN
