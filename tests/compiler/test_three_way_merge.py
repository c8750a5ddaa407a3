"""What becomes of a person's edit when its file is generated anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.three_way_merge import (
    NEW_GENERATION,
    YOUR_EDIT,
    SavedText,
    StoredDraft,
    apply_saved,
    count_conflicts,
    merge,
    merge_drafts,
)
from sayso.spec.model import AppSpec

BASE = "import a\n\none\ntwo\nthree\nfour\nfive\n"


def test_edits_of_different_lines_are_both_there() -> None:
    merged = merge(BASE, BASE.replace("two", "TWO"), BASE.replace("five", "FIVE"))

    assert merged.text == "import a\n\none\nTWO\nthree\nfour\nFIVE\n"
    assert merged.conflicts == 0


def test_the_same_edit_on_both_sides_is_no_conflict() -> None:
    both = BASE.replace("two", "2")

    assert merge(BASE, both, both).text == both
    assert merge(BASE, both + "six\n", both).text == both + "six\n"


def test_two_edits_of_one_line_stay_beside_each_other_between_named_markers() -> None:
    merged = merge(BASE, BASE.replace("two", "mine"), BASE.replace("two", "theirs"))

    assert merged.conflicts == count_conflicts(merged.text) == 1
    assert merged.text == (
        "import a\n\none\n"
        "<<<<<<< your edit\nmine\n=======\ntheirs\n>>>>>>> new generation\n"
        "three\nfour\nfive\n"
    )


def test_what_both_sides_agree_on_stands_outside_the_markers() -> None:
    merged = merge("a\nb\nz\n", "a\nsame\nmine\nalike\nz\n", "a\nsame\ntheirs\nalike\nz\n")

    assert merged.text.startswith(f"a\nsame\n{YOUR_EDIT}\nmine\n")
    assert merged.text.endswith(f"theirs\n{NEW_GENERATION}\nalike\nz\n")


def test_a_line_changed_by_one_side_and_removed_by_the_other_is_a_conflict() -> None:
    merged = merge(BASE, BASE.replace("two", "mine"), BASE.replace("two\n", ""))

    assert f"{YOUR_EDIT}\nmine\n=======\n{NEW_GENERATION}\n" in merged.text


def test_windows_line_endings_of_an_edited_file_stay() -> None:
    mine = BASE.replace("two", "TWO").replace("\n", "\r\n")

    merged = merge(BASE, mine, BASE.replace("five", "FIVE"))

    assert merged.text == mine.replace("five", "FIVE")
    assert merged.conflicts == 0


def test_conflicts_in_a_file_with_windows_line_endings_are_counted() -> None:
    mine = BASE.replace("two", "mine").replace("\n", "\r\n")

    merged = merge(BASE, mine, BASE.replace("two", "theirs"))

    assert count_conflicts(merged.text) == 1
    assert "\n" not in merged.text.replace("\r\n", "")


@pytest.mark.parametrize(
    ("mine", "theirs", "result"),
    [
        ("a\nb", "a\nb\nc\n", "a\nb\nc"),
        ("x\nb\n", "a\nb", "x\nb"),
        ("x\nb", "a\nb\n", "x\nb"),
        ("", "a\nb\n", ""),
        ("a\nb\n", "", ""),
    ],
)
def test_a_newline_missing_at_the_end_is_no_conflict(mine: str, theirs: str, result: str) -> None:
    merged = merge("a\nb\n", mine, theirs)

    assert (merged.text, merged.conflicts) == (result, 0)


def test_an_edit_among_many_like_lines_is_found_where_it_is() -> None:
    base = "  </div>\n" * 400

    mine = "start\n" + base
    theirs = base + "end\n"

    assert merge(base, mine, theirs).text == f"start\n{base}end\n"


LINES = st.lists(st.sampled_from(["a", "b", "}", "", "  return x;", "é 中"]), min_size=6, max_size=60)


@given(lines=LINES, data=st.data())
def test_an_edit_away_from_changed_lines_always_survives(lines: list[str], data: st.DataObject) -> None:
    """Away: a line that tells the places apart stands between them unchanged."""
    cut = data.draw(st.integers(2, len(lines) - 3))
    lines[cut] = "const between = 1;"
    ours = data.draw(st.integers(0, cut - 1))
    theirs = data.draw(st.integers(cut + 1, len(lines) - 1))
    mine_first = data.draw(st.booleans())

    def changed(place: int, by: str) -> list[str]:
        kind = data.draw(st.sampled_from(["replace", "insert", "delete"]))
        middle = {"replace": [by], "insert": [by, lines[place]], "delete": []}[kind]
        return [*lines[:place], *middle, *lines[place + 1 :]]

    upper, lower = changed(ours, "// by me"), changed(theirs, "// generated")
    mine, new = (upper, lower) if mine_first else (lower, upper)
    both = upper[: cut + len(upper) - len(lines)] + lower[cut:]

    merged = merge(_text(lines), _text(mine), _text(new))

    assert (merged.text, merged.conflicts) == (_text(both), 0)


@given(base=st.text(), mine=st.text(), theirs=st.text())
def test_a_merge_with_nothing_new_changes_nothing(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, base).text == mine
    assert merge(base, base, theirs).text == theirs


@given(base=LINES, mine=LINES, theirs=LINES)
def test_every_line_a_person_wrote_is_in_the_result(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    written = ["// mine: " + line for line in mine]

    merged = merge(_text(base), _text([*written, *base]), _text(theirs))

    assert set(written) <= set(merged.text.split("\n"))


def test_files_nobody_edited_become_what_is_generated_or_go_with_it() -> None:
    stored = [StoredDraft("a.ts", "old", "old"), StoredDraft("gone.ts", "x", "x")]

    merged = merge_drafts(stored, [FileDraft("a.ts", "new", ("ent_1",)), FileDraft("b.ts", "b")])

    assert merged == [StoredDraft("a.ts", "new", "new", ("ent_1",)), StoredDraft("b.ts", "b", "b")]


def test_an_edited_file_that_is_no_longer_made_stays_as_an_orphan_until_it_returns() -> None:
    edited = StoredDraft("a.ts", "one\nTWO\nthree\nfour\n", "one\ntwo\nthree\nfour\n")

    [orphan] = merge_drafts([edited], [])
    [returned] = merge_drafts([orphan], [FileDraft("a.ts", "one\ntwo\nthree\nFOUR\n")])

    assert orphan.is_orphan
    assert orphan.text == edited.text
    assert not returned.is_orphan
    assert returned.text == "one\nTWO\nthree\nFOUR\n"


def test_a_file_a_person_added_stays_as_it_is() -> None:
    added = StoredDraft("src/mine.ts", "mine", None)

    assert merge_drafts([added], [FileDraft("src/other.ts", "")])[0] == added


def test_a_file_generated_where_a_person_had_added_one_shows_both() -> None:
    [file] = merge_drafts([StoredDraft("src/a.ts", "mine\n", None)], [FileDraft("src/a.ts", "made\n")])

    assert file.conflicts == 1
    assert "mine" in file.text
    assert "made" in file.text
    assert file.generated == "made\n"


def test_a_decision_counts_for_the_generation_it_was_made_about() -> None:
    stored = [StoredDraft("a.ts", "mine\n", "base\n")]
    decided = [SavedText("a.ts", "agreed\n", "theirs\n")]

    [same] = merge_drafts(stored, [FileDraft("a.ts", "theirs\n")], decided)
    [other] = merge_drafts(stored, [FileDraft("a.ts", "another\n")], decided)
    [withdrawn] = merge_drafts(stored, [FileDraft("a.ts", "base\n")], decided)

    assert same == StoredDraft("a.ts", "agreed\n", "theirs\n")
    assert other.conflicts == 1
    assert "agreed" not in other.text
    assert withdrawn == stored[0]


def test_saved_edits_are_merged_with_what_was_generated_since() -> None:
    stored = [StoredDraft("a.ts", "1\n2\n3\n4\nfive\n", "1\n2\n3\n4\nfive\n"), StoredDraft("b.ts", "b", None)]
    saved = [
        SavedText("a.ts", "one\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n"),
        SavedText("b.ts", None, None),
        SavedText("c.ts", "new", None),
    ]

    files = apply_saved(stored, saved)

    assert [(file.path, file.text) for file in files] == [
        ("a.ts", "one\n2\n3\n4\nfive\n"),
        ("c.ts", "new"),
    ]


def test_generating_the_same_spec_again_never_changes_an_edited_file(salon: AppSpec) -> None:
    drafts = compile_app(salon)
    stored = [
        StoredDraft(draft.path, draft.text.replace("\n", "\n// mine\n", 3), draft.text, draft.elements)
        for draft in drafts
    ]

    assert merge_drafts(stored, drafts) == stored


def _text(lines: list[str]) -> str:
    return "".join(line + "\n" for line in lines)
