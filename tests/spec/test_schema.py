"""The published JSON Schemas."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.spec.edits.kinds import Kind
from sayso.spec.schema import published

FOLDER = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.parametrize("name", ["app-spec.v1.json", "edits.v1.json"])
def test_published_schemas_are_current(name: str) -> None:
    assert (FOLDER / name).read_text() == published()[name], "Run: python scripts/publish_schemas.py"


@pytest.fixture(scope="module")
def definitions() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(published()["edits.v1.json"])["$defs"]
    return found


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_element_has_its_own_precise_add_and_set(
    kind: Kind, definitions: dict[str, Any]
) -> None:
    title = kind.value.title()
    for name, part in ((f"Add{title}", "element"), (f"Set{title}", "values")):
        assert definitions[name]["properties"]["kind"]["const"] == kind.value
        assert {"op", "kind", part} <= set(definitions[name]["required"])
        assert "$ref" in definitions[name]["properties"][part]


def test_parts_of_elements_cannot_be_added_without_saying_to_what(definitions: dict[str, Any]) -> None:
    assert "parent" in definitions["AddField"]["required"]
    assert "parent" not in definitions["AddEntity"]["properties"]


def test_names_change_by_rename_only(definitions: dict[str, Any]) -> None:
    assert {"name", "id", "type", "options"}.isdisjoint(definitions["FieldValues"]["properties"])
    assert "required" in definitions["FieldValues"]["properties"]
