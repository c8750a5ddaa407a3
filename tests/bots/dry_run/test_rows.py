"""Made-up rows are read and written as the data API reads and writes real ones."""

from typing import Any

import pytest

from tests.bots.dry_run.conftest import Trial

TICKETS: list[dict[str, Any]] = [
    {"id": "t1", "subject": "Printer on fire", "hours": 2, "due": "2026-03-01", "kind": "bug",
     "agent_id": "a1"},
    {"id": "t2", "subject": "New chair", "hours": 0.5, "due": "2026-03-02", "kind": "wish", "status": "doing",
     "seen_at": "2026-03-02T23:30:00Z"},
    {"id": "t3", "subject": "Slow printer", "due": "2026-03-09", "kind": "bug", "status": "done",
     "urgent": True, "seen_at": "2026-03-02T08:00:00+01:00"},
]  # fmt: skip
GIVEN = {"rows": {"desk": {"ticket": TICKETS, "agents": [{"id": "a1", "name": "Ana"}]}}}
IDS = "[row['id'] for row in desk.list('ticket', {})]"


@pytest.mark.rotating(9)
@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({}, "t1 t2 t3"),
        ({"status": "open"}, "t1"),
        ({"status": ["open", "done"]}, "t1 t3"),
        ({"status": {"ne": "open"}}, "t2 t3"),
        ({"subject": {"contains": "PRINTER"}}, "t1 t3"),
        ({"subject": {"starts_with": "new"}}, "t2"),
        ({"hours": {"gte": 1}}, "t1"),
        ({"hours": None}, "t3"),
        ({"hours": {"is_null": False}}, "t1 t2"),
        ({"urgent": True}, "t3"),
        ({"due": {"lt": "2026-03-02"}}, "t1"),
        ({"due": {"lte": "2026-03-02"}}, "t1 t2"),
        ({"due": {"between": ["2026-03-02", "2026-03-09"]}}, "t2 t3"),
        ({"due": {"today": "true"}}, "t2"),
        ({"due": {"upcoming": "true"}}, "t2 t3"),
        ({"due": {"past": "true"}}, "t1"),
        ({"due": {"this_week": "true"}}, "t2"),
        ({"due": {"this_month": "true"}}, "t1 t2 t3"),
        ({"seen_at": "2026-03-03"}, "t2"),
        ({"seen_at": {"lt": "2026-03-03"}}, "t3"),
        ({"seen_at": {"lte": "2026-03-03"}}, "t2 t3"),
        ({"seen_at": {"gt": "2026-03-02T08:00:00Z"}}, "t2"),
        ({"agent": "a1"}, "t1"),
        ({"agent_id": "a1", "kind": "bug"}, "t1"),
        ({"agent.name": "Ana"}, "t1"),
        ({"id": "t2"}, "t2"),
    ],
)
async def test_lists_are_filtered(trial: Trial, where: Any, found: str) -> None:
    ids = IDS.replace("{}", f"where={where!r}")
    await trial.gives(ids, found.split(), GIVEN)


async def test_lists_are_sorted_cut_and_read_in_pages(trial: Trial) -> None:
    await trial.gives(IDS.replace("{}", "sort='-hours'"), ["t1", "t2", "t3"], GIVEN)
    await trial.gives(IDS.replace("{}", "sort=['kind', '-due']"), ["t3", "t1", "t2"], GIVEN)
    await trial.gives(IDS.replace("{}", "sort='agent.name', limit=1"), ["t1"], GIVEN)
    await trial.gives(
        "desk.list('ticket', fields=['subject'], limit=1)", [{"subject": "Printer on fire"}], GIVEN
    )
    await trial.gives("desk.get('ticket', 't1')['agent_title']", "Ana", GIVEN)
    await trial.gives("desk.get('ticket', 'no')", None, GIVEN)
    many = {"rows": {"desk": {"ticket": [{"subject": str(n)} for n in range(450)]}}}
    await trial.gives("len({row['id'] for row in desk.list('tickets')})", 450, many)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("desk.count('ticket', where={'kind': 'bug'})", 2),
        ("desk.groups('ticket', ['count', 'sum:hours', 'avg:hours', 'max:due'])",
         [{"count": 3, "sum_hours": 2.5, "avg_hours": 1.25, "max_due": "2026-03-09"}]),
        ("desk.groups('ticket', by='kind')",
         [{"group": "bug", "label": "Bug", "count": 2}, {"group": "wish", "label": "Wish", "count": 1}]),
        ("[one['label'] for one in desk.groups('ticket', by='agent')]", ["", "Ana"]),
        ("[one['group'] for one in desk.groups('ticket', by='month', date_field='due')]", ["2026-03-01"]),
        ("[str(one['group']) for one in desk.groups('ticket', by='day', date_field='seen_at')]",
         ["2026-03-02", "2026-03-03", "None"]),
    ],
)  # fmt: skip
async def test_figures_are_worked_out(trial: Trial, code: str, found: Any) -> None:
    await trial.gives(code, found, GIVEN)


