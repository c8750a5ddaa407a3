"""Which whole files rotate."""

from pathlib import Path

import pytest

from tests.support.families import FAMILIES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_names_files_that_exist_and_that_no_other_names(name: str) -> None:
    count, files = FAMILIES[name]
    others = {file for other, (_, theirs) in FAMILIES.items() if other != name for file in theirs}
    assert count > 0
    assert [file for file in files if not (ROOT / file).is_file()] == []
    assert others.isdisjoint(files)
