"""First descriptions of many trades and styles: what an expert would keep, and what has to become nothing.

``wishes.jsonl`` has sixty short ones, ``asides.jsonl`` eighty-five that ramble, speak of looks and software,
or state what a database has to hold. The figures are floors: whoever raises them raises the floor with them.
"""

import pytest

from sayso.design.drafts.talk import without_software

from .scoring import SETS, figures, judged

pytestmark = pytest.mark.rotating(6)

FLOORS = {
    "wishes": {"things": 0.79, "fields": 0.73, "clean": 0.94, "flow": 0.6},
    "asides": {"things": 0.69, "fields": 0.75, "clean": 0.95, "ties": 0.55},
}


@pytest.mark.parametrize("name", SETS)
def test_every_wish_is_answered_with_an_application(name: str) -> None:
    assert all(row.spec.entities and row.spec.pages for row in judged(name))


@pytest.mark.parametrize(
    ("name", "figure"), [(name, one) for name, floors in FLOORS.items() for one in floors]
)
def test_what_an_expert_would_keep_is_there_and_nothing_of_other_words(name: str, figure: str) -> None:
    assert figures(judged(name))[figure] >= FLOORS[name][figure]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Bikes have a colour. Use a navy header with ivory cards.", "Bikes have a colour."),
        ("Members pay fees.\n\nLook and feel:\n- calm blues\n- rounded cards", "Members pay fees."),
        ("Guests book rooms, it just looks good on my phone", "Guests book rooms."),
        ("a bike rental with a friendly layout", "a bike rental"),
        ("Cars are red, blue or black.", "Cars are red, blue or black."),
        ("A hall with tables, keys and a menu.", "A hall with tables, keys and a menu."),
        ("Navy buttons on beige.", "Navy buttons on beige."),
        ("It has boats, a sticky navbar, berths and tooltips.", "It has boats and berths."),
        ("Boats have berths. The page has a top menu, a footer and a map.", "Boats have berths."),
        ("Boats have a length; a slider with photos of the harbour on top.", "Boats have a length;"),
    ],
)
def test_talk_about_looks_is_left_out_and_things_stay(text: str, rest: str) -> None:
    assert without_software(text)[0].strip() == rest
