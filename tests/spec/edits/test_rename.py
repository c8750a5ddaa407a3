"""A rename is carried everywhere the element is mentioned."""

import pytest

from sayso.spec.edits import Kind, Rename, add, apply
from sayso.spec.model import AppSpec, Component, FilterBy

from .naming import names, the


def rename(
    spec: AppSpec,
    kind: Kind,
    old: str,
    new: str,
    *,
    label: str | None = None,
    within: str | None = None,
    checked: bool = True,
) -> AppSpec:
    edit = Rename(kind=kind, target=the(spec, kind, old, within).id, name=new, label=label)
    result = apply(spec, [edit], checked=checked)
    assert result.ok, result.diagnostics
    assert apply(result.spec, result.inverses, checked=checked).spec == spec
    return result.spec


@pytest.fixture(scope="module")
def customers(salon: AppSpec) -> AppSpec:
    """The salon after client became customer."""
    return rename(salon, Kind.ENTITY, "client", "customer")


def test_nothing_in_the_spec_speaks_of_the_old_entity_any_more(customers: AppSpec) -> None:
    text = customers.model_copy(update={"description": "", "entities": ()}).model_dump_json()
    assert "client" not in text.lower()


def test_the_label_of_an_entity_follows_its_name(customers: AppSpec) -> None:
    assert the(customers, Kind.ENTITY, "customer").display_name == "Customer"


def test_a_label_that_was_given_is_taken(salon: AppSpec) -> None:
    spec = rename(salon, Kind.ENTITY, "client", "customer", label="Guest")
    assert the(spec, Kind.ENTITY, "customer").display_name == "Guest"
    assert the(spec, Kind.PAGE, "customers").title == "Guests"


def test_relations_named_after_the_entity_follow(customers: AppSpec) -> None:
    link = next(r for r in customers.relationships if r.to_entity == "customer")
    assert (link.from_entity, link.name, link.inverse) == ("appointment", "customer", "appointments")


def test_components_named_after_the_entity_follow_with_pages_and_layouts(customers: AppSpec) -> None:
    page = the(customers, Kind.PAGE, "customers")
    assert page.components == ("CustomerTable", "CustomerForm", "CustomerDetail")
    assert page.layout.children[0].component == "CustomerTable"
    assert (page.title, page.path) == ("Customers", "/customers")


def test_components_named_otherwise_keep_their_names(customers: AppSpec) -> None:
    assert "UpcomingAppointments" in names(customers, Kind.COMPONENT)


def test_props_follow(customers: AppSpec) -> None:
    assert the(customers, Kind.COMPONENT, "AppointmentTable").props["columns"][0] == "customer"
    assert the(customers, Kind.COMPONENT, "AppointmentCalendar").props["title"] == "customer"


def test_the_role_of_people_follows_when_it_was_named_after_them(salon: AppSpec) -> None:
    spec = rename(salon, Kind.ENTITY, "stylist", "hairdresser")
    assert the(spec, Kind.ENTITY, "hairdresser").person_role == "hairdresser"
    assert the(spec, Kind.ROLE, "hairdresser").label == "Hairdresser"
    assert spec.permissions.default_role == "hairdresser"
    own = next(rule for rule in spec.permissions.rules if rule.scope == "own")
    assert (own.role, own.owner) == ("hairdresser", "hairdresser")


def test_expressions_follow_a_relation(salon: AppSpec) -> None:
    spec = rename(salon, Kind.ENTITY, "service", "treatment")
    assert the(spec, Kind.COMPUTED, "ends_at").expression == "starts_at + minutes(treatment.duration)"


def test_expressions_follow_a_field_through_a_path(salon: AppSpec) -> None:
    spec = rename(salon, Kind.FIELD, "price", "cost", within="service")
    assert the(spec, Kind.COMPUTED, "price").expression == "service.cost"
    assert the(spec, Kind.COMPONENT, "ServiceTable").props["columns"] == [
        "name",
        "cost",
        "duration",
        "active",
    ]
    assert the(spec, Kind.COMPONENT, "AppointmentBoard").props["sum"] == "price"


def test_a_state_follows_into_transitions_filters_and_expressions(salon: AppSpec) -> None:
    spec = rename(salon, Kind.STATE, "done", "finished")
    assert the(spec, Kind.REPORT, "turnover_per_month").filters == (
        FilterBy(field="status", op="eq", value="finished"),
    )
    assert the(spec, Kind.TRANSITION, "finish").to_state == "finished"
    spec = rename(salon, Kind.STATE, "no_show", "missed")
    assert '["cancelled", "missed"]' in the(spec, Kind.RULE, "no_double_booking").expression


def test_a_flow_field_follows_everywhere(salon: AppSpec) -> None:
    spec = rename(salon, Kind.FLOW, "status", "stage")
    assert "when=stage not in" in the(spec, Kind.RULE, "no_double_booking").expression
    assert the(spec, Kind.COMPONENT, "AppointmentBoard").props["group_by"] == "stage"


def test_fields_in_permissions_and_reports_follow(salon: AppSpec) -> None:
    spec = rename(salon, Kind.FIELD, "duration", "length", within="service")
    assert next(rule.fields for rule in spec.permissions.rules if rule.fields) == ("name", "length")
    spec = rename(salon, Kind.FIELD, "starts_at", "begins_at")
    assert the(spec, Kind.REPORT, "turnover_per_month").date_field == "begins_at"
    assert the(spec, Kind.ENTITY, "appointment").indexes[0].fields == ("stylist", "begins_at")


def test_labels_and_messages_keep_good_english(salon: AppSpec) -> None:
    spec = rename(salon, Kind.ENTITY, "appointment", "booking")
    assert (
        the(spec, Kind.RULE, "no_double_booking").message
        == "This stylist already has a booking at that time."
    )
    assert the(spec, Kind.COMPUTED, "booking_count").label == "Bookings"
    assert the(spec, Kind.REPORT, "bookings_per_stylist").title == "Bookings per stylist"


@pytest.mark.parametrize("name", ["stylist", "Customer", "the client", "9lives"])
def test_a_name_that_is_taken_or_malformed_is_refused(salon: AppSpec, name: str) -> None:
    result = apply(salon, [Rename(kind=Kind.ENTITY, target=the(salon, Kind.ENTITY, "client").id, name=name)])
    assert not result.ok
    assert result.spec is salon
    assert {d.code for d in result.diagnostics} <= {"name-taken", "bad-name"}


def test_what_would_clash_keeps_its_name(salon: AppSpec) -> None:
    guests = Component(id="com_aaaaaaaa", name="CustomerTable", type="custom")
    spec = apply(salon, [add(guests)], checked=False).spec
    after = rename(spec, Kind.ENTITY, "client", "customer", checked=False)
    assert the(after, Kind.COMPONENT, "ClientTable").entity == "customer"
    assert the(after, Kind.COMPONENT, "CustomerForm").entity == "customer"
