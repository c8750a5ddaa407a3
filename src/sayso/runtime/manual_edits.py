"""Work by hand on the files of a module: what each is like, saving an edit, going back, an archive of all.

Saving never changes what runs; it is published as a revision of its own.
"""

import difflib
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.three_way_merge import SavedText, StoredDraft, count_conflicts
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.runtime import files
from sayso.runtime.errors import TooLargeError

EDITABLE = ("src/", "docs/")
MOST_BYTES = 256 * 1024
LONGEST_PATH = 200
MOST_FILES = 2_000
_PATH = re.compile(r"(?:[\w@()\[\]+-][\w.@()\[\]+-]*/)+[\w@()\[\]+-][\w.@()\[\]+-]*", re.ASCII)
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class Mark(StrEnum):
    """What a person sees beside a file."""

    GENERATED = "generated"
    EDITED = "edited"
    ADDED = "added"
    ORPHAN = "orphan"
    SAVED = "saved"
    CONFLICTED = "conflicted"


@dataclass(frozen=True, slots=True)
class WorkingFile:
    """A file as a person works on it: published, saved over that, or in conflict with a generation."""

    path: str
    published: StoredDraft | None
    edit: SavedText | None = None
    merge: SavedText | None = None

    @property
    def text(self) -> str:
        """What is worked on: the conflict, else what was saved, else what is published."""
        for saved in (self.merge, self.edit):
            if saved is not None and saved.text is not None:
                return saved.text
        return self.published.text if self.published and not self.is_going else ""

    @property
    def generated(self) -> str | None:
        """The generated text that the text is to be compared with."""
        if self.merge is not None:
            return self.merge.generated
        return self.published.generated if self.published else None

    @property
    def is_going(self) -> bool:
        """Whether the file goes with the next publication."""
        return self.edit is not None and self.edit.text is None and self.merge is None

    @property
    def conflicts(self) -> int:
        """Places that await a decision."""
        return count_conflicts(self.text)

    @property
    def is_about_candidate(self) -> bool:
        """Whether the merge is with a generation that is not published, such as that of a change."""
        if self.merge is None:
            return False
        return self.published is None or self.merge.generated != self.published.generated

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything there is to say about the file."""
        if self.generated is None:
            origin = Mark.ADDED
        elif self.published is not None and self.published.is_orphan:
            origin = Mark.ORPHAN
        else:
            origin = Mark.GENERATED if self.text == self.generated else Mark.EDITED
        marks = [origin]
        if self.edit is not None or (self.merge is not None and not self.conflicts):
            marks.append(Mark.SAVED)
        if self.conflicts:
            marks.append(Mark.CONFLICTED)
        return tuple(marks)

    def diff(self) -> str:
        """The generated text against the text, unified; empty for an added file."""
        before = self.generated
        if before is None:
            return ""
        lines = difflib.unified_diff(
            before.splitlines(keepends=True),
            self.text.splitlines(keepends=True),
            "generated",
            self.path,
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


async def working_files(session: AsyncSession, agency_id: UUID, module_id: UUID) -> list[WorkingFile]:
    """All files of a module by path."""
    found = {
        file.path: WorkingFile(file.path, file)
        for file in await files.stored_files(session, agency_id, module_id)
    }
    for saved in await files.saved_texts(session, agency_id, module_id, "edit"):
        found[saved.path] = replace(found.get(saved.path, WorkingFile(saved.path, None)), edit=saved)
    for merge in await files.saved_texts(session, agency_id, module_id, "merge"):
        found[merge.path] = replace(found.get(merge.path, WorkingFile(merge.path, None)), merge=merge)
    return sorted(found.values(), key=lambda file: file.path)


async def working_file(session: AsyncSession, agency_id: UUID, module_id: UUID, path: str) -> WorkingFile:
    """One file."""
    all_files = await working_files(session, agency_id, module_id)
    found = next((file for file in all_files if file.path == path), None)
    if found is None:
        raise NotFoundError(
            f"There is no file “{path[:LONGEST_PATH]}”.", hint="List the files to see which there are."
        )
    return found


async def save(session: AsyncSession, agency_id: UUID, module_id: UUID, path: str, text: str) -> WorkingFile:
    """Keep a text for a file, in place of what was saved before; a path that nobody has adds a file.

    Raises:
        InputError: when the path cannot be edited or the text cannot be kept.
    """
    demand_editable(path)
    kept = readable(text)
    all_files = {file.path: file for file in await working_files(session, agency_id, module_id)}
    file = all_files.get(path)
    if file is None:
        demand_room(path, all_files)
    if file is not None and file.merge is not None:
        saved = SavedText(path, kept, file.merge.generated)
        await files.save_texts(session, agency_id, module_id, "merge", [saved])
        return replace(file, merge=saved)
    published = file.published if file else None
    base = published.generated if published else None
    if file is not None and file.edit is not None:
        base = file.edit.generated
    if published is not None and published.text == kept:
        await files.forget_saved(session, agency_id, module_id, "edit", path)
        return WorkingFile(path, published)
    saved = SavedText(path, kept, base)
    await files.save_texts(session, agency_id, module_id, "edit", [saved])
    return WorkingFile(path, published, saved)


async def reset(session: AsyncSession, agency_id: UUID, module_id: UUID, path: str) -> WorkingFile | None:
    """Take back the newest thing done by hand to a file; none where nothing of the file is left.

    A conflict goes back to what was there before it. Otherwise the file goes back to the generated text; one
    that is not generated goes.
    """
    file = await working_file(session, agency_id, module_id, path)
    published = file.published
    if file.merge is not None:
        await files.forget_saved(session, agency_id, module_id, "merge", path)
        return replace(file, merge=None) if published or file.edit else None
    if published is None or (not published.is_edited and not published.is_added):
        await files.forget_saved(session, agency_id, module_id, "edit", path)
        return None if published is None else WorkingFile(path, published)
    goes = published.is_added or published.is_orphan
    saved = SavedText(path, None if goes else published.generated, published.generated)
    await files.save_texts(session, agency_id, module_id, "edit", [saved])
    return WorkingFile(path, published, saved)


def archive(drafts: Iterable[StoredDraft]) -> bytes:
    """The files as published, zipped; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in drafts:
            entry = zipfile.ZipInfo(file.path, _FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, file.text.encode())
    return buffer.getvalue()


