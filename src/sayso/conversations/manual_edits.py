"""Files of a session: read them, write upon them, go back, take all of them away."""

import asyncio
from uuid import UUID

from sayso.compiler.three_way_merge import StoredDraft
from sayso.conversations.line import Present
from sayso.conversations.revision_steps import Stepped, Stepping
from sayso.conversations.turns.compilation import session_files
from sayso.errors import ConflictError, NotFoundError
from sayso.runtime.manual_edits import LONGEST_PATH, WorkingFile, demand_editable, demand_room, readable


class Handwriting:
    """The files of sessions, as they would be published."""

    def __init__(self, stepping: Stepping) -> None:
        self._stepping = stepping

    async def files(self, agency_id: UUID, session_id: UUID) -> list[StoredDraft]:
        """All files by path; none before the first description."""
        return await self._of(await self._stepping.present(agency_id, session_id))

    async def file(self, agency_id: UUID, session_id: UUID, path: str) -> WorkingFile:
        """One file."""
        return _demand(await self.files(agency_id, session_id), path)

    async def write(
        self, agency_id: UUID, session_id: UUID, author_id: UUID, path: str, text: str
    ) -> tuple[WorkingFile, Stepped | None]:
        """Give a file this text, as a step of its own; none where it has the text already."""
        demand_editable(path)
        kept = readable(text)
        present = await self._stepping.present(agency_id, session_id)
        files = await self._of(present)
        if not files:
            raise ConflictError("There are no files yet.", hint="Say what you need first.")
        file = next((one for one in files if one.path == path), None)
        if file is None:
            demand_room(path, [one.path for one in files])
            file = StoredDraft(path, "", None)
        if file.text == kept and file.path in {one.path for one in files}:
            return WorkingFile(path, file), None
        written = StoredDraft(path, kept, file.generated, file.elements, file.is_orphan)
        others = [one for one in present.handwork if one.path != path]
        step = await self._stepping.write(
            agency_id, session_id, author_id, [*others, written], f"Edited {path}", upon=present.line.number
        )
        return WorkingFile(path, written), step

    async def reset(
        self, agency_id: UUID, session_id: UUID, author_id: UUID, path: str
    ) -> tuple[WorkingFile | None, Stepped]:
        """Go back to the generated text; a file that is not generated goes."""
        present = await self._stepping.present(agency_id, session_id)
        file = _demand(await self._of(present), path).published
        if file is None or not (file.is_edited or file.is_added):
            raise ConflictError(f"“{path}” is as it was generated.", hint="There is nothing to go back to.")
        others = [one for one in present.handwork if one.path != path]
        reason = f"Went back to the generated {path}"
        step = await self._stepping.write(
            agency_id, session_id, author_id, others, reason, upon=present.line.number
        )
        if file.is_added or file.is_orphan:
            return None, step
        back = StoredDraft(path, file.generated or "", file.generated, file.elements)
        return WorkingFile(path, back), step

    async def _of(self, present: Present) -> list[StoredDraft]:
        if not present.spec.entities and not present.spec.pages:
            return []
        return await asyncio.to_thread(session_files, present.spec, present.handwork)


def _demand(files: list[StoredDraft], path: str) -> WorkingFile:
    found = next((one for one in files if one.path == path), None)
    if found is None:
        raise NotFoundError(
            f"There is no file “{path[:LONGEST_PATH]}”.", hint="List the files to see which there are."
        )
    return WorkingFile(path, found)
