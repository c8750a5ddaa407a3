"""The SQL of a module: what is shown, exported and run are the same files."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sayso.compiler.draft import FileDraft
from sayso.compiler.naming import ModuleNames
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

from .literals import body_quote
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
    names = ModuleNames.of(SpecIndex(spec), prefix)
    module = lower(names)
    values = {"module": module, "body": body_quote(spec)}
    return [
        FileDraft(BOOTSTRAP, bootstrap_sql()),
        FileDraft(FILES, _template_text("files.sql")),
        FileDraft(CREATE, _environment().get_template("create.sql.j2").render(values), _elements(spec)),
        FileDraft(DROP, _environment().get_template("drop.sql.j2").render(values), _elements(spec)),
    ]


@cache
def bootstrap_sql() -> str:
    """Roles, schema and functions that every module stands on; harmless to run again."""
    return _template_text("bootstrap.sql")


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
