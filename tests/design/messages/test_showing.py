"""What a wish adds can be entered and seen."""

from sayso.design.refinement import refine
from sayso.kit.ids import SeededIds
from sayso.spec.edits import Kind, apply, change
from sayso.spec.model import AppSpec


def props(spec: AppSpec, name: str, key: str) -> object:
    return next(component.props[key] for component in spec.components if component.name == name)


def with_listed_fields(salon: AppSpec) -> AppSpec:
    form = next(component for component in salon.components if component.name == "ClientForm")
    return apply(
        salon, [change(Kind.COMPONENT, form.id, props={"fields": ["name", "mobile", "colour_notes"]})]
    ).spec


def test_a_new_field_joins_forms_and_tables_that_list_theirs(salon: AppSpec) -> None:
    done = refine(with_listed_fields(salon), "add a nickname to clients", (), SeededIds())
    assert props(done.spec, "ClientForm", "fields") == ["name", "mobile", "nickname", "colour_notes"]
    assert props(done.spec, "ClientTable", "columns")[-1] == "nickname"


def test_a_new_long_text_stays_out_of_tables(salon: AppSpec) -> None:
    done = refine(with_listed_fields(salon), "add an allergy note to clients", (), SeededIds())
    assert props(done.spec, "ClientForm", "fields")[-1] == "allergy_note"
    assert "allergy_note" not in props(done.spec, "ClientTable", "columns")


def test_hiding_a_field_leaves_links_with_others_open(salon: AppSpec) -> None:
    done = refine(salon, "stylists must not see the photo of stylists", (), SeededIds())
    rules = [r for r in done.spec.permissions.rules if r.role == "stylist" and r.entity == "stylist"]
    assert all(rule.fields and "services" in rule.fields for rule in rules)
    assert all("photo" not in (rule.fields or ()) for rule in rules)
