"""What happens again and again is a row of its own, though only a verb or a measure speaks of it."""

import pytest

from sayso.design.offline.extraction.read import read
from sayso.design.offline.model.business import Business
from sayso.design.offline.model.resolve import resolve


def design(text: str) -> Business:
    return resolve(read(text))


def told(business: Business, thing: str) -> set[str]:
    """What is kept about a thing; what was only assumed is left out."""
    return {f.guess.name for f in business.things[thing].fields if f.assumed is None}


def parents(business: Business, thing: str) -> set[str]:
    return {tie.parent for tie in business.parents(thing)}


@pytest.mark.parametrize(
    ("text", "row", "kept", "whole"),
    [
        (
            "Projects have a name. I log hours per project with date, hours and what I did.",
            "time_entry",
            {"date", "hours", "description"},
            "project",
        ),
        (
            "Projects have a name. Employees log the hours they work on each project: date, hours, note.",
            "time_entry",
            {"date", "hours", "note"},
            "project",
        ),
        (
            "A car has a plate. I record the mileage of each car with date and reading.",
            "mileage_reading",
            {"date", "reading"},
            "car",
        ),
    ],
)
def test_a_measure_noted_with_its_day_is_a_row_of_what_it_is_noted_for(
    text: str, row: str, kept: set[str], whole: str
) -> None:
    """Whoever logs hours per project sees time entries, and the project keeps its own values."""
    business = design(text)
    assert told(business, row) == kept
    assert parents(business, row) == {whole}
    assert not kept & told(business, whole)


def test_a_measure_without_a_day_stays_with_its_thing() -> None:
    """One mileage of each car is a value of the car."""
    assert "mileage" in told(design("We store the plate and mileage of each car."), "car")


def test_every_deed_in_ing_that_is_noted_is_kept() -> None:
    """``every refuelling`` is a noun, though its last letters could be those of a verb."""
    business = design("A car has a plate and a year. I also note every refuelling with litres and price.")
    assert told(business, "refuelling") == {"litres", "price"}


def test_what_happened_is_what_is_written_down() -> None:
    """``we write that down`` speaks of the complaint, not of the customer who complains."""
    text = (
        "Customers have a name. Customers complain sometimes, we write that down with date and what we did."
    )
    business = design(text)
    assert told(business, "complaint") == {"date", "description"}
    assert parents(business, "complaint") == {"customer"}


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("Volunteers can say when they are unavailable.", "unavailability"),
        ("Volunteers tell us when they are not available.", "unavailability"),
        ("Volunteers can enter when they are on holiday.", "absence"),
    ],
)
def test_when_people_are_away_is_a_time_of_its_own(said: str, row: str) -> None:
    """They enter a start and an end each time, instead of one moment kept about them."""
    business = design(f"A volunteer has a name and a phone. {said}")
    assert {"start_date", "end_date"} <= told(business, row)
    assert parents(business, row) == {"volunteer"}
    assert told(business, "volunteer") == {"name", "phone"}


def test_who_serves_where_at_each_service_is_an_assignment() -> None:
    """The plan of each service ties a volunteer and a team to it; the service has its day."""
    text = (
        "Volunteers belong to several teams. Volunteers have a phone. "
        "For each Sunday service we plan who serves in which team."
    )
    business = design(text)
    assert parents(business, "duty_assignment") == {"service", "team", "volunteer"}
    assert "date" in told(business, "service")


def test_a_request_for_leave_is_one_thing_with_its_kinds() -> None:
    """Vacation requests are leave requests of the type *vacation*."""
    text = (
        "Track parental leave and vacation requests. Employees request leave with a start date, "
        "an end date and a type (vacation, sick, parental)."
    )
    business = design(text)
    assert {"leave_request", "employee"} == set(business.things)
    assert told(business, "leave_request") == {"start_date", "end_date", "type"}


def test_what_each_shop_orders_of_each_product_is_an_order() -> None:
    """Bread is an example of the products; how much of each is wanted is a quantity of the order."""
    text = (
        "We run a bakery with three shops. Each shop orders bread and rolls from the kitchen every day. "
        "The kitchen needs to see how much of each product to bake."
    )
    business = design(text)
    assert set(business.things) == {"shop", "order", "product"}
    assert "quantity" in told(business, "order")
    assert parents(business, "order") == {"shop", "product"}


def test_how_many_each_ordered_is_a_quantity_of_orders() -> None:
    """To see how many bags each shop ordered, each order says how many bags."""
    business = design("Shops order bags every week. I need to see how many bags each shop ordered.")
    assert "quantity" in told(business, "order")
    assert {"shop", "bag"} <= parents(business, "order")


def test_visitors_who_sign_in_and_out_have_visits() -> None:
    """The times and the employee they see are of the visit; name and company of the visitor."""
    text = (
        "Visitors sign in at the front desk with their name and company and sign out when they leave. "
        "Which employee they visit should be stored too."
    )
    business = design(text)
    assert told(business, "visit") == {"arrived_at", "left_at"}
    assert parents(business, "visit") == {"visitor", "employee"}
    assert told(business, "visitor") == {"name", "company"}


def test_what_customers_bring_to_be_repaired_makes_a_repair() -> None:
    """The customer has a name and a phone; the model, the price and the steps are of the repair."""
    text = (
        "Customers drop off phones, we diagnose and repair them. We need the customer's name and "
        "phone number, the model and the price. Status is received, in repair, ready, picked up."
    )
    business = design(text)
    assert told(business, "customer") == {"name", "phone"}
    assert told(business, "repair") == {"model", "price"}
    assert business.life_of("repair") is not None


