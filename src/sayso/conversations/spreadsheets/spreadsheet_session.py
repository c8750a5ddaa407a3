"""Begin a session with a file: every sheet is a kind of record, and the rest follows by rule."""

from collections.abc import Sequence
from pathlib import PurePath
from uuid import UUID

from sayso.conversations.records import sheets
from sayso.conversations.records.sheets import Rows, SessionSheet
from sayso.conversations.session_lookup import find
from sayso.conversations.start import Beginning, begin_with
from sayso.conversations.types import Session
from sayso.db.database import Database
from sayso.design.agents.first.defaults import complete
from sayso.errors import NotFoundError
from sayso.kit.ids import RandomIds
from sayso.kit.offload import Aside, in_thread
from sayso.kit.words import plural
from sayso.sheets.columns import plain
from sayso.sheets.entity_draft import Draft, Drafting, KeptSheet
from sayso.sheets.table_reader import read_tables
from sayso.spec.model import AppSpec


class Spreadsheets:
    """Sessions that began with a file."""

    def __init__(self, database: Database, aside: Aside = in_thread) -> None:
        self._database = database
        self._aside = aside

    async def begin(self, agency_id: UUID, user_id: UUID, data: bytes, file: str, name: str) -> Session:
        """Read a file, make an application of it, and keep its rows until that is published.

        Raises:
            TookTooLongError: when it takes too long to read.
            UnreadableSheetError: saying what about the file cannot be read, and where.
        """
        file = plain(PurePath(file.replace("\\", "/")).name) or "spreadsheet"
        stem = file.rpartition(".")[0] or file
        draft = await self._aside(drafted, data, name.strip() or stem)
        asked = f"Start from the spreadsheet {file}"
        beginning = Beginning(draft.spec, asked, _reply(file, draft.spec, draft.sheets))
        async with self._database.unit(agency_id) as session:
            known = await begin_with(session, agency_id, user_id, beginning)
            for place, sheet in enumerate(draft.sheets):
                await sheets.add_sheet(session, known, place, file, sheet)
        return known

    async def look(self, agency_id: UUID, session_id: UUID) -> list[SessionSheet]:
        """The sheets that a session began with."""
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            return _demand(await sheets.sheets_of(session, known))

    async def left_out(self, agency_id: UUID, session_id: UUID) -> list[tuple[SessionSheet, Rows]]:
        """The rows that are not imported, sheet by sheet."""
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            found = _demand(await sheets.sheets_of(session, known))
            return [(one, await sheets.rows_of(session, known, one.number)) for one in found]


def _demand(found: list[SessionSheet]) -> list[SessionSheet]:
    if not found:
        raise NotFoundError("This session did not begin with a spreadsheet.")
    return found


def drafted(data: bytes, name: str) -> Draft:
    """What a file becomes; takes long for a long one."""
    ids = RandomIds()
    draft = Drafting(read_tables(data, name), name, ids).draft()
    spec = complete(draft.spec, name, ids, draft.spec.name, with_rules=False)
    return Draft(spec.model_copy(update={"slug": draft.spec.slug}), draft.sheets)


def _reply(file: str, spec: AppSpec, kept: Sequence[KeptSheet]) -> str:
    names = {entity.id: plural(entity.name).replace("_", " ") for entity in spec.entities}
    counts = [f"{names[one.entity]} ({_rows(len(one.rows))})" for one in kept]
    listed = counts[0] if len(counts) == 1 else f"{', '.join(counts[:-1])} and {counts[-1]}"
    links = [
        f"{plural(link.from_entity)} belong to {plural(link.to_entity)}".replace("_", " ")
        for link in spec.relationships
    ]
    parts = [f"I read {file}: it keeps {listed}."]
    if links:
        parts.append(f"The columns say that {', '.join(links[:6])}.")
    if spec.assumptions:
        parts.append("Some of it I had to assume; say so where it is otherwise.")
    if any(one.rows for one in kept):
        parts.append("The rows are imported when you publish.")
    return " ".join(parts)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
