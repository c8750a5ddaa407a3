"""Golden cases: what comes out is what was read and approved, and it holds."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.compiler.build import Target, compile_app
from sayso.compiler.draft import FileDraft
from sayso.runtime.bundle import bundle
from sayso.runtime.drafts import write_drafts
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.verifier.toolchain import frontend_root
from sayso.verifier.typecheck import typecheck
from tests.golden.cases import case_names, expected_folder, made_now, spec_of

CASES = [(target, name) for target in Target for name in case_names(target)]
APPS = case_names(Target.APP)


@pytest.mark.parametrize(("target", "name"), CASES)
def test_a_case_gives_exactly_the_expected_files(target: Target, name: str) -> None:
    folder = expected_folder(target, name)
    expected = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }

    assert {draft.path: draft.text for draft in made_now(target, name)} == expected


@pytest.mark.parametrize("name", APPS)
def test_the_spec_of_a_case_is_valid(name: str) -> None:
    assert not has_errors(check(spec_of(name)))


def test_the_files_pass_the_strict_type_check() -> None:
    """All cases at once, each in a folder of its own: reading the types of the kit takes longest."""
    drafts = [replace(one, path=f"{name}/{one.path}") for name in APPS for one in compile_app(spec_of(name))]
    assert typecheck(drafts) == []
    wrong = FileDraft(f"{APPS[0]}/src/wrong.ts", "export const one: string = 1;\n")
    (problem,) = typecheck([*drafts, wrong])
    assert problem.path.startswith(wrong.path)


@pytest.mark.parametrize("name", APPS)
def test_the_files_bundle(name: str) -> None:
    made = bundle(compile_app(spec_of(name)), title=spec_of(name).name)

    assert any(asset.name.endswith(".js") and asset.content for asset in made.assets)


@pytest.mark.parametrize(("target", "name"), [case for case in CASES if case[0] is not Target.FASTAPI])
def test_a_formatter_leaves_the_files_as_they_are(target: Target, name: str, tmp_path: Path) -> None:
    drafts = [d for d in compile_app(spec_of(name), target) if d.path.endswith((".ts", ".tsx", ".mjs"))]
    write_drafts(drafts, tmp_path)
    biome = next((frontend_root() / "node_modules" / "@biomejs").glob("cli-*/biome"))
    style = ["--line-width=110", "--indent-style=space", "--indent-width=2", "--colors=off"]

    done = subprocess.run(
        [biome, "format", *style, "."], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