def test_people_have_a_name_beside_their_badge_number() -> None:
    """A number tells things apart, but people are called by their name."""
    business = design("visitors: company, badge number")
    assert "name" in {f.guess.name for f in business.things["visitor"].fields}


@pytest.mark.parametrize(
    ("text", "row", "kept", "whole"),
    [
        (
            "Machines have a name. When a machine breaks down we write that down with date and who fixed it.",
            "breakdown",
            {"date", "fixed_by"},
            "machine",
        ),
        (
            "Extinguishers: number, type. Every month we inspect each extinguisher and note: date, remarks.",
            "inspection",
            {"date", "remarks"},
            "extinguisher",
        ),
        (
            "Devices have a number and a type. We check each device and note the date and condition.",
            "inspection",
            {"date", "condition"},
            "device",
        ),
        (
            "Hives have a number. We treat hives with product, dose and date.",
            "treatment",
            {"product", "dose", "date"},
            "hive",
        ),
        (
            "Tools have a name and deposit. We check tools for damage and write it down with photo and cost.",
            "damage",
            {"photo", "cost"},
            "tool",
        ),
    ],
)
def test_what_is_done_gets_the_values_that_are_noted_then(
    text: str, row: str, kept: set[str], whole: str
) -> None:
    """A breakdown, an inspection, a treatment and a damage are told of by what is written down."""
    business = design(text)
    assert told(business, row) == kept
    assert parents(business, row) == {whole}


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("Site managers record defects with a photo, a trade and a due date.", "defect"),
        ("Nurses register patients with a name, an insurance number and a birth date.", "patient"),
    ],
)
def test_what_is_only_recorded_gets_the_values_itself(said: str, thing: str) -> None:
    business = design(said)
    assert {"recording", "registration"} & {*business.things} == set()
    assert len({"trade", "due_date", "insurance_number", "birth_date"} & told(business, thing)) == 2


def test_a_request_for_something_that_is_kept_leaves_it_as_it_is() -> None:
    """Who requests equipment with a reason gives the request a reason, not the equipment."""
    business = design(
        "Equipment has a serial number and a model. Employees request equipment with a reason and a date."
    )
    assert told(business, "equipment_request") == {"reason", "date"}
    assert told(business, "equipment") == {"serial_number", "model"}
    assert "equipment" in parents(business, "equipment_request")


def test_who_has_what_is_in_the_loan_where_things_are_lent() -> None:
    """One loan says who has which device; there is no second row for handing it out."""
    business = design(
        "We lend devices. Devices have a number and a type. We need to know who has which device."
    )
    assert set(business.things) == {"device", "loan", "borrower"}
    assert {"device", "borrower"} <= parents(business, "loan")


def test_children_who_are_signed_in_and_out_have_attendances() -> None:
    """The times of coming and going are of each day, not of the child."""
    business = design("Children have a name and a birth date. Educators sign children in and out.")
    assert told(business, "attendance") == {"arrived_at", "left_at"}
    assert parents(business, "attendance") == {"child"}


def test_signing_in_with_a_password_is_no_visit() -> None:
    """Users who sign in to the software come to see nobody."""
    business = design("Users sign in with email and password and sign out. Books have title and author.")
    assert not {"visit", "attendance"} & set(business.things)


def test_the_most_people_a_class_takes_are_a_number() -> None:
    """``max people`` in a list of values names no people to keep."""
    business = design("classes with name, day, time, max people")
    assert set(business.things) == {"class"}
    assert "maximum_people" in told(business, "class")


def test_a_name_before_a_sentence_is_what_the_software_is_called() -> None:
    """What follows the name of the kitchen is a sentence, no list of values of it."""
    business = design(
        "Community kitchen: volunteers sign up for shifts. Shifts have a date and a start time."
    )
    assert not any(name.endswith("kitchen") for name in business.things)


def test_a_time_in_and_out_at_the_end_of_a_sentence_are_two_values() -> None:
    """The full stop belongs to the sentence, not to the second value."""
    assert {"time_in", "time_out"} <= told(design("Visits: visitor, time in/out."), "visit")


@pytest.mark.parametrize(
    "said",
    [
        "For every rehearsal singers say yes/no/maybe.",
        "We note who is coming to each rehearsal: yes, no or maybe.",
    ],
)
def test_who_comes_to_what_is_an_attendance(said: str) -> None:
    """Each answer of each singer for each rehearsal is a row, with the answer to choose."""
    business = design(f"Singers: name, voice. Rehearsals with date and place. {said}")
    assert parents(business, "attendance") == {"rehearsal", "singer"}
    assert set(business.things) == {"singer", "rehearsal", "attendance"}


def test_two_measures_noted_together_are_one_measurement() -> None:
    """Blood pressure and temperature of a patient are values of each measurement."""
    business = design(
        "Patients have a name. Nurses log the blood pressure and temperature of each patient every 4 hours "
        "with time and a note."
    )
    assert told(business, "measurement") == {"blood_pressure", "temperature", "time", "note"}
    assert parents(business, "measurement") == {"patient"}


def test_an_amount_that_is_fed_is_no_money() -> None:
    """What is given in quantities has an amount without a currency."""
    business = design("We write down every feeding with time and amount.")
    kinds = {f.guess.name: f.guess.type.value for f in business.things["feeding"].fields}
    assert kinds["amount"] == "decimal"
    assert "quantity" not in kinds


def test_what_each_donor_gave_is_a_donation() -> None:
    """Donors are called by what they do."""
    business = design("Donors give us goods. I want to see how much each donor gave this year.")
    assert parents(business, "donation") == {"donor"}
