"""Options that people tell apart stay apart, wherever they come from."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.offline.option_lists import option_name
from sayso.kit.ids import SeededIds
from sayso.spec.model import FieldType


@pytest.mark.parametrize(
    ("text", "name"),
    [("A+", "a_plus"), ("A-", "a_minus"), ("10-visit", "10_visit"), ("On hold", "on_hold"), ("?!", "")],
)
def test_how_an_option_is_stored(text: str, name: str) -> None:
    assert option_name(text) == name


def test_blood_groups_that_nobody_listed_are_eight() -> None:
    words = "Donors with name and blood group. Donations with date and donor. Donations per blood group."
    spec = OfflineDesigner().design(words, SeededIds(1)).spec
    fields = [one for entity in spec.entities for one in entity.fields if one.name == "blood_group"]
    assert [one.type for one in fields] == [FieldType.ENUM]
    assert " ".join(option.label for option in fields[0].options) == "A+ A- B+ B- AB+ AB- O+ O-"
