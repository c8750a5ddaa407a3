"""Pages as part of the proofs: drawn once, and again only where something changed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest

from sayso.compiler.draft import FileDraft
from sayso.db.database import Database
from sayso.proofs.pages import PageProofs
from sayso.runtime.bundle import Bundle, bundle
from sayso.spec.model import AppSpec
from sayso.spec.model.base import Json
from sayso.verifier.rendering import Renderer, Script
from sayso.verifier.rendering.worker import Drawn, Sitting, Visit
from tests.verifier.rendering.test_pages import files_of

TABLE = "src/components/ServiceTable.tsx"


class Watched(Renderer):
    """Notes what is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[str] = []

    @contextmanager
    def sitting(self, *, is_generated: bool = False) -> Iterator[Sitting]:
        with super().sitting(is_generated=is_generated) as sitting:
            draw = sitting.draw

            def noted(script: Script, data: Mapping[str, Json], visits: Sequence[Visit]) -> Drawn:
                self.drawn += [visit.address for visit in visits]
                return draw(script, data, visits)

            sitting.draw = noted  # type: ignore[method-assign]
            yield sitting


@dataclass(frozen=True)
class Candidate:
    after: AppSpec
    drafts: Sequence[FileDraft]
    bundle: Bundle

    @classmethod
    def of(cls, spec: AppSpec, edits: dict[str, str] | None = None) -> "Candidate":
        drafts = [replace(draft, text=(edits or {}).get(draft.path, draft.text)) for draft in files_of(spec)]
        return cls(spec, drafts, bundle(drafts, title=spec.name))


@pytest.fixture
def renderer() -> Iterator[Watched]:
    renderer = Watched()
    yield renderer
    renderer.close()


@pytest.mark.rotating(6, of="what takes longest")
async def test_a_page_that_passed_is_drawn_again_only_when_it_changed(
    opened: Database, renderer: Watched, salon: AppSpec
) -> None:
    proofs = PageProofs(opened, renderer)
    assert await proofs.prove(Candidate.of(salon)) == ()
    assert "/services" in renderer.drawn
    renderer.drawn.clear()

    assert await proofs.prove(Candidate.of(salon)) == ()
    assert renderer.drawn == []

    broken = "export function ServiceTable() {\n  throw new Error('no table');\n}\n"
    [problem] = await proofs.prove(Candidate.of(salon, {TABLE: broken}))
    assert problem.path == "components.ServiceTable"
    assert {address.split("?")[0] for address in renderer.drawn} == {"/services"}
    renderer.drawn.clear()

    assert len(await proofs.prove(Candidate.of(salon, {TABLE: broken}))) == 1
    assert renderer.drawn != []
