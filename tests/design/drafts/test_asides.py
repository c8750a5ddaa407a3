"""What a description says by the way is not kept: what was, who said so, why, and what is turned down."""

import pytest

from sayso.design.drafts.asides import without_asides
from sayso.design.drafts.description_words import Said
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec


def made(text: str) -> AppSpec:
    return read_wish(Wish(text, empty_spec(), SeededIds(1))).spec


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            "I lend kites. My uncle suggested a ledger once. Kites have a size.",
            "I lend kites. Kites have a size.",
        ),
        ("We tried a whiteboard, then shouting, but I need kites and loans.", "I need kites and loans."),
        ("Kites have a size because the wind is strong here.", "Kites have a size."),
        ("Last summer a kite tore so every loan needs a check.", "every loan needs a check."),
        ("Think of it as a library. Kites have a size.", "Kites have a size."),
        ("My brother says kites are old-fashioned. Kites have a size.", "Kites have a size."),
        ("Kites have a size. A pupil is going to draw a logo.", "Kites have a size."),
        ("We have used a shared chat so far. Kites have a size.", "Kites have a size."),
    ],
)
def test_clauses_that_turn_aside_are_left_out(text: str, rest: str) -> None:
    assert without_asides(text).text.strip() == rest


@pytest.mark.parametrize(
    "text",
    [
        "I note what was broken, who fixed it and what it cost.",
        "A batch was grafted on a date by one gardener.",
        "As the owner I want to lend a kite to a member.",
        "Parts found, price paid, who borrowed them.",
        "Members since 2010 pay less.",
        "We've got six tanks and each has a size.",
        "The accountant needs a list of payments per month.",
    ],
)
def test_what_is_to_be_kept_stays(text: str) -> None:
    assert without_asides(text).text == text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kites have a size. Our bookkeeper does the invoices.", "invoices"),
        ("Kites have a size. The insurance can wait.", "insurance"),
        ("Kites have a size. My niece wants a shop, but that can wait.", "shop"),
    ],
)
def test_what_is_left_to_others_or_to_later_is_not_wanted(text: str, word: str) -> None:
    assert Said.of(text).refuses(word.removesuffix("s"))


def test_what_only_an_aside_names_becomes_neither_thing_nor_value() -> None:
    spec = made(
        "We lend kites. Kites have a size, a colour and a price. Members have a name and a phone. "
        "A loan has a date. "
        "At my last job we had barcodes and a filing cabinet for receipts."
    )
    names = {one.name for one in spec.entities} | {f.name for one in spec.entities for f in one.fields}
    assert {"kite", "member", "loan"} <= names
    assert not [
        name for name in names if {"barcode", "cabinet", "receipt", "barcodes"} & set(name.split("_"))
    ]
    left = next(one for one in spec.assumptions if one.text.startswith("Not used"))
    assert any("barcodes" in one for one in left.alternatives)
