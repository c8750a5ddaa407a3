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


POOLS = (
    "Pool;Owner;Owner phone;Address;Volume m3;Visit date;Technician;Chlorine;Filter cleaned;Minutes\n"
    "Villa Rosa;M. Conti;+39 055 1;Via Roma 3;48;2024-06-03;Gino;1.2;oui;45\n"
    "Hotel Mare;S. Bianchi;+39 055 2;Lungomare 9;120;2024-06-03;Paola;0.8;non;70\n"
    "Villa Rosa;M. Conti;+39 055 1;Via Roma 3;48;2024-06-10;Gino;1.4;oui;40\n"
    "Every pool belongs to an owner, visits happen weekly; I want minutes per technician per month."
)
HIVES = (
    "Hive no\tApiary\tInspection date\tQueen seen\tWeight kg\n"
    "H-01\tSouth slope\t12.04.2024\tja\t38,5\nH-02\tSouth slope\t12.04.2024\tnein\t31,0\n"
    "H-03\tOrchard\t13.04.2024\tnein\t30,0\nH-01\tSouth slope\t26.04.2024\tja\t41,2\n"
)
BAKERY = (
    "order#,customer,pickup date,product,qty,price each\n"
    "501,J. Smith,04/05/2024,Sourdough,2,4.50\n501,J. Smith,04/05/2024,Rye,1,5.20\n"
    "502,K. Patel,05/05/2024,Cake,1,38.00\n"
    "One order can have several lines so orders and products must be separate."
)
PERMITS = (
    "Sheet: Permits\nPermit no,Plate,Holder,Zone,Valid to,Rent € / year,Paid\n"
    'P-1001,AB-123-CD,Louis Blanc,Zone 2,28/02/2025,"120,00",oui\n'
    'P-1002,EF-456-GH,Claire Petit,Zone 1,14/03/2025,"90,00",non\n'
)
TYRES = (
    "Cust name\tTel\tCar reg\tTyre size\tQty\tSeason (S/W)\tRack\tTread mm\n"
    "Brown\t07700 900123\tLK19 ABC\t205/55 R16\t4\tW\tR3-2\t5.5\n"
)
LAB = "sample no;result value;unit\nS001;5.4;mmol/L\nS002;148;mmol/L\nS003;4.8;mmol/L\n"


@pytest.mark.parametrize(
    ("text", "entity", "field", "kind"),
    [
        (POOLS, "pool", "volume_m3", "decimal"),
        (POOLS, "pool", "address", "text"),
        (POOLS, "visit", "filter_cleaned", "boolean"),
        (POOLS, "visit", "minutes", "integer"),
        (HIVES, "hive", "number", "text"),
        (BAKERY, "order", "pickup_date", "date"),
        (BAKERY, "order_line", "quantity", "integer"),
        (PERMITS, "permit", "rent", "money"),
        (PERMITS, "permit", "paid", "boolean"),
    ],
)
def test_rows_tell_to_whom_a_column_belongs(text: str, entity: str, field: str, kind: str) -> None:
    """What is the same in every row of a pool is the pool's, what differs is the visit's."""
    assert SpecIndex(designed(text)).fields(entity)[field].type.value == kind


def test_values_of_a_row_are_no_values_of_people() -> None:
    """Minutes per technician are those of the visits: technicians have none."""
    assert "minutes" not in SpecIndex(designed(POOLS)).fields("technician")


@pytest.mark.parametrize(("text", "child", "parent"), [(POOLS, "pool", "owner"), (HIVES, "hive", "apiary")])
def test_what_always_goes_with_a_thing_hangs_on_it(text: str, child: str, parent: str) -> None:
    """The owner belongs to the pool, and not once more to each of its visits."""
    ties = {(r.from_entity, r.to_entity) for r in designed(text).relationships}
    assert (child, parent) in ties


def test_a_sheet_alone_can_be_read() -> None:
    """Names and codes in the rows do not make a sheet unreadable."""
    assert "order" in SpecIndex(designed(TYRES)).entities


def test_a_value_without_cents_is_no_money() -> None:
    """A result value of 5.4 mmol/L is a number."""
    fields = SpecIndex(designed(LAB)).fields("sample")
    assert fields["result_value"].type.value == "decimal"


def test_items_after_their_codes_name_the_rows() -> None:
    """Headers that begin with a code list what the second one names."""
    text = (
        "Our merch sheet columns: SKU, Item, Size (S/M/L), Cost £, In stock. We log sales: gig, date, item."
    )
    assert "sku" in SpecIndex(designed(text)).fields("item")


TUNINGS = (
    "Piano serial,Brand,Customer,Tuned on,Tuner,Price\n"
    "48812,Yamaha,Ana Sousa,12/03/2024,Rui,80.00\n48812,Yamaha,Ana Sousa,15/09/2024,Marta,85.00\n"
    "30177,Kawai,Luis Reis,20/03/2024,Rui,80.00\n"
    "Each row is one tuning. We want customers, pianos and tunings."
)


def test_a_row_named_in_a_remark_belongs_to_what_comes_again() -> None:
    """Each tuning is of a piano, whose brand is kept once."""
    spec = designed(TUNINGS)
    assert ("tuning", "piano") in {(r.from_entity, r.to_entity) for r in spec.relationships}
    assert "brand" in SpecIndex(spec).fields("piano")
