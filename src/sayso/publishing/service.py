"""Publishing: a spec is checked and the code made of it is proved before anything is installed."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.db.database import Database
from sayso.errors import InputError, OperationError
from sayso.identity.types import Home
from sayso.runtime.bundle import bundle
from sayso.runtime.bundles import store_bundle
from sayso.runtime.service import Revision, install
from sayso.runtime.types import Module
from sayso.spec.checks import check
from sayso.spec.diagnostics import as_details, has_errors
from sayso.spec.model import AppSpec
from sayso.verifier.typecheck import typecheck


async def publish(
    database: Database, spec: AppSpec, home: Home, *, reason: str = "Created", edits: Sequence[Any] = ()
) -> Module:
    """Make a running module of a spec.

    Raises:
        InputError: when the spec cannot be built; ``details["diagnostics"]`` name each place.
        OperationError: when the code made of it does not hold; nothing is installed then.
    """
    problems = check(spec)
    if has_errors(problems):
        raise InputError("This application cannot be built yet.", details=as_details(problems))
    drafts = await asyncio.to_thread(compile_app, spec)
    made, faults = await asyncio.gather(
        asyncio.to_thread(bundle, drafts, title=spec.name), asyncio.to_thread(typecheck, drafts)
    )
    if has_errors(faults):
        raise OperationError(
            "The code made from this description does not hold.",
            hint="Nothing was published. Please report it with the description.",
            details=as_details(faults),
        )
    module = await install(database, spec, _compile, home, revision=Revision(reason, list(edits)))
    await store_bundle(database, module, made)
    return module


def _compile(spec: AppSpec, prefix: str) -> list[FileDraft]:
    """All files of a module that Sayso runs, under the names it was given."""
    return compile_app(spec, prefix=prefix)
