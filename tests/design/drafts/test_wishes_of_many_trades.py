"""Sixty first wishes of many trades and styles: what an expert would keep, and what has to become nothing.

``wishes.jsonl`` beside this file has the gold: ``things`` and ``fields`` with acceptable names, ``not`` for
words of looks and software. The figures are floors: whoever raises them raises the floor with them.
"""

import json
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from sayso.design.drafts.talk import without_software
from sayso.design.offline.designing import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.kit.words import singular, snake
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec, Entity

pytestmark = pytest.mark.rotating(6)

Row = dict[str, Any]
ROWS: list[Row] = [
    json.loads(line)
    for line in (Path(__file__).parent / "wishes.jsonl").read_text(encoding="utf-8").splitlines()
]


def is_called(name: str, wanted: list[str]) -> bool:
    return any(
        form == snake(one) or form.endswith(f"_{snake(one)}")
        for one in wanted
        for form in (name, singular(name))
    )


def words_of(entity: Entity, spec: AppSpec) -> list[str]:
    found = [*(field.name for field in entity.fields), *(one.name for one in entity.computed)]
    for link in spec.relationships:
        if entity.name in {link.from_entity, link.to_entity}:
            found += [link.name, link.from_entity, link.to_entity]
    return found + ["status" for flow in spec.flows if flow.entity == entity.name]


@cache
def made() -> list[tuple[Row, AppSpec]]:
    return [(row, read_wish(Wish(row["wish"], empty_spec(), SeededIds(1))).spec) for row in ROWS]


def things_of(row: Row, spec: AppSpec) -> float:
    return fmean(any(is_called(one.name, thing) for one in spec.entities) for thing in row["things"])


def fields_of(row: Row, spec: AppSpec) -> float:
    met = []
    for group in row["fields"]:
        names = next((thing for thing in row["things"] if group["of"] in thing), [group["of"]])
        there = [w for one in spec.entities if is_called(one.name, names) for w in words_of(one, spec)]
        met += [any(is_called(word, wanted) for word in there) for wanted in group["any"]]
    return fmean(met) if met else 1.0


def is_clean(row: Row, spec: AppSpec) -> bool:
    names = [one.name for one in spec.entities]
    names += [field.name for one in spec.entities for field in one.fields]
    unwanted = {snake(word) for word in row["not"]}
    return not any({name, singular(name)} & unwanted for name in names)


def test_every_wish_is_answered_with_an_application() -> None:
    assert all(spec.entities and spec.pages for _, spec in made())


def test_words_about_looks_and_software_become_nothing() -> None:
    assert fmean(is_clean(row, spec) for row, spec in made()) >= 0.95


def test_most_things_that_an_expert_would_keep_are_there() -> None:
    assert fmean(things_of(row, spec) for row, spec in made()) >= 0.73


def test_most_values_that_an_expert_would_keep_are_there() -> None:
    assert fmean(fields_of(row, spec) for row, spec in made()) >= 0.68


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
    ],
)
def test_talk_about_looks_is_left_out_and_things_stay(text: str, rest: str) -> None:
    assert without_software(text)[0].strip() == rest