async def test_reports_give_what_the_case_says(trial: Trial) -> None:
    given = {"rows": {"desk": {"per_agent": [{"agent": "Ana", "count": 2}]}}}
    await trial.gives("desk.report('per_agent')", [{"agent": "Ana", "count": 2}], given)
    await trial.gives("desk.report('per_agent')", [], {})


async def test_rows_are_created_changed_moved_and_deleted(trial: Trial) -> None:
    code = """
def run(ctx, input):
    desk = ctx.rows("desk")
    made = desk.create("ticket", {"subject": " A ", "hours": 1.5, "due": "2026-04-01"})
    desk.update("ticket", "t1", {"hours": 3})
    desk.transition("ticket", "t1", "start")
    desk.delete("tickets", "t3")
    desk.upsert("ticket", {"subject": "New chair"}, {"hours": 1})
    desk.upsert("ticket", {"subject": "Old chair"}, {"hours": 2})
    desk.create_many("ticket", [{"subject": "B"}, {"subject": "C"}])
    return [made["status"], made["version"], [row["subject"] for row in desk.list("ticket", sort="subject")]]
"""
    expect = {
        "result": ["open", 1, ["A", "B", "C", "New chair", "Old chair", "Printer on fire"]],
        "rows": [
            {
                "module": "desk",
                "entity": "ticket",
                "values": {"subject": "A", "hours": 1.5, "status": "open"},
            },
            {"module": "desk", "entity": "tickets", "action": "updated", "id": "t1", "values": {"hours": 3}},
            {"module": "desk", "entity": "ticket", "action": "updated", "values": {"status": "doing"}},
            {"module": "desk", "entity": "ticket", "action": "deleted", "id": "t3"},
            {"module": "desk", "entity": "ticket", "values": {"subject": "Old chair", "hours": 2}},
        ],
    }
    result = await trial(code, GIVEN, expect)
    assert result.wrong == ()
    assert result.did == (
        "Created a ticket in Help desk with subject “A”, hours 1.5, due “2026-04-01”.",
        "Changed the ticket “Printer on fire” in Help desk: hours 3.",
        "Moved the ticket “Printer on fire” in Help desk to status “doing”.",
        "Deleted the ticket “Slow printer” in Help desk.",
        "Changed the ticket “New chair” in Help desk: hours 1.",
        "Created a ticket in Help desk with subject “Old chair”, hours 2.",
        "Created a ticket in Help desk with subject “B”.",
        "Created a ticket in Help desk with subject “C”.",
    )


@pytest.mark.rotating(8)
@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("create('ticket', {})", "Subject is required."),
        ("create('ticket', {'subject': 'a', 'hours': 'many'})", "Hours must be a number."),
        ("create('ticket', {'subject': 'a', 'kind': 'joke'})", "Kind must be one of bug, wish."),
        ("create('ticket', {'subject': 'a', 'agent': 'a1'})", '"agent" is given as "agent_id"'),
        ("create('ticket', {'subjekt': 'a'})", 'There is no field "subjekt". Did you mean "subject"?'),
        ("create('ticket', {'subject': 'a', 'age': 1})", "Age is kept by Sayso and cannot be set."),
        ("create('agent', {'name': 'Bo'})", "Your role may not create this agent."),
        ("update('ticket', 'no', {})", "There is no such ticket."),
        ("update('ticket', 't1', {'subject': ''})", "Subject is required."),
        ("update('ticket', 't1', {'status': 'done'})", "Ticket cannot go from “open” to “done”."),
        ("transition('ticket', 't1', 'finish')", "Finish is not possible from “open”."),
        ("transition('ticket', 't1', 'stop')", 'There is no transition "stop".'),
        ("transition('agent', 'a1', 'stop')", "Your role may not change this agent."),
        ("delete('ticket', 'no')", "There is no such ticket."),
        ("list('tiket')", 'There is no "tiket" here. Did you mean "tickets"?'),
        ("list('ticket', where={'colour': 1})", 'Ticket has no "colour".'),
        ("list('ticket', where={'hours': {'near': 1}})", 'There is no filter operator "near".'),
        ("list('ticket', where={'due': 'soon'})", "The filter on due must be a date like 2026-11-21."),
        ("list('ticket', sort='colour')", 'Ticket has no "colour".'),
        ("groups('ticket', ['sum:subject'])", "Subject cannot be measured by sum."),
        ("report('per_month')", 'There is no report "per_month".'),
        ("upsert('ticket', {'kind': 'bug'}, {})", "More than one row of ticket matches {'kind': 'bug'}."),
    ],
)
async def test_what_the_data_api_would_refuse_is_refused(trial: Trial, code: str, wrong: str) -> None:
    result = await trial(f"def run(ctx, input):\n    ctx.rows('desk').{code}", GIVEN)
    assert wrong in result.wrong[0]
    assert "RowsError" in result.wrong[0]
