"""What PostgreSQL refuses, in the words of the application."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from app.description import Entity
from app.entities import ENTITIES
from app.problems import (
    Denied,
    InUse,
    InvalidFields,
    NotUnique,
    Problem,
    RuleViolated,
    TimedOut,
    TransitionRefused,
)

_KEY = re.compile(r"Key \((?P<columns>.+?)\)=")
_STANDARD = re.compile(r"new row for relation|violates |permission denied for|row-level security")
_TABLE = re.compile(r'table "(?P<table>[^"]+)"')


@contextmanager
def refusals(entity: Entity) -> Iterator[None]:
    """Turn what PostgreSQL refuses into problems."""
    try:
        yield
    except asyncpg.PostgresError as error:
        problem = problem_of(error, entity)
        if problem is None:
            raise
        raise problem from error


def problem_of(error: asyncpg.PostgresError, entity: Entity) -> Problem | None:
    """The problem to answer with; none for what is our own fault."""
    match error:
        case asyncpg.CheckViolationError():
            return _check(error, entity)
        case asyncpg.UniqueViolationError():
            return _unique(error, entity)
        case asyncpg.ForeignKeyViolationError() | asyncpg.RestrictViolationError():
            return _reference(error, entity)
        case asyncpg.NotNullViolationError():
            column = _text(error.column_name)
            name = entity.shown.get(column, column)
            return InvalidFields([(name, f"{_label(entity, name)} is required.")])
        case asyncpg.InsufficientPrivilegeError():
            words = str(error.args[0])
            if _STANDARD.search(words):
                words = f"Your role may not do this with {entity.label_plural.lower()}."
            return Denied(words, hint="Ask someone with more rights.")
        case asyncpg.QueryCanceledError() | asyncpg.LockNotAvailableError():
            return TimedOut("This took too long.", hint="Narrow it with filters and try again.")
        case asyncpg.DeadlockDetectedError() | asyncpg.SerializationError():
            return TimedOut("Somebody changed the same at the same time.", hint="Try again.")
        case asyncpg.DataError() | asyncpg.ProgramLimitExceededError():
            return InvalidFields([("", "A value is not one that can be stored.")])
    return None


def _check(error: asyncpg.PostgresError, entity: Entity) -> Problem:
    name, words = _text(error.constraint_name), str(error.args[0])
    if name == f"{entity.name}_transition":
        hint = "Only the moves listed under transitions are possible."
        return TransitionRefused(words, hint=hint)
    if not _STANDARD.search(words):
        return RuleViolated(words, rule=name)
    for rule, message in entity.rules.items():
        if rule in name:
            return RuleViolated(message, rule=rule)
    for column in sorted(entity.written, key=len, reverse=True):
        if column in name:
            label = entity.written[column].label
            return InvalidFields([(column, f"{label} is outside its limits.")])
    return RuleViolated("A rule of this application forbids it.", rule=name)


def _unique(error: asyncpg.PostgresError, entity: Entity) -> Problem:
    match = _KEY.search(_text(error.detail))
    named = match["columns"] if match else _text(error.constraint_name)
    columns = [name for name in entity.written if re.search(rf"\b{entity.stored(name)}\b", named)]
    columns = columns or [name for name in entity.written if entity.stored(name) in named]
    if not columns:
        return NotUnique(f"There already is such a {entity.label.lower()}.")
    labels = " and ".join(entity.columns[name].label for name in columns)
    message = f"{labels} is already taken by another {entity.label.lower()}."
    return NotUnique(
        message, hint="Choose another value.", errors=[(name, message) for name in columns]
    )


def _reference(error: asyncpg.PostgresError, entity: Entity) -> Problem:
    detail = _text(error.detail)
    if "still referenced" in detail or "update or delete on table" in str(error.args[0]):
        match = _TABLE.search(detail)
        named = match["table"] if match else None
        user = next((one for one in ENTITIES.values() if _is_table(one.table, named)), None)
        users = user.label_plural.lower() if user else "other records"
        return InUse(
            f"This {entity.label.lower()} is still used by {users}.",
            hint=f"Change the {users} first.",
        )
    match = _KEY.search(detail)
    columns = f"{match['columns'] if match else ''} {_text(error.constraint_name)}"
    for relation, parent in entity.parents.items():
        if entity.stored(f"{relation}_id") in columns:
            message = f"There is no such {ENTITIES[parent].label.lower()}."
            return InvalidFields([(f"{relation}_id", message)])
    missing = _TABLE.search(detail)
    for name, one in entity.sets.items():
        other = ENTITIES[one.entity]
        if _is_table(one.table, error.table_name) and _is_table(
            other.table, missing["table"] if missing else None
        ):
            return InvalidFields([(f"{name}_ids", f"There is no such {other.label.lower()}.")])
    return InvalidFields([("", "A record it refers to is not there.")])


def _is_table(qualified: str, name: str | None) -> bool:
    return name is not None and qualified.endswith(f".{name}")


def _label(entity: Entity, name: str) -> str:
    column = entity.columns.get(name)
    return column.label if column else name or "A value"


def _text(value: str | None) -> str:
    return value or ""
