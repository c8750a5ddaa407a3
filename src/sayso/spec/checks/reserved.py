"""Names that the database, the data API or the languages of the generated code keep for themselves."""

from collections.abc import Iterator

from sayso.kit.words import pascal, plural
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.index import SpecIndex

from .clashes import bearers
from .findings import error, warning

SYSTEM_COLUMNS = frozenset(
    {"id", "site_id", "created_at", "updated_at", "created_by", "version", "member_id"}
    | {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"}
)
"""Columns that every table has: the module's own and PostgreSQL's."""

EXPRESSION_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "null"})
ARCHIVED = "archived_"
"""What columns are called whose field was removed; their values wait for its return."""
_COLUMNS = frozenset({"field", "computed value", "state flow", "relation"})
_COLLECTIONS = frozenset({"files", "session", "history"})
"""Addresses and tables of the module itself, where the plural of an entity would come to stand."""
_GLOBALS = (
    "Array Boolean Component Date Error Fragment Function Infinity Intl Iterator Json Map Math Nan Number "
    "Object Partial Pick Promise Proxy React Readonly Record Reflect Required Set String Suspense Symbol"
)
_GLOBAL_TYPES = frozenset(_GLOBALS.split())


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Entities, their names, and components that are called like something that is already there."""
    for name in index.entities:
        path = f"entities.{name}"
        if plural(name) in _COLLECTIONS:
            yield error(
                "reserved-word",
                path,
                f"“{name}” is taken: every module has {plural(name)} of its own in its data API.",
                f"Name it more exactly, such as client_{name}.",
            )
        elif pascal(name) in _GLOBAL_TYPES:
            yield warning(
                "reserved-word",
                path,
                f"“{pascal(name)}” is also the name of something in TypeScript.",
                "It works, but code that is added by hand reads easier with a more exact name.",
            )
        for bearer in bearers(index, name):
            if bearer.name in SYSTEM_COLUMNS:
                yield error(
                    "reserved-word",
                    bearer.path,
                    f"Every {name} has “{bearer.name}” already.",
                    "Remove it, or give it a name of its own.",
                )
            elif bearer.name.startswith(ARCHIVED) and bearer.what in _COLUMNS:
                yield error(
                    "reserved-word",
                    bearer.path,
                    f"“{bearer.name}” begins with {ARCHIVED}, like the columns that keep what was removed.",
                    "Give it another name, such as is_archived or archive_date.",
                )
            elif bearer.name in EXPRESSION_WORDS:
                yield error(
                    "reserved-word",
                    bearer.path,
                    f"“{bearer.name}” is a word of the expression language.",
                    "Give it another name.",
                )
    for component in index.components:
        if pascal(component) in _GLOBAL_TYPES or component in _GLOBAL_TYPES | {"JSON", "NaN"}:
            yield error(
                "reserved-word",
                f"components.{component}",
                f"“{component}” is a name of JavaScript or React.",
                f"Say what it shows, such as {component}Table.",
            )
