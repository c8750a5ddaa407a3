"""A field becomes an entity; several fields become one."""

import pytest

from sayso.spec.edits import Kind, MergeFields, SplitEntity, add, apply, change
from sayso.spec.model import AppSpec, Computed, Field, FieldType, RelationshipKind

from .naming import names, the


@pytest.fixture
def library(salon: AppSpec) -> AppSpec:
    """The salon, whose services name a teacher in a text."""
    service = the(salon, Kind.ENTITY, "service").id
    teacher = Field(id="fld_aaaaaaaa", name="teacher", label="Teacher", required=True)
    told = Computed(
        id="cmp_aaaaaaaa", name="told", label="Told", type=FieldType.TEXT, expression='teacher + " teaches"'
    )
    table = the(salon, Kind.COMPONENT, "ServiceTable")
    columns = change(Kind.COMPONENT, table.id, props={"columns": ["name", "teacher"]})
    result = apply(salon, [add(teacher, parent=service), add(told, parent=service), columns])
    assert result.ok, result.diagnostics
    return result.spec


def test_a_field_becomes_an_entity_that_the_owner_belongs_to(library: AppSpec) -> None:
    result = apply(library, [SplitEntity(target="fld_aaaaaaaa")])
    assert result.ok, result.diagnostics
    assert "teacher" not in [field.name for field in the(result.spec, Kind.ENTITY, "service").fields]
    teacher = the(result.spec, Kind.ENTITY, "teacher")
    assert [field.name for field in teacher.fields] == ["name"]
    link = the(result.spec, Kind.RELATIONSHIP, "teacher")
    assert (link.kind, link.from_entity, link.to_entity) == (
        RelationshipKind.BELONGS_TO,
        "service",
        "teacher",
    )
    assert (link.inverse, link.required) == ("services", True)
    assert apply(result.spec, result.inverses).spec == library


def test_what_showed_the_field_shows_the_link_and_expressions_go_on_to_its_name(library: AppSpec) -> None:
    spec = apply(library, [SplitEntity(target="fld_aaaaaaaa")]).spec
    assert the(spec, Kind.COMPONENT, "ServiceTable").props["columns"] == ["name", "teacher"]
    assert the(spec, Kind.COMPUTED, "told").expression == 'teacher.name + " teaches"'


def test_several_to_each_are_linked_many_to_many(library: AppSpec) -> None:
    result = apply(library, [SplitEntity(target="fld_aaaaaaaa", name="mentor", multiple=True)])
    assert result.ok, result.diagnostics
    link = the(result.spec, Kind.RELATIONSHIP, "mentors")
    assert (link.kind, link.inverse) == (RelationshipKind.MANY_TO_MANY, "services")
    assert the(result.spec, Kind.COMPONENT, "ServiceTable").props["columns"] == ["name", "mentors"]
    assert "told" not in names(result.spec, Kind.COMPUTED)
    assert apply(result.spec, result.inverses).spec == library


def test_who_could_work_with_the_owner_can_work_with_the_new_entity(library: AppSpec) -> None:
    spec = apply(library, [SplitEntity(target="fld_aaaaaaaa")]).spec
    granted = {rule.role: set(rule.actions) for rule in spec.permissions.rules if rule.entity == "teacher"}
    assert granted == {"owner": {"create", "read", "update", "delete"}, "stylist": {"read"}}


def test_splitting_again_after_an_undo_makes_the_same_elements(library: AppSpec) -> None:
    first = apply(library, [SplitEntity(target="fld_aaaaaaaa")])
    undone = apply(first.spec, first.inverses)
    assert apply(undone.spec, [SplitEntity(target="fld_aaaaaaaa")]).spec == first.spec


def test_an_entity_of_that_name_is_not_made_twice(library: AppSpec) -> None:
    result = apply(library, [SplitEntity(target="fld_aaaaaaaa", name="stylist")])
    assert [d.code for d in result.diagnostics] == ["name-taken"]


def test_fields_become_one_in_the_place_of_the_first(library: AppSpec) -> None:
    targets = (the(library, Kind.FIELD, "name", "service").id, "fld_aaaaaaaa")
    result = apply(library, [MergeFields(targets=targets, name="title")])
    assert result.ok, result.diagnostics
    fields = the(result.spec, Kind.ENTITY, "service").fields
    assert [field.name for field in fields] == ["title", "price", "duration", "active"]
    assert fields[0].required
    assert the(result.spec, Kind.COMPONENT, "ServiceTable").props["columns"] == ["title"]
    assert the(result.spec, Kind.COMPUTED, "told").expression == 'title + " teaches"'
    assert apply(result.spec, result.inverses).spec == library


def test_what_joined_the_merged_fields_goes(library: AppSpec) -> None:
    joined = Computed(
        id="cmp_bbbbbbbb", name="both", label="Both", type=FieldType.TEXT, expression="name + teacher"
    )
    service = the(library, Kind.ENTITY, "service")
    spec = apply(library, [add(joined, parent=service.id)]).spec
    targets = (service.fields[0].id, "fld_aaaaaaaa")
    assert (
        names(apply(spec, [MergeFields(targets=targets, name="title")]).spec, Kind.COMPUTED).count("both")
        == 0
    )


def test_only_texts_of_one_entity_can_be_merged(library: AppSpec) -> None:
    price, client = (
        the(library, Kind.FIELD, "price", "service").id,
        the(library, Kind.FIELD, "name", "client").id,
    )
    for other, code in ((price, "not-text"), (client, "not-siblings")):
        result = apply(library, [MergeFields(targets=("fld_aaaaaaaa", other), name="title")])
        assert [d.code for d in result.diagnostics] == [code]
