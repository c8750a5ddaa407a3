"""What follows from a spec without holding data: views, functions, triggers, policies, grants, stored values.

All of it is made in parts, each with the statements that make and remove it, so that a change of the spec
renews those parts only that differ, or that stand on one that does.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from . import ir

OWNER = "sayso_owner"
KEEPER = "sayso_keeper"
_QUALIFIED = re.compile(r'apps\.(?:"(?:[^"]|"")*"|\w+)')


_ALL_ROWS = "all rows"
_REMARKS = {
    _ALL_ROWS: "-- What checks and computed values look through, and migrations. "
    "Closed to requests: only the owner of the views below may use them.\n"
}

Printer = Callable[..., str]
"""Prints a macro of the template ``logic.sql.j2``: its name, then what it is given."""


@dataclass(frozen=True, slots=True)
class LogicPart:
    """One thing that can be made and removed without touching a row.

    ``name`` is the same in every revision that has it: what it is and, qualified, what it is called or on.
    ``table`` is the bare name of the table that it belongs to. ``owner`` is the role that makes and removes
    it. ``basis`` says which columns, of which elements and types, it reads: a part has to be renewed when
    that differs, even when its text does not. ``depends`` are the parts that PostgreSQL would not remove
    while this one stands.
    """

    name: str
    table: str
    section: str
    owner: str
    create: str
    drop: str
    basis: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()

    @property
    def function(self) -> str | None:
        """The function that this is, with the types of what it takes."""
        kind, _, name = self.name.partition(" ")
        return name if kind == "function" else None


@dataclass(frozen=True, slots=True)
class Renewal:
    """What to run before tables are changed and after."""

    drop: str
    create: str
    parts: tuple[str, ...] = ()
    """Names of the parts that are made anew or removed."""


def parts_of(module: ir.Module, printer: Printer) -> tuple[LogicPart, ...]:
    """All parts of a module, in the order in which they are made."""
    return _Parts(module, printer).all()


def create_text(parts: Sequence[LogicPart], *, has_headings: bool = False) -> str:
    """The statements that make the parts, from the first to the last."""
    lines: list[str] = []
    owner, section = "", ""
    for part in parts:
        if has_headings and part.section != section:
            section = part.section
            lines.append(f"\n-- {'=' * (112 - 4 - len(section))} {section}\n{_REMARKS.get(section, '')}")
        if part.owner != owner:
            owner = part.owner
            lines.append(f"set role {owner};\n")
        lines.append(part.create.strip("\n") + "\n")
    return "\n".join(lines) + ("\nreset role;\n" if lines else "")


def drop_text(parts: Sequence[LogicPart]) -> str:
    """The statements that remove the parts, from the last to the first."""
    lines: list[str] = []
    owner = ""
    for part in reversed(parts):
        if part.owner != owner:
            owner = part.owner
            lines.append(f"set role {owner};\n")
        lines.append(part.drop.strip("\n") + "\n")
    return "".join(lines) + ("reset role;\n" if lines else "")


def renewal(before: Sequence[LogicPart], after: Sequence[LogicPart], tables: Iterable[str] = ()) -> Renewal:
    """Remove what is gone, differs, or stands on something that is removed; make what is missing then.

    ``tables`` are bare names of tables whose parts are renewed in any case.
    """
    wanted = {part.name: part for part in after}
    touched = frozenset(tables)
    removed: set[str] = set()
    for part in before:
        same = wanted.get(part.name)
        is_kept = (
            same is not None
            and (same.create, same.basis) == (part.create, part.basis)
            and part.table not in touched
            and removed.isdisjoint(part.depends)
        )
        if not is_kept:
            removed.add(part.name)
    kept = {part.name for part in before} - removed
    gone = [part for part in before if part.name in removed]
    made = [part for part in after if part.name not in kept]
    names = dict.fromkeys([*(part.name for part in gone), *(part.name for part in made)])
    return Renewal(drop_text(gone), create_text(made), tuple(names))


class _Parts:
    """Collects the parts of one module; what a part reads and stands on is read off its text."""

    def __init__(self, module: ir.Module, printer: Printer) -> None:
        self._module = module
        self._print = printer
        self._found: list[LogicPart] = []
        self._everything: tuple[ir.Table | ir.LinkTable, ...] = (*module.tables, *module.links)
        self._columns = {
            table.name: (table.element, [(c.name, c.type, c.element or "") for c in table.columns])
            for table in self._everything
        }
        for table in module.tables:
            self._columns[table.name][1].extend((c.name, c.type, c.element) for c in table.generated)
        self._section = ""
        self._table = ""

    def all(self) -> tuple[LogicPart, ...]:
        """Every part."""
        self._generated()
        self._all_rows()
        for table in self._module.tables:
            self._section = self._table = table.bare
            self._of_table(table)
        self._section = "links"
        for link in self._module.links:
            self._table = link.bare
            self._of_link(link)
        self._section, self._table = "history", self._module.history.bare
        self._history()
        return tuple(self._found)

    def _generated(self) -> None:
        self._section = "values that are stored with the row"
        for table in self._module.tables:
            self._table = table.bare
            for column in table.generated:
                self._add(
                    f"column {table.name}.{column.name}",
                    self._print("generated_column", table, column),
                    f"alter table {table.name} drop column {column.name};",
                    OWNER,
                )

    def _all_rows(self) -> None:
        self._section = _ALL_ROWS
        for table in self._everything:
            self._table = table.bare
            self._add(
                f"access to all of {table.name}",
                self._print("access_to_all", table),
                f"drop policy moves_all on {table.name};\ndrop policy sees_all on {table.name};\n"
                f"revoke all on {table.name} from {KEEPER};",
                OWNER,
            )
        history = self._module.history
        self._table = history.bare
        self._add(
            f"access to all of {history.table}",
            self._print("history_access", history),
            f"drop policy writes_all on {history.table};\ndrop policy saves_all on {history.table};\n"
            f"revoke all on {history.table} from {KEEPER};",
            OWNER,
        )
        for table in self._everything:
            self._table = table.bare
            columns = [name for name, _, _ in self._columns[table.name][1]]
            self._view(
                table.everything, self._print("everything", table.everything, table.name, columns), KEEPER
            )
        for function in self._module.own:
            self._table = function.table.removeprefix("apps.")
            self._function(function.signature, self._print("own_function", function), KEEPER)

    def _of_table(self, table: ir.Table) -> None:
        if table.policies:
            drops = [f"drop policy {policy.name} on {table.name};" for policy in table.policies]
            self._add(
                f"policies of {table.name}",
                self._print("policies", table),
                "\n".join(drops),
                OWNER,
            )
        self._grants(table.name, table.readable, table.insertable, table.writable)
        self._view(table.view, self._print("view", table), OWNER)
        if table.field_guard:
            function = f"{table.field_guard.function}()"
            self._function(function, self._print("field_guard", table.field_guard), OWNER)
            self._trigger("check_fields", "before insert or update", table.name, function)
        self._trigger("touch", "before update", table.name, "apps.touch()")
        if table.flow:
            self._function(f"{table.flow.function}()", self._print("transitions", table.flow), KEEPER)
        if table.rules:
            self._function(f"{table.rules_function}()", self._print("rules", table), KEEPER)
        if table.dependents:
            self._function(f"{table.dependents_function}()", self._print("dependents", table), KEEPER)
        if table.flow:
            self._trigger(
                "check_transition", "before insert or update", table.name, f"{table.flow.function}()"
            )
        if table.rules:
            self._trigger("check_rules", "after insert or update", table.name, f"{table.rules_function}()")
        if table.dependents:
            self._trigger("check_dependents", "after update", table.name, f"{table.dependents_function}()")

    def _of_link(self, link: ir.LinkTable) -> None:
        drops = [f"drop policy {name} on {link.name};" for name in ("may_read", "may_create", "may_delete")]
        self._add(
            f"policies of {link.name}",
            self._print("link_policies", link),
            "\n".join(drops),
            OWNER,
        )
        columns = ", ".join(column.name for column in link.columns)
        self._grants(link.name, columns, f"{link.left}, {link.right}", "")

    def _history(self) -> None:
        history = self._module.history
        self._function(f"{history.record}()", self._print("record", history), KEEPER)
        for kept in history.recorded:
            self._table = kept.bare
            call = f"{history.record}({kept.element}, {kept.names})"
            self._trigger("keep_history", "after insert or update or delete", kept.table, call)
        self._table = history.bare
        if history.entities:
            self._add(
                f"policies of {history.table}",
                self._print("history_policy", history),
                f"drop policy may_read on {history.table};",
                OWNER,
            )
        self._view(history.view, self._print("history_view", history), OWNER)
        self._function(f"{history.restore}(text, uuid)", self._print("restore", history), OWNER)

    def _grants(self, table: str, readable: str, insertable: str, writable: str) -> None:
        self._add(
            f"grants on {table}",
            self._print("grants", table, readable, insertable, writable),
            f"revoke all on {table} from sayso_app;",
            OWNER,
        )

    def _view(self, name: str, create: str, owner: str) -> None:
        self._add(f"view {name}", create, f"drop view {name};", owner)

    def _function(self, signature: str, create: str, owner: str) -> None:
        self._add(f"function {signature}", create, f"drop function {signature};", owner, is_loose=True)

    def _trigger(self, name: str, when: str, table: str, call: str) -> None:
        create = self._print("trigger", name, when, table, call)
        self._add(f"trigger {name} on {table}", create, f"drop trigger {name} on {table};", OWNER)

    def _add(self, name: str, create: str, drop: str, owner: str, *, is_loose: bool = False) -> None:
        """``is_loose`` says that PostgreSQL looks up what the part mentions only when it runs."""
        basis: list[str] = []
        depends: list[str] = []
        if not is_loose:
            mentioned = set(_QUALIFIED.findall(create))
            words = set(re.findall(r"\w+", create))
            for table in sorted(mentioned & self._columns.keys()):
                element, columns = self._columns[table]
                basis.append(f"{table} {element}")
                basis += [
                    f"{table}.{column} {type_} {of}"
                    for column, type_, of in columns
                    if column.strip('"') in words
                ]
            depends = [part.name for part in self._found if _is_used(part, mentioned, words)]
        self._found.append(
            LogicPart(name, self._table, self._section, owner, create, drop, tuple(basis), tuple(depends))
        )


def _is_used(part: LogicPart, mentioned: set[str], words: set[str]) -> bool:
    kind, _, name = part.name.partition(" ")
    if kind == "column":
        table, _, column = name.rpartition(".")
        return table in mentioned and column.strip('"') in words
    return kind in {"view", "function"} and name.partition("(")[0] in mentioned
