"""Golden cases: the SQL that was read and approved is the SQL that comes out."""

import subprocess
import sys

import pytest

from tests.golden.sql_cases import SPECS, expected_sql, sql_now


@pytest.mark.parametrize("name", SPECS)
def test_a_case_gives_exactly_the_expected_files(name: str) -> None:
    folder = expected_sql(name)
    expected = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert {draft.path: draft.text for draft in sql_now(name)} == expected


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "from hashlib import sha256; from tests.golden.sql_cases import SPECS, sql_now; "
        "print(sha256(''.join(d.text for n in SPECS for d in sql_now(n)).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("name", ["salon", "workshop"])
def test_no_line_ends_in_blanks(name: str) -> None:
    for draft in sql_now(name):
        assert not [line for line in draft.text.split("\n") if line != line.rstrip(" ")], draft.path
