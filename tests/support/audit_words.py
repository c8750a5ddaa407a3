"""The words of the audit log: those of its reference, those that Python notes, and those that triggers write.

What triggers write is found by firing them: each on a copy of its table, with rows of each kind.
"""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import asyncpg
import orjson

Row = dict[str, Any]
ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "sayso"
REFERENCE = ROOT / "docs" / "reference" / "audit.md"
WORD = re.compile(r"[a-z_]+\.[a-z_]+")
NOTERS = frozenset({"note", "_note", "note_module"})
"""Functions that hand their parameter ``action`` on to the log."""
HANDED_ON = "action"


def documented() -> set[str]:
    """Words of the table, with those that share what stands before the dot written out."""
    section = REFERENCE.read_text().partition("## Actions")[2].partition("\n## ")[0]
    found, before = set[str](), ""
    for said in re.findall(r"`([^`\s]*\.[^`\s]*)`", section):
        head, _, tail = said.partition(".")
        before = head or before
        found.add(f"{before}.{tail}")
    return found


@dataclass(frozen=True)
class Noted:
    """A word that is noted somewhere, or what stands there instead of one."""

    place: str
    word: str = ""
    unclear: str = ""


def noted() -> list[Noted]:
    """What Python notes by itself."""
    found = list[Noted]()
    for path in sorted(SOURCES.rglob("*.py")):
        text = path.read_text()
        if "note" in text:
            found += _noted_in(ast.parse(text), str(path.relative_to(ROOT)))
    return found


def _noted_in(tree: ast.Module, name: str) -> Iterator[Noted]:
    handed_on = {
        id(call)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and function.name in NOTERS
        and HANDED_ON in {one.arg for one in function.args.args}
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
    }
    imports = _imports_note(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or _called(call.func) not in NOTERS:
            continue
        place = f"{name}:{call.lineno}"
        words = [word for argument in call.args[:2] for word in _words(argument)]
        yield from (Noted(place, word) for word in words)
        is_of_log = imports and isinstance(call.func, ast.Name)
        is_handed_on = id(call) in handed_on and _is_action(call.args[1:2])
        if is_of_log and not words and not is_handed_on:
            yield Noted(place, unclear=ast.unparse(call))


def _imports_note(tree: ast.Module) -> bool:
    return any(
        isinstance(one, ast.ImportFrom)
        and one.module == "sayso.identity.audit"
        and "note" in {alias.name for alias in one.names}
        for one in ast.walk(tree)
    )


def _is_action(arguments: list[ast.expr]) -> bool:
    return any(isinstance(one, ast.Name) and one.id == HANDED_ON for one in arguments)


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _words(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.IfExp):
        return [*_words(argument.body), *_words(argument.orelse)]
    value = argument.value if isinstance(argument, ast.Constant) else None
    return [value] if isinstance(value, str) and WORD.fullmatch(value) else []


Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
_TRIGGERS = """
select c.relname as table, pg_get_triggerdef(t.oid) as definition, p.prosrc as source
from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
where not t.tgisinternal and p.prosrc like '%sayso_write(%' order by 1
"""
_COLUMNS = """
select a.attname as name, a.atttypid::regtype::text as type, a.attnotnull as is_needed, (
    select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
    where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey)) as checked
from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
"""
_OTHERS: dict[str, tuple[Any, ...]] = {
    "boolean": (True, False),
    "uuid": ("00000000-0000-4000-8000-000000000000",),
    "text": ("other",),
    "integer": (7,),
    "bigint": (7,),
    "double precision": (7,),
    "numeric": (7,),
    "jsonb": ({"other": 1},),
    "text[]": (["other"],),
    "timestamp with time zone": ("2099-02-01T00:00:00Z",),
}


async def triggered(admin: Connection) -> dict[str, set[str]]:
    """The words that triggers write, by their table; each of these has a row already."""
    found = dict[str, set[str]]()
    for trigger in await admin.fetch(_TRIGGERS):
        table = trigger["table"]
        columns = await admin.fetch(_COLUMNS, f"public.{table}")
        row = await admin.fetchval(f"select to_jsonb(one) from public.{table} one limit 1")
        stage = Stage(admin, table, trigger["definition"], orjson.loads(row), columns)
        found[table] = found.get(table, set()) | await stage.words()
    return found


def _values(column: asyncpg.Record) -> Iterator[Any]:
    """Values that a column may have: all that its check allows, or another one of its type."""
    allowed = re.findall(r"'(\w+)'::text", column["checked"] or "")
    yield from allowed or _OTHERS[column["type"]]
    if not column["is_needed"]:
        yield None


@dataclass
class Stage:
    """A copy of a table, where a trigger is fired for rows that come, change and go."""

    admin: Connection
    table: str
    trigger: str
    row: Row
    columns: list[asyncpg.Record]

    async def words(self) -> set[str]:
        """All that the trigger writes; the copy and what was written are gone afterwards."""
        work = self.admin.transaction()
        await work.start()
        try:
            last = await self.admin.fetchval("select coalesce(max(id), 0) from audit_log")
            copy = f"create temp table {self.table} (like public.{self.table} including constraints)"
            await self.admin.execute(copy)
            await self.admin.execute(self.trigger.replace(" ON public.", " ON pg_temp."))
            for row, change in self._plays():
                await self._play(row, change)
            written = await self.admin.fetch("select distinct action from audit_log where id > $1", last)
            return {one["action"] for one in written}
        finally:
            await work.rollback()

    def _plays(self) -> Iterator[tuple[Row, Row]]:
        """Rows with a change of one column: of each where the row is of another kind, else of its own."""
        changes = [(one, {one["name"]: value}) for one in self.columns for value in _values(one)]
        for _, change in changes:
            yield self.row, change
        for column, other in changes:
            row = self.row | other
            yield from ((row, change) for one, change in changes if column["checked"] or one is column)

    async def _play(self, row: Row, change: Row) -> None:
        """What no row may be is refused by the checks of the table, and tells nothing."""
        (name,) = change
        with suppress(asyncpg.IntegrityConstraintViolationError):
            async with self.admin.transaction():
                await self.admin.execute(
                    f"insert into pg_temp.{self.table} select * from {self._record(row)};"
                    f"update pg_temp.{self.table} set {name} = said.{name} from {self._record(change)} said;"
                    f"delete from pg_temp.{self.table}"
                )

    def _record(self, row: Row) -> str:
        said = orjson.dumps(row).decode().replace("'", "''")
        return f"jsonb_populate_record(null::public.{self.table}, '{said}')"
