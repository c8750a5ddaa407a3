"""Questions to the rows as they are before anything is touched."""

from .moves import Source, TableMove


def asked(move: TableMove, source: Source, mapped: str) -> str:
    """Every row with its value (``old``) and what that is as the new type (``mapped``)."""
    inner = (
        f"select t.id, t.site_id, t.created_at, {source.asked or source.sql} as old from {move.place} as t"
    )
    return f"(select s.*, {mapped} as mapped from ({inner}) as s)"


def counted(rows: str, condition: str) -> str:
    """How many rows meet a condition."""
    return f"select count(*) from {rows} as m where {condition}"


def shown(rows: str, condition: str) -> str:
    """Some of them, with their values."""
    return (
        f"select m.id, m.old::text as value from {rows} as m where {condition} "
        "order by m.created_at, m.id limit 20"
    )
