"""Hostile scripts and files, through everything that builds, checks or draws them."""

import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from sayso.blocks.card_scripts import script_of as card_script_of
from sayso.blocks.errors import DoesNotWorkError
from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.devloop.biome_lint import lint
from sayso.preview.errors import BrokenPreviewError
from sayso.preview.script import script_of as preview_script_of
from sayso.runtime.bundle import bundle
from sayso.sandbox.tools.types import Limits, Tool, ToolStoppedError
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.spec.model.base import Json
from sayso.verifier import toolchain
from sayso.verifier.esbuild import BundleError
from sayso.verifier.rendering import Renderer, Script
from sayso.verifier.rendering.worker import Problem, Visit
from sayso.verifier.typecheck import typecheck
from tests.sandbox.hostile.host import CHECKOUT
from tests.sandbox.hostile.scripts import pages

pytestmark = pytest.mark.rotating(25)

SHORT = Limits(seconds=3, cpu_seconds=2, memory_bytes=1 << 30)
NOTHING = '{"version":3,"sources":[],"mappings":""}'
DATA: dict[str, Json] = {"session": {}, "denied": [], "collections": {}, "reports": {}, "transitions": {}}


@dataclass(frozen=True)
class Prey:
    """What is there to be had on this machine, and who noticed."""

    folder: Path
    canary: str
    told: Mapping[str, object]
    reached: list[str]


@pytest.fixture(scope="module")
def prey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prey]:
    folder = tmp_path_factory.mktemp("prey")
    for place in (folder, *folder.parents):
        if place.is_relative_to(tmp_path_factory.getbasetemp().parent):
            place.chmod(0o755)
    canary = "canary-of-the-host"
    file = folder / "token.txt"
    file.write_text(canary)
    reached: list[str] = []
    abstract = f"prey-{os.getpid()}"
    lines = []
    for name, family, address in (
        ("tcp", socket.AF_INET, ("127.0.0.1", 0)),
        ("unix", socket.AF_UNIX, str(folder / "socket")),
        ("abstract", socket.AF_UNIX, f"\0{abstract}"),
    ):
        line = socket.socket(family, socket.SOCK_STREAM)
        line.bind(address)
        line.listen()
        lines.append(line)
        threading.Thread(target=_notice, args=(line, name, reached), daemon=True).start()
    (folder / "socket").chmod(0o777)
    told = {
        "file": str(file), "folder": str(folder), "checkout": str(CHECKOUT), "canary": canary,
        "pid": os.getpid(), "parent": os.getppid(), "port": lines[0].getsockname()[1],
        "socket": str(folder / "socket"), "abstract": abstract,
    }  # fmt: skip
    yield Prey(folder, canary, told, reached)
    for line in lines:
        line.close()


def _notice(line: socket.socket, name: str, reached: list[str]) -> None:
    try:
        while True:
            line.accept()[0].close()
            reached.append(name)
    except OSError:
        return


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer(page_seconds=3, grace_seconds=1)
    yield renderer
    renderer.close()


def script(attack: str, prey: Prey, end: str = pages.EPILOGUE) -> Script:
    return Script(f"const HOST = {json.dumps(prey.told)};{pages.PRELUDE}{attack}{end}", NOTHING)


@pytest.fixture(scope="module")
def seen(renderer: Renderer, prey: Prey) -> Mapping[str, list[Problem]]:
    """What the prover tells of each script that it survives; all are drawn by one process."""
    with renderer.sitting() as sitting:
        return {
            name: sitting.draw(script(attack, prey), DATA, [Visit("/")]).problems[0]
            for name, attack in pages.STAYING.items()
        }


@pytest.mark.parametrize("name", pages.STAYING)
def test_a_page_that_escapes_its_window_gains_nothing(
    name: str, seen: Mapping[str, list[Problem]], prey: Prey
) -> None:
    said = " ".join(problem.text for problem in seen[name])
    assert "RAN []" in said, said
    assert prey.reached == []
    assert not (prey.folder / "left").exists()


def test_the_escape_itself_is_real(renderer: Renderer, prey: Prey) -> None:
    with renderer.sitting() as sitting:
        drawn = sitting.draw(script("won.push(typeof node.binding);", prey), DATA, [Visit("/")])
    assert 'RAN ["function"]' in drawn.problems[0][0].text


@pytest.mark.parametrize("name", pages.FORGERIES)
def test_a_verdict_cannot_be_forged_by_writing_it(name: str, renderer: Renderer, prey: Prey) -> None:
    attack = script(pages.FORGERIES[name], prey, "throw new Error('broken');")
    with renderer.sitting() as sitting:
        drawn = sitting.draw(attack, DATA, [Visit("/"), Visit("/")])
    assert all(drawn.problems)
    assert len(drawn.problems) == 2


def test_a_page_that_takes_the_next_job_from_the_input_harms_its_own_proof_alone(
    renderer: Renderer, prey: Prey
) -> None:
    steals = "try { need('fs').readSync(0, outer.Buffer.alloc(1 << 20)); } catch {}"
    with renderer.sitting() as sitting:
        assert len(sitting.draw(script(steals, prey), DATA, [Visit("/")]).problems) == 1
    with renderer.sitting() as sitting:
        [problems] = sitting.draw(script("", prey), DATA, [Visit("/")]).problems
    assert [problem.text for problem in problems] == ["RAN []"]


