"""Shapes of steps say a part of a spec in names, and bring it back without a difference."""

import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.steps import SHAPES, Step, assemble, edits_of, shape_of
from sayso.design.steps.object_model import EntityPart, FieldPart, ObjectModel, OptionPart
from sayso.design.steps.pages import ComponentPart, PagePart, Pages
from sayso.design.steps.permissions import GrantPart, PermissionMatrix, RolePart
from sayso.design.steps.relationships import RelationshipPart, Relationships
from sayso.design.steps.reports import ReportPart, Reports
from sayso.design.steps.state_flow import FlowPart, StateFlow, StatePart, TransitionPart
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import EDITS, apply, empty_spec
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    AppSpec,
    ComponentType,
    FieldType,
    Measure,
    MeasureOp,
    RelationshipKind,
    Scope,
)

TESTS = Path(__file__).parents[2]
CASES = sorted(TESTS.glob("cases/*/spec.json"))
DESCRIPTIONS = sorted(TESTS.glob("design/descriptions/*.toml"))
SOURCES = {path.parent.name: path for path in CASES} | {path.stem: path for path in DESCRIPTIONS}


@cache
def spec_of(source: str) -> AppSpec:
    """A spec of the cases, or what the offline designer makes of a description."""
    path = SOURCES[source]
    if path.suffix == ".json":
        return AppSpec.model_validate_json(path.read_text())
    text = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    return OfflineDesigner().design(text, SeededIds(1)).spec


@pytest.fixture
def salon() -> AppSpec:
    return spec_of("salon")


def worked(step: Step, shape: object, spec: AppSpec) -> AppSpec:
    """The spec after the shape; its edits are as good when written down and read again."""
    assert isinstance(shape, SHAPES[step])
    edits, problems = edits_of(step, shape, spec, SeededIds("new"))
    assert problems == ()
    read = EDITS.validate_json(json.dumps([edit.to_json() for edit in edits]))
    result = apply(spec, read)
    assert result.ok, result.diagnostics
    assert not has_errors(check(result.spec))
    return result.spec


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("source", sorted(SOURCES))
def test_what_a_spec_says_of_a_step_changes_nothing_in_it(source: str, step: Step) -> None:
    spec = spec_of(source)
    shape = shape_of(step, spec)
    sent = SHAPES[step].model_validate_json(json.dumps(shape.to_json()))
    full = SHAPES[step].model_validate_json(shape.model_dump_json(by_alias=True))
    for one in (shape, sent, full):
        assert edits_of(step, one, spec, SeededIds("new")) == ((), ())


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_six_shapes_alone_give_the_application_again(source: str) -> None:
    spec = spec_of(source)
    shapes = {
        step: SHAPES[step].model_validate_json(json.dumps(shape_of(step, spec).to_json())) for step in Step
    }
    made = assemble(shapes, empty_spec(), SeededIds("new"))
    assert made.diagnostics == ()
    for step in Step:
        assert shape_of(step, made.spec) == shape_of(step, spec)
    assert not has_errors(check(made.spec))


def test_a_field_that_is_renamed_stays_the_same_field_wherever_it_is_shown(salon: AppSpec) -> None:
    field = FieldPart(name="telephone", was="mobile", label="Telephone")
    shape = ObjectModel(entities=(EntityPart(name="client", fields=(field,)),))
    after = worked(Step.OBJECT_MODEL, shape, salon)
    before = SpecIndex(salon).fields("client")["mobile"]
    assert SpecIndex(after).fields("client")["telephone"].id == before.id
    assert "telephone" in str(SpecIndex(after).components["ClientTable"].props)


def test_names_can_be_swapped(salon: AppSpec) -> None:
    fields = (FieldPart(name="email", was="mobile"), FieldPart(name="mobile", was="email"))
    after = worked(
        Step.OBJECT_MODEL, ObjectModel(entities=(EntityPart(name="client", fields=fields),)), salon
    )
    old, new = SpecIndex(salon).fields("client"), SpecIndex(after).fields("client")
    assert (new["email"].id, new["mobile"].id) == (old["mobile"].id, old["email"].id)


