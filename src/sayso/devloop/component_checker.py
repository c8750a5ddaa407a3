"""A component is checked as its module is before publishing, and for what a model may get wrong besides."""

import asyncio
import re
from collections.abc import Iterable, Sequence

from sayso.compiler.compilation import client_files
from sayso.compiler.draft import FileDraft
from sayso.runtime.bundle import bundle
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, Page
from sayso.verifier.esbuild import BundleError
from sayso.verifier.rendering import Renderer, Situation, draw_pages, script_of
from sayso.verifier.typecheck import typecheck

from .biome_lint import lint
from .component_placement import is_shown, place_of
from .static_scan import LEAVES, scan

_FILE = re.compile(r"^(?P<file>[\w./@()\[\]-]+\.tsx?)(?::\d+)*$")

_ALONE = frozenset({"component-too-long", "component-unreadable", LEAVES})
"""Findings after which nothing else is looked at."""


class ComponentChecker:
    """Checks the file of one component among the files of its module.

    Findings come together: the file as such, types, bundle, and its pages drawn with rows, without any and
    where they cannot be loaded. What reaches out of the application is not drawn, as drawing runs it.
    """

    def __init__(self, spec: AppSpec, component: Component, renderer: Renderer | None = None) -> None:
        self._spec = spec
        self._component = component
        self._path = place_of(component)
        self._renderer = renderer

    async def check(self, drafts: Sequence[FileDraft]) -> Sequence[Diagnostic]:
        """Everything that is wrong with the component's file."""
        text = next((draft.text for draft in drafts if draft.path == self._path), "")
        spec, files = self._shown(drafts)
        known = frozenset(draft.path for draft in drafts)
        own = await asyncio.to_thread(scan, self._path, text, self._component.name, known)
        if any(one.code in _ALONE for one in own):
            return own
        others = [asyncio.to_thread(lint, self._path, text), asyncio.to_thread(typecheck, files)]
        if not own:
            others.append(asyncio.to_thread(self._drawn, files, spec))
        found = [one for part in await asyncio.gather(*others) for one in part]
        return _told_once([*own, *(one for one in found if self._concerns(one, drafts))])

    def _shown(self, drafts: Sequence[FileDraft]) -> tuple[AppSpec, Sequence[FileDraft]]:
        """The module; with a page for the component, where no page shows it yet."""
        index = SpecIndex(self._spec)
        if is_shown(index, self._component):
            return self._spec, drafts
        page = Page(
            id="pag_check00",
            name="component_check",
            title=self._component.name,
            path="/component-check",
            components=(self._component.name,),
        )
        spec = self._spec.model_copy(update={"pages": (*self._spec.pages, page)})
        kept = {draft.path: draft for draft in drafts}
        made = [
            kept.get(draft.path, draft) if draft.path != "src/app.tsx" else draft
            for draft in client_files(spec)
        ]
        rest = [draft for draft in drafts if draft.path not in {one.path for one in made}]
        return spec, [*made, *rest]

    def _drawn(self, drafts: Sequence[FileDraft], spec: AppSpec) -> list[Diagnostic]:
        """What the bundler finds, else what goes wrong on the pages that show the component."""
        try:
            script = script_of(bundle(drafts, title=spec.name).assets)
        except BundleError as error:
            return list(error.diagnostics)
        drawn = draw_pages(
            drafts,
            spec,
            script,
            changed={self._path},
            situations=tuple(Situation),
            audit=True,
            renderer=self._renderer,
        )
        return list(drawn.diagnostics)

    def _concerns(self, found: Diagnostic, drafts: Sequence[FileDraft]) -> bool:
        """Whether a finding is about this component: in its file, or in one that uses it."""
        match = _FILE.match(found.path)
        if match is None or match["file"] == self._path:
            return True
        text = next((draft.text for draft in drafts if draft.path == match["file"]), None)
        return text is None or self._component.name in text


def _told_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What two checks say in the same words is said once."""
    return list({(one.path, one.message): one for one in found}.values())
