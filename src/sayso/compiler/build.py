"""The public face of the compiler: a spec goes in, the drafts of all its files come out."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

from .draft import FileDraft
from .identifiers import ModuleNames
from .migrations import with_history
from .spec_key import SameSpec
from .targets.fastapi.lower import lower as lower_fastapi
from .targets.manifest.lower import lower as lower_manifest
from .targets.nextjs.lower import Data, as_client
from .targets.nextjs.lower import lower as lower_nextjs
from .targets.react.lower import lower as lower_react
from .targets.sql import compile_sql
from .targets.typescript.lower import lower as lower_typescript


class Target(StrEnum):
    """What is made of a spec."""

    APP = "app"
    """The files of a module that Sayso runs."""
    NEXTJS = "nextjs"
    """A Next.js project that stands on its own."""
    FASTAPI = "fastapi"
    """A Python service that stands on its own."""


TargetName = Literal["app", "nextjs", "fastapi"]
FIRST_VERSION = "1.0.0"


def compile_app(
    spec: AppSpec,
    target: Target | TargetName = Target.APP,
    prefix: str | None = None,
    version: str = FIRST_VERSION,
    *,
    data: Data = Data.POSTGRES,
    history: Sequence[FileDraft] = (),
) -> list[FileDraft]:
    """The files of a module, sorted by path; the same spec gives the same bytes.

    Args:
        spec: a spec without errors.
        target: application, SQL and manifest; for ``nextjs`` also server, routes and project files; for
            ``fastapi`` a service in place of the application.
        prefix: what its tables are named after (``mod_<prefix>_…``); the slug when not given.
        version: version of the module in its manifest.
        data: for ``nextjs`` how the server reaches the tables.
        history: the SQL that made its tables what they are, in place of that of a fresh beginning.
    """
    names = ModuleNames.of(SpecIndex(spec), prefix)
    drafts = lower_fastapi(names, version) if target == Target.FASTAPI else [*client_files(spec)]
    if target == Target.NEXTJS:
        drafts = [*as_client(drafts), *lower_nextjs(names, version, data)]
    drafts += compile_sql(spec, prefix)
    drafts = with_history(drafts, history) if history else drafts
    drafts.append(lower_manifest(names, drafts, version))
    return sorted(drafts, key=lambda draft: draft.path)


def client_files(spec: AppSpec) -> tuple[FileDraft, ...]:
    """What runs in a browser, as the compiler writes it."""
    return _client_files(SameSpec(spec))


@lru_cache(maxsize=8)
def _client_files(given: SameSpec) -> tuple[FileDraft, ...]:
    index = SpecIndex(given.spec)
    return (*lower_typescript(index), *lower_react(index))
