"""All or nothing, with the way back."""

from sayso.spec.edits import Kind, Move, Remove, Rename, Retype, SetLayout, add, apply, change, change_spec
from sayso.spec.model import (
    AppSpec,
    Component,
    Container,
    Field,
    FieldType,
    Measure,
    Option,
    Report,
    Slot,
    Validation,
)

from .naming import names, the

BIRTHPLACE = Field(id="fld_aaaaaaaa", name="birthplace", label="Birthplace")


def test_one_edit_that_does_not_fit_keeps_all_from_being_applied(salon: AppSpec) -> None:
    result = apply(salon, [change_spec(name="Other"), Remove(kind=Kind.PAGE, target="pag_zzzzzzzz")])
    assert not result.ok
    assert result.spec is salon
    assert result.diagnostics[0].path == "edits.1"


def test_a_list_may_be_incomplete_on_the_way(salon: AppSpec) -> None:
    report = Report(
        id="rep_aaaaaaaa",
        name="places",
        title="Places",
        entity="client",
        group_by=("birthplace",),
        measures=(Measure(op="count"),),
    )
    assert not apply(salon, [add(report)]).ok
    assert apply(salon, [add(report), add(BIRTHPLACE, parent=salon.entities[0].id)]).ok


def test_an_error_that_edits_would_bring_is_told_and_refused(salon: AppSpec) -> None:
    table = the(salon, Kind.COMPONENT, "ClientTable")
    result = apply(salon, [change(Kind.COMPONENT, table.id, props={"columns": ["shoe_size"]})])
    assert not result.ok
    assert any("shoe_size" in d.message for d in result.diagnostics)


def test_an_error_from_before_does_not_stand_in_the_way(salon: AppSpec) -> None:
    table = the(salon, Kind.COMPONENT, "ClientTable")
    broken = apply(
        salon, [change(Kind.COMPONENT, table.id, props={"columns": ["shoe_size"]})], checked=False
    ).spec
    assert apply(broken, [change_spec(name="Other")]).ok
    renamed = apply(broken, [Rename(kind=Kind.ENTITY, target=salon.entities[0].id, name="customer")])
    assert renamed.ok, renamed.diagnostics


def test_an_element_is_added_at_its_position(salon: AppSpec) -> None:
    result = apply(salon, [add(BIRTHPLACE, parent=salon.entities[0].id, position=1)])
    assert [field.name for field in result.spec.entities[0].fields][:3] == ["name", "birthplace", "mobile"]
    assert result.effects == {BIRTHPLACE.id}
    assert [edit.op for edit in result.inverses] == ["remove"]


def test_an_id_and_a_name_are_given_once(salon: AppSpec) -> None:
    client = salon.entities[0]
    same_id = client.fields[0].model_copy(update={"name": "other"})
    assert apply(salon, [add(same_id, parent=client.id)]).diagnostics[0].code == "id-taken"
    same_name = BIRTHPLACE.model_copy(update={"name": "mobile"})
    assert apply(salon, [add(same_name, parent=client.id)]).diagnostics[0].code == "name-taken"
    as_relation = BIRTHPLACE.model_copy(update={"name": "appointments"})
    assert apply(salon, [add(as_relation, parent=client.id)]).diagnostics[0].code == "name-taken"


def test_what_is_not_set_stays_and_null_clears(salon: AppSpec) -> None:
    notes = the(salon, Kind.FIELD, "colour_notes")
    field = the(apply(salon, [change(Kind.FIELD, notes.id, help=None)]).spec, Kind.FIELD, "colour_notes")
    assert field.help is None
    assert field.type is FieldType.LONG_TEXT


def test_a_move_is_undone_to_the_very_place(salon: AppSpec) -> None:
    result = apply(salon, [Move(kind=Kind.PAGE, target=salon.pages[0].id, position=2)])
    assert names(result.spec, Kind.PAGE) == ["appointments", "clients", "overview", "stylists", "services"]
    assert len(result.inverses) == 1
    assert apply(result.spec, result.inverses).spec == salon


def test_a_retype_drops_what_means_nothing_for_the_new_type(salon: AppSpec) -> None:
    duration = the(salon, Kind.FIELD, "duration")
    result = apply(
        salon,
        [
            Retype(
                target=duration.id,
                type=FieldType.MULTI_ENUM,
                options=(Option(id="opt_aaaaaaaa", name="long", label="Long"),),
            )
        ],
        checked=False,
    )
    field = the(result.spec, Kind.FIELD, "duration")
    assert (field.default, field.validation, [option.name for option in field.options]) == (
        None,
        None,
        ["long"],
    )
    assert apply(result.spec, result.inverses, checked=False).spec == salon


def test_a_retype_to_a_similar_type_keeps_limits(salon: AppSpec) -> None:
    duration = the(salon, Kind.FIELD, "duration")
    field = the(
        apply(salon, [Retype(target=duration.id, type=FieldType.DECIMAL)], checked=False).spec,
        Kind.FIELD,
        "duration",
    )
    assert (field.default, field.validation) == (30, Validation(min=5, max=480))


def test_components_that_a_layout_shows_for_the_first_time_join_the_page(salon: AppSpec) -> None:
    page = the(salon, Kind.PAGE, "clients")
    note = Component(id="com_aaaaaaaa", name="Note", type="custom")
    layout = Container(children=(Slot(component="ClientTable"), Slot(component="Note")))
    result = apply(salon, [add(note), SetLayout(target=page.id, layout=layout)])
    assert result.ok, result.diagnostics
    assert the(result.spec, Kind.PAGE, "clients").components[-1] == "Note"
    assert apply(result.spec, result.inverses).spec == salon


def test_a_step_in_the_middle_of_history_can_be_undone_later(salon: AppSpec) -> None:
    renamed = apply(salon, [Rename(kind=Kind.ENTITY, target=salon.entities[0].id, name="customer")])
    removed = apply(
        renamed.spec, [Remove(kind=Kind.FIELD, target=the(salon, Kind.FIELD, "price", "service").id)]
    )
    added = apply(removed.spec, [add(BIRTHPLACE, parent=salon.entities[0].id)])
    first_undone = apply(added.spec, renamed.inverses_on(added.spec))
    assert first_undone.ok, first_undone.diagnostics
    assert the(first_undone.spec, Kind.ENTITY, "client").fields[-1] == BIRTHPLACE
    second_undone = apply(first_undone.spec, removed.inverses_on(first_undone.spec))
    assert second_undone.ok, second_undone.diagnostics
    assert apply(second_undone.spec, added.inverses_on(second_undone.spec)).spec == salon


def test_effects_are_the_elements_that_differ(salon: AppSpec) -> None:
    mobile = the(salon, Kind.FIELD, "mobile")
    result = apply(salon, [Rename(kind=Kind.FIELD, target=mobile.id, name="phone")])
    assert result.effects == {mobile.id, the(salon, Kind.COMPONENT, "ClientTable").id}
