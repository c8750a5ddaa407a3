"""Pasted spreadsheets: what a row is, which things its columns speak of, and the types that samples show."""

import pytest

from sayso.design.language.grids import table_lines
from sayso.spec.index import SpecIndex

from .test_descriptions import designed

BOATS = (
    "boat name\tlength m\towner\towner phone\tlast antifouling\n"
    "Sea Breeze\t9.80\tA. Kovac\t091 555 201\t2024-03-02\n"
    "Mistral\t12.40\tA. Kovac\t091 555 201\t2023-11-20\n"
)
VISITS = (
    "Date | Patient | Patient phone | Reason | Dentist | Fee\n"
    "03.05.2024 | M. Lund | 555 1234 | check-up | Dr. Roy | 45.00\n"
    "04.05.2024 | P. Iso | 555 2211 | filling | Dr. Roy | 120.50\n"
    "One row per visit."
)
DOGS = (
    "Chip no;Name;Breed;Weight kg;Visit date;Vet;Cost\n"
    "981;Bello;Collie;16.8;12/04/2024;Dr. Sy;22.00\n"
    "981;Bello;Collie;17.2;12/06/2024;Dr. Sy;48.50\n"
    "the same dog comes again and again, so dog and visit should be two tables"
)
STAYS = (
    "sheet 'Stays':\n"
    "guest,guest email,arrival,departure,nights,price\n"
    "O. Hale,o@x.example,2024-01-03,2024-01-05,2,180.00\n"
    "F. Wu,f@x.example,2024-01-03,2024-01-04,1,90.00\n"
)
WIDE = (
    "customer name, customer phone, customer city, product, qty, price, order date\n"
    "Lea Moss, 555-0101, Leeds, lamp, 2, 39.90, 2024-02-03\n"
    "Lea Moss, 555-0101, Leeds, desk, 1, 210.00, 2024-02-03\n"
)
HEADERS_ONLY = (
    "Our columns are: owner, owner phone, animal, date of visit, diagnosis, price. Each line is a visit."
)
STROKES = "order no / customer / customer phone / product / qty / delivered?\neach line is one order line"
TWO = (
    "Sheet 1: Customers\nName;Street;Phone\nAmt;Ring 1;0731 555\nBo;Weg 2;0731 556\n\n"
    "Sheet 2: Deliveries\nDate;Customer;Litres;Driver\n2024-01-03;Amt;1500;Kai\n2024-01-04;Bo;900;Kai\n"
)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (BOATS, {"boat", "owner"}),
        (VISITS, {"visit", "patient", "dentist"}),
        (DOGS, {"dog", "visit", "vet"}),
        (STAYS, {"stay", "guest"}),
        (WIDE, {"order", "customer", "product"}),
        (HEADERS_ONLY, {"visit", "owner", "animal"}),
        (STROKES, {"order_line", "customer", "product"}),
        (TWO, {"customer", "delivery", "driver"}),
    ],
    ids=["tabs", "remark", "same_again", "caption", "prefixes", "headers_only", "strokes", "two_sheets"],
)
def test_a_sheet_is_split_into_the_things_its_columns_speak_of(text: str, things: set[str]) -> None:
    assert set(SpecIndex(designed(text)).entities) == things


@pytest.mark.parametrize(
    ("text", "entity", "field", "kind"),
    [
        (BOATS, "boat", "length_m", "decimal"),
        (BOATS, "owner", "phone", "phone"),
        (BOATS, "boat", "last_antifouling", "date"),
        (VISITS, "visit", "date", "date"),
        (VISITS, "visit", "fee", "money"),
        (DOGS, "visit", "weight_kg", "decimal"),
        (DOGS, "dog", "breed", "text"),
        (STAYS, "stay", "nights", "integer"),
        (WIDE, "customer", "city", "text"),
        (WIDE, "order", "quantity", "integer"),
        (STROKES, "order_line", "delivered", "boolean"),
    ],
)
def test_sample_values_and_headers_tell_the_type(text: str, entity: str, field: str, kind: str) -> None:
    assert SpecIndex(designed(text)).fields(entity)[field].type.value == kind


def test_a_row_belongs_to_the_things_it_names() -> None:
    ties = {(r.from_entity, r.to_entity) for r in designed(DOGS).relationships}
    assert {("visit", "dog"), ("visit", "vet")} <= ties


def test_labelled_lists_with_many_commas_are_no_table() -> None:
    assert table_lines(["Route: name, length, start, end", "Guide: name, phone, email, team"]) == {}


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("clubs > teams > players", {("team", "club"), ("player", "team")}),
        ("regions >> stores >> shelves (number, width)", {("store", "region"), ("shelf", "store")}),
    ],
)
def test_things_after_an_arrow_belong_to_those_before(text: str, ties: set[tuple[str, str]]) -> None:
    assert ties <= {(r.from_entity, r.to_entity) for r in designed(text).relationships}


def test_things_joined_by_plus_are_all_kept() -> None:
    kept = set(SpecIndex(designed("beach club: cabins + tenants + payments + keys")).entities)
    assert {"cabin", "tenant", "payment", "key"} <= kept
