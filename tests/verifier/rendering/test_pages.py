"""Pages that break are found before they are published, and the element that breaks them is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from sayso.compiler.build import Target
from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.react.lower import lower as lower_react
from sayso.compiler.targets.typescript.lower import lower as lower_typescript
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.runtime.bundle import bundle
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import empty_spec
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.verifier.rendering import Renderer, draw_pages, render_pages, script_of
from tests.golden.cases import case_names, spec_of


@dataclass
class Drawing:
    """The salon's pages, with some files edited."""

    spec: AppSpec
    renderer: Renderer

    def __call__(self, edits: Mapping[str, str], changed: set[str] | None = None) -> list[Diagnostic]:
        drafts = [
            FileDraft(draft.path, edits.get(draft.path, draft.text), draft.elements)
            for draft in files_of(self.spec)
        ]
        script = script_of(bundle(drafts, title="Salon").assets)
        return render_pages(drafts, self.spec, script, changed=changed, renderer=self.renderer)

    def text(self, path: str) -> str:
        return next(draft.text for draft in files_of(self.spec) if draft.path == path)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.fixture
def draw(salon: AppSpec, renderer: Renderer) -> Drawing:
    return Drawing(salon, renderer)


def files_of(spec: AppSpec) -> list[FileDraft]:
    index = SpecIndex(spec)
    return [*lower_typescript(index), *lower_react(index)]


@pytest.mark.parametrize("case", case_names(Target.APP))
def test_generated_pages_are_drawn_without_a_word(case: str, renderer: Renderer) -> None:
    spec = spec_of(case)
    drafts = files_of(spec)

    drawn = draw_pages(drafts, spec, script_of(bundle(drafts, title=case).assets), renderer=renderer)

    assert drawn.diagnostics == ()
    assert len(drawn.seconds) >= len(spec.pages)


def test_an_application_that_keeps_reports_is_drawn(renderer: Renderer) -> None:
    text = "Inspectors write reports. A report has a title, a date and a status of draft or sent."
    spec = read_wish(Wish(text, empty_spec(), SeededIds(1))).spec
    assert "report" in {entity.name for entity in spec.entities}
    drafts = files_of(spec)

    drawn = draw_pages(drafts, spec, script_of(bundle(drafts, title="Reports").assets), renderer=renderer)

    assert drawn.diagnostics == ()


BOARD, TABLE = "src/components/AppointmentBoard.tsx", "src/components/ClientTable.tsx"
FORM, DETAIL = "src/components/ClientForm.tsx", "src/components/ClientDetail.tsx"
KIT = 'import { useSession } from "@sayso/app-kit";\n'
REACT = 'import { useEffect, useState } from "react";\n'


def component(name: str, body: str, imports: str = "") -> str:
    return f"{imports}export function {name}() {{\n  {body}\n}}\n"


BROKEN = {
    "throws": (BOARD, component("AppointmentBoard", 'throw new Error("no board");'), "no board"),
    "reads what is not there": (
        TABLE,
        component("ClientTable", "const rows: any = undefined;\n  return <p>{rows.length}</p>;"),
        "undefined",
    ),
    "throws once it is shown": (
        TABLE,
        component("ClientTable", 'useEffect(() => { throw new Error("late"); }); return <p>x</p>;', REACT),
        "late",
    ),
    "forgets a promise": (
        TABLE,
        component(
            "ClientTable", 'useEffect(() => { Promise.reject(new Error("lost")); }); return <p>x</p>;', REACT
        ),
        "lost",
    ),
    "throws in a timer": (
        TABLE,
        component(
            "ClientTable",
            'useEffect(() => { setTimeout(() => { throw new Error("tick"); }, 0); }); return <p>x</p>;',
            REACT,
        ),
        "tick",
    ),
    "complains on the console": (
        TABLE,
        component("ClientTable", 'console.error("not good"); return <p>x</p>;'),
        "not good",
    ),
    "draws itself for ever": (
        TABLE,
        component("ClientTable", "const [n, set] = useState(0); set(n + 1); return <p>x</p>;", REACT),
        "#301",
    ),
    "gives what cannot be drawn": (
        BOARD,
        component("AppointmentBoard", "return <p>{{} as any}</p>;"),
        "#31",
    ),
    "asks for what there is not": (
        TABLE,
        component("ClientTable", 'useEffect(() => { fetch("/api/nothing"); }, []); return <p>x</p>;', REACT),
        "/api/nothing",
    ),
    "asks another server": (
        TABLE,
        component(
            "ClientTable",
            'useEffect(() => { fetch("https://example.org/").catch(() => 0); }, []); return <p>x</p>;',
            REACT,
        ),
        "another server",
    ),
    "changes data by being shown": (
        TABLE,
        component(
            "ClientTable",
            'useEffect(() => { fetch("/api/clients/1", { method: "DELETE" }); }, []); return <p>x</p>;',
            REACT,
        ),
        "must not change data",
    ),
    "breaks in a form": (FORM, component("ClientForm", 'throw new Error("no form");'), "no form"),
    "breaks in a record": (DETAIL, component("ClientDetail", 'throw new Error("no record");'), "no record"),
}


