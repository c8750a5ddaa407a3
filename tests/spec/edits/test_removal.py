"""What goes with an element, and that it all comes back."""

from sayso.spec.edits import EditResult, Kind, Remove, apply
from sayso.spec.model import AppSpec

from .naming import names, the


def remove(spec: AppSpec, kind: Kind, name: str, within: str | None = None) -> EditResult:
    result = apply(spec, [Remove(kind=kind, target=the(spec, kind, name, within).id)])
    assert result.ok, result.diagnostics
    assert apply(result.spec, result.inverses).spec == spec
    return result


def test_an_entity_takes_along_what_shows_links_and_grants_it(salon: AppSpec) -> None:
    spec = remove(salon, Kind.ENTITY, "stylist").spec
    assert all("stylist" not in (link.from_entity, link.to_entity) for link in spec.relationships)
    assert all(rule.entity != "stylist" and rule.owner != "stylist" for rule in spec.permissions.rules)
    assert not any(str(name).startswith("Stylist") for name in names(spec, Kind.COMPONENT))
    assert "stylists" not in names(spec, Kind.PAGE)
    assert names(spec, Kind.REPORT) == ["turnover_per_month"]
    assert names(spec, Kind.RULE) == []


def test_what_can_do_without_it_stays_and_mentions_it_no_more(salon: AppSpec) -> None:
    spec = remove(salon, Kind.ENTITY, "stylist").spec
    assert the(spec, Kind.COMPONENT, "AppointmentFilters").props == {"fields": ["status"]}
    assert the(spec, Kind.PAGE, "overview").components == ("AppointmentStats", "UpcomingAppointments")


def test_the_result_says_what_went_along(salon: AppSpec) -> None:
    told = remove(salon, Kind.FIELD, "price", within="service").consequences
    assert "Computed value Price of Appointment goes too." in told
    assert "Report Turnover per month goes too." in told
    assert told[-1].endswith("and table ServiceTable no longer mention what went.")


def test_a_field_takes_along_what_is_worked_out_from_it(salon: AppSpec) -> None:
    spec = remove(salon, Kind.FIELD, "price", within="service").spec
    assert "price" not in names(spec, Kind.COMPUTED)
    stats = the(spec, Kind.COMPONENT, "AppointmentStats").props["stats"]
    assert [stat["label"] for stat in stats] == ["Today", "To confirm"]


def test_a_state_takes_its_transitions_along_and_leaves_lists(salon: AppSpec) -> None:
    spec = remove(salon, Kind.STATE, "cancelled").spec
    assert "cancel" not in names(spec, Kind.TRANSITION)
    assert 'when=status not in ["no_show"]' in the(spec, Kind.RULE, "no_double_booking").expression


def test_the_first_of_the_other_states_becomes_initial(salon: AppSpec) -> None:
    result = apply(
        salon, [Remove(kind=Kind.STATE, target=the(salon, Kind.STATE, "booked").id)], checked=False
    )
    assert result.spec.flows[0].initial == "confirmed"
    assert apply(result.spec, result.inverses, checked=False).spec == salon


def test_an_unknown_target_is_a_diagnostic(salon: AppSpec) -> None:
    result = apply(salon, [Remove(kind=Kind.FIELD, target="fld_zzzzzzzz")])
    assert not result.ok
    assert result.spec is salon
    assert result.diagnostics[0].code == "unknown-target"
    assert result.diagnostics[0].path == "edits.0"


def test_a_target_of_another_kind_is_a_diagnostic_that_names_the_kind(salon: AppSpec) -> None:
    result = apply(salon, [Remove(kind=Kind.FIELD, target=salon.entities[0].id)])
    assert result.diagnostics[0].code == "wrong-kind"
    assert "entity" in result.diagnostics[0].message
