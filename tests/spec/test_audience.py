"""A page is for those who can do something on it."""

from sayso.spec.audience import reached_entities, told_users, users
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, ChartKind, Component, ComponentType, Measure, MeasureOp, Page, Report


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


def test_what_shows_no_rows_is_for_everybody(salon: AppSpec) -> None:
    index = with_component(salon, Component(id="com_words222", name="Words", type=ComponentType.CUSTOM))
    assert told_users(index, page("Words")) is None
    assert told_users(index, page("Words", "ClientTable", roles=("owner",))) == ("owner",)


def test_what_is_related_to_something_shown_can_be_come_to(salon: AppSpec) -> None:
    only = salon.model_copy(update={"pages": (page("AppointmentTable"),), "relationships": ()})
    assert "appointment" in reached_entities(SpecIndex(salon))
    assert reached_entities(SpecIndex(salon)) == {entity.name for entity in salon.entities}
    assert "client" not in reached_entities(SpecIndex(only))
