"""A field carries on as several fields, or as the state of a flow; a link changes its kind."""

from sayso.spec.edits import Kind, MakeFlow, Part, SplitField, add, apply, change
from sayso.spec.model import AppSpec, Field, FieldType, Flow, Option, RelationshipKind, State

from .naming import names, the


def parts(*named: str) -> tuple[Part, ...]:
    return tuple(Part(name=name) for name in named)


def test_a_text_becomes_several_fields_beside_each_other(salon: AppSpec) -> None:
    name = the(salon, Kind.FIELD, "name", "client")
    result = apply(salon, [SplitField(target=name.id, parts=parts("first_name", "last_name"))])
    assert result.ok, result.diagnostics
    first, last, *_ = the(result.spec, Kind.ENTITY, "client").fields
    assert (first.id, first.name, first.label, first.required) == (name.id, "first_name", "First name", True)
    assert (last.name, last.label, last.required) == ("last_name", "Last name", False)
    assert apply(result.spec, result.inverses).spec == salon


def test_what_lists_the_text_lists_all_parts(salon: AppSpec) -> None:
    name = the(salon, Kind.FIELD, "name", "client")
    spec = apply(salon, [SplitField(target=name.id, parts=parts("first_name", "last_name"))]).spec
    assert the(spec, Kind.COMPONENT, "ClientTable").props["columns"][:2] == ["first_name", "last_name"]


def test_splitting_a_text_again_after_an_undo_makes_the_same_fields(salon: AppSpec) -> None:
    edit = SplitField(
        target=the(salon, Kind.FIELD, "name", "client").id, parts=parts("first_name", "last_name")
    )
    once = apply(salon, [edit])
    assert apply(apply(once.spec, once.inverses).spec, [edit]).spec == once.spec


def test_a_part_cannot_be_called_like_another_field(salon: AppSpec) -> None:
    name = the(salon, Kind.FIELD, "name", "client").id
    for taken in (parts("first_name", "mobile"), parts("first_name", "first_name")):
        result = apply(salon, [SplitField(target=name, parts=taken)])
        assert [d.code for d in result.diagnostics] == ["name-taken"]


def test_only_a_text_can_be_split(salon: AppSpec) -> None:
    price = the(salon, Kind.FIELD, "price", "service").id
    result = apply(salon, [SplitField(target=price, parts=parts("euros", "cents"))])
    assert [d.code for d in result.diagnostics] == ["not-text"]


def with_stage(salon: AppSpec) -> tuple[AppSpec, Field, Flow]:
    options = tuple(
        Option(id=f"opt_aaaaaaa{n}", name=name, label=name.title()) for n, name in enumerate(("new", "old"))
    )
    stage = Field(id="fld_bbbbbbbb", name="stage", label="Stage", type=FieldType.ENUM, options=options)
    states = tuple(
        State(id=f"sta_aaaaaaa{n}", name=name, label=name.title()) for n, name in enumerate(("new", "old"))
    )
    flow = Flow(id="flw_aaaaaaaa", entity="client", field="stage", states=states, initial="new")
    table = the(salon, Kind.COMPONENT, "ClientTable")
    columns = change(Kind.COMPONENT, table.id, props={"columns": ["name", "stage"]})
    result = apply(salon, [add(stage, parent=the(salon, Kind.ENTITY, "client").id), columns])
    assert result.ok, result.diagnostics
    return result.spec, stage, flow


def test_a_choice_becomes_the_state_of_a_flow_and_stays_where_it_was_shown(salon: AppSpec) -> None:
    spec, stage, flow = with_stage(salon)
    result = apply(spec, [MakeFlow(target=stage.id, flow=flow)])
    assert result.ok, result.diagnostics
    assert the(result.spec, Kind.FLOW, "stage") == flow
    assert "stage" not in [field.name for field in the(result.spec, Kind.ENTITY, "client").fields]
    assert the(result.spec, Kind.COMPONENT, "ClientTable").props["columns"] == ["name", "stage"]
    assert apply(result.spec, result.inverses).spec == spec


def test_a_flow_of_another_name_is_mentioned_by_that_name(salon: AppSpec) -> None:
    spec, stage, flow = with_stage(salon)
    other = flow.model_copy(update={"field": "status"})
    result = apply(spec, [MakeFlow(target=stage.id, flow=other)])
    assert the(result.spec, Kind.COMPONENT, "ClientTable").props["columns"] == ["name", "status"]


def test_an_entity_has_one_flow(salon: AppSpec) -> None:
    notes = the(salon, Kind.FIELD, "notes", "appointment")
    states = (State(id="sta_bbbbbbbb", name="new", label="New"),)
    flow = Flow(id="flw_bbbbbbbb", entity="appointment", field="notes", states=states, initial="new")
    result = apply(salon, [MakeFlow(target=notes.id, flow=flow)])
    assert not result.ok


def test_a_link_to_several_keeps_its_id_and_drops_what_counted_on_one(salon: AppSpec) -> None:
    link = the(salon, Kind.RELATIONSHIP, "service")
    result = apply(salon, [change(Kind.RELATIONSHIP, link.id, kind="many_to_many", required=False)])
    assert result.ok, result.diagnostics
    assert the(result.spec, Kind.RELATIONSHIP, "service").kind is RelationshipKind.MANY_TO_MANY
    assert "service." not in str([value.expression for e in result.spec.entities for value in e.computed])
    assert set(names(salon, Kind.COMPONENT)) == set(names(result.spec, Kind.COMPONENT))
    assert apply(result.spec, result.inverses).spec == salon
