"""Sheets become entities: names, types and relations follow from headings and values."""

from typing import Any

import pytest

from sayso.kit.ids import SeededIds
from sayso.sheets.entity_draft import Draft, Drafting
from sayso.sheets.table_reader import read_tables
from sayso.spec.model import FieldType
from tests.support.workbooks import workbook

T = FieldType


def drafted(data: bytes, file: str = "Clients") -> Draft:
    return Drafting(read_tables(data, file), file, SeededIds(1)).draft()


def column(heading: str, *cells: str) -> Any:
    """The field that a column became, and how its cells are kept."""
    draft = drafted(
        "\n".join([f'"{heading}";Other', *(f'"{cell}";x{n}' for n, cell in enumerate(cells))]).encode()
    )
    field = draft.spec.entities[0].fields[0]
    return field, [cells[0] for _, cells in draft.sheets[0].rows]


@pytest.mark.parametrize(
    ("heading", "cells", "kind", "kept"),
    [
        ("Visits", ["3", "1.200", "7"], T.DECIMAL, ["3", "1.2", "7"]),
        ("Visits", ["3", "12", "7"], T.INTEGER, ["3", "12", "7"]),
        ("Weight", ["1,5", "1.234,25", "3"], T.DECIMAL, ["1.5", "1234.25", "3"]),
        ("Weight", ["1.5", "1,234.25", "3"], T.DECIMAL, ["1.5", "1234.25", "3"]),
        ("Value", ["1.234,50 €", "99,00 €", "5 €"], T.MONEY, ["1234.5", "99", "5"]),
        ("Price", ["12", "99", "5"], T.MONEY, ["12", "99", "5"]),
        ("Active", ["yes", "no", "yes"], T.BOOLEAN, ["yes", "no", "yes"]),
        ("Aktiv", ["ja", "nein", "ja"], T.BOOLEAN, ["yes", "no", "yes"]),
        ("Born", ["03.04.1990", "31.12.1985", "1.2.2000"], T.DATE,
         ["1990-04-03", "1985-12-31", "2000-02-01"]),
        ("Born", ["04/03/1990", "12/31/1985", "2/1/2000"], T.DATE,
         ["1990-04-03", "1985-12-31", "2000-02-01"]),
        ("Seen", ["2024-05-01 09:30", "02.05.2024 10:00", "2024-05-03"], T.DATETIME,
         ["2024-05-01 09:30:00", "2024-05-02 10:00:00", "2024-05-03 00:00:00"]),
        ("Opens", ["9:30", "10:00", "7:15 pm"], T.TIME, ["09:30:00", "10:00:00", "19:15:00"]),
        ("E-mail", ["a@b.co", "c@d.org", "e@f.net"], T.EMAIL, ["a@b.co", "c@d.org", "e@f.net"]),
        ("Site", ["https://a.co", "http://b.org/x", "https://c.de"], T.URL, None),
        ("Phone", ["020 7946 0018", "+44 20 7946", "0171/123456"], T.PHONE, None),
        ("Zip", ["01234", "10115", "80331"], T.TEXT, None),
        ("Notes", ["short", "also", "x"], T.LONG_TEXT, None),
        ("Status", ["open", "done", "open", "done"], T.ENUM, None),
        ("Formula", ["=1+1", "=cmd|' /C calc'!A0", "x"], T.TEXT, ["=1+1", "=cmd|' /C calc'!A0", "x"]),
        ("<b>Bold</b>", ["<script>alert(1)</script>", "x", "y"], T.TEXT,
         ["<script>alert(1)</script>", "x", "y"]),
        ("Card", ["4111111111111111", "4111111111111112", "1"], T.TEXT, None),
        ("Share", ["19%", "7 %", "0%"], T.DECIMAL, ["19", "7", "0"]),
    ],
)  # fmt: skip
def test_the_type_of_a_column_follows_from_its_values(
    heading: str, cells: list[str], kind: FieldType, kept: list[str] | None
) -> None:
    field, found = column(heading, *cells)
    assert field.type is kind
    assert found == (kept or cells)


