"""Edits as JSON."""

import pytest

from sayso.spec.edits import Kind, change, read_edits
from sayso.spec.edits.language import SETS

FIELD = {"id": "fld_aaaaaaaa", "name": "birthday", "label": "Birthday", "type": "date"}


def test_plain_json_is_read_as_edits() -> None:
    edits, diagnostics = read_edits(
        [
            {"op": "add", "kind": "field", "parent": "ent_aaaaaaaa", "element": FIELD},
            {
                "op": "rename",
                "kind": "entity",
                "target": "ent_aaaaaaaa",
                "name": "customer",
                "label": "Customer",
            },
            {"op": "set", "kind": "transition", "target": "trn_aaaaaaaa", "values": {"from": "open"}},
        ]
    )
    assert diagnostics == ()
    assert [edit.op for edit in edits] == ["add", "rename", "set"]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ({"op": "add", "kind": "field", "element": FIELD}, "parent"),
        (
            {"op": "add", "kind": "field", "parent": "ent_aaaaaaaa", "element": {**FIELD, "type": "colour"}},
            "type",
        ),
        (
            {"op": "set", "kind": "field", "target": "fld_aaaaaaaa", "values": {"name": "other"}},
            "values.name",
        ),
        (
            {"op": "set", "kind": "field", "target": "fld_aaaaaaaa", "values": {"required": None}},
            "values.required",
        ),
        ({"op": "explode"}, "edits.0"),
    ],
)
def test_what_cannot_be_read_is_told_by_place(written: dict[str, object], place: str) -> None:
    edits, diagnostics = read_edits([written])
    assert edits == ()
    assert any(place in diagnostic.path for diagnostic in diagnostics)


def test_a_null_that_clears_survives_json() -> None:
    edit = change(Kind.FIELD, "fld_aaaaaaaa", help=None)
    assert edit.to_json()["values"] == {"help": None}
    assert SETS[Kind.FIELD].model_validate(edit.to_json()) == edit
