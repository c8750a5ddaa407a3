"""Spans of time, sidebars and tabs, who may move what, figures of some rows, complaints and slips."""

from sayso.design.types import Refinement
from sayso.spec.model import AppSpec

from .cases import Case
from .outcomes import (
    Outcome,
    computed,
    decided,
    entity,
    field,
    linked,
    no_field,
    says,
    state,
    unchanged,
)
from .specs import build

YARD = build(
    "Boatyard",
    {
        "owner": "name phone:phone email:email",
        "boat": "name length:decimal",
        "mechanic": "name hourly_rate:money",
        "job": "description hours:decimal material_cost:money start_date:date end_date:date",
    },
    ["boat>owner", "job>boat", "job>mechanic"],
    {"job": "new approved done invoiced"},
    ["office", "mechanic"],
)
SCHOOL = build(
    "Music school",
    {
        "student": "first_name last_name birth_date:date phone:phone",
        "teacher": "name instrument",
        "lesson": "date:date room price:money paid:boolean",
        "concert": "title date:date place kind=solo/band",
    },
    ["lesson>student", "lesson>teacher"],
)


def grouped(owner: str, *groups: str, where: str = "", chart: str = "") -> Outcome:
    """There is such a report, of these rows, drawn so."""
    return lambda after, before: any(
        r.entity == owner
        and r.group_by == groups
        and (not where or any(f.field == where for f in r.filters))
        and (not chart or r.chart.value == chart)
        for r in after.spec.reports
        if r not in before.reports
    )


def summed(owner: str, name: str) -> Outcome:
    """A new report adds up this value."""
    return lambda after, before: any(
        (r.entity, r.measures[0].op.value, r.measures[0].field) == (owner, "sum", name)
        for r in after.spec.reports
        if r not in before.reports
    )


def box(page: str, direction: str) -> Outcome:
    """The page has a box of this kind."""
    return lambda after, _: any(
        f'"direction":"{direction}"' in p.model_dump_json() for p in after.spec.pages if p.name == page
    )


def no_move(owner: str, start: str, end: str) -> Outcome:
    """Records cannot go from one state to the other."""
    return lambda after, _: all(
        (t.from_state, t.to_state) != (start, end)
        for f in after.spec.flows
        if f.entity == owner
        for t in f.transitions
    )


def reserved(owner: str, target: str, role: str) -> Outcome:
    """Only the role may bring records into the state, and others keep their rights."""

    def is_so(after: Refinement, before: AppSpec) -> bool:
        flows = [flow for flow in after.spec.flows if flow.entity == owner]
        moves = [move for flow in flows for move in flow.transitions if move.to_state == target]
        kept = after.spec.permissions == before.permissions
        return bool(moves) and kept and all(move.roles == (role,) for move in moves)

    return is_so


PRACTICAL_CASES: list[Case] = [
    (
        YARD,
        "calculate the number of days of a job",
        (computed("job", "days", "days_between(start_date, end_date)"),),
    ),
    (
        SCHOOL,
        "show how old each student is",
        (computed("student", "age", "years_between(birth_date, today())"),),
    ),
    (
        YARD,
        "labour cost as hours times hourly rate of the mechanic",
        (computed("job", "labour_cost", "hours * mechanic.hourly_rate"),),
    ),
    (
        YARD,
        "add rest = material cost minus hours",
        (computed("job", "rest", "material_cost - hours"), no_field("job", "add_rest")),
    ),
    (YARD, "put the filters in a sidebar on the jobs page", (box("jobs", "sidebar"),)),
    (SCHOOL, "split the concerts page into two tabs, table and calendar", (box("concerts", "tabs"),)),
    (YARD, "only the office may set a job to invoiced", (reserved("job", "invoiced", "office"),)),
    (YARD, "only the office can approve jobs", (reserved("job", "approved", "office"),)),
    (YARD, "a job can also be 'on hold', reached from approved", (state("job", "on_hold"),)),
    (
        YARD,
        "hours per mechanic and month as a line chart",
        (grouped("job", "mechanic", "month", chart="line"),),
    ),
    (SCHOOL, "show income per teacher per quarter", (grouped("lesson", "teacher", "quarter"),)),
    (SCHOOL, "unpaid lessons per student as a report", (grouped("lesson", "student", where="paid"),)),
    (SCHOOL, "average price per teacher as a table", (grouped("lesson", "teacher", chart="table"),)),
    (SCHOOL, "kind should also have choir", (field("concert", "kind", options="solo band choir"),)),
    (
        YARD,
        "email must be different for every owner",
        (field("owner", "email", unique=True), no_field("owner", "email_be_different")),
    ),
    (
        YARD,
        "the email of owners should be optional but unique",
        (field("owner", "email", unique=True, required=False),),
    ),
    (YARD, "boats can't be saved without a length", (field("boat", "length", required=True),)),
    (
        YARD,
        "add a checkbox insured to boats and a colour",
        (field("boat", "insured", "boolean"), field("boat", "colour")),
    ),
    (YARD, "can we have a field for the colour of the boat?", (field("boat", "colour"),)),
    (
        SCHOOL,
        "mke the bithdate of students mandatry",
        (field("student", "birth_date", required=True), no_field("student", "bithdate")),
    ),
    (SCHOOL, "rename title to headline", (field("concert", "headline"), no_field("concert", "title"))),
    (SCHOOL, "add a table of rooms", (entity("room"),)),
    (SCHOOL, "this is rubbish, nothing works", (unchanged, decided("question"), says("sorry"))),
    (SCHOOL, "blorp the snarf", (unchanged, says("blorp the snarf"))),
    (SCHOOL, "I don't like the cards", (unchanged,)),
    (YARD, "report: hours per mechanic and month", (grouped("job", "mechanic", "month"),)),
    (YARD, "show hours per mechanic per week", (grouped("job", "mechanic", "week"),)),
    (YARD, "hours worked per mechanic per week", (summed("job", "hours"),)),
    (YARD, "put the form right of the list on the boats page", (box("boats", "row"),)),
    (YARD, "boats: rename length to size", (field("boat", "size"), no_field("boat", "length"))),
    (YARD, "a job may not end before it starts", (unchanged,)),
    (YARD, "the office gets a summary, mechanics don't", (unchanged,)),
    (YARD, "from new you can't go to approved directly", (no_move("job", "new", "approved"),)),
    (
        YARD,
        "suppliers with name and city, every boat has a supplier",
        (
            entity("supplier"),
            linked("belongs_to", "boat", "supplier"),
            no_field("supplier", "boat_has_supplier"),
        ),
    ),
]  # fmt: skip
