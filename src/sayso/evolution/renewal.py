"""Brings a module that an earlier Sayso installed to what today's makes of the same spec, with its rows.

Logic (views, functions, triggers, policies, grants, generated columns) is removed as the catalogue knows it
and made anew; tables are converted where their generation is an earlier one. All of it is a ``Migration``,
run by ``prepare`` and ``switch`` like a change of the spec.
"""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import asyncpg

from sayso.compiler.migrations.types import READERS_WAIT, Migration
from sayso.compiler.targets.sql import logic_parts, lower_sql
from sayso.compiler.targets.sql.logic import create_text
from sayso.errors import ConflictError
from sayso.evolution.derived import read_derived
from sayso.evolution.generations import GENERATION, conversion_of
from sayso.spec.model import AppSpec

_WRITTEN = (".py", ".sql", ".j2")
_MAKES = ("spec", "kit", "compiler/identifiers.py", "compiler/targets/sql")


def logic_digest(spec: AppSpec, prefix: str) -> str:
    """A digest of the logic that today's compiler makes of a spec."""
    return _hashed(create_text(logic_parts(spec, prefix)))


@cache
def maker() -> str:
    """A digest of the code that makes logic; as long as it is the same, nothing can be outdated."""
    root = files("sayso")
    return _hashed(*(_text(root.joinpath(*place.split("/"))) for place in _MAKES))


async def renewal_of(
    connection: "asyncpg.Connection[asyncpg.Record]", spec: AppSpec, prefix: str, *, generation: int
) -> Migration:
    """The way from what is installed to what today's Sayso makes of ``spec``; hold the ``turn`` meanwhile.

    Raises:
        ConflictError: when the tables are of a generation that this Sayso does not know yet.
    """
    if generation > GENERATION:
        raise ConflictError(
            f"Its tables were made by a newer Sayso (generation {generation}; this one knows {GENERATION}).",
            hint="Start the newer Sayso on this database again.",
        )
    module = lower_sql(spec, prefix)
    conversion = await conversion_of(connection, spec, module, generation)
    derived = await read_derived(connection, module, prefix)
    kept = {f"column {name}" for name in derived.kept}
    made = create_text([part for part in logic_parts(spec, prefix) if part.name not in kept])
    tables = f"{derived.drop}{conversion.tables}{made}"
    switch = f"{conversion.rows}{READERS_WAIT}\n{tables}" if conversion.rows else tables
    return Migration(
        steps=(),
        prepare=conversion.prepare,
        switch=switch,
        finish=(),
        script=_as_one(conversion.prepare, conversion.rows, tables),
        tables=conversion.changed,
    )


def _as_one(prepare: tuple[str, ...], rows: str, tables: str) -> str:
    """The same as one script for one transaction."""
    before = "".join(f"{statement.replace(' concurrently ', ' ')};\n" for statement in prepare)
    return f"{before}{rows}{tables}"


def _text(place: Traversable) -> str:
    if place.is_dir():
        inside = sorted(place.iterdir(), key=lambda one: one.name)
        return "".join(f"{one.name}\n{_text(one)}" for one in inside if one.name != "__pycache__")
    return place.read_text(encoding="utf-8") if place.name.endswith(_WRITTEN) else ""


def _hashed(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
