"""The public face of the compiler: a spec goes in, the drafts of all its files come out."""

from typing import Literal

from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

from .draft import FileDraft
from .naming import ModuleNames
from .targets.manifest.lower import lower as lower_manifest
from .targets.react.lower import lower as lower_react
from .targets.typescript.lower import lower as lower_typescript

Target = Literal["app", "nextjs"]
FIRST_VERSION = "1.0.0"


def compile_app(
    spec: AppSpec, target: Target = "app", prefix: str | None = None, version: str = FIRST_VERSION
) -> list[FileDraft]:
    """The files of a module, sorted by path; the same spec gives the same bytes.

    Args:
        spec: a spec without errors.
        target: ``app`` for a module that Sayso runs, ``nextjs`` for a project that stands on its own.
        prefix: what its tables are named after (``mod_<prefix>_…``); the slug when not given.
        version: version of the module in its manifest.
    """
    index = SpecIndex(spec)
    names = ModuleNames.of(index, prefix)
    drafts = [*lower_typescript(index), *lower_react(index)]
    drafts.append(lower_manifest(names, drafts, version))
    return sorted(drafts, key=lambda draft: draft.path)
