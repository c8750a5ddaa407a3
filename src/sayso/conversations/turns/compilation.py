"""What the edits of a turn make: components with their code, files, and what the checks say of it all."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.three_way_merge import StoredDraft, merge_drafts
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec

_COMPONENTS = "src/components/"
RECORDS = ("migrations/", "rollback/", "module.json")
"""Files that tell of tables, and follow from what is published."""

_KEPT = 8


@dataclass(frozen=True, slots=True)
class Made:
    """A component whose code is new; ``page`` is the one that shows it first, none where none does."""

    id: str
    name: str
    kind: str
    page: str | None
    path: str
    code: str


@dataclass(frozen=True, slots=True)
class Product:
    """What came of a turn: components in the order of the pages, other files, and findings."""

    components: tuple[Made, ...] = ()
    files: tuple[FileDraft, ...] = ()
    gone: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Compiled:
    """Compiles specs, each once as long as it is talked about."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, list[FileDraft]] = OrderedDict()
        self._turns = Lock()

    def drafts(self, spec: AppSpec) -> list[FileDraft]:
        """The files of a spec; compiling is pure, so that those of before do."""
        key = hashlib.sha256(spec.model_dump_json(by_alias=True).encode()).hexdigest()
        with self._turns:
            found = self._kept.pop(key, None)
        if found is None:
            found = compile_app(spec)
        with self._turns:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def files(self, spec: AppSpec, handwork: Sequence[StoredDraft]) -> list[StoredDraft]:
        """The files of a spec with what people and models wrote."""
        return merge_drafts(handwork, self.drafts(spec))

    def product(
        self,
        before: AppSpec,
        old: Sequence[StoredDraft],
        after: AppSpec,
        new: Sequence[StoredDraft],
    ) -> Product:
        """What is different after a turn, findings too; what records migrations is left out."""
        found = check(after)
        if any(one.level is Level.ERROR for one in found):
            return Product(diagnostics=tuple(found))
        known = set(check(before))
        found = tuple(one for one in found if one not in known)
        then = {one.path: one.text for one in self.files(before, old)} if before.entities else {}
        now = {one.path: one for one in self.files(after, new)}
        changed = [
            one.as_draft()
            for path, one in now.items()
            if then.get(path) != one.text and not path.startswith(RECORDS)
        ]
        gone = tuple(path for path in then if path not in now)
        components = tuple(_in_order(after, changed))
        shown = {one.path for one in components}
        files = tuple(one for one in changed if one.path not in shown)
        conflicts = tuple(_conflict(one) for one in now.values() if one.conflicts)
        return Product(components, files, gone, (*found, *conflicts))


def _in_order(spec: AppSpec, changed: Iterable[FileDraft]) -> Iterable[Made]:
    """Components whose code is new, in the order in which people come across them."""
    of_id = {one.elements[0]: one for one in changed if one.path.startswith(_COMPONENTS) and one.elements}
    known = {component.name: component for component in spec.components}
    pages = {name: page.name for page in reversed(spec.pages) for name in page.components}
    for name in dict.fromkeys([*(one for page in spec.pages for one in page.components), *known]):
        component = known.get(name)
        draft = of_id.get(component.id) if component else None
        if component is not None and draft is not None:
            kind = component.type.value
            yield Made(component.id, name, kind, pages.get(name), draft.path, draft.text)


def _conflict(file: StoredDraft) -> Diagnostic:
    return Diagnostic(
        code="merge-conflict",
        level=Level.WARNING,
        path=file.path,
        message="This changes lines that were written by hand.",
        hint="Decide about the marked places in this file before it is published.",
    )
