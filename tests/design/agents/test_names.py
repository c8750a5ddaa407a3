"""An edit said in names means the very edit: nothing is lost on the way from ids to names and back."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sayso.design.agents.language.edit_context import Making
from sayso.design.agents.language.items import items_of
from sayso.design.agents.language.translation import translate
from sayso.design.replies import as_own
from sayso.kit.ids import SeededIds
from sayso.spec.edits import Add, Edit, Kind, Retype, Set, apply
from sayso.spec.model import AppSpec, Assumption, Entity, Field, Flow
from tests.design.agents.saying import bare, said
from tests.spec.edits.strategies import edits

calm = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)


def again(edit: Edit, spec: AppSpec) -> list[Edit]:
    """The edit, said in names and translated back; one that asks for what is so already is not looked at."""
    items = items_of([said(edit, spec)], spec)
    making = Making(spec, SeededIds("again"))
    found = [one for item in items for one in translate(item, making)]
    assume({problem.code for problem in making.problems} != {"there-already"})
    assert not making.problems
    return found


def plain(edit: Edit) -> Any:
    """What two edits have to share: all but new ids and colours, which follow from the names.

    What is taken for granted is marked as a model's words on its way, once.
    """
    data = bare(edit.to_json())

    def without_colours(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_colours(one) for key, one in value.items() if key != "color"}
        return [without_colours(one) for one in value] if isinstance(value, list) else value

    return without_colours(data)


@calm
@given(data=st.data())
def test_what_is_said_in_names_is_done_to_the_same_elements(data: st.DataObject, salon: AppSpec) -> None:
    spec = salon
    for _ in range(data.draw(st.integers(0, 4))):
        spec = apply(spec, [data.draw(edits(spec))], checked=False).spec
    edit = data.draw(edits(spec))
    assume(apply(spec, [edit], checked=False).ok and _is_sayable(edit, spec))
    back = again(edit, spec)
    assert [plain(one) for one in back] == [plain(marked(edit))]


def marked(edit: Edit) -> Edit:
    """The edit as it is when a model says it."""
    if not isinstance(edit, Add) or not isinstance(edit.element, Assumption):
        return edit
    element = edit.element.model_copy(update={"text": as_own(edit.element.text)})
    return edit.model_copy(update={"element": element})


def _is_sayable(edit: Edit, spec: AppSpec) -> bool:
    """What changes nothing is not said, nor sources, entities that do not exist and choices of nothing."""
    if isinstance(edit, Retype):
        field = next((f for e in spec.entities for f in e.fields if f.id == edit.target), None)
        return edit.options is not None or (field is not None and field.type is not edit.type)
    if isinstance(edit, Set):
        values = edit.values.model_dump()
        names = {entity.name for entity in spec.entities}
        return bool(values.keys() - {"source"}) and values.get("entity") in {None, *names}
    element = getattr(edit, "element", None)
    fields = element.fields if isinstance(element, Entity) else (element,)
    return all(one.options for one in fields if isinstance(one, Field) and "enum" in one.type)


def test_a_choice_becomes_a_flow_with_the_states_that_were_said(salon: AppSpec) -> None:
    client = next(entity for entity in salon.entities if entity.name == "client")
    field = next(one for one in client.fields if one.type == "enum")
    item = {"op": "make_flow", "target": f"client.{field.name}"}
    (edit,) = [one for i in items_of([item], salon) for one in translate(i, Making(salon, SeededIds(1)))]
    assert edit.target == field.id  # type: ignore[union-attr]
    flow: Flow = edit.flow  # type: ignore[union-attr]
    assert [state.name for state in flow.states] == [option.name for option in field.options]


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [
        ("Client.Mobile", Kind.FIELD),
        ("clients.mobile", Kind.FIELD),
        ("client.mobile", None),
        ("@owner", Kind.ROLE),
        ("Appointment:No-show", Kind.STATE),
        ("appointment.status:no_show", Kind.STATE),
        ("Appointments", Kind.PAGE),
        ("/appointments", Kind.PAGE),
        ("appointment_table", Kind.COMPONENT),
    ],
)
def test_names_are_found_however_they_are_spelt(salon: AppSpec, spelling: str, kind: Kind | None) -> None:
    item: dict[str, Any] = {"op": "remove", "target": spelling} | ({"kind": kind.value} if kind else {})
    (one,) = items_of([item], salon)
    making = Making(salon, SeededIds(1))
    assert translate(one, making)
