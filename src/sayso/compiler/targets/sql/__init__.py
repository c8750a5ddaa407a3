"""The SQL of a module: what is shown, exported and run are the same files."""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso.compiler.draft import FileDraft
from sayso.compiler.identifiers import ModuleNames, archive_stem
from sayso.compiler.spec_key import SameSpec
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

from . import ir
from .literals import body_quote
from .logic import LogicPart, Renewal, create_text, drop_text, parts_of, renewal
from .lower import lower

CREATE = "migrations/0001_create.sql"
DROP = "rollback/0001_drop.sql"
BOOTSTRAP = "migrations/0000_bootstrap.sql"
FILES = "migrations/0000_files.sql"


def compile_sql(spec: AppSpec, prefix: str | None = None) -> list[FileDraft]:
    """The files that create and remove the tables of a valid spec, and those that every module stands on.

    ``prefix`` names the module's tables (``mod_<prefix>_…``), by default its slug. Those under
    ``migrations/`` are run in the order of their paths; only ``CREATE`` differs between modules.
    """
    drop = _environment().get_template("drop.sql.j2")
    functions = [name for part in logic_parts(spec, prefix) if (name := part.function)]
    names = ModuleNames.of(SpecIndex(spec), prefix)
    values = {
        "module": lower_sql(spec, prefix),
        "functions": functions,
        "archive": archive_stem(names.prefix),
        "kept_values": names.name("values"),
        "body": body_quote(spec),
    }
    return [
        FileDraft(BOOTSTRAP, bootstrap_sql()),
        FileDraft(FILES, files_sql()),
        FileDraft(CREATE, f"{create_tables(spec, prefix)}\n{create_logic(spec, prefix)}", _elements(spec)),
        FileDraft(DROP, drop.render(values), _elements(spec)),
    ]


def lower_sql(spec: AppSpec, prefix: str | None = None) -> ir.Module:
    """Every name and expression of a module's SQL, decided and escaped; columns know their elements."""
    return _lowered(SameSpec(spec), prefix)


def create_tables(spec: AppSpec, prefix: str | None = None) -> str:
    """The part of ``CREATE`` that makes what holds data."""
    return _environment().get_template("tables.sql.j2").render(module=lower_sql(spec, prefix))


def create_logic(spec: AppSpec, prefix: str | None = None) -> str:
    """The part of ``CREATE`` that makes everything else: views, functions, triggers, policies, grants."""
    return create_text(logic_parts(spec, prefix), has_headings=True)


def drop_logic(spec: AppSpec, prefix: str | None = None) -> str:
    """Removes what ``create_logic`` makes; the two after each other change nothing."""
    return drop_text(logic_parts(spec, prefix))


def logic_parts(spec: AppSpec, prefix: str | None = None) -> tuple[LogicPart, ...]:
    """What ``create_logic`` makes, in parts and in order."""
    return _logic_parts(SameSpec(spec), prefix)


@lru_cache(maxsize=8)
def _lowered(given: SameSpec, prefix: str | None) -> ir.Module:
    """Publishing asks for the same module many times: to compile, to migrate there and back, to prove."""
    return lower(ModuleNames.of(SpecIndex(given.spec), prefix))


@lru_cache(maxsize=8)
def _logic_parts(given: SameSpec, prefix: str | None) -> tuple[LogicPart, ...]:
    spec = given.spec
    macros = _environment().get_template("logic.sql.j2").make_module({"body": body_quote(spec)})

    def print_macro(name: str, *values: object) -> str:
        return str(getattr(macros, name)(*values))

    return parts_of(lower_sql(spec, prefix), print_macro)


def renew_logic(
    before: AppSpec | None, after: AppSpec | None, prefix: str, tables: Iterable[str] = ()
) -> Renewal:
    """What to remove before the tables of ``before`` become those of ``after``, and what to make then.

    Only parts that differ, and what stands on those; of ``tables`` (bare names) in any case all parts.
    """
    return renewal(
        logic_parts(before, prefix) if before else (), logic_parts(after, prefix) if after else (), tables
    )


@cache
def bootstrap_sql() -> str:
    """Roles, schema and functions that every module stands on; harmless to run again."""
    return _template_text("bootstrap.sql")


@cache
def files_sql() -> str:
    """The table that uploaded files are kept in, where Sayso's own is not there; harmless to run again."""
    return _template_text("files.sql")


def _elements(spec: AppSpec) -> tuple[str, ...]:
    """What the tables come from: everything but pages, components, endpoints and reports."""
    found = [element.id for element in (*spec.relationships, *spec.flows, *spec.permissions.rules)]
    for entity in spec.entities:
        parts = (*entity.fields, *entity.computed, *entity.indexes, *entity.rules)
        found += [entity.id, *(element.id for element in parts)]
    return tuple(sorted(found))


def _template_text(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(files(__package__).joinpath("templates"))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - SQL; every value is escaped by the function that made it
    )
    environment.filters["aligned"] = _aligned
    return environment


def _aligned(rows: "list[tuple[str, ...]]") -> list[str]:
    """Columns of text padded to the same width."""
    widths = [max((len(row[position]) for row in rows), default=0) for position in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
