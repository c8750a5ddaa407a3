"""Files of tables are read as people see them; what nobody sends in good faith is refused in words."""

import io
import zipfile
from datetime import date, datetime

import pytest

from sayso.sheets.table_reader import read_one, read_tables
from sayso.sheets.types import MOST_ROWS, UnreadableSheetError
from tests.support.workbooks import raw_workbook, workbook


def test_values_of_a_workbook_are_read_as_they_are_shown() -> None:
    rows = [
        ["Name", "Since", "Seen", "Price", "Count", "Active"],
        ["Ada", date(2024, 5, 1), datetime(2024, 5, 1, 13, 30), 12.5, 3, True],  # noqa: DTZ001
    ]
    sheet = read_one(workbook({"Clients": rows}))
    assert sheet.header == ["Name", "Since", "Seen", "Price", "Count", "Active"]
    assert sheet.rows == [(2, ["Ada", "2024-05-01", "2024-05-01 13:30:00", "12.5", "3", "yes"])]


def test_empty_rows_are_skipped_and_numbers_stay_those_of_the_spreadsheet() -> None:
    found = read_one(workbook({"A": [["Name"], ["Ada"], [None], ["Grace"]]}))
    assert found.rows == [(2, ["Ada"]), (4, ["Grace"])]


def test_a_title_above_the_table_is_no_header() -> None:
    rows = [["List of clients, May"], [None], ["Name", "Town", "Phone"], ["Ada", "London", "1"]]
    (found,) = read_tables(workbook({"Clients": rows}), "file")
    assert (found.header, found.rows) == (["Name", "Town", "Phone"], [(4, ["Ada", "London", "1"])])


def test_cells_merged_downwards_hold_what_the_first_one_holds() -> None:
    rows = [["Team", "Name"], ["North", "Ada"], [None, "Grace"], ["South", "Joan"]]
    (found,) = read_tables(workbook({"People": rows}, merged="A2:A3"), "file")
    assert [cells[0] for _, cells in found.rows] == ["North", "North", "South"]


def test_formulas_give_their_values_and_errors_nothing() -> None:
    cells = '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    names = (
        f'<c r="{at}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in (("A", "Sum"), ("B", "Part"))
    )
    header = f'<row r="1">{"".join(names)}</row>'
    assert read_one(raw_workbook({"A": f'{header}<row r="2">{cells}</row>'})).rows == [(2, ["2", ""])]


def test_hidden_sheets_stay_hidden_and_the_wanted_one_is_found_by_name() -> None:
    data = workbook(
        {"Notes": [["Note"], ["x"]], "Clients": [["Name"], ["Ada"]], "Old": [["Secret"]]}, hidden="Old"
    )
    assert [one.name for one in read_tables(data, "file")] == ["Notes", "Clients"]
    assert read_one(data, "clients").header == ["Name"]


def test_german_csv_is_read_with_its_semicolons_and_code_page() -> None:
    (found,) = read_tables("Größe;Preis\nklein;1.234,50 €\n".encode("cp1252"), "Preise")
    assert (found.header, found.rows) == (["Größe", "Preis"], [(2, ["klein", "1.234,50 €"])])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>5</v></c></row>',
            "spans",
        ),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZZ1"><v>1</v></c></row>', "spans"),
        ('<row r=\'1\'><c r = "A1"><v>1</v></c></row><row r="9999999"><c><v>5</v></c></row>', "spans"),
    ],
    ids=["two far corners", "an impossible column", "places left out"],
)
def test_cells_that_lie_too_far_apart_are_refused_before_anything_is_opened(rows: str, words: str) -> None:
    with pytest.raises(UnreadableSheetError, match=words):
        read_one(raw_workbook({"A": rows}))


def test_a_zip_bomb_is_refused_while_it_is_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as part:
        for _ in range(220):
            part.write(b"a" * 1024 * 1024)
    assert len(made.getvalue()) < 1_000_000
    with pytest.raises(UnreadableSheetError, match="larger than 200 MB"):
        read_one(made.getvalue())


def test_a_second_part_of_the_same_name_is_never_read() -> None:
    good = workbook({"A": [["Name"], ["Ada"]]})
    far = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    far += '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData></worksheet>'
    made = io.BytesIO(good)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", far)
    assert read_one(made.getvalue()).rows == [(2, ["Ada"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (b"\n\n", "no rows"),
        (b"PK\x03\x04 not a zip", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Excel file"),
        (b"%PDF\x00\x01", "not a CSV file"),
        (workbook({"A": []}), "no rows"),
        (b",".join([b"x"] * 1_000_000), "more than 200 columns"),
        (b"Name\n" + b"Ada\n" * (MOST_ROWS + 1), "more than 50,000 rows"),
    ],
    ids=[
        "nothing",
        "empty lines",
        "no zip",
        "old",
        "binary",
        "empty workbook",
        "a million columns",
        "too long",
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableSheetError, match=words):
        read_one(data)


def test_a_sheet_of_a_hundred_thousand_rows_is_named() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 100_001))
    with pytest.raises(UnreadableSheetError, match="“Readings” has more than 50,000 rows"):
        read_tables(raw_workbook({"Readings": rows}), "file")