@pytest.mark.rotating(4)
@pytest.mark.parametrize("kind", BROKEN)
def test_a_component_that_breaks_is_named(kind: str, draw: Drawing) -> None:
    path, text, said = BROKEN[kind]
    name = path.removeprefix("src/components/").removesuffix(".tsx")

    found = draw({path: text}, changed={path})

    assert {problem.path for problem in found} == {f"components.{name}"}
    assert any(said in problem.message and path in problem.message for problem in found)
    assert all(problem.level is Level.ERROR and path in problem.hint for problem in found)


def test_a_page_that_breaks_is_named_and_the_others_are_drawn(draw: Drawing) -> None:
    path = "src/pages/ClientsPage.tsx"

    found = draw({path: component("ClientsPage", 'throw new Error("no page");')})

    assert {problem.path for problem in found} == {"pages.clients"}


def test_a_page_that_shows_nothing_is_named(draw: Drawing) -> None:
    path = "src/pages/ClientsPage.tsx"

    [problem] = draw({path: component("ClientsPage", "return null;")}, changed={path})

    assert (problem.code, problem.path) == ("page-empty", "pages.clients")


def test_a_page_that_hangs_is_named_and_the_others_are_drawn(salon: AppSpec) -> None:
    edits = {
        "src/pages/ClientsPage.tsx": component("ClientsPage", "for (;;);"),
        "src/pages/StylistsPage.tsx": component("StylistsPage", "return null;"),
    }

    impatient = Renderer(page_seconds=4, grace_seconds=1)
    found = Drawing(salon, impatient)(edits, changed=set(edits))
    impatient.close()

    assert {(problem.code, problem.path) for problem in found} == {
        ("page-unfinished", "pages.clients"),
        ("page-empty", "pages.stylists"),
    }


def test_a_page_that_asks_without_end_is_named(draw: Drawing) -> None:
    body = (
        'const [n, set] = useState(0); useEffect(() => { fetch("/api/session").then(() => set(n + 1)); });'
        "return <p>x</p>;"
    )

    found = draw({TABLE: component("ClientTable", body, REACT)}, changed={TABLE})

    assert ("page-asks-wrongly", "components.ClientTable") in {(one.code, one.path) for one in found}
    assert any("without end" in problem.message for problem in found)


def test_what_breaks_before_anything_is_shown_is_named(draw: Drawing) -> None:
    path = "src/entities/client.ts"
    edit = draw.text(path) + '\nthrow new Error("not today");\n'

    found = draw({path: edit}, changed={path})

    assert {problem.path for problem in found} == {"entities.client"}
    assert [one.message for one in found if "not today" not in one.message] == []


def test_what_breaks_for_one_role_only_is_found(draw: Drawing) -> None:
    body = (
        "const { data } = useSession();\n"
        '  if (data?.role?.name === "stylist") throw new Error("not for you");\n  return <p>x</p>;'
    )

    [problem] = draw({TABLE: component("ClientTable", body, KIT)}, changed={TABLE})

    assert problem.path == "components.ClientTable"
    assert "as Stylist sees it" in problem.message


def test_only_pages_that_stand_on_changed_files_are_drawn(draw: Drawing, salon: AppSpec) -> None:
    drafts = files_of(salon)
    script = script_of(bundle(drafts, title="Salon").assets)

    def drawn(*changed: str) -> set[str]:
        shown = draw_pages(drafts, salon, script, changed=set(changed), renderer=draw.renderer)
        return {screen.split("?")[0] for screen in shown.seconds}

    assert drawn("src/components/ServiceTable.tsx") == {"owner /services"}
    assert drawn("module.json") == set()
    assert drawn("src/app.tsx") == {"owner /", "stylist /"}
    assert {"owner /appointments", "stylist /appointments"} <= drawn("src/entities/appointment.ts")


def test_a_page_is_drawn_once_for_all_roles_that_see_the_same(draw: Drawing, salon: AppSpec) -> None:
    data = salon.to_json()
    [worker] = [role for role in data["permissions"]["roles"] if role["name"] == "stylist"]
    data["permissions"]["roles"].append(
        {**worker, "id": "rol_trainee1", "name": "trainee", "label": "Trainee"}
    )
    data["permissions"]["rules"] += [
        {**rule, "id": f"prm_trainee{number}", "role": "trainee"}
        for number, rule in enumerate(data["permissions"]["rules"])
        if rule["role"] == "stylist" and rule["entity"] != "service"
    ]
    spec = AppSpec.model_validate(data)
    drafts = files_of(spec)

    drawn = draw_pages(drafts, spec, script_of(bundle(drafts, title="Salon").assets), renderer=draw.renderer)

    assert {"stylist /", "stylist /clients", "stylist /stylists"} <= set(drawn.seconds)
    assert "trainee /" in drawn.seconds  # its navigation is its own
    assert "trainee /clients" not in drawn.seconds
