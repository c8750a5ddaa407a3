"""From a spec to a running module: compile, install, bundle."""

from collections.abc import Sequence

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import compile_sql
from sayso.db.database import Database
from sayso.identity.types import Home
from sayso.runtime.bundles import make_bundle
from sayso.runtime.service import Revision, install
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec


async def publish(
    database: Database, spec: AppSpec, home: Home, *, revision: Revision | None = None
) -> Module:
    """Install ``spec`` for a site and bundle its application; the spec must have no errors."""
    module = await install(database, spec, _compile, home, revision=revision)
    await make_bundle(database, module)
    return module


def _compile(spec: AppSpec, prefix: str) -> Sequence[FileDraft]:
    drafts = compile_app(spec, "app", prefix)
    if not any(draft.path.startswith("migrations/") for draft in drafts):
        drafts += compile_sql(spec, prefix)
    return drafts
