"""Writing generated files."""

from pathlib import Path

import pytest

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.errors import InputError, MachineError
from sayso.runtime.drafts import write_drafts
from sayso.spec.model import AppSpec


def test_a_second_write_touches_nothing(salon: AppSpec, tmp_path: Path) -> None:
    drafts = compile_app(salon)

    assert len(write_drafts(drafts, tmp_path)) == len(drafts)
    assert write_drafts(drafts, tmp_path) == []


def test_files_that_are_no_longer_made_are_removed_and_others_stay(salon: AppSpec, tmp_path: Path) -> None:
    write_drafts(compile_app(salon), tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    data = salon.to_json()
    data["components"] = [one for one in data["components"] if one["name"] != "StylistForm"]

    write_drafts(compile_app(AppSpec.model_validate(data)), tmp_path)

    assert not (tmp_path / "src/components/StylistForm.tsx").exists()
    assert (tmp_path / "notes.txt").exists()


@pytest.mark.parametrize("path", ["../outside.ts", "/etc/outside", "src/../../outside"])
def test_nothing_is_written_outside_the_folder(path: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not lie inside"):
        write_drafts([FileDraft(path, "")], tmp_path / "module")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(MachineError, match="could not be written"):
        write_drafts([FileDraft("a.ts", "")], tmp_path / "file")
