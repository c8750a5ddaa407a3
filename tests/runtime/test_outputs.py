"""Compiling into a folder in which somebody edited what was compiled before."""

from pathlib import Path

import pytest

from sayso.compiler.draft import FileDraft
from sayso.errors import ConflictError, InputError
from sayso.runtime.outputs import BASE, merge_into

LINES = "one\ntwo\nthree\nfour\nfive\n"


def drafts(**texts: str) -> list[FileDraft]:
    return [FileDraft(f"src/{name}.ts", text) for name, text in texts.items()]


def edit(folder: Path, name: str, before: str, after: str) -> Path:
    path = folder / f"src/{name}.ts"
    path.write_text(path.read_text().replace(before, after))
    return path


def test_compiling_the_same_again_changes_nothing_and_keeps_edits(tmp_path: Path) -> None:
    merge_into(drafts(a=LINES), tmp_path)
    path = edit(tmp_path, "a", "two", "TWO")
    before = (tmp_path / BASE).read_text()

    output = merge_into(drafts(a=LINES), tmp_path)

    assert output.changed == ()
    assert path.read_text() == LINES.replace("two", "TWO")
    assert [file.path for file in output.files if file.is_edited] == ["src/a.ts"]
    assert (tmp_path / BASE).read_text() == before


def test_an_edit_and_a_new_generation_are_both_there(tmp_path: Path) -> None:
    merge_into(drafts(a=LINES), tmp_path)
    path = edit(tmp_path, "a", "two", "TWO")

    output = merge_into(drafts(a=LINES.replace("five", "FIVE")), tmp_path)

    assert output.changed == ("src/a.ts",)
    assert path.read_text() == "one\nTWO\nthree\nfour\nFIVE\n"


def test_a_conflict_stays_one_until_somebody_decided(tmp_path: Path) -> None:
    merge_into(drafts(a=LINES), tmp_path)
    path = edit(tmp_path, "a", "two", "mine")
    new = LINES.replace("two", "theirs")

    assert [file.path for file in merge_into(drafts(a=new), tmp_path).conflicted] == ["src/a.ts"]
    assert "<<<<<<< your edit\nmine\n=======\ntheirs\n" in path.read_text()
    assert merge_into(drafts(a=new), tmp_path).conflicted != ()
    with pytest.raises(ConflictError, match=r"src/a\.ts"):
        merge_into(drafts(a=LINES), tmp_path)

    path.write_text(new.replace("theirs", "both"))
    assert merge_into(drafts(a=new), tmp_path).conflicted == ()
    assert path.read_text() == new.replace("theirs", "both")


def test_what_is_no_longer_generated_goes_unless_it_was_edited(tmp_path: Path) -> None:
    merge_into(drafts(a=LINES, b=LINES, c=LINES), tmp_path)
    kept = edit(tmp_path, "b", "two", "TWO")
    (tmp_path / "notes.txt").write_text("mine")

    output = merge_into(drafts(c=LINES), tmp_path)

    assert not (tmp_path / "src/a.ts").exists()
    assert kept.exists()
    assert [file.path for file in output.files if file.is_orphan] == ["src/b.ts"]
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_deleted_file_is_written_again(tmp_path: Path) -> None:
    merge_into(drafts(a=LINES), tmp_path)
    (tmp_path / "src/a.ts").unlink()

    merge_into(drafts(a=LINES), tmp_path)

    assert (tmp_path / "src/a.ts").read_text() == LINES


def test_a_file_that_was_there_before_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.ts").write_text("mine\n")

    output = merge_into(drafts(a="made\n"), tmp_path)

    assert [file.path for file in output.conflicted] == ["src/a.ts"]
    assert "mine" in (tmp_path / "src/a.ts").read_text()


def test_windows_line_endings_of_an_edited_file_stay(tmp_path: Path) -> None:
    merge_into(drafts(a=LINES), tmp_path)
    path = tmp_path / "src/a.ts"
    path.write_bytes(LINES.replace("two", "TWO").replace("\n", "\r\n").encode())

    merge_into(drafts(a=LINES.replace("five", "FIVE")), tmp_path)

    assert path.read_bytes() == b"one\r\nTWO\r\nthree\r\nfour\r\nFIVE\r\n"


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    merge_into(drafts(a=LINES), tmp_path)
    (tmp_path / "src/a.ts").write_bytes(b"\xff\xfe")

    with pytest.raises(InputError, match=r"a\.ts is not UTF-8"):
        merge_into(drafts(a=LINES), tmp_path)


@pytest.mark.parametrize("path", ["../outside.ts", "/etc/outside"])
def test_nothing_is_written_outside_the_folder(path: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not lie inside"):
        merge_into([FileDraft(path, "")], tmp_path / "module")


def test_a_damaged_base_takes_nothing_outside_the_folder_along(tmp_path: Path) -> None:
    folder = tmp_path / "module"
    merge_into(drafts(a=LINES), folder)
    (tmp_path / "precious.txt").write_text("keep")
    (folder / BASE).write_text('{"format": 1, "files": {"../precious.txt": "keep"}}')

    with pytest.raises(InputError, match="does not lie inside"):
        merge_into(drafts(a=LINES), folder)
    assert (tmp_path / "precious.txt").read_text() == "keep"
