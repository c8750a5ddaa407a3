"""The process that draws pages: warm while it is used, gone when it is not, replaced when it dies."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import psutil
import pytest

from sayso.runtime.bundle import bundle
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.verifier.rendering import Renderer, Script, script_of
from sayso.verifier.rendering.mock_api import Canned
from sayso.verifier.rendering.worker import Drawn, Visit
from sayso.verifier.toolchain import kit
from tests.verifier.rendering.test_pages import files_of

pytestmark = pytest.mark.rotating(5)

WAIT_SECONDS = 20


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    renderer = Renderer(idle_seconds=0.5)
    yield renderer
    renderer.close()


@pytest.fixture(scope="module")
def script(salon: AppSpec) -> Script:
    return script_of(bundle(files_of(salon), title="Salon").assets)


def draw(renderer: Renderer, script: Script, salon: AppSpec) -> Drawn:
    with renderer.sitting(is_generated=True) as sitting:
        return sitting.draw(script, Canned.of(SpecIndex(salon)).for_role("owner"), [Visit("/clients")])


def test_one_process_draws_one_job_after_the_other(
    renderer: Renderer, script: Script, salon: AppSpec
) -> None:
    draw(renderer, script, salon)
    first = renderer.pid

    drawn = draw(renderer, script, salon)

    assert renderer.pid == first
    assert drawn.problems == [[]]
    assert drawn.memory > 0


def test_a_process_that_was_killed_is_replaced(renderer: Renderer, script: Script, salon: AppSpec) -> None:
    draw(renderer, script, salon)
    first = renderer.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)

    assert draw(renderer, script, salon).problems == [[]]
    assert renderer.pid not in {None, first}


def test_a_page_is_not_blamed_for_the_end_of_a_process_that_drew_others(
    renderer: Renderer, script: Script, salon: AppSpec
) -> None:
    """Each of them is drawn in the end, by the process that takes its place."""
    draw(renderer, script, salon)
    first = renderer.pid
    assert first is not None
    killing = threading.Timer(0.3, os.kill, (first, signal.SIGKILL))
    killing.start()

    visits = [Visit(path) for path in ("/clients", "/services") * 10]
    with renderer.sitting(is_generated=True) as sitting:
        drawn = sitting.draw(script, Canned.of(SpecIndex(salon)).for_role("owner"), visits)
    killing.join()

    assert drawn.problems == [[]] * len(visits)
    assert renderer.pid not in {None, first}


def test_parts_that_ask_for_the_same_module_at_once_all_get_it(
    renderer: Renderer, script: Script, salon: AppSpec
) -> None:
    """Two charts on a page load what draws them at the same moment."""
    parts = sorted(file.name for file in kit().folder.glob("*.js"))
    asked = ", ".join(f'import("./{name}")' for name in [*parts, *parts])
    busy = replace(script, code=f"{script.code}\nawait Promise.all([{asked}]);")

    assert [problem.text for problem in draw(renderer, busy, salon).problems[0]] == []


def test_an_idle_process_ends_by_itself_and_comes_back_when_needed(
    renderer: Renderer, script: Script, salon: AppSpec
) -> None:
    draw(renderer, script, salon)
    deadline = time.monotonic() + WAIT_SECONDS
    while renderer.pid is not None and time.monotonic() < deadline:
        time.sleep(0.05)

    assert renderer.pid is None
    assert draw(renderer, script, salon).problems == [[]]


def test_the_process_is_given_no_environment_and_may_not_write(
    renderer: Renderer, script: Script, salon: AppSpec
) -> None:
    draw(renderer, script, salon)
    assert renderer.pid is not None

    [process] = psutil.Process(renderer.pid).children()

    assert process.environ() == {}
    assert any(argument.endswith("-permission") for argument in process.cmdline())
    assert not any(argument.startswith("--allow-fs-write") for argument in process.cmdline())


def test_a_process_that_was_made_ready_draws_what_comes(
    renderer: Renderer, script: Script, salon: AppSpec
) -> None:
    renderer.warm()
    first = renderer.pid
    renderer.warm()

    assert draw(renderer, script, salon).problems == [[]]
    assert renderer.pid == first is not None


def test_nothing_of_an_application_is_left_when_the_next_one_comes(
    renderer: Renderer, salon: AppSpec
) -> None:
    def drawn_with(line: str) -> list[str]:
        drafts = [
            replace(draft, text=f"{draft.text}\n{line}\n") if draft.path == "src/main.tsx" else draft
            for draft in files_of(salon)
        ]
        found = draw(renderer, script_of(bundle(drafts, title="Salon").assets), salon)
        return [problem.text for problems in found.problems for problem in problems]

    assert drawn_with("setInterval(() => { (window as any).late = 1; }, 30);") == []
    assert drawn_with("(window as any).mine = 1; localStorage.setItem('mine', '1');") == []
    assert drawn_with("if ('mine' in window || 'late' in window || localStorage.mine) throw 1;") == []


def test_what_breaks_in_a_window_that_was_used_is_tried_in_a_fresh_one(
    renderer: Renderer, script: Script, salon: AppSpec
) -> None:
    draw(renderer, script, salon)
    broken = replace(script, code=f"{script.code}\nthrow new Error('broken');")

    assert [problem.text for problem in draw(renderer, broken, salon).problems[0]] == ["Error: broken"]
    assert draw(renderer, script, salon).problems == [[]]
