"""The tests that are generated with every application run, and pass."""

import subprocess
from pathlib import Path

import pytest

from sayso.compiler.build import Target, compile_app
from sayso.compiler.draft import FileDraft
from sayso.runtime.drafts import write_drafts
from sayso.verifier.toolchain import frontend_root
from tests.golden.cases import case_names, spec_of

CONFIG = """\
export default {{
  test: {{ environment: "jsdom", setupFiles: ["{setup}"], testTimeout: 60_000 }},
  resolve: {{ alias: {{ "@sayso/app-kit": "{kit}" }} }},
  server: {{ fs: {{ strict: false }} }},
}};
"""


SHORT = pytest.param(["library"], id="library")
ALL = pytest.param(case_names(Target.APP), id="every case", marks=pytest.mark.deep)


@pytest.mark.parametrize("cases", [SHORT, ALL])
def test_every_page_of_a_case_is_drawn(cases: list[str], tmp_path: Path) -> None:
    drafts = [
        FileDraft(f"{name}/{draft.path}", draft.text)
        for name in cases
        for draft in compile_app(spec_of(name))
        if draft.path.startswith("src/")
    ]
    kit = frontend_root() / "app-kit" / "src" / "index.ts"
    config = CONFIG.format(setup=f"./{cases[0]}/src/test-setup.ts", kit=kit)
    write_drafts([*drafts, FileDraft("vitest.config.mjs", config)], tmp_path)
    (tmp_path / "node_modules").symlink_to(frontend_root() / "node_modules")
    command = ["node", "node_modules/vitest/vitest.mjs", "run", "--config=vitest.config.mjs", "--no-color"]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Test Files  {len(cases)} passed" in done.stdout


def test_the_server_of_a_next_js_project_passes_its_own_tests(tmp_path: Path) -> None:
    """Cells in the language of the application among them; the contract asks a project that is built."""
    drafts = compile_app(spec_of("salon"), Target.NEXTJS)
    write_drafts([draft for draft in drafts if draft.path.startswith(("server/", "client/"))], tmp_path)
    config = (
        'export default { test: { include: ["server/**/*.test.ts"] }, server: { fs: { strict: false } } };'
    )
    (tmp_path / "vitest.config.mjs").write_text(config)
    (tmp_path / "node_modules").symlink_to(frontend_root() / "node_modules")
    command = ["node", "node_modules/vitest/vitest.mjs", "run", "--config=vitest.config.mjs", "--no-color"]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "server/cells.test.ts" in done.stdout
