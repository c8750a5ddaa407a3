"""A component is drawn as people will meet it: with rows, without any, and where they cannot be loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from sayso.compiler.build import compile_app
from sayso.devloop import ComponentChecker, component_checker
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.model import AppSpec
from sayso.verifier.rendering import Renderer
from sayso.verifier.rendering.worker import Sitting
from tests.devloop.theatre import PATH, plan_of, seating_plan, theatre

pytestmark = pytest.mark.rotating(3)


class Patient(Renderer):
    """One process draws what is checked here, one after the other; for people, each has one of its own."""

    @contextmanager
    def sitting(self, *, is_generated: bool = False) -> Iterator[Sitting]:
        del is_generated
        with super().sitting(is_generated=True) as sitting:
            yield sitting


@pytest.fixture(scope="module")
def patient() -> Iterator[Renderer]:
    renderer = Patient()
    yield renderer
    renderer.close()


@pytest.fixture
def untyped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Types are checked where it is about types."""
    monkeypatch.setattr(component_checker, "typecheck", lambda _: [])


async def findings(
    renderer: Renderer, text: str, app: AppSpec | None = None, **others: str
) -> list[Diagnostic]:
    """What is found when this is the file of the seating plan."""
    spec = app or theatre()
    texts = {PATH: text, **others}
    drafts = [replace(one, text=texts.get(one.path, one.text)) for one in compile_app(spec)]
    return [*await ComponentChecker(spec, plan_of(spec), renderer).check(drafts)]


BREAKS = {
    "without any rows": (
        "if (all.length === 0) return",
        "all[0]!.hall_row.trim();\n  if (all.length === 0) return",
        "without any rows",
    ),
    "where rows cannot be loaded": (
        "if (seats.isError) return <LoadProblem error={seats.error} onRetry={() => seats.refetch()} />;",
        "if (seats.isError) throw seats.error;",
        "where its rows cannot be loaded",
    ),
    "while rows load": (
        "if (seats.isPending) return <Skeleton />;",
        "seats.data!.items.at(0);\n  if (seats.isPending) return <Skeleton />;",
        "Cannot read properties of undefined",
    ),
    "when what is optional is missing": (
        "const all = seats.data.items;",
        "const all = seats.data.items;\n  for (const one of all) one.guest_title!.trim();",
        "Cannot read properties of null",
    ),
    "by being shown": (
        "const may = ",
        "if (all[0] && update.isIdle) update.mutate({ id: all[0].id, changes: {} });\n  const may = ",
        "Being shown must not change data",
    ),
}


@pytest.mark.rotating(2)
@pytest.mark.parametrize("case", sorted(BREAKS))
@pytest.mark.usefixtures("untyped")
async def test_a_component_that_breaks_is_found_out(patient: Renderer, case: str) -> None:
    whole, broken, said = BREAKS[case]
    assert whole in seating_plan()
    found = await findings(patient, seating_plan().replace(whole, broken))
    assert any(said in one.message for one in found), found


@pytest.mark.usefixtures("untyped")
async def test_a_component_that_no_page_shows_yet_is_drawn_all_the_same(patient: Renderer) -> None:
    app = theatre(is_shown=False)

    assert await findings(patient, seating_plan(), app) == []
    found = await findings(
        patient, seating_plan().replace("const all =", 'throw new Error("no hall");\n  const all ='), app
    )
    assert any("no hall" in one.message for one in found)


async def test_types_accessibility_and_imports_are_told_of_together(patient: Renderer) -> None:
    text = (
        seating_plan()
        .replace("one.is_taken !== true).length", "one.occupied !== true).length")
        .replace('type="button"', "")
        .replace("toggle = (one: Seat) => {", "toggle = (one: Seat) => {\n    window.alert(one.id);")
    )
    codes = {one.code for one in await findings(patient, text)}
    assert {"typescript_ts2339", "component-useButtonType", "component-reaches-out"} <= codes
    assert not any(code.startswith("page-") for code in codes), "what reaches out is never run"


async def test_a_component_that_wants_props_is_refused_by_the_page_that_shows_it(patient: Renderer) -> None:
    text = seating_plan().replace("SeatingPlan()", "SeatingPlan({ hall }: { readonly hall: string })")
    found = await findings(patient, text.replace('aria-label="Seating plan"', "aria-label={hall}"))
    assert any(one.path.startswith("src/pages/SeatsPage.tsx") for one in found)


async def test_what_is_wrong_elsewhere_is_not_held_against_it(patient: Renderer) -> None:
    elsewhere = "export function SeatTable() {\n  return <p>{oops}</p>;\n}\n"
    found = await findings(patient, seating_plan(), **{"src/components/SeatTable.tsx": elsewhere})
    assert not any("oops" in one.message and one.code.startswith("typescript") for one in found)


@pytest.mark.usefixtures("untyped")
async def test_a_control_that_has_no_name_on_the_page_is_found_there(patient: Renderer) -> None:
    nameless = seating_plan().replace(
        "aria-label={seat.guest_title ? `${said}, ${seat.guest_title}` : said}", ""
    )
    found = await findings(patient, nameless.replace("{seat.place}\n", "{said.slice(99)}\n"))
    assert {one.code for one in found} == {"page-inaccessible"}, found
    assert "Buttons must have discernible text" in found[0].message


async def test_what_is_generated_passes_what_is_asked_of_a_model(patient: Renderer) -> None:
    app = theatre()
    base = next(one.text for one in compile_app(app) if one.path == PATH)
    assert await findings(patient, base, app) == []
