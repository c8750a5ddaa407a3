"""What a plan says about live rows."""

from sayso.compiler.migrations.types import Choice, Decision, Do, Examples, Probe, Step
from sayso.evolution import make_plan
from tests.evolution.conftest import TABLE, Demo, migration

DUPLICATES = Probe(
    meaning="Names that several rows have",
    count=f"select count(*) - count(distinct name) from {TABLE}",
    examples=Examples(
        f"select id from {TABLE} order by name limit 20", TABLE, ("name",), frozenset({"owner"})
    ),
    decision=Decision("fld_name.duplicates", "What becomes of them?", (Do.FIRST, Do.NUMBER), None),
    blocks=True,
)
UNIQUE = Step("set", ("fld_name",), "Names become unique.", probes=(DUPLICATES,), rewrites=TABLE)


async def test_a_plan_counts_rows_and_says_what_has_to_be_decided_but_holds_no_value(demo: Demo) -> None:
    plan = await make_plan(demo.superuser, migration(steps=(UNIQUE,)))
    [step] = plan.steps
    assert (step.rows, step.rows_are_exact) == (100, True)
    [finding] = step.findings
    assert finding.count == 10
    assert (len(finding.rows), finding.examples) == (20, ())
    assert plan.blocked
    assert not plan.loses
    assert plan.sentences[0] == "Names become unique (100 rows)."
    assert plan.sentences[1] == "Names that several rows have: 10."
    assert "thing 0" not in str(plan.to_json())
    told = plan.to_json()
    assert told["seconds_are_estimated"]
    assert told["steps"][0]["findings"][0]["decision"]["options"] == ["first", "number"]


async def test_a_choice_unblocks_and_is_shown(demo: Demo) -> None:
    plan = await make_plan(
        demo.superuser, migration(steps=(UNIQUE,)), {"fld_name.duplicates": Choice(Do.NUMBER)}
    )
    assert not plan.blocked
    assert plan.steps[0].findings[0].chosen == Choice(Do.NUMBER)


async def test_rows_that_do_not_fit_are_a_loss_only_when_there_are_some(demo: Demo) -> None:
    def emptied(condition: str) -> Step:
        probe = Probe("Values that go", f"select count(*) from {TABLE} where {condition}", loses=True)
        return Step("retype", ("fld_note",), "Notes become numbers.", probes=(probe,))

    assert not (await make_plan(demo.superuser, migration(steps=(emptied("note = ''"),)))).loses
    plan = await make_plan(demo.superuser, migration(steps=(emptied("note = 'note'"),)))
    assert plan.loses
    assert plan.sentences == ("Notes become numbers.", "Values that go: 100.")


async def test_long_tables_are_estimated_and_said_to_be(demo: Demo) -> None:
    await demo.connection.execute(
        f"insert into {TABLE} (name) select 'more ' || n from generate_series(1, 20000) n; analyze {TABLE}"
    )
    plan = await make_plan(demo.superuser, migration(steps=(Step("set", (), "All change.", rewrites=TABLE),)))
    assert not plan.steps[0].rows_are_exact
    assert plan.sentences == ("All change (about 20,100 rows).",)
    assert plan.seconds > 0