NAMED = {"died", "hung", "forged", "start", "error", "rejection"}


def drawing(but: set[int], at_most: int) -> set[int]:
    """The processes that draw pages for this one, when those that were killed are gone."""
    deadline = time.monotonic() + 10
    while True:
        found = {one.pid for one in psutil.Process().children(recursive=True) if is_node(one)}
        if len(found - but) <= at_most or time.monotonic() > deadline:
            return found - but
        time.sleep(0.05)


def drawing_for_others() -> set[int]:
    """The processes that draw pages in other tests, when no more of them are being made."""
    for thread in threading.enumerate():
        if thread.name == "sayso-spare-pages":
            thread.join()
    time.sleep(1)
    return drawing(set(), at_most=100)


def is_node(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.name() == "node" and process.status() != psutil.STATUS_ZOMBIE
    return False


def test_a_page_that_ends_or_exhausts_its_process_is_named_and_leaves_none_behind(prey: Prey) -> None:
    others = drawing_for_others()
    renderer = Renderer(page_seconds=1, grace_seconds=1)
    try:
        for name, attack in pages.ENDINGS.items():
            with renderer.sitting() as sitting:
                drawn = sitting.draw(script(attack, prey), DATA, [Visit("/")])
            assert drawn.problems[0][0].kind in NAMED, name
            assert len(drawing(others, at_most=1)) <= 1, f"{name}: one for the next page, and no other"
    finally:
        renderer.close()
    assert drawing(others, at_most=0) == set()


def test_nothing_of_a_hostile_application_reaches_the_proof_of_another(
    renderer: Renderer, prey: Prey
) -> None:
    """It changes the prover itself: whatever that would say from now on is that nothing is wrong."""
    poison = (
        "outer.Array.prototype.push = () => 0; outer.poisoned = true;"
        "outer.JSON.stringify = () => '{}'; outer.Object.prototype.isOpen = true;"
    )
    broken = Script("throw new Error('broken');", NOTHING)
    with renderer.sitting() as sitting:
        sitting.draw(script(poison, prey, ""), DATA, [Visit("/")])
    for is_generated in (False, True):
        with renderer.sitting(is_generated=is_generated) as sitting:
            [problems] = sitting.draw(broken, DATA, [Visit("/")]).problems
        assert [problem.text for problem in problems] == ["Error: broken"]


MAIN = 'import {{ page }} from "./page";\nconsole.log(page);\n'
IMPORTS = {
    "a file of the host as a text": 'import page from "{file}" with {{ type: "text" }}; export {{ page }};',
    "a file of the host by its path": 'import page from "{file}"; export {{ page }};',
    "a path that leaves the files": 'import page from "../../../../..{file}"; export {{ page }};',
    "a path that leaves them and comes back": 'export * as page from "../../work/src/page";',
    "an escaped path": 'import page from "\\x2e\\x2e/\\u002e\\u002e{file}"; export {{ page }};',
    "a built-in module": 'import fs from "node:fs"; export const page = fs;',
    "a package of the toolchain": 'import page from "jsdom"; export {{ page }};',
    "a part of a package of the kit": 'import page from "react/package.json"; export {{ page }};',
    "an address": 'import page from "https://example.org/x.js"; export {{ page }};',
    "an address of a file": 'import page from "file://{file}"; export {{ page }};',
    "an address of data": 'import page from "data:text/javascript,export default 1"; export {{ page }};',
    "what is required": 'export const page = require("{file}");',
    "what is loaded later": 'export const page = import("{file}");',
    "a name that is put together": "export const page = (name: string) => import(`../${{name}}.txt`);",
    "all files of a folder": 'export const page = (import.meta as any).glob("../../**");',
    "an address beside it": 'export const page = new URL("{file}", import.meta.url);',
    "a style with an address": 'import "./page.css"; export const page = 1;',
    "a package that names another file": 'import page from "./pack"; export {{ page }};',
    "a name of a package's own": 'import page from "#inner"; export {{ page }};',
    "a source map of the host": "export const page = 1;\n//# sourceMappingURL={file}",
    "a runtime of its own": "/** @jsxImportSource ../..{folder} */\nexport const page = <p>x</p>;",
    "types of the host": 'import page = require("{file}"); export {{ page }};',
}
FILES = {
    "src/page.css": '@import "{file}"; p {{ background: url("{file}"); }}',
    "src/pack/package.json": '{{"main": "../../../../..{file}", "browser": {{"./x": "{file}"}}}}',
    "src/package.json": '{{"imports": {{"#inner": "{file}"}}}}',
    "src/tsconfig.json": '{{"extends": "{file}", "compilerOptions": {{"paths": {{"*": ["{file}"]}}}}}}',
}


EVERYTHING = (
    "src/main.tsx", "--bundle", "--format=esm", "--platform=node", "--outdir=out", "--sourcemap=inline",
    "--loader:.txt=text", "--jsx=automatic",
)  # fmt: skip
"""esbuild at its most generous."""


def module(name: str, prey: Prey) -> list[FileDraft]:
    texts = {"src/main.tsx": MAIN, "src/page.tsx": IMPORTS[name], **FILES}
    return [FileDraft(path, text.format(**prey.told)) for path, text in texts.items()]


@pytest.mark.parametrize("name", IMPORTS)
def test_what_is_no_file_of_the_application_is_named_with_its_line(name: str, prey: Prey) -> None:
    with pytest.raises(BundleError) as raised:
        bundle(module(name, prey), title="x")
    [first, *_] = raised.value.diagnostics
    assert first.code == "import-not-allowed"
    assert re.fullmatch(r"src/page\.tsx:[12]", first.path)
    assert first.hint
    assert prey.canary not in repr(raised.value.details)


def test_what_the_reader_of_imports_would_miss_is_not_there_for_the_builder(prey: Prey) -> None:
    """esbuild itself is given every one of them."""
    for name in IMPORTS:
        files = {draft.path: draft.text for draft in module(name, prey)}
        done = toolchain.tools().run(Tool(toolchain.esbuild(), lambda _: EVERYTHING, files, gives="out"))
        assert prey.canary not in done.output + done.complaints
        assert not any(prey.canary.encode() in content for content in done.files.values()), name


def test_links_that_a_tool_leaves_in_place_of_its_results_are_not_followed(prey: Prey) -> None:
    """A folder with a link to the host in it, where the results should be."""
    tool = Tool(toolchain.esbuild(), lambda _: ("--version",), links={"out": prey.folder}, gives="out")
    assert toolchain.tools().run(tool).files == {}


def test_a_preview_and_a_card_import_nothing_of_the_host(salon: AppSpec, prey: Prey) -> None:
    line = 'import x from "{file}" with {{ type: "text" }};\nvoid x;\n'.format(**prey.told)
    drafts = [
        FileDraft(draft.path, line + draft.text if draft.path == "src/app.tsx" else draft.text)
        for draft in compile_app(salon)
    ]
    with pytest.raises(BrokenPreviewError) as broken:
        preview_script_of(SpecIndex(salon), drafts)
    assert broken.value.details["file"] == "src/app.tsx"
    with pytest.raises(DoesNotWorkError) as refused:
        card_script_of(f"{line}export default () => <p>x</p>;")
    assert "line 1" in refused.value.message


TYPES = {
    "imports a file of the host": 'import x from "{file}"; export default x;',
    "refers to a file of the host": '/// <reference path="{file}" />\nexport const x: number = "";',
    "refers to types of the host": '/// <reference types="../..{folder}" />\nexport const x: number = "";',
    "reads it as data": 'import x from "../../../../..{file}" with {{ type: "json" }}; export default x;',
}


@pytest.mark.parametrize("name", TYPES)
def test_a_type_check_tells_nothing_of_the_host(name: str, prey: Prey) -> None:
    found = typecheck([FileDraft("src/a.ts", TYPES[name].format(**prey.told))])
    assert found
    assert prey.canary not in repr(found)


def test_types_without_end_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.verifier.typecheck._LIMITS", SHORT)
    letters = " | ".join(f'"{letter}"' for letter in "abcdefghij")
    text = f"type L = {letters};\ntype W = `${{L}}${{L}}${{L}}${{L}}`;\n"
    text += "".join(
        f"export type T{number} = {{ [K in W as `${{K}}{number}`]: K }};\n" for number in range(99)
    )
    text += "".join(
        f"export const c{number}: T{number} = null!;\nvoid ({{ ...c{number} }}.a);\n" for number in range(99)
    )
    found = typecheck([FileDraft("src/a.ts", text)])
    assert {one.code for one in found} & {"typescript_stopped", "typescript_ts2590", "typescript_ts2339"}


def test_more_output_than_is_read_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.verifier.typecheck._LIMITS", Limits(file_bytes=100_000))
    text = "".join(f"export const x{number}: number = '{'y' * 50}';\n" for number in range(5_000))
    found = typecheck([FileDraft("src/a.ts", text)])
    assert found
    assert len(repr(found)) < 1_000_000


def test_a_component_that_exhausts_the_linter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.devloop.biome_lint._LIMITS", SHORT)
    assert lint("src/components/A.tsx", "(" * 200_000 + ")" * 200_000) != [None]
    assert lint("src/components/A.tsx", "export const A = () => <img />;")


def test_a_tool_that_waits_for_ever_is_ended_with_all_it_is() -> None:
    tool = Tool(toolchain.node(), lambda _: ("-e", "setInterval(() => 0, 1000)"), limits=Limits(seconds=0.5))
    with pytest.raises(ToolStoppedError) as raised:
        toolchain.tools().run(tool)
    assert "not done after" in raised.value.message


def test_a_file_that_would_lie_outside_of_the_folder_is_not_written() -> None:
    tool = Tool(toolchain.esbuild(), lambda _: ("--version",), {"../out.txt": "x"})
    with pytest.raises(ToolStoppedError):
        toolchain.tools().run(tool)
