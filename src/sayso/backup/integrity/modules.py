"""Applications: a running revision, its files, its page, and the tables that it is about."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator

from sayso.backup.integrity.installation import Installation
from sayso.backup.types import Finding

_MODULES = """
select m.id, m.slug, m.status, m.prefix, m.revision_id, r.number, r.module_id = m.id as is_own,
  (select count(*) from public.revisions v where v.module_id = m.id) as revisions,
  (select max(number) from public.revisions v where v.module_id = m.id) as newest,
  (select count(*) from public.module_files f where f.module_id = m.id) as files,
  (select count(*) from pg_class c where c.relnamespace = 'apps'::regnamespace and c.relkind = 'r'
    and starts_with(c.relname, 'mod_' || left(m.prefix, 20))) as tables
from public.modules m left join public.revisions r on r.id = m.revision_id order by m.slug
"""
_BUNDLES = """
select m.slug, b.module_id, b.page, b.script_hashes, m.revision_id = b.revision_id as is_current,
  array(select path from public.bundle_files f where f.module_id = b.module_id) as paths
from public.bundles b join public.modules m on m.id = b.module_id order by 1
"""
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


async def look(place: Installation) -> AsyncIterator[Finding]:
    """Look at each application."""
    bad = 0
    rows = await place.connection.fetch(_MODULES)
    for row in rows:
        for text, hint in _problems(row):
            bad += 1
            yield Finding("problem", f"Application {row['slug']}", text, hint)
    for row in await place.connection.fetch(_BUNDLES):
        wanted = list(row["script_hashes"]) if isinstance(row["script_hashes"], list) else []
        if not row["is_current"]:
            continue  # it is made anew when somebody opens the application
        if wanted and not {*map(_hash, _INLINE.findall(row["page"]))} & {*wanted}:
            bad += 1
            text = "its page is not as it was made."
            yield Finding("problem", f"Application {row['slug']}", text, "Publish it again.")
    if not bad:
        yield Finding("ok", "Applications", f"{len(rows)} are whole, with their revisions, files and tables.")


def _problems(row: "dict[str, object]") -> list[tuple[str, str]]:
    found = []
    is_served = row["status"] == "active"
    if is_served and row["revision_id"] is None:
        found.append(("it is published and has no revision.", "Publish it again."))
    if row["revision_id"] is not None and not row["is_own"]:
        found.append(("its running revision is not there.", "Restore a backup."))
    if row["revisions"] != (row["newest"] or 0):
        found.append(
            (f"{row['newest']} revisions are counted, and {row['revisions']} are there.", "Restore a backup.")
        )
    if row["revision_id"] is not None and not row["files"]:
        found.append(("its files are not there.", "Publish it again."))
    if is_served and not row["tables"]:
        found.append(("its tables are not there.", "Restore a backup."))
    return found


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
