"""Values that are worked out when somebody says how: ``the balance is amount owed minus amount paid``."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec, FieldType


def designed(text: str) -> AppSpec:
    return OfflineDesigner().design(text, SeededIds(1)).spec


def computed(spec: AppSpec) -> dict[str, str]:
    return {f"{one.name}.{value.name}": value.expression for one in spec.entities for value in one.computed}


def types(spec: AppSpec) -> dict[str, FieldType]:
    return {field.name: field.type for one in spec.entities for field in one.fields}


@pytest.mark.parametrize(
    ("text", "name", "expression"),
    [
        (
            "Bills have a year, amount owed and amount paid. The balance is amount owed minus amount paid.",
            "bill.balance",
            "amount_owed - amount_paid",
        ),
        (
            "Tasks: title, hours estimated, hours spent, hours left = hours estimated minus hours spent",
            "task.hours_left",
            "hours_estimated - hours_spent",
        ),
        (
            "Trips: date, odometer start, odometer end. Distance = odometer end - odometer start.",
            "trip.distance",
            "odometer_end - odometer_start",
        ),
        (
            "Sales: date, litres, price per litre. Litres times price per litre gives the turnover.",
            "sale.turnover",
            "litres * price",
        ),
        (
            "Products: selling price, purchase price, margin, which is selling price minus purchase price.",
            "product.margin",
            "selling_price - purchase_price",
        ),
        (
            "Invoices: number, total. Payments: invoice, amount. The open amount is total minus payments.",
            "invoice.open_amount",
            "total - (sum(payments.amount))",
        ),
        (
            "Projects: name. Expenses: project, amount. Spent of a project is the sum of its expenses.",
            "project.spent",
            "sum(expenses.amount)",
        ),
    ],
)
def test_a_formula_in_words_is_worked_out(text: str, name: str, expression: str) -> None:
    assert computed(designed(text)).get(name) == expression


@pytest.mark.parametrize(
    ("text", "name", "expression"),
    [
        (
            "Repairs: received on, finished on, days open.",
            "repair.days_open",
            "days_between(received_on, coalesce(finished_on, today()))",
        ),
        (
            "Loans: book, due on, returned on, days overdue. Books have a title.",
            "loan.days_overdue",
            "greatest(0, days_between(due_on, coalesce(returned_on, today())))",
        ),
        (
            "Invoices: number, invoice date, amount. The due date is 14 days after the invoice date.",
            "invoice.due_date",
            "invoice_date + days(14)",
        ),
        (
            "Members: name, date of birth. The age of members is calculated from date of birth.",
            "member.age",
            "years_between(date_of_birth, today())",
        ),
        (
            "Loans: book, due on, returned on. When something comes back late we charge 1 euro per day.",
            "loan.late_fee",
            "greatest(0, days_between(due_on, coalesce(returned_on, today()))) * 1",
        ),
        (
            "Loans: book, due on, returned on. There is a fine of 50 cents a day for late books.",
            "loan.fine",
            "greatest(0, days_between(due_on, coalesce(returned_on, today()))) * 0.5",
        ),
    ],
)
def test_days_that_run_on_are_worked_out(text: str, name: str, expression: str) -> None:
    assert computed(designed(text)).get(name) == expression


def test_what_is_worked_out_is_not_typed_in_as_well() -> None:
    spec = designed(
        "Lines: product, quantity, unit price, total (quantity x unit price). Products have a name."
    )
    assert computed(spec)["line.total"] == "quantity * unit_price"
    assert set(types(spec)) & {"total", "quantity_x_unit_price"} == set()


def test_the_words_of_the_description_are_quoted() -> None:
    text = (
        "Orders have a number. Lines have an order, a quantity and a price. The sum is quantity times price."
    )
    line = next(one for one in designed(text).entities if one.name == "line" or one.name.endswith("_line"))
    assert {value.source for value in line.computed if value.name == "sum"} == {
        "The sum is quantity times price"
    }


def test_amounts_keep_their_kind_whatever_was_done_with_them() -> None:
    found = types(designed("Shifts: date given, amount paid, hours worked, litres sold, km start, km end."))
    assert found["amount_paid"] is FieldType.MONEY
    assert found["date_given"] is FieldType.DATE
    assert {found[name] for name in ("hours_worked", "litres_sold")} == {FieldType.DECIMAL}
    assert {found["km_start"], found["km_end"]} <= {FieldType.DECIMAL, FieldType.INTEGER}


def test_a_remark_with_less_or_plus_works_nothing_out() -> None:
    spec = designed(
        "Dogs have a name and a weight. The office is less than 5 km away. We are four plus a dog."
    )
    assert not computed(spec)


def test_what_is_left_of_an_allowance_is_worked_out() -> None:
    spec = designed(
        "Employees: name. Every employee has 25 vacation days a year. Leave requests: employee, from, to, "
        "days, status (requested, approved, rejected). I'd like to see how many days everybody has left."
    )
    employee = next(one for one in spec.entities if one.name == "employee")
    assert {f.name: f.default for f in employee.fields}["vacation_days"] == 25
    approved = 'leave_requests.status == "approved" and year(leave_requests.from) == year(today())'
    assert (
        computed(spec)["employee.days_left"] == f"vacation_days - sum(leave_requests.days, when={approved})"
    )
    assert not has_errors(check(spec))
