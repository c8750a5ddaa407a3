"""Messages about an application that is there, worked on by models that answer over HTTP."""

from typing import Any

import pytest

from sayso.design.types import Said
from sayso.llm.errors import ModelsUnavailableError
from sayso.spec.edits import apply
from sayso.spec.model import AppSpec
from tests.design.agents.asking import edits, refined
from tests.support.models import Status

PHONE = {"op": "add", "kind": "field", "of": "stylist", "element": "pager_number:tel"}


def field_names(spec: AppSpec, entity: str) -> list[str]:
    return [field.name for one in spec.entities if one.name == entity for field in one.fields]


async def test_a_wish_is_done_told_and_shown(salon: AppSpec) -> None:
    told = await refined("stylists need a pager number", salon, edits(PHONE, reply="Stylists have a pager."))
    assert "pager_number" in field_names(told.outcome.spec, "stylist")
    assert apply(salon, told.outcome.edits).spec == told.outcome.spec
    assert told.reply.startswith("Add field Pager number to Stylist (phone).")
    assert "have a pager" not in told.reply
    assert told.sentences[0] == "Add field Pager number to Stylist (phone)"
    field = next(f for e in told.outcome.spec.entities for f in e.fields if f.name == "pager_number")
    assert (field.type, field.source) == ("phone", "stylists need a pager number")


async def test_new_values_appear_where_their_siblings_are_listed(salon: AppSpec) -> None:
    item = {"op": "add", "kind": "field", "of": "appointment", "element": "deposit:money"}
    told = await refined("appointments have a deposit", salon, edits(item))
    form = next(one for one in told.outcome.spec.components if one.name == "AppointmentForm")
    assert "deposit" in form.props["fields"]  # type: ignore[operator]


async def test_a_new_thing_gets_a_page_and_access_without_being_told(salon: AppSpec) -> None:
    item = {
        "op": "add", "kind": "entity",
        "element": {"name": "Products", "fields": ["name!", "stock:number", "supplier:Supplier"]},
    }  # fmt: skip
    other = {"op": "add", "kind": "entity", "element": {"name": "supplier", "fields": ["name!", "fax:tel"]}}
    told = await refined("we sell products of suppliers", salon, edits(item, other))
    spec = told.outcome.spec
    assert len(told.requests) == 1
    assert {page.path for page in spec.pages} >= {"/products", "/suppliers"}
    assert any(rule.entity == "product" for rule in spec.permissions.rules)
    assert any((r.from_entity, r.to_entity) == ("product", "supplier") for r in spec.relationships)


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    (
        "unknown entity",
        {"op": "add", "kind": "field", "of": "stylis", "element": "x"},
        "Did you mean stylist?",
    ),
    (
        "unknown field",
        {"op": "rename", "kind": "field", "target": "client.emial", "name": "x"},
        "client.email",
    ),
    ("unknown op", {"op": "teleport", "target": "client"}, "There is no edit “teleport”"),
    ("unknown kind", {"op": "add", "kind": "gizmo", "element": {}}, "is no kind of element"),
    ("no target", {"op": "remove", "kind": "field"}, "Give its target"),
    ("taken name", {"op": "rename", "kind": "field", "target": "client.email", "name": "mobile"}, "taken"),
    (
        "broken expression",
        {"op": "add", "kind": "computed", "of": "client", "element": "age:integer = years(between birth"},
        "age",
    ),
    (
        "impossible type",
        {"op": "add", "kind": "component", "element": {"type": "hologram"}},
        "Types are form",
    ),
    (
        "unknown role",
        {"op": "add", "kind": "permission", "element": {"role": "ownr", "entity": "client", "actions": "r"}},
        "Did you mean owner?",
    ),
    (
        "unknown place",
        {"op": "move", "kind": "field", "target": "client.email", "before": "client.x"},
        "beside it",
    ),
]


