"""Annotated messages, read from ``readings/*.txt``; README.md beside this file explains the format."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.reader.known import Known, known
from sayso.reader.types import Mode

FOLDER = Path(__file__).parent / "readings"
UNSEEN = Path(__file__).parent / "unseen"
"""Messages that no model was trained on."""
_SPAN = re.compile(r"\[([^\[\]]+)\]\((?:(\d+):)?([a-z]+)(?: (\d+))?\)")
_MODES = {"description": Mode.DESCRIPTION, "dashboard": Mode.DASHBOARD, "automation": Mode.AUTOMATION}
_ENTITY = re.compile(r"@ entity ([^:]+):(.*)")
_STATES = re.compile(r";?\s*states?:?\s+(.*)$")
_OPTIONS = re.compile(r"\{([^}]*)\}")
_SORTS = {"roles": "role", "pages": "page", "parts": "part", "reports": "report"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A span as it was annotated: places in the text, its role, the index of its head."""

    start: int
    end: int
    role: str
    head: int | None


@dataclass(frozen=True)
class Message:
    """An annotated message; ``domain`` decides on which side of the frozen split it stands."""

    text: str
    spans: tuple[Marked, ...]
    kind: str
    domain: str
    names: tuple[tuple[str, str], ...] = ()
    place: str = ""

    @property
    def mode(self) -> Mode:
        """What it is read as."""
        return _MODES.get(self.kind, Mode.CHANGE)

    @property
    def known(self) -> Known:
        """The names of the application it speaks to."""
        return known(self.names)


@dataclass
class _Section:
    kind: str
    domain: str
    names: list[tuple[str, str]] = field(default_factory=list)


def messages(folder: Path = FOLDER) -> list[Message]:
    """All annotated messages of a folder, in the order of files and lines.

    Raises:
        ValueError: for a line that cannot be read, with its place.
    """
    return [one for path in sorted(folder.rglob("*.txt")) for one in _of_file(path)]


def is_frozen(domain: str) -> bool:
    """Whether messages of a domain are never trained on: one domain in ten."""
    return hashlib.sha256(domain.lower().encode()).digest()[0] % 10 == 0


def _of_file(path: Path) -> Iterator[Message]:
    section = _Section("", "")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path.name}:{number}"
        if line.startswith("%%"):
            kind, _, domain = line[2:].partition("|")
            section = _Section(kind.strip(), domain.strip())
        elif line.startswith("@ "):
            section.names += names_in(line)
        elif line.startswith("- "):
            yield message(line[2:], section.kind, section.domain, tuple(section.names), place)
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"{place}: neither a header, names nor a message: {line[:60]}")


def names_in(line: str) -> list[tuple[str, str]]:
    """Sort and name of all an ``@`` line lists: ``@ entity Loan: book, fee {a, b}; states out, late``."""
    found = _ENTITY.fullmatch(line)
    if found is None:
        word, _, listed = line[2:].partition(" ")
        return [(_SORTS[word], name) for name in _listed(listed)]
    entity, rest = found.groups()
    names = [("entity", entity.strip())]
    states = _STATES.search(rest)
    if states is not None:
        names += [("state", name) for name in _listed(states.group(1).replace("->", ",").replace(">", ","))]
        rest = rest[: states.start()]
    for options in _OPTIONS.findall(rest):
        names += [("option", name) for name in _listed(options)]
    return names + [("field", name) for name in _listed(_OPTIONS.sub("", rest))]


def _listed(text: str) -> list[str]:
    return [name.strip(" .;") for name in re.split(r"[,;|/]", text) if name.strip(" .;")]


def message(
    line: str, kind: str, domain: str, names: Sequence[tuple[str, str]] = (), place: str = ""
) -> Message:
    """An annotated line: ``[pets](1:thing) have a [name](attr 1)``.

    Raises:
        ValueError: when a head is no span of the line.
    """
    text = ""
    marked: list[tuple[int, int, str, str | None]] = []
    ids: dict[str, int] = {}
    at = 0
    for found in _SPAN.finditer(line):
        text += line[at : found.start()].replace("\\n", "\n")
        words, number, role, head = found.groups()
        if number:
            ids[number] = len(marked)
        marked.append((len(text), len(text) + len(words), role, head))
        text += words
        at = found.end()
    text += line[at:].replace("\\n", "\n")
    missing = [head for *_, head in marked if head and head not in ids]
    if missing:
        raise ValueError(f"{place}: no span has the number {missing[0]}")
    spans = tuple(Marked(start, end, role, ids[head] if head else None) for start, end, role, head in marked)
    return Message(text, spans, kind, domain, tuple(names), place)
