"""Pages of drafts show what people of the trade put first: what names a row, and its figures."""

from functools import cache
from typing import Any

from sayso.catalogue.load import FOLDER, load
from sayso.design.drafts.draft import draft, whole
from sayso.design.drafts.shown import as_written
from sayso.kit.ids import SeededIds
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec, ComponentType


@cache
def application(name: str) -> AppSpec:
    ids = SeededIds(name)
    return whole(draft(load(FOLDER / f"{name}.yaml"), ids), ids)


def props(spec: AppSpec, name: str) -> dict[str, Any]:
    return next(one.props for one in spec.components if one.name == name)


def test_an_appointment_is_called_by_who_comes_and_never_by_a_remark_that_it_may_lack() -> None:
    salon = application("bookings/hair-salon")
    assert props(salon, "AppointmentCalendar")["title"] == "client"
    assert props(salon, "AppointmentBoard")["title"] == "client"
    columns = props(salon, "AppointmentTable")["columns"]
    assert columns[:6] == ["client", "service", "stylist", "starts_at", "status", "price"]


def test_tables_show_the_figures_that_are_worked_out_and_lists_what_they_are_about() -> None:
    stock = application("shop-and-stock/inventory")
    assert "quantity_on_hand" in props(stock, "ItemTable")["columns"]
    assert props(stock, "ToReorder")["columns"][:3] == ["name", "sku", "quantity_on_hand"]
    loans = application("rentals-and-loans/tool-library")
    assert props(loans, "Late")["columns"] == ["tool", "member", "due_date", "days_late"]


def test_forms_ask_in_the_order_of_the_design() -> None:
    fields = props(application("rentals-and-loans/tool-library"), "LoanForm")["fields"]
    assert fields[:4] == ["tool", "member", "loan_date", "due_date"]


def test_rows_are_sorted_by_what_each_of_them_has() -> None:
    shelter = application("animals/animal-shelter")
    assert props(shelter, "TreatmentTable")["sort"] == [{"field": "description", "descending": False}]
    by_vet = {"sort": [{"field": "vet_name", "descending": False}]}
    components = tuple(
        changed(one, props={**one.props, **by_vet}) if one.name == "TreatmentTable" else one
        for one in shelter.components
    )
    blueprint = load(FOLDER / "animals/animal-shelter.yaml")
    mended = as_written(changed(shelter, components=components), (blueprint,))
    assert props(mended, "TreatmentTable")["sort"] == [{"field": "treatment_date", "descending": True}]


def test_what_people_named_themselves_stands_first_and_other_things_stay_as_they_are() -> None:
    salon = application("bookings/hair-salon")
    clients = next(entity for entity in salon.entities if entity.name == "client")
    fields = tuple(
        changed(field, assumed=None) if field.name == "allergies" else field for field in clients.fields
    )
    stated = changed(
        salon,
        entities=tuple(
            changed(clients, fields=fields) if entity is clients else entity for entity in salon.entities
        ),
    )
    blueprint = load(FOLDER / "bookings/hair-salon.yaml")
    assert props(as_written(stated, (blueprint,)), "ClientTable")["columns"][1] == "allergies"
    assert as_written(salon, ()) == salon


def test_boards_add_up_what_is_worked_out_before_what_was_written_down() -> None:
    salon = application("bookings/hair-salon")
    board = next(one for one in salon.components if one.type is ComponentType.KANBAN)
    assert board.props["sum"] == "price"
