"""A page is for those who can do something on it."""

import pytest

from sayso.spec.audience import reached_entities, told_users, users
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    Action,
    AppSpec,
    ChartKind,
    Component,
    ComponentType,
    Measure,
    MeasureOp,
    Page,
    PermissionRule,
    Report,
)
from sayso.spec.public import elements_of


def page(*components: str, roles: tuple[str, ...] = ()) -> Page:
    return Page(
        id="pag_tried222", name="tried", title="Tried", path="/tried", roles=roles, components=components
    )


def with_component(spec: AppSpec, component: Component) -> SpecIndex:
    return SpecIndex(spec.model_copy(update={"components": (*spec.components, component)}))


def test_a_page_is_left_to_the_roles_that_may_see_something_on_it(salon: AppSpec) -> None:
    rules = tuple(
        rule for rule in salon.permissions.rules if not (rule.role == "stylist" and rule.entity == "client")
    )
    shut = salon.model_copy(update={"permissions": salon.permissions.model_copy(update={"rules": rules})})
    assert users(SpecIndex(salon), page("ClientTable")) == ("owner", "stylist")
    assert told_users(SpecIndex(salon), page("ClientTable")) is None
    assert told_users(SpecIndex(shut), page("ClientTable")) == ("owner",)
    assert told_users(SpecIndex(shut), page("ClientTable", roles=("stylist",))) == ()


def test_a_form_is_for_who_may_add_and_a_chart_for_who_may_read(salon: AppSpec) -> None:
    form = with_component(
        salon, Component(id="com_form2222", name="Form", type=ComponentType.FORM, entity="service")
    )
    assert users(form, page("Form")) == ("owner",)
    report = Report(
        id="rep_tried222", name="tried", title="Tried", entity="service", chart=ChartKind.BAR,
        measures=(Measure(op=MeasureOp.COUNT),),
    )  # fmt: skip
    charted = with_component(
        salon.model_copy(update={"reports": (report,)}),
        Component(id="com_chart222", name="Chart", type=ComponentType.CHART, props={"report": "tried"}),
    )
    assert users(charted, page("Chart")) == ("owner", "stylist")


@pytest.mark.parametrize(
    ("hidden", "component"),
    [
        ("price", "SumChart"), ("service", "GroupChart"), ("starts_at", "Days"), ("status", "Board"),
    ],
)  # fmt: skip
def test_what_stands_on_a_hidden_value_is_for_who_sees_it(
    salon: AppSpec, hidden: str, component: str
) -> None:
    sums = Measure(op=MeasureOp.SUM, field="price")
    spec = salon.model_copy(
        update={
            "reports": (
                Report(id="rep_sum22222", name="sums", title="Sums", entity="appointment", measures=(sums,)),
                Report(
                    id="rep_group222", name="groups", title="Groups", entity="appointment",
                    group_by=("service.name",), measures=(Measure(op=MeasureOp.COUNT), sums),
                ),
            ),
            "components": (
                Component(
                    id="com_sum22222", name="SumChart", type=ComponentType.CHART, props={"report": "sums"}
                ),
                Component(
                    id="com_group222", name="GroupChart", type=ComponentType.CHART, props={"report": "groups"}
                ),
                Component(
                    id="com_days2222", name="Days", type=ComponentType.CALENDAR, entity="appointment",
                    props={"start": "starts_at"},
                ),
                Component(
                    id="com_board222", name="Board", type=ComponentType.KANBAN, entity="appointment",
                    props={"group_by": "status"},
                ),
            ),
        }
    )  # fmt: skip
    appointment = next(one for one in spec.entities if one.name == "appointment")
    names = {*elements_of(SpecIndex(spec), appointment.name, is_read=True)} - {hidden}
    seeing = PermissionRule(
        id="prm_seeing22", role="stylist", entity="appointment", actions=(Action.READ,), fields=tuple(names)
    )
    others = [one for one in spec.permissions.rules if (one.role, one.entity) != ("stylist", "appointment")]
    permissions = spec.permissions.model_copy(update={"rules": (*others, seeing)})
    index = SpecIndex(spec.model_copy(update={"permissions": permissions}))
    assert users(index, page(component)) == ("owner",)
    for other in {"SumChart", "GroupChart", "Days", "Board"} - {component}:
        assert users(index, page(other)) == ("owner", "stylist")


def test_what_shows_no_rows_is_for_everybody(salon: AppSpec) -> None:
    index = with_component(salon, Component(id="com_words222", name="Words", type=ComponentType.CUSTOM))
    assert told_users(index, page("Words")) is None
    assert told_users(index, page("Words", "ClientTable", roles=("owner",))) == ("owner",)


def test_what_is_related_to_something_shown_can_be_come_to(salon: AppSpec) -> None:
    only = salon.model_copy(update={"pages": (page("AppointmentTable"),), "relationships": ()})
    assert "appointment" in reached_entities(SpecIndex(salon))
    assert reached_entities(SpecIndex(salon)) == {entity.name for entity in salon.entities}
    assert "client" not in reached_entities(SpecIndex(only))