@pytest.mark.parametrize(("item", "hint"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
async def test_a_fault_goes_back_with_its_way_out_and_the_rest_is_kept(
    salon: AppSpec, item: dict[str, Any], hint: str
) -> None:
    told = await refined("change a few things", salon, edits(PHONE, item), edits(reply="Never mind."))
    assert len(told.requests) == 2
    roles = [who for who, _ in told.requests[1].messages]
    assert roles == ["user", "assistant", "user"]
    assert hint in told.requests[1].user
    assert "pager_number" not in told.requests[1].user, "what fits is not sent again"
    assert "pager_number" in field_names(told.outcome.spec, "stylist")


async def test_all_faults_go_back_together_and_the_correction_is_taken(salon: AppSpec) -> None:
    wrong = edits(
        PHONE,
        {"op": "add", "kind": "field", "of": "clint", "element": "nickname"},
        {"op": "rename", "kind": "field", "target": "client.emale", "name": "e_mail"},
    )
    right = edits(
        {"op": "add", "kind": "field", "of": "client", "element": "nickname"},
        {"op": "rename", "kind": "field", "target": "client.email", "name": "e_mail"},
    )
    told = await refined("clients have a nickname", salon, wrong, right)
    assert told.requests[1].user.count("\n- ") == 2
    assert {"nickname", "e_mail"} <= {*field_names(told.outcome.spec, "client")}
    assert told.outcome.notices == ()


async def test_at_most_two_repairs_then_the_person_is_told_what_was_left_out(salon: AppSpec) -> None:
    wrong = {"op": "add", "kind": "field", "of": "clint", "element": "nickname"}
    told = await refined("nicknames and pagers", salon, edits(PHONE, wrong))
    assert len(told.requests) == 3
    assert told.outcome.notices == ("I left out “add field nickname of clint”: There is no entity “clint”.",)
    assert "pager_number" in field_names(told.outcome.spec, "stylist")


async def test_a_promise_that_was_not_kept_is_taken_back(salon: AppSpec) -> None:
    wrong = {"op": "add", "kind": "field", "of": "clint", "element": "nickname"}
    told = await refined("nicknames", salon, edits(wrong, reply="Clients have nicknames now."))
    assert told.outcome.edits == ()
    assert told.outcome.reply.startswith("Nothing was changed.")
    assert "nicknames now" not in told.outcome.reply
    assert told.reply == told.outcome.reply


async def test_a_model_may_ask_to_see_more_once(salon: AppSpec) -> None:
    told = await refined("clients get a nickname", salon, {"reply": "", "need": ["service"]}, edits(PHONE))
    assert len(told.requests) == 2
    before, after = (request.user for request in told.requests)
    assert "\nservice: " in before
    assert "\nservice\n  fields: " in after
    assert len(told.requests[1].messages) == 1
    assert told.outcome.edits


async def test_a_model_that_only_ever_asks_for_more_ends(salon: AppSpec) -> None:
    told = await refined("nicknames", salon, {"reply": "Hm.", "need": ["service", "stylist"]})
    assert len(told.requests) == 2
    assert told.outcome.edits == ()


async def test_questions_and_suggestions_reach_the_person(salon: AppSpec) -> None:
    question = {"text": "Which weather?", "suggestions": ["Of today"]}
    told = await refined("weather", salon, edits(questions=[question], suggestions=["Add a note"]))
    assert told.outcome.questions[0].suggestions == ("Of today",)
    assert told.outcome.suggestions == ("Add a note",)


async def test_assumptions_become_part_of_the_application(salon: AppSpec) -> None:
    assumed = {"text": "Pagers are private.", "about": ["stylist.pager_number"], "alternatives": ["For all"]}
    told = await refined("pagers", salon, edits(PHONE, assumptions=[assumed]))
    (assumption,) = told.outcome.assumptions
    field = next(f for e in told.outcome.spec.entities for f in e.fields if f.name == "pager_number")
    assert assumption.elements == (field.id,)
    assert assumption in told.outcome.spec.assumptions


async def test_no_model_at_all_is_left_to_whoever_stands_behind(salon: AppSpec) -> None:
    with pytest.raises(ModelsUnavailableError):
        await refined("pagers", salon, Status(503))


async def test_pages_are_arranged_and_data_stays(salon: AppSpec) -> None:
    layout = {
        "column": [
            "AppointmentFilters",
            {"row": [{"show": "AppointmentCalendar", "width": "60%"}, "AppointmentTable"], "phone": "column"},
            "AppointmentBoard",
        ]
    }
    told = await refined(
        "put the calendar beside the table on appointments", salon,
        edits({"op": "set_layout", "target": "/appointments", "layout": layout}, PHONE), layout=True,
    )  # fmt: skip
    assert told.sentences == ["Rearrange the page Appointments"]
    assert field_names(told.outcome.spec, "stylist") == field_names(salon, "stylist")
    assert any("only pages, components and reports" in notice for notice in told.outcome.notices)


async def test_props_that_are_given_change_and_the_others_stay(salon: AppSpec) -> None:
    item = {
        "op": "set", "kind": "component", "target": "AppointmentTable",
        "values": {"props": {"columns": ["client", "Starts at"]}},
    }  # fmt: skip
    told = await refined("only client and start in the table", salon, edits(item), layout=True)
    table = next(one for one in told.outcome.spec.components if one.name == "AppointmentTable")
    assert table.props["columns"] == ["client", "starts_at"]
    assert table.props["sort"]


async def test_what_was_said_before_goes_along(salon: AppSpec) -> None:
    said = (Said("user", "stylists have pagers"), Said("assistant", "Which ones?"))
    told = await refined("all of them", salon, edits(), said=said)
    assert "user: stylists have pagers" in told.requests[0].user
    assert "\nstylist (people who sign in as stylist)\n  fields:" in told.requests[0].user


async def test_what_was_pointed_at_is_shown_in_full(salon: AppSpec) -> None:
    service = next(entity for entity in salon.entities if entity.name == "service")
    told = await refined("make this required", salon, edits(), about=service.fields[0].id)
    assert f"The person pointed at: field service.{service.fields[0].name}" in told.requests[0].user
    assert "\nservice\n  fields:" in told.requests[0].user


async def test_what_a_repair_says_again_is_there_once(salon: AppSpec) -> None:
    report = {"title": "Clients per hair type", "entity": "client", "group_by": ["hair_type"]}
    again = [
        {"op": "add", "kind": "role", "element": "helper"},
        {
            "op": "add",
            "kind": "permission",
            "element": {"role": "helper", "entity": "client", "actions": "r"},
        },
        {"op": "add", "kind": "report", "element": report},
        {"op": "add", "kind": "flow", "element": {"entity": "client", "states": ["new", "known"]}},
    ]
    wrong = {"op": "add", "kind": "field", "of": "clint", "element": "nickname"}
    told = await refined("helpers read clients", salon, edits(*again, wrong))
    spec = told.outcome.spec
    assert len(told.requests) == 3
    assert [rule.role for rule in spec.permissions.rules].count("helper") == 1
    assert [report.entity for report in spec.reports].count("client") == 1
    assert len(told.outcome.notices) == 1
