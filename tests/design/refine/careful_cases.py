"""Wishes that are easily taken for another: a column is no field, a page no table, some rows are not all."""

from sayso.design.types import Refinement
from sayso.spec.model import AppSpec

from .cases import Case
from .outcomes import (
    Outcome,
    asks,
    computed,
    decided,
    entity,
    field,
    limited,
    may,
    named,
    no_field,
    no_state,
    no_transition,
    report,
    role,
    rule,
    says,
    shows,
    state,
    transition,
    unchanged,
)  # fmt: skip
from .specs import BAKERY, COURIER, DANCE_SCHOOL, GUEST_HOUSE, PLUMBER, REPAIR_CAFE


def _columns(owner: str, *present: str, without: str = "") -> Outcome:
    """The list of an entity begins with these columns and leaves out others."""

    def is_so(after: Refinement, _: AppSpec) -> bool:
        tables = [c for c in after.spec.components if c.entity == owner and c.type.value == "table"]
        shown = tables[0].props.get("columns") if tables else None
        names = shown if isinstance(shown, list) else []
        return tuple(names[: len(present)]) == present and not set(without.split()) & {str(n) for n in names}

    return is_so


def _listed(owner: str, column: str) -> Outcome:
    """The list of an entity has this column, somewhere."""
    return lambda after, _: any(
        column in str(c.props.get("columns"))
        for c in after.spec.components
        if c.entity == owner and c.type.value == "table"
    )


def _helped(owner: str, name: str, text: str) -> Outcome:
    """The field is explained so."""
    return lambda after, _: any(
        f.help == text for e in after.spec.entities if e.name == owner for f in e.fields if f.name == name
    )


def _no_page(name: str) -> Outcome:
    return lambda after, _: all(p.name != name for p in after.spec.pages)


