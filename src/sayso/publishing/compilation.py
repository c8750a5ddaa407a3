"""From a spec to the files of a revision: compiled, with all migrations so far."""

from collections.abc import Iterable, Sequence

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.migrations import is_history, number_of, with_history
from sayso.compiler.targets.manifest.lower import PATH as MANIFEST
from sayso.compiler.targets.manifest.lower import lower as lower_manifest
from sayso.compiler.three_way_merge import StoredDraft
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec


def compiled(
    spec: AppSpec, prefix: str, version: str, *, history: Sequence[FileDraft] = ()
) -> list[FileDraft]:
    """The files made of a spec; a ``history`` of SQL takes the place of a fresh beginning."""
    drafts = compile_app(spec, prefix=prefix, version=version)
    if not history:
        return drafts
    kept = with_history([draft for draft in drafts if draft.path != MANIFEST], history)
    names = ModuleNames.of(SpecIndex(spec), prefix)
    return sorted([*kept, lower_manifest(names, kept, version)], key=lambda draft: draft.path)


def history_of(stored: Iterable[StoredDraft]) -> list[FileDraft]:
    """The SQL that made the tables what they are, and its way back."""
    return [file.as_draft() for file in stored if is_history(file.path)]


def foundation_of(drafts: Iterable[FileDraft]) -> dict[str, str]:
    """The SQL that all modules stand on, by path in the order it is run; harmless to run again."""
    found = [draft for draft in drafts if number_of(draft.path) == 0]
    return {draft.path: draft.text for draft in sorted(found, key=lambda draft: draft.path)}
