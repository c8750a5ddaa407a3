"""Hand edits meet a new generation: a three-way merge of one text, and of all files of a module.

The base is the text that was last generated, one side is what a person made of it, the other what is
generated now. An edit that is away from what the generation changed survives without a question; where both
changed the same lines, both stay in the text between markers that name the sides, and the file counts as
conflicted until a person has decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .diff3 import merge_lines
from .draft import FileDraft

YOUR_EDIT = "<<<<<<< your edit"
BETWEEN = "======="
NEW_GENERATION = ">>>>>>> new generation"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged text and the number of places in it where both sides stand between markers."""

    text: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class SavedText:
    """What a person saved for a file and is not published: an edit, or a decision about a conflict.

    ``text`` is none where the file is to go. ``generated`` is the generated text it was made of or merged
    with, none for a file that a person adds.
    """

    path: str
    text: str | None
    generated: str | None


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A file of a module as it is kept.

    ``generated`` is the text last generated, none for a file that a person added. An orphan was edited and
    is no longer generated.
    """

    path: str
    text: str
    generated: str | None
    elements: tuple[str, ...] = ()
    is_orphan: bool = False

    @property
    def is_edited(self) -> bool:
        """Whether a person changed what was generated."""
        return self.generated is not None and self.text != self.generated

    @property
    def is_added(self) -> bool:
        """Whether a person added the file."""
        return self.generated is None

    @property
    def conflicts(self) -> int:
        """Places that await a decision."""
        return count_conflicts(self.text)

    def as_draft(self) -> FileDraft:
        """The file as it is bundled, type-checked and shown."""
        return FileDraft(self.path, self.text, self.elements)


def merge(base: str, mine: str, theirs: str) -> Merged:
    """What becomes of ``mine`` when ``base`` is generated anew as ``theirs``.

    Lines are compared without their endings; the result has those of ``mine``, and a newline at its end
    unless one side took it away.
    """
    if theirs in {base, mine}:
        return Merged(mine, count_conflicts(mine))
    if mine == base:
        return Merged(theirs, 0)
    old, edited, new = _Lines.of(base), _Lines.of(mine), _Lines.of(theirs)
    lines: list[str] = []
    conflicts = 0
    for stretch in merge_lines(old.lines, edited.lines, new.lines):
        if stretch.is_conflict:
            lines += _both_sides(stretch.mine, stretch.theirs)
            conflicts += 1
        else:
            lines += stretch.mine
    ends = new.ends if edited.ends == old.ends else edited.ends
    return Merged(edited.ending.join(lines) + (edited.ending if lines and ends else ""), conflicts)


def count_conflicts(text: str) -> int:
    """How many places of a text still show both sides; half a pair of markers counts as one."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    return max(lines.count(YOUR_EDIT), lines.count(NEW_GENERATION))


def merge_drafts(
    stored: Iterable[StoredDraft], drafts: Iterable[FileDraft], decided: Iterable[SavedText] = ()
) -> list[StoredDraft]:
    """All files of a module after a generation, by path; those with conflicts show them in their text.

    Unedited files become what is generated or go with it; edited ones are merged, or stay as orphans when
    they are no longer generated; added ones stay. ``decided`` are merges that a person worked on; one counts
    where it was made with the very text that is generated now.
    """
    earlier = {file.path: file for file in stored}
    merges = {(merged.path, merged.generated): merged.text for merged in decided}
    made: dict[str, StoredDraft] = {}
    for draft in drafts:
        file = earlier.get(draft.path)
        text = merges.get((draft.path, draft.text))
        if text is None:
            text = draft.text if file is None else merge(file.generated or "", file.text, draft.text).text
        made[draft.path] = StoredDraft(draft.path, text, draft.text, draft.elements)
    kept = {
        path: replace(file, is_orphan=not file.is_added)
        for path, file in earlier.items()
        if path not in made and (file.is_added or file.is_edited)
    }
    return sorted((made | kept).values(), key=lambda file: file.path)


def apply_saved(stored: Iterable[StoredDraft], edits: Iterable[SavedText]) -> list[StoredDraft]:
    """The files with saved edits in place, each merged with what was generated since it was saved."""
    files = {file.path: file for file in stored}
    for edit in edits:
        file = files.get(edit.path)
        if edit.text is None:
            if file is not None and (file.is_added or file.is_orphan):
                del files[edit.path]
        elif file is None:
            files[edit.path] = StoredDraft(edit.path, edit.text, None)
        else:
            text = edit.text
            if file.generated is not None:
                text = merge(edit.generated or "", edit.text, file.generated).text
            files[edit.path] = replace(file, text=text)
    return sorted(files.values(), key=lambda file: file.path)


def join_handwork(
    before: Sequence[StoredDraft], mine: Sequence[StoredDraft], theirs: Sequence[StoredDraft]
) -> list[StoredDraft]:
    """Files that people or a model wrote here and elsewhere since ``before``, merged."""
    old, other = {one.path: one for one in before}, {one.path: one for one in theirs}
    found = dict(other)
    for file in mine:
        base, there = old.get(file.path), other.get(file.path)
        if base == file:
            continue
        if there is None or base is None:
            found[file.path] = file
        else:
            text = merge(base.text, file.text, there.text).text
            found[file.path] = StoredDraft(file.path, text, there.generated, there.elements, there.is_orphan)
    for path in old.keys() - {one.path for one in mine}:
        if other.get(path) == old[path]:
            del found[path]
    return sorted(found.values(), key=lambda one: one.path)


def read_handwork(kept: Iterable[Any]) -> tuple[StoredDraft, ...]:
    """Files from JSON."""
    return tuple(
        StoredDraft(one["path"], one["text"], one["generated"], tuple(one["elements"]), one["orphan"])
        for one in kept
    )


def write_handwork(files: Iterable[StoredDraft]) -> list[Any]:
    """Files as JSON, those alone that people or a model wrote."""
    return [
        {
            "path": one.path,
            "text": one.text,
            "generated": one.generated,
            "elements": list(one.elements),
            "orphan": one.is_orphan,
        }
        for one in files
        if one.is_added or one.is_edited
    ]


def _both_sides(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Both sides between markers; lines at either end on which they agree stand outside."""
    head = _common(mine, theirs)
    tail = _common(mine[head:][::-1], theirs[head:][::-1])
    inner_mine, inner_theirs = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
    marked = [YOUR_EDIT, *inner_mine, BETWEEN, *inner_theirs, NEW_GENERATION]
    return [*mine[:head], *marked, *mine[len(mine) - tail :]]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class _Lines:
    """A text as lines without endings, the ending most of them have, and whether the last one has one."""

    lines: list[str]
    ending: str
    ends: bool

    @classmethod
    def of(cls, text: str) -> "_Lines":
        ending = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        lines = text.replace("\r\n", "\n").split("\n")
        ends = lines[-1] == ""
        return cls(lines[:-1] if ends else lines, ending, ends)