def test_codes_are_unique_and_full_columns_required_and_each_says_where_it_is_from() -> None:
    data = b"Kundennr;Name;Hint\nK-1;Ada;\nK-2;Ada;x\nK-3;Joan;\n"
    draft = drafted(data, "Kunden")
    fields = {field.label: field for field in draft.spec.entities[0].fields}
    assert (fields["Kundennr"].required, fields["Kundennr"].unique) == (True, True)
    assert (fields["Name"].required, fields["Name"].unique) == (True, False)
    assert fields["Hint"].required is False
    assert fields["Name"].source == "Column “Name” of sheet “Kunden”"


def test_what_is_doubtful_is_an_assumption_on_its_field() -> None:
    draft = drafted(b"Name;Status\nA;open\nB;done\nC;open\nD;done\n")
    status = next(field for field in draft.spec.entities[0].fields if field.name == "status")
    (said,) = draft.spec.assumptions
    assert said.elements == (status.id,)
    assert (said.text, said.alternatives) == ("“Status” is one of a fixed list: open, done.", ("Any text",))


def test_headings_that_are_missing_or_doubled_are_told_apart() -> None:
    draft = drafted(b"Name;Name;;id\nAda;Lovelace;x;1\nGrace;Hopper;y;2\n")
    fields = draft.spec.entities[0].fields
    assert [(field.label, field.name) for field in fields] == [
        ("Name", "name"),
        ("Name 2", "name_2"),
        ("Column C", "column_c"),
        ("id", "client_id"),
    ]
    assert {one.text for one in draft.spec.assumptions} == {
        "“Name” is the heading of more than one column.",
        "The column C of “Clients” has no heading.",
    }


def test_a_header_without_rows_is_an_application_of_texts() -> None:
    draft = drafted(b"Name,Phone\n")
    assert [field.type for field in draft.spec.entities[0].fields] == [T.TEXT, T.TEXT]
    assert draft.sheets[0].rows == ()


def test_a_column_of_ids_or_titles_of_another_sheet_is_a_relation() -> None:
    data = workbook(
        {
            "Clients": [["ID", "Name"], [1, "Ada"], [2, "Grace"], [3, "Joan"]],
            "Orders": [["No", "Client ID", "Item"], ["A1", 2, "Tea"], ["A2", 2, "Milk"], ["A3", 1, "Tea"]],
            "Calls": [
                ["When", "Client"],
                ["2024-05-01", "Ada"],
                ["2024-05-02", "joan"],
                ["2024-05-03", "Ada"],
            ],
        }
    )
    draft = drafted(data, "Shop")
    links = [(one.from_entity, one.name, one.to_entity, one.inverse) for one in draft.spec.relationships]
    assert links == [("order", "client", "client", "orders"), ("call", "client", "client", "calls")]
    assert draft.spec.relationships[0].source == "Column “Client ID” of sheet “Orders”"
    assert [cells[1] for _, cells in draft.sheets[1].rows] == ["3", "3", "2"]
    assert [cells[1] for _, cells in draft.sheets[2].rows] == ["2", "4", "2"]
    assert draft.spec.assumptions == ()


def test_numbers_that_happen_to_be_ids_elsewhere_are_no_relation() -> None:
    data = workbook(
        {
            "Clients": [["ID", "Name"], [1, "Ada"], [2, "Grace"], [3, "Joan"]],
            "Rooms": [["Room", "Beds"], ["Red", 1], ["Blue", 2], ["Green", 2]],
        }
    )
    assert drafted(data, "Shop").spec.relationships == ()


def test_people_who_report_to_people_of_the_same_sheet_are_related() -> None:
    data = b"Name;Manager\nAda;\nGrace;Ada\nJoan;Ada\n"
    draft = drafted(data, "Staff")
    assert [(one.from_entity, one.to_entity) for one in draft.spec.relationships] == [("staff", "staff")]


def test_a_sheet_that_nobody_named_is_called_like_its_file() -> None:
    data = workbook({"Sheet1": [["Name"], ["Ada"]]})
    assert [one.name for one in drafted(data, "Customers 2024").spec.entities] == ["customers_2024"]
