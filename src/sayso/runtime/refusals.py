"""What PostgreSQL refuses, in the words of the application."""

import re

import asyncpg

from sayso.compiler.identifiers import shorten
from sayso.errors import AppError, DeniedError
from sayso.runtime.errors import (
    FieldError,
    InUseError,
    InvalidFieldsError,
    NotUniqueError,
    RuleViolatedError,
    TimedOutError,
    TransitionRefusedError,
)
from sayso.runtime.plan import CollectionPlan, ModulePlan

REPLACED = (
    asyncpg.UndefinedTableError,
    asyncpg.UndefinedColumnError,
    asyncpg.UndefinedFunctionError,
    asyncpg.DatatypeMismatchError,
    asyncpg.InvalidCachedStatementError,
    asyncpg.OutdatedSchemaCacheError,
)
"""What PostgreSQL says when the tables are no longer those that a statement was written for."""

_KEY = re.compile(r"Key \((?P<columns>.+?)\)=")
_STANDARD = re.compile(r"new row for relation|violates |permission denied for|row-level security")
_TABLE_IN_DETAIL = re.compile(r'table "(?P<table>[^"]+)"')
_RESTORE = "restore"
"""What the function that brings rows back calls its refusal; the reason in it is in PostgreSQL's words."""


def refusal_of(error: asyncpg.PostgresError, module: ModulePlan, plan: CollectionPlan) -> AppError | None:
    """The error to answer with; none for what is our own fault."""
    if isinstance(error, asyncpg.CheckViolationError):
        return _check(error, plan)
    if isinstance(error, asyncpg.UniqueViolationError):
        return _unique(error, plan)
    if isinstance(error, asyncpg.ForeignKeyViolationError | asyncpg.RestrictViolationError):
        return _reference(error, module, plan)
    if isinstance(error, asyncpg.NotNullViolationError):
        name = plan.shown.get(error.column_name or "", error.column_name or "")
        return InvalidFieldsError([FieldError(name, f"{_label(plan, name)} is required.")])
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        words = error.args[0]
        message = (
            f"Your role may not do this with {plan.label_plural.lower()}."
            if _STANDARD.search(words)
            else words
        )
        return DeniedError(message, hint="Ask someone with more rights.")
    if isinstance(error, asyncpg.QueryCanceledError | asyncpg.LockNotAvailableError):
        return TimedOutError("This took too long.", hint="Narrow it with filters and try again.")
    if isinstance(error, asyncpg.DataError | asyncpg.ProgramLimitExceededError):
        return InvalidFieldsError([FieldError("", "A value is not one that can be stored.")])
    return None


def _check(error: asyncpg.CheckViolationError, plan: CollectionPlan) -> AppError:
    name = error.constraint_name or ""
    words = error.args[0]
    if name == f"{plan.name}_transition":
        return TransitionRefusedError(words, hint="Only the moves listed under transitions are possible.")
    if name == _RESTORE:
        return RuleViolatedError(
            f"This {plan.label.lower()} no longer fits in as it was.", hint=error.hint or ""
        )
    if not _STANDARD.search(words):
        return RuleViolatedError(words, details={"rule": name})
    for rule in plan.entity.rules:
        if rule.name in name:
            return RuleViolatedError(rule.message, details={"rule": rule.name})
    for column in sorted(plan.written.values(), key=lambda column: -len(column.name)):
        if column.name in name:
            return InvalidFieldsError([FieldError(column.name, f"{column.label} is outside its limits.")])
    return RuleViolatedError("A rule of this application forbids it.", details={"rule": name})


def _unique(error: asyncpg.UniqueViolationError, plan: CollectionPlan) -> AppError:
    match = _KEY.search(error.detail or "")
    named = match["columns"] if match else (error.constraint_name or "")
    columns = [column for column in plan.written.values() if re.search(rf"\b{column.stored}\b", named)]
    if not columns:
        columns = [column for column in plan.written.values() if column.stored in named]
    if not columns:
        return NotUniqueError(f"There already is such a {plan.label.lower()}.")
    labels = " and ".join(column.label for column in columns)
    message = f"{labels} is already taken by another {plan.label.lower()}."
    errors = [{"field": column.name, "message": message} for column in columns]
    return NotUniqueError(message, hint="Choose another value.", details={"errors": errors})


def _reference(error: asyncpg.PostgresError, module: ModulePlan, plan: CollectionPlan) -> AppError:
    detail = error.detail or ""
    if "still referenced" in detail or "update or delete on table" in error.args[0]:
        match = _TABLE_IN_DETAIL.search(detail)
        users = next(
            (
                p.label_plural.lower()
                for p in module.by_entity.values()
                if match and match["table"] in p.table
            ),
            "other records",
        )
        return InUseError(
            f"This {plan.label.lower()} is still used by {users}.", hint=f"Change the {users} first."
        )
    match = _KEY.search(detail)
    named = f"{match['columns'] if match else ''} {error.constraint_name or ''}"
    for name, link in plan.parents.items():
        if plan.stored(f"{name}_id") in named:
            parent = module.by_entity[link.parent].label.lower()
            return InvalidFieldsError([FieldError(f"{name}_id", f"There is no such {parent}.")])
    for name, relation in plan.sets.items():
        table = str(error.table_name)
        if table in relation.table and error.constraint_name == shorten(f"{table}_{relation.other}_fkey"):
            other = module.by_entity[relation.entity].label.lower()
            return InvalidFieldsError([FieldError(f"{name}_ids", f"There is no such {other}.")])
    return InvalidFieldsError([FieldError("", "A record it refers to is not there.")])


def _label(plan: CollectionPlan, name: str) -> str:
    column = plan.columns.get(name)
    return column.label if column else name or "A value"
