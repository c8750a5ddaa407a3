"""What the compiler of TypeScript says about drafts."""

from pathlib import Path

import pytest

from sayso.compiler.draft import FileDraft
from sayso.errors import MachineError
from sayso.sandbox.tools.types import Tool
from sayso.spec.diagnostics import Level
from sayso.verifier import toolchain
from sayso.verifier.typecheck import typecheck


def test_good_files_have_no_problems() -> None:
    assert typecheck([FileDraft("src/a.ts", "export const a: number = 1;\n")]) == []


def test_a_problem_names_its_place_and_the_elements_of_the_file() -> None:
    text = 'import { a } from "./a";\nexport const b: string = a;\n'
    drafts = [FileDraft("src/a.ts", "export const a = 1;\n"), FileDraft("src/b.ts", text, ("fld_abcdef",))]

    [problem] = typecheck(drafts)

    assert problem.level is Level.ERROR
    assert problem.code == "typescript_ts2322"
    assert problem.path == "src/b.ts:2:14"
    assert "fld_abcdef" in problem.hint


def test_all_problems_come_at_once() -> None:
    drafts = [FileDraft(f"src/{name}.ts", "export const a: string = 1;\n") for name in "abc"]

    assert [problem.path.split(":")[0] for problem in typecheck(drafts)] == [
        "src/a.ts",
        "src/b.ts",
        "src/c.ts",
    ]


def test_files_found_right_are_not_checked_again_until_one_of_them_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[Tool] = []
    run = toolchain.tools().run
    monkeypatch.setattr(toolchain.tools(), "run", lambda tool: (runs.append(tool), run(tool))[1])
    right = [FileDraft("src/again.ts", "export const a: number = 1;\n")]
    wrong = [FileDraft("src/again.ts", "export const a: string = 1;\n")]

    assert typecheck(right) == typecheck(right) == []
    assert len(runs) == 1
    assert typecheck(wrong) == typecheck(wrong) != []
    assert len(runs) == 3
    assert typecheck(right) == []
    assert len(runs) == 3


def test_files_that_are_not_typescript_are_left_out() -> None:
    assert typecheck([FileDraft("module.json", "{")]) == []


def test_missing_packages_name_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(toolchain, "frontend_root", lambda: tmp_path)

    with pytest.raises(MachineError, match="esbuild is not installed") as raised:
        toolchain.esbuild()
    assert "make setup" in raised.value.hint
    with pytest.raises(MachineError, match="app kit is not built"):
        toolchain.kit()
