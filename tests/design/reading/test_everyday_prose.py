"""Things and their values in prose as people write it: paragraphs, rambling mails and lists without verbs."""

import pytest

from sayso.design.language.spelling import corrected
from sayso.design.offline.extraction.read import read
from sayso.design.offline.model.business import Business
from sayso.design.offline.model.resolve import resolve


def design(text: str) -> Business:
    return resolve(read(text))


def values(text: str, thing: str) -> dict[str, str]:
    """What is kept about a thing, with types; what was only assumed is left out."""
    things = design(text).things
    return {f.guess.name: f.guess.type.value for f in things[thing].fields if f.assumed is None}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("trunk", "trunk"),
        ("adress", "address"),
        ("custmer", "customer"),
        ("cafés", "cafes"),
        ("recieved", "received"),
    ],
)
def test_only_slips_of_fingers_and_ears_are_mended(written: str, meant: str) -> None:
    """A word the dictionary lacks keeps its letters unless they are those that people mix up."""
    assert corrected(written) == meant


def test_y_slash_n_after_a_name_is_a_tick_box() -> None:
    """``drum kit y/n`` is shown as a box to tick, not as a choice between y and n."""
    text = "rehearsal rooms (size, hourly price, drum kit y/n), bookings with room and day"
    assert values(text, "rehearsal_room")["drum_kit"] == "boolean"


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "We run a driving school with six instructors. For each learner we need a name.",
            "instructor learner",
        ),
        ("Tree survey for the city: trees with number, species and height.", "tree"),
        ("Our rowing club keeps track of boats (number, builder) and members.", "boat member"),
        ("Equipment lending for a university media lab. Each loan has a borrower and a date.", "loan"),
    ],
)
def test_the_speaker_is_no_thing_in_his_own_application(text: str, things: str) -> None:
    """The school, club or survey that the application is for gets no list of its own."""
    found = set(design(text).things)
    assert set(things.split()) <= found
    assert not found & {"school", "driving_school", "tree_survey", "city", "club", "rowing_club", "lab"}


def test_a_value_that_speaks_of_a_number_or_of_paying_makes_no_thing() -> None:
    """Nobody gets a list of players or payments because bookings tell how many and whether it was paid."""
    text = "escape rooms: rooms (max players), bookings with number of players, deposit paid y/n, game master"
    assert not set(design(text).things) & {"player", "payment"}


def test_a_day_or_amount_in_brackets_makes_a_thing_of_what_stands_before_them() -> None:
    """Firings get a page and are tied to the kiln; they are no choice between date, cone and kiln."""
    text = "ceramics studio: kilns, firings (date, cone, kiln), pieces by member with glaze"
    assert values(text, "firing") == {"date": "date", "cone": "text"}
    assert ("firing", "kiln") in {(t.child, t.parent) for t in design(text).ties}
    assert "options" in str(design("tickets (day, week, month) with price and buyer").things["ticket"].fields)


def test_both_are_counted() -> None:
    """``number of adults and children`` asks for two numbers."""
    kept = values("A household has an address and the number of adults and children.", "household")
    assert (kept["adult_count"], kept["child_count"]) == ("integer", "integer")


def test_a_measure_after_a_count_is_not_counted() -> None:
    """``a number of players and hours`` asks for how many players, and for the hours."""
    kept = values("A reservation has a court, a date, a number of players and hours.", "reservation")
    assert (kept["player_count"], kept["hours"]) == ("integer", "decimal")
    kept = values("A delivery has a date, a number of crates and litres.", "delivery")
    assert (kept["crate_count"], kept["litres"]) == ("integer", "decimal")


def test_from_a_day_until_a_day_is_a_start_and_an_end() -> None:
    """Loans that run from a date to a date can be put on a calendar."""
    kept = values("A loan has a purpose, runs from a date to a date and has a courier.", "loan")
    assert (kept["start_date"], kept["end_date"]) == ("date", "date")


def test_the_date_something_was_done_says_what_was_done() -> None:
    """The day a bike was last serviced is labelled so, not just as a date."""
    kept = values("Each bike has a frame number, a type and the date it was last serviced.", "bike")
    assert kept["last_serviced_on"] == "date"


def test_what_happens_gets_the_values_told_after_a_colon() -> None:
    """Donations, not the supermarkets they come from, have a day and a weight."""
    text = "Donations come in from supermarkets: who gave it, on which day, how many kilos."
    assert values(text, "donation") == {"given_by": "text", "day": "date", "kilos": "decimal"}


@pytest.mark.parametrize(
    ("text", "child", "parent"),
    [
        ("We have cafes. Every cafe has a name and a standing order. Orders have a date.", "order", "cafe"),
        ("Customers call for gear. A rental has a customer, a date and a price.", "rental", "customer"),
        ("Cars have a plate. A lesson has a date, a learner and the car used.", "lesson", "car"),
    ],
)
def test_a_value_that_is_a_thing_is_tied_the_right_way_round(text: str, child: str, parent: str) -> None:
    """A record shows whom and what it is for."""
    assert (child, parent) in {(tie.child, tie.parent) for tie in design(text).ties}


def test_who_has_it_makes_a_loan_of_what_people_borrow() -> None:
    """Somebody who lends things sees who has which until when."""
    text = "library of things – items people can borrow, who has it, when it's due, deposit"
    assert values(text, "loan") == {"due_date": "date", "deposit": "money"}
    assert {("loan", "item"), ("loan", "borrower")} <= {(t.child, t.parent) for t in design(text).ties}


