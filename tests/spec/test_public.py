"""What becomes public is said in sentences, and told apart by keys that outlast renames."""

import json
from typing import Any

from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import EDITS, apply, sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.spec.public import public_surface
from tests.support.visitors import SALON, SEES_SERVICES
from tests.support.visitors import salon_with_visitors as salon

BOOKS = {"entity": "appointment", "actions": ["create"], "fields": ["starts_at", "service", "notes"]}


def edited(spec: AppSpec, *edits: dict[str, Any]) -> AppSpec:
    """The spec after these edits."""
    result = apply(spec, EDITS.validate_python(edits))
    assert result.ok, result.diagnostics
    return result.spec


def id_of(spec: AppSpec, entity: str, field: str | None = None) -> str:
    found = SpecIndex(spec).entities[entity]
    return found.id if field is None else SpecIndex(spec).fields(entity)[field].id


def test_a_spec_without_a_public_role_opens_nothing() -> None:
    assert public_surface(AppSpec.model_validate(json.loads(SALON.read_text()))).keys == ()


def test_a_public_role_without_a_page_of_its_own_opens_nothing() -> None:
    assert public_surface(salon(SEES_SERVICES, pages=())).keys == ()


def test_each_page_and_each_action_is_said_in_a_sentence() -> None:
    spec = salon(SEES_SERVICES, BOOKS)
    assert not has_errors(check(spec))
    assert public_surface(spec).sentences == (
        "Anybody can open the page “Services”.",
        "Anybody can see name and price of services.",
        "Anybody can create appointments, giving starts at, notes and service.",
    )


def test_what_a_computed_value_shows_of_hidden_values_is_said_too() -> None:
    reads = {"entity": "appointment", "actions": ["read"], "fields": ["price"]}
    surface = public_surface(salon(reads))
    assert (
        "Anybody can see price of appointments, which is worked out from price of services."
        in surface.sentences
    )
    openly = public_surface(salon(reads, SEES_SERVICES))
    assert not [key for key in openly.keys if key.startswith("through:")]


def test_a_rename_changes_the_sentences_and_no_key() -> None:
    spec = salon(SEES_SERVICES)
    renamed = edited(
        spec,
        {"op": "rename", "kind": "entity", "target": id_of(spec, "service"), "name": "treatment"},
        {
            "op": "rename",
            "kind": "field",
            "target": id_of(spec, "service", "price"),
            "name": "fee",
            "label": "Fee",
        },
        {"op": "rename", "kind": "role", "target": "rol_visitor", "name": "guest", "label": "Guest"},
    )
    assert renamed.permissions.public_role == "guest"
    assert "Anybody can see name and fee of treatments." in public_surface(renamed).sentences
    assert public_surface(renamed).keys == public_surface(spec).keys


def test_more_fields_are_more_keys_and_fewer_are_fewer() -> None:
    before = public_surface(salon(SEES_SERVICES))
    wider = public_surface(salon({**SEES_SERVICES, "fields": ["name", "price", "duration"]}))
    assert set(before.keys) < set(wider.keys)
    assert wider.beyond(before.keys).sentences == ("Anybody can see duration of services.",)
    assert before.beyond(wider.keys).keys == ()


def test_a_new_field_of_an_entity_that_is_public_as_a_whole_is_one_more_key() -> None:
    spec = salon({"entity": "service", "actions": ["read"]})
    field = {"id": "fld_purchase", "name": "purchase_price", "label": "Purchase price", "type": "money"}
    after = edited(spec, {"op": "add", "kind": "field", "parent": id_of(spec, "service"), "element": field})
    more = public_surface(after).beyond(public_surface(spec).keys)
    assert more.sentences == ("Anybody can see purchase price of services.",)


def test_fields_merged_into_a_public_one_take_it_away_from_the_public() -> None:
    spec = salon({"entity": "client", "actions": ["read"], "fields": ["name", "colour_notes"]})
    targets = [id_of(spec, "client", "colour_notes"), id_of(spec, "client", "hair_type")]
    merged = edited(
        spec,
        {"op": "retype", "target": targets[1], "type": "text"},
        {"op": "merge_fields", "targets": targets, "name": "hair"},
    )
    assert "Anybody can see name of clients." in public_surface(merged).sentences


def test_removing_the_role_takes_its_rules_and_unsets_it() -> None:
    spec = salon(SEES_SERVICES)
    after = edited(spec, {"op": "remove", "kind": "role", "target": "rol_visitor"})
    assert after.permissions.public_role is None
    assert public_surface(after).keys == ()


def test_the_public_role_is_never_the_widest() -> None:
    everything = [
        {"entity": name, "actions": ["create", "read", "update"]}
        for name in ("client", "stylist", "service", "appointment")
    ]
    spec = salon(*everything, *[{**rule, "actions": ["read"]} for rule in everything] * 3)
    assert SpecIndex(spec).widest_role == "owner"


def test_who_is_public_is_set_and_unset_in_sentences_and_has_a_way_back() -> None:
    spec = salon(SEES_SERVICES)
    closing = EDITS.validate_python([{"op": "set_spec", "values": {"public_role": None}}])
    closed = apply(spec, closing)
    assert sentence(closing[0], spec) == "Let nobody in who is not signed in"
    assert [sentence(edit, closed.spec) for edit in closed.inverses] == [
        "Let people who are not signed in act as Visitor"
    ]
    assert apply(closed.spec, closed.inverses).spec == spec
