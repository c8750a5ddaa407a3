"""Statements tried straight against the database as a request would make them, many in one round trip."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import orjson

from sayso.compiler.identifiers import quote
from sayso.db.scope import Scope
from sayso.proofs.stage import Stage
from sayso.spec.expressions import sql_text

AT_ONCE = 400
_DENIED = "42501"
_UNDONE = "ZZ999"


class Verdict(Enum):
    """How a statement went: it was let through, it was turned away, or it broke."""

    PERMITTED = "permitted"
    REFUSED = "refused"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the database said to one statement, all of which was taken back afterwards."""

    value: Any = None
    count: int | None = None
    state: str | None = None
    constraint: str = ""
    column: str = ""
    message: str = ""

    @property
    def verdict(self) -> Verdict:
        """Policies come before constraints, so what a constraint stops was let through by the matrix."""
        if self.state == _DENIED:
            return Verdict.REFUSED
        if self.state is not None:
            return Verdict.PERMITTED if self.state.startswith("23") else Verdict.BROKEN
        return Verdict.REFUSED if self.count == 0 else Verdict.PERMITTED


@dataclass(frozen=True, slots=True)
class Attempt:
    """A statement and what to make of its outcome."""

    sql: str
    judge: Callable[[Outcome], None]


async def prepare_attempts(stage: Stage) -> None:
    """Make the function that tries statements one by one and takes each back."""
    await stage.run(
        f"""
create function {_function(stage)}(attempts text[]) returns jsonb[] language plpgsql as $$
declare
  attempt text;
  answers jsonb[] := '{{}}';
  found jsonb;
  changed bigint;
  code text;
  place text;
  col text;
begin
  foreach attempt in array attempts loop
    begin
      found := null;
      changed := null;
      if starts_with(attempt, 'select') then
        execute attempt into found;
      else
        execute attempt;
        get diagnostics changed = row_count;
      end if;
      raise exception using errcode = '{_UNDONE}';
    exception
      when sqlstate '{_UNDONE}' then
        answers := answers || jsonb_build_object('value', found, 'count', changed);
      when others then
        get stacked diagnostics code = returned_sqlstate, place = constraint_name, col = column_name;
        answers := answers || jsonb_build_object(
          'state', code, 'constraint', place, 'column', col, 'message', sqlerrm
        );
    end;
  end loop;
  return answers;
end $$;
grant execute on function {_function(stage)}(text[]) to public;
"""
    )


async def make_attempts(stage: Stage, scope: Scope, attempts: Sequence[Attempt]) -> None:
    """Try statements as ``sayso_app`` on somebody's behalf, and let each be judged."""
    for start in range(0, len(attempts), AT_ONCE):
        some = attempts[start : start + AT_ONCE]
        async with stage.gate.connection(scope) as connection:
            answers = await connection.fetchval(
                f"select array_to_json({_function(stage)}($1))::text", [attempt.sql for attempt in some]
            )
        for attempt, answer in zip(some, orjson.loads(answers), strict=True):
            attempt.judge(Outcome(**answer))


def insertion(table: str, values: Mapping[str, Any]) -> str:
    """An insert; ``values`` are by bare column."""
    columns = ", ".join(map(quote, values))
    return (
        f"insert into {table} ({columns}) select {columns} "
        f"from jsonb_populate_record(null::{table}, {_json(values)})"
    )


def change(table: str, row: str, values: Mapping[str, Any]) -> str:
    """An update of one row; ``values`` are by bare column."""
    changes = ", ".join(f"{quote(name)} = given.{quote(name)}" for name in values)
    return (
        f"update {table} set {changes} from jsonb_populate_record(null::{table}, {_json(values)}) given "
        f"where {table}.id = {sql_text(row)}"
    )


def overwrite(table: str, rows: Iterable[str], column: str) -> str:
    """An update of several rows that needs to read none of their values."""
    return f"update {table} set {quote(column)} = default where id in ({_listed(rows)})"


def removal(table: str, row: str) -> str:
    """A delete of one row."""
    return f"delete from {table} where id = {sql_text(row)}"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(map(sql_text, values))


def _json(values: Mapping[str, Any]) -> str:
    return f"{sql_text(orjson.dumps(dict(values)).decode())}::jsonb"


def _function(stage: Stage) -> str:
    return f"apps.proof_{stage.prefix}_try"