def test_every_piece_is_the_equipment_and_a_bunch_of_it_are_several() -> None:
    """Equipment is one list, with what each piece has; a rental takes several."""
    text = (
        "There's equipment, every piece has a serial number and a category like speaker, mixer or cable. "
        "A rental has a start date and a bunch of equipment."
    )
    found = design(text)
    assert set(found.things) == {"equipment", "rental"}
    assert values(text, "equipment") == {"serial_number": "text", "category": "enum"}
    assert [(t.child, t.parent, t.many) for t in found.ties] == [("rental", "equipment", True)]


def test_passed_or_failed_is_the_result_of_an_exam() -> None:
    """An exam has a choice of results; there is no list of results with boxes to tick."""
    text = "Exams have a date, points and a result passed or failed."
    assert values(text, "exam") == {"date": "date", "points": "integer", "result": "enum"}
    assert "result" not in design(text).things


def test_what_is_noted_is_about_what_was_just_spoken_of() -> None:
    """After *payments are due*, the amount that we record is that of the payment."""
    text = (
        "Residents have a name. Payments are due every month; we record the amount, when it was paid and how."
    )
    assert values(text, "payment") == {"amount": "money", "paid_at": "datetime", "method": "text"}


def test_brackets_after_several_are_about_each_of_them() -> None:
    """A sample's tests have the values that stand in brackets after them."""
    text = "samples: number, ph; each sample gets several tests (parameter, value, unit) done by an analyst"
    assert {"parameter", "value", "unit"} <= set(values(text, "test"))
    assert values(text, "sample")["ph"] == "decimal"


def test_a_report_written_after_each_loan_belongs_to_the_loan() -> None:
    """The loan shows its condition reports, not the other way round."""
    text = "A loan has a start date. After each loan the restorer writes a condition report with photos."
    assert [(t.child, t.parent) for t in design(text).ties] == [("condition_report", "loan")]


def test_a_level_of_a_parking_space_has_no_beginners() -> None:
    """Places have floors; only people and courses are at levels of skill."""
    assert (
        values("Each parking space has a number, a level and a monthly price.", "parking_space")["level"]
        == "text"
    )


def test_a_label_without_any_noun_is_read_like_the_rest() -> None:
    """``when sold: price`` says no thing before its colon; the description is designed all the same."""
    assert "lot" in design("lots with lot no, description; when sold: hammer price and buyer").things


@pytest.mark.parametrize(
    ("text", "thing", "kept"),
    [
        ("Members with company, email, plan (flex, fixed desk, office) and fee.", "member", "plan"),
        ("Runners belong to a club and have a chip number and a year of birth.", "runner", "chip_number"),
        ("Clients. Appointments are made for a client with date, time and room.", "appointment", "time"),
        ("Members. Visitors are announced by members with name and time of arrival.", "visitor", "name"),
        ("Rentals from-to with deposit and cleaning fee.", "rental", "start_date"),
        ("batches: date, litres used, number of wheels", "batch", "litres_used"),
        ("A hirer has a name and a phone. A hire has a date and a rent.", "hirer", "phone"),
        ("Guests. Sign ups with board size and wetsuit size.", "signup", "board_size"),
        (
            "Roads have a number. Inspectors drive roads and report defects: position, photo.",
            "defect",
            "photo",
        ),
    ],
)
def test_values_stay_with_the_thing_they_were_said_of(text: str, thing: str, kept: str) -> None:
    """Each value is a field of the record that the sentence is about."""
    assert kept in values(text, thing)


def test_a_value_told_of_in_more_detail_is_no_thing() -> None:
    """An instructor's certificate and missing pieces of a toy are values, without pages of their own."""
    text = "instructors (name, certificate, certificate valid until), lessons with date, time and instructor"
    assert set(design(text).things) == {"instructor", "lesson"}


def test_what_stands_beside_brackets_is_a_thing_of_its_own() -> None:
    """In ``wax (supplier, price), scents, batches`` the scents are no value of the wax."""
    text = "app for moulds, wax (supplier, price per kg), scents, batches with mould, wax, scent and date"
    assert "scent" in design(text).things


def test_a_rental_with_several_costumes_shares_them_with_other_rentals() -> None:
    """A costume is rented again and again."""
    text = "costumes (size, colour), rentals with a date and several costumes"
    assert [(t.child, t.parent, t.many) for t in design(text).ties] == [("rental", "costume", True)]


def test_the_only_customer_is_tied_to_what_happens() -> None:
    """A hire says for whom it is, although the list of its values did not."""
    text = "skis with number and size. customer (name, height). hire: from, to, price"
    assert ("hire", "customer") in {(t.child, t.parent) for t in design(text).ties}


@pytest.mark.parametrize(
    ("text", "thing", "kept"),
    [
        ("Patients. A visit is when a volunteer sees a patient: date, what they did.", "visit", {"date"}),
        ("Episodes with title, recording date, publish date.", "episode", {"recording_date", "publish_date"}),
        ("quilts (title), fabric stash (colour, price), exhibitions with date", "quilt", {"title"}),
        ("quilts (title), fabric stash (colour, price), exhibitions with date", "exhibition", {"date"}),
    ],
)
def test_a_name_that_looks_like_a_verb_ends_no_list(text: str, thing: str, kept: set[str]) -> None:
    """What is listed after *stash*, *recording* or *is when* is kept as it was said."""
    assert kept <= set(values(text, thing))