def demand_editable(path: str) -> None:
    """Refuse a path that is no file for people to write."""
    if path.startswith(("migrations/", "rollback/")):
        raise ConflictError(
            f"“{path[:LONGEST_PATH]}” is a record of what was done to the tables.",
            hint="To change the tables, change the application: say what should be different.",
        )
    if path == "module.json":
        raise ConflictError(
            "“module.json” follows from the application.", hint="Change the application instead."
        )
    is_safe = len(path) <= LONGEST_PATH and _PATH.fullmatch(path) is not None
    if not is_safe or not path.startswith(EDITABLE):
        raise InputError(
            f"“{path[:LONGEST_PATH]}” is not a path that can be edited.",
            hint=f"Use a path under {' or '.join(EDITABLE)} of letters, digits, dots and dashes.",
        )


def demand_room(path: str, known: Iterable[str]) -> None:
    """Refuse a new file where a folder is, below a file, or beyond what one module may hold."""
    paths = list(known)
    for other in paths:
        if other.startswith(f"{path}/") or path.startswith(f"{other}/"):
            raise ConflictError(f"“{other}” is in the way of “{path}”.", hint="Choose another path.")
        if other.lower() == path.lower():
            raise ConflictError(
                f"“{other}” differs from “{path}” in upper and lower case only.", hint="Choose another path."
            )
    if len(paths) >= MOST_FILES:
        raise ConflictError("This application has too many files.", hint="Remove some that were added.")


def readable(text: str) -> str:
    """The text with plain line endings, if it can be kept."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise InputError(
            f"The text is not valid Unicode (character {error.start}).", hint="Save it as UTF-8."
        ) from error
    if size > MOST_BYTES:
        raise TooLargeError(
            f"A file may hold {MOST_BYTES // 1024} KB; this one has {size // 1024} KB.",
            hint="Split it into several files.",
        )
    if "\0" in text:
        raise InputError("The text holds a character of value 0.", hint="Save it as plain text.")
    return text.replace("\r\n", "\n")
