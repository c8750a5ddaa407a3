"""What PostgreSQL refuses, in words that quote no value of a row."""

import asyncpg

_QUOTING = ("22", "23", "P0")
"""Classes of errors whose words may quote rows: values that do not fit, constraints, what triggers raise."""


def words_of(error: asyncpg.PostgresError) -> str:
    """The words of an error; only what it names (constraint, table, column) where they may quote a row.

    The detail of an error is never told: it holds the key or the whole row that was refused.
    """
    if not (error.sqlstate or "").startswith(_QUOTING):
        return str(error.args[0])
    named = (error.constraint_name, error.table_name, error.column_name)
    return ", ".join(name for name in named if name) or f"error {error.sqlstate} of PostgreSQL"
