"""Names in the database: functions of the spec and the module's prefix, shared by targets and runtime."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from sayso.kit.words import plural, snake
from sayso.spec.index import Junction, SpecIndex

LONGEST_NAME = 63
"""Bytes of an identifier that PostgreSQL keeps (NAMEDATALEN - 1)."""
SCHEMA = "apps"
_LONGEST_STEM = 32
SYSTEM_COLUMNS = ("id", "site_id", "created_at", "updated_at", "created_by", "version")
_KEPT_REFERENCES = frozenset({"site_id", "member_id"})
"""Columns of ours that say whose a row is; a relation ``site`` or ``member`` refers by another column."""

# Every word that PostgreSQL 18 reserves, fully or for functions and types; others need no quotes as a column.
_RESERVED_WORDS = """
all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
case cast char character check coalesce collate collation column concurrently constraint create cross
current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
found freeze from full grant greatest group grouping having ilike in initially inner inout int integer
intersect interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg
json_query json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
localtimestamp merge_action national natural nchar new none normalize not notnull null nullif numeric offset
old on only or order out outer overlaps overlay placing position precision primary real references returning
right row select session_user setof similar smallint some substring symmetric system_user table tablesample
tg_op then time timestamp to trailing treat trim true union unique user using values varchar variadic
verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse
xmlpi xmlroot xmlserialize xmltable
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())


def shorten(name: str) -> str:
    """``name`` if PostgreSQL keeps all of it; otherwise its beginning and a hash of the whole."""
    if len(name.encode()) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name.encode()[: LONGEST_NAME - 9].decode(errors='ignore')}_{digest}"


def quote(name: str) -> str:
    """An identifier as SQL: bare where that is safe, in double quotes otherwise."""
    if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def archive_stem(prefix: str) -> str:
    """What the names of a module's tables in the archive begin with; a whole id fits behind it."""
    if len(prefix) <= _LONGEST_STEM:
        return f"mod_{prefix}_"
    return f"mod_{prefix[: _LONGEST_STEM - 9]}_{hashlib.sha256(prefix.encode()).hexdigest()[:8]}_"


def reference(relation: str) -> str:
    """The column of a table that a belongs_to is kept in; rows and views call it ``<relation>_id`` always."""
    plain = f"{relation}_id"
    return f"{relation}_ref_id" if plain in _KEPT_REFERENCES else plain


@dataclass(frozen=True)
class ModuleNames:
    """What tables, views and functions of a module are called; ``qualified`` adds the schema."""

    index: SpecIndex
    prefix: str

    @classmethod
    def of(cls, index: SpecIndex, prefix: str | None = None) -> "ModuleNames":
        """The names under ``prefix``, by default the slug of the spec."""
        return cls(index, prefix or snake(index.spec.slug))

    @staticmethod
    def qualified(name: str) -> str:
        """``apps.mod_salon_clients``."""
        return f"{SCHEMA}.{quote(name)}"

    def name(self, *parts: str) -> str:
        """``mod_<prefix>_<parts>``, shortened if need be."""
        return shorten("_".join(("mod", self.prefix, *parts)))

    def table(self, entity: str) -> str:
        """The table of an entity."""
        return self._tables[entity]

    def view(self, entity: str) -> str:
        """The view that is read: computed values, titles of relations, field masks."""
        return self._derived(entity, "v")

    def everything(self, entity: str) -> str:
        """The view over all rows that computed values and checks look through; closed to requests."""
        return self._derived(entity, "all")

    def junction(self, junction: Junction) -> str:
        """The table of a many_to_many link; told apart from an entity of the same name."""
        plain = f"{junction.left}_{junction.name}"
        taken = plain in {plural(entity) for entity in self.index.entities}
        return self.name(f"{plain}_links" if taken else plain)

    def junction_everything(self, junction: Junction) -> str:
        """The view over all links, closed to requests."""
        return shorten(f"{self.junction(junction)}_all")

    def junction_columns(self, junction: Junction) -> tuple[str, str]:
        """The columns that hold the left and the right row."""
        left, right = reference(junction.left), reference(junction.right)
        if left == right:
            right = f"{snake(junction.name)}_{right}"
        return left, right

    @property
    def history(self) -> str:
        """The table that keeps what was."""
        return self.name("history") if "history" not in self._plurals else self.name("history_log")

    @property
    def history_view(self) -> str:
        """The history without what the acting member may not read."""
        return shorten(f"{self.history}_v")

    def constraint(self, table: str, *parts: str) -> str:
        """``<table>_<parts>``, shortened if need be."""
        return shorten("_".join((table, *parts)))

    def column(self, entity: str, name: str) -> str:
        """The column of a field, flow field, computed value or system column; of a belongs_to name its id."""
        return reference(name) if name in self.index.parents(entity) else name

    def _derived(self, entity: str, suffix: str) -> str:
        return shorten(f"{self.table(entity)}_{suffix}")

    @cached_property
    def _plurals(self) -> frozenset[str]:
        return frozenset(plural(entity) for entity in self.index.entities)

    @cached_property
    def _tables(self) -> dict[str, str]:
        return {entity: self.name(plural(entity)) for entity in self.index.entities}
