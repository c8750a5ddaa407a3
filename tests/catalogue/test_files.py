"""Files of designs are read as people write them, and everything that is wrong with one is said at once."""

from pathlib import Path

import pytest

from sayso.catalogue.lines import LineError, figure, listing
from sayso.catalogue.load import files, read
from sayso.catalogue.soundness import shared
from sayso.catalogue.text import MisreadError, read_yaml
from sayso.catalogue.types import EntryKind
from sayso.compiler.build import compile_app
from sayso.design.drafts.check import problems_of
from sayso.spec.diagnostics import Level

TOOL_LIBRARY = Path(__file__).parent / "tool-library.yaml"


def written(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """The tool library with something else in place of some of its words."""
    text = TOOL_LIBRARY.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / "rentals" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def said(path: Path, folder: Path) -> str:
    found = dict(problems_of([path], compile_app, folder))
    return "\n".join(f"{one.path}: {one.message} {one.hint}" for one in found[path.resolve()])


def test_yes_and_times_are_texts_and_no_key_stands_twice() -> None:
    assert read_yaml("{yes: [no, 10:30, 2026-01-01, 007], on: true}") == {
        "yes": ["no", "10:30", "2026-01-01", "007"],
        "on": True,
    }
    with pytest.raises(MisreadError, match="stands twice") as caught:
        read_yaml("a: 1\nb: 2\na: 3\n")
    assert caught.value.line == 3


def test_a_line_says_what_is_measured_of_which_rows_and_how_it_is_drawn() -> None:
    one = figure(
        "Paid: sum total of invoice by month of paid_on, customer where status = paid and total > 5 as bar"
    )
    assert (one.op, one.of, one.entity, one.groups, one.date) == (
        "sum", "total", "invoice", ("month", "customer"), "paid_on",
    )  # fmt: skip
    assert [(c.field, c.op, c.value) for c in one.conditions] == [
        ("status", "eq", "paid"),
        ("total", "gt", 5),
    ]
    assert figure("Late: count of loan where status in out, late and due_on past").conditions[0].value == [
        "out",
        "late",
    ]
    assert figure("A: count of loan").chart == "number"
    rows = listing("Open: loan where returned_on empty by due_on desc")
    assert (rows.entity, rows.by, rows.descending, rows.conditions[0].op) == (
        "loan",
        "due_on",
        True,
        "is_null",
    )
    for line in (
        "Loans per month",
        "A: median x of loan",
        "A: count of loan where late",
        "A: count of loan as donut",
    ):
        with pytest.raises(LineError):
            figure(line)


def test_an_entry_is_a_field_a_link_or_a_computed_value() -> None:
    blueprint, problems = read(TOOL_LIBRARY)
    assert blueprint is not None
    assert not problems
    kinds = {entry.name: entry.kind for entry in blueprint.entities["loan"].entries}
    assert kinds["tool"] is EntryKind.LINK
    assert kinds["loan_date"] is EntryKind.FIELD
    assert kinds["days_late"] is EntryKind.COMPUTED
    assert blueprint.entities["tool"].entry("condition").options == ("Good", "Worn", "In repair")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("shelf:text", "shelf:string", "“shelf:string”: there is neither a type nor an entity"),
        ("icon: wrench", "icons: wrench", "icons: There is no “icons” here."),
        ("library of things, equipment lending, borrow tools, ", "", "also: There are 4."),
        ("loan: read own", "loan: look", "“look” grants nothing"),
        ("tool: read", "drill: read", "There is no entity “drill”"),
        ("returned by librarian", "returned by warden", "There is no role “warden”"),
        ("of loan by tool as bar", "of loan by gadget as bar", "gadget"),
        ("where due_date this_week", "where day this_week", "day"),
        ("days_between(due_date,", "days_between(deadline,", "deadline"),
        ("with: [reservation]", "with: [tool]", "neither an entity with `when` nor an extra part"),
        ("tool.shelf:", "tool.rack:", "samples.tool.rack: This leads nowhere."),
        ("title: [name, inventory_number]", "title: [label]", "tool has no “label”"),
        ("about: Members", 'about: "Members\nabout', "This is not YAML"),
        ("charts: [Loans per month,", "charts: [Loans,", "There is no report “Loans”"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, before: str, after: str, problem: str) -> None:
    path = written(tmp_path, "wrong", (before, after))
    assert problem in said(path, tmp_path)


def test_two_designs_with_one_wording_are_told_of_each_other(tmp_path: Path) -> None:
    one, two = written(tmp_path, "one"), written(tmp_path, "two", ("name: Tool library", "name: Shed"))
    assert "“Borrow Tools!” stands in rentals/one.yaml" in "\n".join(
        problem.message
        for problem in shared(
            [read(one)[0], read(written(tmp_path, "two", ("borrow tools", "Borrow Tools!")))[0]]  # type: ignore[list-item]
        )
    )
    assert "stands in rentals/one.yaml" in said(two, tmp_path)


def test_every_design_is_sound() -> None:
    """All of them are read; a dozen that differs with each change of the catalogue is built and compiled."""
    paths = files()
    start = sum(path.stat().st_size for path in paths) % len(paths)
    dozen = [paths[(start + step) % len(paths)] for step in range(min(12, len(paths)))]
    wrong = {
        path.name: [f"{one.path}: {one.message}" for one in problems if one.level is Level.ERROR]
        for path, problems in problems_of(dozen, compile_app)
    }
    assert {name: problems for name, problems in wrong.items() if problems} == {}
    unread = {path.name: problems for path in paths if (problems := read(path)[1])}
    assert unread == {}
    twice = shared(blueprint for path in paths if (blueprint := read(path)[0]))
    assert [one for one in twice if one.level is Level.ERROR] == []


@pytest.mark.deep
def test_all_designs_are_built_and_compiled() -> None:
    wrong = [
        f"{one.path}: {one.message}"
        for _, problems in problems_of(files(), compile_app)
        for one in problems
        if one.level is Level.ERROR
    ]
    assert wrong == []
