"""Publishing: a spec is checked, compiled, type-checked and bundled before anything is installed."""

import asyncio
from collections.abc import Sequence
from typing import Any

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import compile_sql
from sayso.db.database import Database
from sayso.errors import InputError, OperationError
from sayso.identity.types import Home
from sayso.runtime import service as modules
from sayso.runtime.bundle import Bundle, bundle
from sayso.runtime.types import BundleFile, Module
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec
from sayso.verifier.typecheck import typecheck


async def publish(
    database: Database, spec: AppSpec, home: Home, *, reason: str = "Created", edits: Sequence[Any] = ()
) -> Module:
    """Make a running module of a spec.

    Raises:
        InputError: when the spec cannot be built; ``details["diagnostics"]`` name each place.
        OperationError: when what was compiled does not hold; nothing is installed then.
    """
    problems = check(spec)
    if has_errors(problems):
        raise InputError("This application cannot be built yet.", details={"diagnostics": problems})
    drafts = await asyncio.to_thread(compile_app, spec)
    made, faults = await asyncio.gather(
        asyncio.to_thread(bundle, drafts, title=spec.name), asyncio.to_thread(typecheck, drafts)
    )
    if has_errors(faults):
        raise OperationError(
            "The code made from this description does not hold.",
            hint="Nothing was published. Please report it with the description.",
            details={"diagnostics": tuple(faults)},
        )
    revision = modules.Revision(reason, list(edits))
    module = await modules.install(database, spec, compile_files, home, revision=revision)
    await modules.store_bundle(database, module, bundle_files(made))
    return module


def compile_files(spec: AppSpec, prefix: str) -> list[FileDraft]:
    """All files of a module that Sayso runs: application, manifest and SQL."""
    return [*compile_app(spec, prefix=prefix), *compile_sql(spec, prefix)]


def bundle_files(made: Bundle) -> list[BundleFile]:
    """A bundle in the form in which the runtime keeps and serves it."""
    page = BundleFile("index.html", "text/html; charset=utf-8", made.index_html.encode())
    return [page, *(BundleFile(f"assets/{asset.name}", asset.content_type, asset.content) for asset in made.assets)]