COLUMNS: list[Case] = [
    (PLUMBER, "hide the phone", (field("customer", "phone", "phone"), _columns("customer", without="phone"))),
    (
        PLUMBER,
        "hide the phone in the list",
        (field("customer", "phone"), _columns("customer", without="phone")),
    ),
    (
        PLUMBER,
        "don't show the address in the customer list",
        (field("customer", "address"), _columns("customer", without="address")),
    ),
    (
        PLUMBER,
        "the list of jobs should only show date, customer and price",
        (_columns("job", "date", "customer"),),
    ),
    (PLUMBER, "first column should be the urgency", (_columns("job", "urgency"),)),
    (PLUMBER, "put the date first in the job list", (_columns("job", "date"),)),
    (GUEST_HOUSE, "move the check-out before the check-in", (no_state("stay", "move_the_check_out"),)),
    (PLUMBER, "the job list is missing the customer's name", (says("shows customer"),)),
    (
        PLUMBER,
        "show the phone in the jobs list",
        (computed("job", "customer_phone", "customer.phone"), _listed("job", "customer_phone")),
    ),
    (
        DANCE_SCHOOL,
        "hide cancelled enrolments",
        (entity("enrolment"), state("enrolment", "cancelled"), shows("table", "enrolment")),
    ),
    (DANCE_SCHOOL, "show only confirmed enrolments", (entity("enrolment"), says("shows only confirmed"))),
    (DANCE_SCHOOL, "remove cancelled enrolments", (unchanged,)),
    (PLUMBER, "remove the customers page", (entity("customer"), _no_page("customers"))),
]
FIELDS: list[Case] = [
    (PLUMBER, "add a hint to phone: with area code", (_helped("customer", "phone", "With area code"),)),
    (PLUMBER, 'write "incl. VAT" under the total', (_helped("quote", "total", "Incl. VAT"),)),
    (
        DANCE_SCHOOL,
        "add 2 fields to courses: language, style (modern/classic)",
        (field("course", "language"), field("course", "style", "enum", options="modern classic")),
    ),
    (
        DANCE_SCHOOL,
        "add a style to courses and a photo to students",
        (field("course", "style"), field("student", "photo", "image")),
    ),
    (
        PLUMBER,
        "customers: email, notes, vip yes/no",
        (
            field("customer", "email", "email"),
            field("customer", "vip", "boolean"),
            no_state("customer", "email"),
        ),
    ),
    (PLUMBER, "add notes to customers", (field("customer", "notes", "long_text"),)),
    (BAKERY, "add lactose to allergies", (unchanged, asks)),
    (PLUMBER, "phone required, fax optional", (field("customer", "phone", required=True),)),
    (DANCE_SCHOOL, "make title, room and price mandatory", (field("course", "title", required=True),)),
    (DANCE_SCHOOL, "capacity default 12, min 1, max 20", (limited("course", "capacity", 1, 20),)),
    (DANCE_SCHOOL, "capacity must be at least 1 and at most 20", (limited("course", "capacity", 1, 20),)),
    (DANCE_SCHOOL, "max capacity is 30", (limited("course", "capacity", None, 30),)),
    (BAKERY, "order line quantity must be greater than 0", (limited("order_line", "quantity", 1, None),)),
    (PLUMBER, "price must be more than 0", (rule("job", "price > 0"),)),
    (
        GUEST_HOUSE,
        "rename cash to bank note",
        (field("payment", "method", "enum", options="bank_note card"),),
    ),
    (GUEST_HOUSE, "method: add paypal and remove cash", (field("payment", "method", options="card paypal"),)),
    (PLUMBER, "add a search box", (unchanged, decided("question"))),
]
VALUES: list[Case] = [
    (
        GUEST_HOUSE,
        "add a line total to extras (quantity * price)",
        (computed("extra", "line_total", "quantity * price"),),
    ),
    (
        GUEST_HOUSE,
        "add a field worth that is price times quantity",
        (computed("extra", "worth", "price * quantity"),),
    ),
    (DANCE_SCHOOL, "age from birthday", (computed("student", "age", "years_between(birthday, today())"),)),
    (GUEST_HOUSE, "check-out cannot be before check-in", (rule("stay", "check_out >= check_in"),)),
    (GUEST_HOUSE, "a room cannot have two stays at the same time", (rule("stay", "no_overlap"),)),
    (GUEST_HOUSE, "no double bookings", (rule("stay", "no_overlap(check_in, check_out"),)),
    (PLUMBER, "how much do we earn per month as a bar chart", (report("job", "sum:price", "month"),)),
    (GUEST_HOUSE, "top 5 guests by number of stays", (unchanged, asks, says("“5”"))),
    (GUEST_HOUSE, "chart of the number of stays per guest", (report("stay", "count:", "guest"),)),
    (GUEST_HOUSE, "the form for stays should be in two columns", (unchanged, decided("question"))),
]
ACCESS: list[Case] = [
    (
        PLUMBER,
        "technicians shouldn't see customer phone numbers",
        (says("may not read the phone of customers"), role("technician")),
    ),
    (PLUMBER, "new role: apprentice, read only", (role("apprentice"), may("apprentice", "job", "read"))),
    (
        PLUMBER,
        "we need a bookkeeper who can see quotes but not change anything",
        (role("bookkeeper"), may("bookkeeper", "quote", "read"), no_field("job", "bookkeeper")),
    ),
    (
        PLUMBER,
        "customers should be able to log in and see their jobs",
        (role("customer"), may("customer", "job", "read", "own")),
    ),
    (
        DANCE_SCHOOL,
        "a student can book the same course only once",
        (unchanged, decided("question"), asks),
    ),
    (DANCE_SCHOOL, "at most 10 enrolments per course", (unchanged, decided("question"), asks)),
]
STEPS: list[Case] = [
    (
        COURIER,
        "parcels can also be cancelled",
        (
            transition("parcel", "registered", "cancelled"),
            transition("parcel", "loaded", "cancelled"),
            no_transition("parcel", "cancelled", "loaded"),
        ),
    ),
    (COURIER, "drop the loaded step", (no_state("parcel", "loaded"),)),
    (COURIER, "waiting for customs is missing as a status", (state("parcel", "waiting_for_customs"),)),
    (
        REPAIR_CAFE,
        'change "in progress" to "on the bench"',
        (state("repair", "on_the_bench"), no_state("repair", "in_progress")),
    ),
]
TALK: list[Case] = [
    (PLUMBER, "what can I do?", (unchanged, decided("question"), asks)),
    (PLUMBER, "help", (unchanged, decided("question"))),
    (PLUMBER, "send the customer an sms when the job is done", (unchanged, says("bot"))),
    (PLUMBER, "can you add an export to excel", (unchanged, says("Export as CSV"))),
    (PLUMBER, "dark mode please", (unchanged, says("own choice"))),
    (PLUMBER, "call the app Pipes & Co", (named("Pipes & Co"),)),
    (PLUMBER, "add a page for today's visits", (unchanged,)),
]
CAREFUL_CASES = [*COLUMNS, *FIELDS, *VALUES, *ACCESS, *STEPS, *TALK]
