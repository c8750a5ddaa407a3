"""What the edits of a turn make: components with their code, files, and what the checks say of it all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.compiler.compilation import files_of
from sayso.compiler.draft import FileDraft
from sayso.compiler.three_way_merge import StoredDraft, merge_drafts
from sayso.conversations.line import Present
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec

_COMPONENTS = "src/components/"
RECORDS = ("migrations/", "rollback/", "module.json")
"""Files that tell of tables, and follow from what is published."""


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


def session_files(spec: AppSpec, handwork: Sequence[StoredDraft]) -> list[StoredDraft]:
    """The files of a spec with what people and models wrote."""
    return merge_drafts(handwork, files_of(spec))


def product_of(present: Present, after: AppSpec, files: Sequence[StoredDraft]) -> Product:
    """What is different after a turn, findings too; what records migrations is left out."""
    before = present.spec
    if after == before and tuple(files) == present.handwork:
        return Product()
    found = check(after)
    if any(one.level is Level.ERROR for one in found):
        return Product(diagnostics=tuple(found))
    known = set(check(before))
    found = tuple(one for one in found if one not in known)
    then = {one.path: one.text for one in session_files(before, present.handwork)} if before.entities else {}
    now = {one.path: one for one in session_files(after, files)}
    changed = [
        one.as_draft()
        for path, one in now.items()
        if then.get(path) != one.text and not path.startswith(RECORDS)
    ]
    gone = tuple(path for path in then if path not in now)
    components = tuple(_in_order(after, changed))
    shown = {one.path for one in components}
    others = tuple(one for one in changed if one.path not in shown)
    conflicts = tuple(_conflict(one) for one in now.values() if one.conflicts)
    return Product(components, others, gone, (*found, *conflicts))


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