def test_what_a_shape_leaves_out_goes_only_where_it_is_complete(salon: AppSpec) -> None:
    shape = shape_of(Step.OBJECT_MODEL, salon)
    assert isinstance(shape, ObjectModel)
    fewer = tuple(
        entity.model_copy(update={"fields": tuple(one for one in entity.fields if one.name != "birthday")})
        for entity in shape.entities
    )
    kept = shape.model_copy(update={"entities": fewer, "complete": False})
    assert edits_of(Step.OBJECT_MODEL, kept, salon, SeededIds(1)) == ((), ())
    gone = worked(Step.OBJECT_MODEL, shape.model_copy(update={"entities": fewer}), salon)
    assert "birthday" not in SpecIndex(gone).fields("client")
    assert "birthday" not in str(SpecIndex(gone).components["ClientTable"].props)


def test_only_the_attributes_that_are_given_change(salon: AppSpec) -> None:
    field = FieldPart(name="email", required=True)
    after = worked(
        Step.OBJECT_MODEL, ObjectModel(entities=(EntityPart(name="client", fields=(field,)),)), salon
    )
    old, new = SpecIndex(salon).fields("client")["email"], SpecIndex(after).fields("client")["email"]
    assert new == old.model_copy(update={"required": True})


def test_a_text_becomes_a_choice(salon: AppSpec) -> None:
    options = (OptionPart(name="web"), OptionPart(name="friend", label="A friend"))
    field = FieldPart(name="source", type=FieldType.TEXT)
    entity = EntityPart(name="client", fields=(field,))
    before = worked(Step.OBJECT_MODEL, ObjectModel(entities=(entity,)), salon)
    choice = FieldPart(name="source", type=FieldType.ENUM, options=options)
    shape = ObjectModel(entities=(EntityPart(name="client", fields=(choice,)),))
    after = worked(Step.OBJECT_MODEL, shape, before)
    field_after = SpecIndex(after).fields("client")["source"]
    assert field_after.id == SpecIndex(before).fields("client")["source"].id
    assert [(one.name, one.label) for one in field_after.options] == [
        ("web", "Web"),
        ("friend", "A friend"),
    ]


def test_the_same_link_said_from_its_other_end_is_the_same_link(salon: AppSpec) -> None:
    turned = Relationships(
        relationships=(
            RelationshipPart(
                from_entity="client",
                to_entity="appointment",
                kind=RelationshipKind.HAS_MANY,
                name="appointments",
                inverse="client",
            ),
        )
    )
    assert edits_of(Step.RELATIONSHIPS, turned, salon, SeededIds(1)) == ((), ())


def test_a_link_gets_its_usual_names(salon: AppSpec) -> None:
    part = RelationshipPart(
        from_entity="client", to_entity="service", kind=RelationshipKind.MANY_TO_MANY, name="favourites"
    )
    after = worked(Step.RELATIONSHIPS, Relationships(relationships=(part,)), salon)
    link = after.relationships[-1]
    assert (link.name, link.inverse) == ("favourites", "clients")


def test_a_choice_carries_on_as_the_state_of_a_flow() -> None:
    options = (OptionPart(name="new"), OptionPart(name="done"))
    field = FieldPart(name="status", type=FieldType.ENUM, options=options)
    model = ObjectModel(
        name="Tickets",
        entities=(EntityPart(name="ticket", fields=(FieldPart(name="title", required=True), field)),),
    )
    begun = assemble({Step.OBJECT_MODEL: model}, empty_spec(), SeededIds(1)).spec
    flow = FlowPart(
        entity="ticket",
        states=(StatePart(name="new"), StatePart(name="done")),
        transitions=(TransitionPart(name="finish", to_state="done", roles=("agent",)),),
    )
    done = assemble({Step.STATE_FLOW: StateFlow(flows=(flow,))}, begun, SeededIds(2))
    assert done.diagnostics == ()
    assert [edit.op for edit in done.edits if edit.op == "make_flow"] == ["make_flow"]
    assert "status" not in SpecIndex(done.spec).fields("ticket")
    (move,) = done.spec.flows[0].transitions
    assert (move.from_state, move.to_state, move.roles) == ("new", "done", ("agent",))
    assert [role.name for role in done.spec.permissions.roles] == ["agent"]


def test_a_matrix_says_a_cell_in_full_and_leaves_the_others(salon: AppSpec) -> None:
    grant = GrantPart(role="stylist", entity="client", actions=("read",), scope=Scope.ALL)  # type: ignore[arg-type]
    after = worked(Step.PERMISSIONS, PermissionMatrix(matrix=(grant,)), salon)
    rules = {
        (rule.role, rule.entity): [one.value for one in rule.actions] for rule in after.permissions.rules
    }
    assert rules["stylist", "client"] == ["read"]
    assert rules["owner", "client"] == ["create", "read", "update", "delete"]


