"""Bots and blocks: an active version whose code is there, can be read, and is what was taken over."""

import ast
import warnings
from collections.abc import AsyncIterator
from typing import Any

from sayso.backup.integrity.installation import Installation
from sayso.backup.types import Finding
from sayso.bots.registry_import.wrapper import original_of

_BOTS = """
select b.id, b.name, b.status, b.version, v.code, v.author, v.status as version_status
from public.bots b left join public.bot_versions v on v.bot_id = b.id and v.number = b.version
where b.deleted_at is null order by b.created_at
"""
_IMPORTED = """
select b.name, v.number, v.code from public.bot_versions v join public.bots b on b.id = v.bot_id
where v.author = 'import' and b.deleted_at is null order by b.created_at, v.number
"""
_BLOCKS = """
select b.id, coalesce(nullif(b.title, ''), b.asked) as name, b.version, v.code
from public.blocks b left join public.block_versions v on v.block_id = b.id and v.number = b.version
where b.deleted_at is null and b.version is not null order by b.created_at
"""
_RUNS = """
select b.name, count(*) as runs from public.bot_runs r join public.bots b on b.id = r.bot_id
where r.state = 'running' and not exists (
  select from public.jobs j where j.kind = 'bot-run' and j.key = r.id::text and not j.is_done
) group by 1 order by 1
"""


async def look(place: Installation) -> AsyncIterator[Finding]:
    """Look at the code of each."""
    bad = 0
    bots = await place.connection.fetch(_BOTS)
    blocks = await place.connection.fetch(_BLOCKS)
    for kind, rows in (("Bot", bots), ("Block", blocks)):
        for row in rows:
            if problem := _problem(row):
                bad += 1
                yield Finding("problem", f"{kind} {row['name'][:60]}", problem, "Activate another version.")
    for row in await place.connection.fetch(_IMPORTED):
        original = original_of(row["code"])
        if original is None or not original.is_whole:
            bad += 1
            text = f"the original in version {row['number']} is not as it was taken over."
            yield Finding("problem", f"Bot {row['name'][:60]}", text, "Import it again.")
    for row in await place.connection.fetch(_RUNS):
        bad += 1
        text = f"{row['runs']} runs go on and nobody works on them."
        yield Finding("problem", f"Bot {row['name'][:60]}", text, "Start `sayso serve` or `sayso worker`.")
    if not bad:
        yield Finding("ok", "Bots", f"{len(bots)} bots and {len(blocks)} blocks have their code.")


def _problem(row: Any) -> str:
    if row["version"] is None:
        is_bot_at_work = dict(row).get("status") == "active"
        return "it is active and has no version." if is_bot_at_work else ""
    if row["code"] is None:
        return f"its version {row['version']} is not there."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(row["code"])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return f"the code of its version {row['version']} cannot be read."
    return ""
