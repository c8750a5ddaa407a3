"""Each way to spoil the salon is noticed, under its code and at its place; the salon itself is sound."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sayso.spec.checks import CODES, check
from sayso.spec.checks.codes import reference
from sayso.spec.diagnostics import Level
from sayso.spec.model import AppSpec

from .cases import CASES
from .spoiling import Spoil, props

SALON = Path(__file__).parents[2] / "cases" / "salon" / "spec.json"


def salon() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(SALON.read_text())
    return document


def test_the_salon_has_no_errors_and_is_warned_only_of_prices_that_stylists_see_after_all() -> None:
    found = check(AppSpec.model_validate(salon()))
    assert [(d.level, d.code, d.path) for d in found if d.level is not Level.HINT] == [
        (Level.WARNING, "computed-reveals", "entities.appointment.computed.price")
    ]


@pytest.mark.parametrize(
    ("code", "path", "spoil"), CASES, ids=[f"{code} at {path}" for code, path, _ in CASES]
)
def test_a_spoiled_salon_is_reported(code: str, path: str, spoil: Spoil) -> None:
    document = salon()
    spoil(document)
    found = check(AppSpec.model_validate(document))
    assert (code, path) in {(d.code, d.path) for d in found}, [(d.code, d.path, d.message) for d in found]
    for diagnostic in found:
        assert diagnostic.code in CODES
        assert diagnostic.message
        assert diagnostic.hint or diagnostic.code.startswith("unknown"), diagnostic


def test_every_code_has_a_case() -> None:
    assert {code for code, _, _ in CASES} == set(CODES)


def test_problems_come_in_the_same_order_every_time_and_errors_first() -> None:
    document = salon()
    for _, _, spoil in CASES[12:40]:
        spoil(document)
    spec = AppSpec.model_validate(document)
    found = check(spec)
    assert found == check(AppSpec.model_validate(document))
    levels = [d.level for d in found]
    assert levels == sorted(levels, key=list(Level).index)


def test_an_unknown_name_comes_with_the_nearest_known_one() -> None:
    document = salon()
    props("ClientTable", columns=["birhtday"])(document)
    hints = [d.hint for d in check(AppSpec.model_validate(document)) if d.code == "unknown-name"]
    assert hints == ["Did you mean “birthday”?"]


def removals(part: Any, trail: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document where something can be left out."""
    keys = part.keys() if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in keys:
        yield (*trail, key)
        yield from removals(part[key], (*trail, key))


def test_whatever_is_missing_the_checks_answer() -> None:
    for trail in removals(salon()):
        document = salon()
        at: Any = document
        for key in trail[:-1]:
            at = at[key]
        del at[trail[-1]]
        try:
            spec = AppSpec.model_validate(document)
        except ValidationError:
            continue
        check(spec)


def test_the_page_about_diagnostics_is_up_to_date() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "diagnostics.md"
    assert page.read_text() == reference(), "write sayso.spec.checks.codes.reference() to it"