def test_no_actions_take_the_access_away(salon: AppSpec) -> None:
    after = worked(
        Step.PERMISSIONS, PermissionMatrix(matrix=(GrantPart(role="stylist", entity="client"),)), salon
    )
    assert not [r for r in after.permissions.rules if (r.role, r.entity) == ("stylist", "client")]


def test_a_role_keeps_its_rights_under_another_name(salon: AppSpec) -> None:
    shape = PermissionMatrix(roles=(RolePart(name="hairdresser", was="stylist", label="Hairdresser"),))
    after = worked(Step.PERMISSIONS, shape, salon)
    assert {rule.role for rule in after.permissions.rules} == {"owner", "hairdresser"}
    assert after.permissions.default_role == "hairdresser"


def test_a_page_without_a_layout_shows_its_components_below_each_other(salon: AppSpec) -> None:
    page = PagePart(
        name="prices",
        components=(
            ComponentPart(type=ComponentType.TABLE, entity="service", props={"columns": ["name", "price"]}),
            ComponentPart(name="ServiceForm"),
        ),
    )
    after = worked(Step.PAGES, Pages(pages=(page,)), salon)
    made = after.pages[-1]
    assert (made.path, made.title) == ("/prices", "Prices")
    assert made.components == ("ServiceTable", "ServiceForm")
    assert made.layout is not None
    assert len(made.layout.children) == 1


def test_a_new_report_is_drawn_on_the_start_page(salon: AppSpec) -> None:
    report = ReportPart(
        name="clients_per_stylist",
        entity="appointment",
        group_by=("stylist",),
        measures=(Measure(op=MeasureOp.COUNT),),
    )
    after = worked(Step.REPORTS, Reports(reports=(report,)), salon)
    assert "ClientsPerStylistChart" in after.pages[0].components
    hidden = worked(Step.REPORTS, Reports(reports=(report.model_copy(update={"shown": False}),)), salon)
    assert hidden.pages == salon.pages


def test_what_does_not_fit_is_named_and_the_rest_is_taken(salon: AppSpec) -> None:
    shape = Reports(
        reports=(
            ReportPart(name="per_moon", entity="moon", measures=(Measure(op=MeasureOp.COUNT),)),
            ReportPart(name="clients", entity="client", measures=(Measure(op=MeasureOp.COUNT),)),
        )
    )
    edits, problems = edits_of(Step.REPORTS, shape, salon, SeededIds(1))
    after = apply(salon, edits).spec
    assert [problem.code for problem in problems] == ["unknown-entity"]
    assert "moon" in problems[0].message
    assert "clients" in {report.name for report in after.reports}


def test_of_an_entity_only_the_faulty_field_is_left_out() -> None:
    fields = (FieldPart(name="title"), FieldPart(name="size", type=FieldType.ENUM))
    model = ObjectModel(entities=(EntityPart(name="box", fields=fields),))
    done = assemble({Step.OBJECT_MODEL: model}, empty_spec(), SeededIds(1))
    assert [problem.code for problem in done.diagnostics] == ["enum-without-options"]
    assert list(SpecIndex(done.spec).fields("box")) == ["title"]


def test_calculated_values_wait_for_the_links_that_they_speak_of() -> None:
    model = ObjectModel.model_validate(
        {
            "entities": [
                {"name": "product", "fields": [{"name": "price", "type": "money"}]},
                {
                    "name": "line",
                    "fields": [{"name": "quantity", "type": "integer"}],
                    "computed": [
                        {"name": "total", "type": "money", "expression": "quantity * product.price"}
                    ],
                },
            ]
        }
    )
    links = Relationships(relationships=(RelationshipPart(from_entity="line", to_entity="product"),))
    alone = assemble({Step.OBJECT_MODEL: model}, empty_spec(), SeededIds(1))
    assert [problem.code for problem in alone.diagnostics] == ["unknown-name"]
    both = assemble({Step.OBJECT_MODEL: model, Step.RELATIONSHIPS: links}, empty_spec(), SeededIds(1))
    assert both.diagnostics == ()
    assert "total" in SpecIndex(both.spec).computed("line")
