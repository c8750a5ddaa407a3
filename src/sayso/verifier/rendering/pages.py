"""Draws the pages of an application and says what is wrong with them, in the words of its spec."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from sayso.compiler.compilation import client_files
from sayso.compiler.draft import FileDraft
from sayso.errors import InputError
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.verifier.imports import ENTRY, reached
from sayso.verifier.toolchain import kit

from .mock_api import Canned, Situation
from .screens import Screen, only_changed, screens_of
from .worker import Problem, Renderer, Script, Sitting, Visit, shared_renderer

_OWN_FOLDERS = ("src/components/", "src/pages/")
_CODES = {
    "empty": "page-empty",
    "unfinished": "page-unfinished",
    "hung": "page-unfinished",
    "request": "page-asks-wrongly",
    "inaccessible": "page-inaccessible",
}
_STUCK = frozenset({"hung", "died"})
"""A page that took the process with it is not tried again as another role."""


class Content(Protocol):
    """A file of a bundle."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def content(self) -> bytes:
        """What it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Rendering:
    """What was found, how many screens were drawn, and what that took."""

    diagnostics: tuple[Diagnostic, ...]
    seconds: Mapping[str, float]
    """By role and address."""
    memory: int
    """Bytes the drawing process holds."""
    passed: tuple[str, ...] = ()
    """Digests of the screens on which nothing was found."""


def script_of(files: Iterable[Content]) -> Script:
    """The script of a bundle and its source map."""
    texts = {file.name: file.content.decode() for file in files}
    name = next((name for name in sorted(texts) if name.endswith(".js") and f"{name}.map" in texts), None)
    if name is None:
        raise InputError("The bundle has no script with a source map.")
    return Script(texts[name], texts[f"{name}.map"])


def screen_digests(drafts: Sequence[FileDraft], spec: AppSpec) -> frozenset[str]:
    """What names the screens of these files; one that passed under its name need not be drawn again."""
    index = SpecIndex(spec)
    return frozenset(screen.digest for screen in screens_of(index, drafts, Canned.of(index)))


def render_pages(
    drafts: Sequence[FileDraft],
    spec: AppSpec,
    script: Script,
    *,
    changed: Collection[str] | None = None,
    renderer: Renderer | None = None,
) -> list[Diagnostic]:
    """What breaks, stays empty or does not finish when the pages are drawn; nothing when all is well.

    Args:
        drafts: the files of the module, hand edits merged in.
        spec: what they were generated from.
        script: their bundle, see ``script_of``.
        changed: paths of files that differ from what was drawn before; only what stands on them is drawn.
        renderer: who draws; the one of this process when not given.
    """
    return list(draw_pages(drafts, spec, script, changed=changed, renderer=renderer).diagnostics)


def draw_pages(
    drafts: Sequence[FileDraft],
    spec: AppSpec,
    script: Script,
    *,
    changed: Collection[str] | None = None,
    known: Collection[str] = (),
    situations: Sequence[Situation] = (Situation.ROWS,),
    audit: bool = False,
    renderer: Renderer | None = None,
) -> Rendering:
    """As ``render_pages``, with what it took; screens whose digest is ``known`` are not drawn again.

    Each of the ``situations`` is drawn by the same process as the one before, up to the first in which
    something is wrong. In another than with rows, one page is drawn, and none counts as passed. With
    ``audit`` what is seriously wrong for people who cannot see or point counts as well.
    """
    index = SpecIndex(spec)
    canned = Canned.of(index)
    screens = screens_of(index, drafts, canned)
    if changed is not None:
        screens = only_changed(screens, changed)
    screens = [screen for screen in screens if screen.digest not in known]
    if not screens:
        return Rendering((), {}, 0)
    renderer = renderer or shared_renderer()
    with renderer.sitting(is_generated=_is_generated(drafts, index)) as sitting:
        drawing = _Drawing(sitting, script, canned, audit=audit)
        for situation in situations:
            drawing.draw(screens, _Places(index, drafts, situation), situation)
            if drawing.found:
                break
    return drawing.rendering()


@dataclass(slots=True)
class _Drawing:
    """What came of the screens so far."""

    sitting: Sitting
    script: Script
    canned: Canned
    audit: bool
    found: dict[tuple[str, str, str], Diagnostic] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    memory: int = 0
    stuck: set[str] = field(default_factory=set)

    def draw(self, screens: Sequence[Screen], places: "_Places", situation: Situation) -> None:
        """Draw them in a situation."""
        if situation is not Situation.ROWS:
            screens = [screen for screen in screens if screen.tabs][:1]
        for role, group in groupby(screens, key=attrgetter("role")):
            shown = [screen for screen in group if screen.address not in self.stuck]
            visits = [Visit(screen.address, screen.tabs, self.audit) for screen in shown]
            drawn = self.sitting.draw(self.script, self.canned.for_role(role, situation), visits)
            self.memory = drawn.memory
            for screen, problems, took in zip(shown, drawn.problems, drawn.seconds, strict=True):
                self.seconds[f"{role} {screen.address}"] = took
                self.stuck |= {screen.address for problem in problems if problem.kind in _STUCK}
                if not problems and situation is Situation.ROWS:
                    self.passed.append(screen.digest)
                for problem in _merged(problems):
                    diagnostic = places.diagnostic(screen, problem)
                    self.found.setdefault((diagnostic.code, diagnostic.path, problem.text), diagnostic)

    def rendering(self) -> Rendering:
        """All of it."""
        return Rendering(tuple(self.found.values()), self.seconds, self.memory, tuple(self.passed))


def _is_generated(drafts: Sequence[FileDraft], index: SpecIndex) -> bool:
    """Whether all that runs is as the compiler writes it, and nothing of people or models is among it."""
    known = {draft.path: draft.text for draft in client_files(index.spec)}
    files, problems = reached(ENTRY, drafts, kit().imports)
    return not problems and all(known.get(draft.path) == draft.text for draft in files)


def _merged(problems: Iterable[Problem]) -> list[Problem]:
    """One problem per text: an error is told of by React and again by what caught it, with other traces."""
    merged: dict[str, Problem] = {}
    for problem in problems:
        known = merged.get(problem.text)
        merged[problem.text] = replace(known, places=known.places + problem.places) if known else problem
    return list(merged.values())


class _Places:
    """Leads from places in files to elements of the spec."""

    def __init__(self, index: SpecIndex, drafts: Sequence[FileDraft], situation: Situation) -> None:
        spec = index.spec
        self._situation = "" if situation is Situation.ROWS else f" {situation.value}"
        self._labels = {role.name: role.label for role in spec.permissions.roles}
        self._elements = {draft.path: draft.elements for draft in drafts}
        self._paths = (
            {entity.id: f"entities.{entity.name}" for entity in spec.entities}
            | {page.id: f"pages.{page.name}" for page in spec.pages}
            | {component.id: f"components.{component.name}" for component in spec.components}
        )

    def diagnostic(self, screen: Screen, problem: Problem) -> Diagnostic:
        """The problem with the element it belongs to and the place to look at."""
        place = next(iter(problem.places), None)
        own = next((file for file, _ in problem.places if file.startswith(_OWN_FOLDERS)), place and place[0])
        path = self._path_of(own) if own else None
        at = f" ({place[0]}, line {place[1]})" if place else ""
        role = self._labels.get(screen.role)
        seen = f" as {role} sees it" if role else ""
        return Diagnostic(
            code=_CODES.get(problem.kind, "page-broken"),
            level=Level.ERROR,
            path=path or screen.path,
            message=f"The {screen.name}{seen}{self._situation}: {problem.text}{at}",
            hint=f"If you edited {place[0] if place else 'one of its files'}, mend it or go back to what was "
            "generated; if not, please report it with the description.",
        )

    def _path_of(self, file: str) -> str | None:
        elements = self._elements.get(file, ())
        return next((self._paths[one] for one in elements if one in self._paths), None)
