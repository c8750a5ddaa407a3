"""Checks annotated messages: ``python -m training.check FILE…`` says what is wrong with them."""

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sayso.reader.types import ROLES

_KINDS = frozenset({"description", "refinement", "dashboard", "automation", "talk"})
_SPAN = re.compile(r"\[([^\[\]]+)\]\((?:(\d+):)?([a-z]+)(?: (\d+))?\)")
_NAMES = re.compile(r"@ (entity [^:]+:|roles |pages |parts |reports )")
_REST = re.compile(r"\[|\]\(|\(\d+:")


@dataclass(slots=True)
class Tally:
    """What was counted in all files."""

    errors: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    domains: set[str] = field(default_factory=set)


def check(path: Path, tally: Tally) -> None:  # noqa: C901 - one line for each sort of line
    """The faults of one file, printed with their places."""
    kind: str | None = None
    has_names = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        faults: list[str] = []
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("%%"):
            parts = [part.strip() for part in line[2:].split("|")]
            if len(parts) != 2 or parts[0] not in _KINDS:
                faults.append("header is `%% kind | domain`")
            else:
                kind, has_names = parts[0], False
                tally.domains.add(parts[1])
        elif line.startswith("@"):
            has_names = True
            if not _NAMES.match(line):
                faults.append("@ line is not understood")
        elif not line.startswith("- "):
            faults.append("line is neither %%, @ nor -")
        elif kind is None:
            faults.append("no header yet")
        else:
            if kind == "refinement" and not has_names:
                faults.append("no @ lines for this application")
            tally.kinds[kind] += 1
            faults += _of_message(line[2:], tally)
        tally.errors += len(faults)
        for fault in faults:
            print(f"{path}:{number}: {fault}: {line[:110]}")


def _of_message(text: str, tally: Tally) -> list[str]:  # noqa: C901 - one line for each fault
    """The faults of one message."""
    faults: list[str] = []
    ids: dict[str, str | None] = {}
    heads: list[tuple[str | None, str | None]] = []
    for found in _SPAN.finditer(text):
        words, own, role, head = found.groups()
        tally.roles[role] += 1
        if role not in ROLES:
            faults.append(f"no role {role!r}")
        if "\\n" in words:
            faults.append("span crosses a line break")
        if words != words.strip():
            faults.append("span begins or ends with a space")
        if own:
            if own in ids:
                faults.append(f"id {own} twice")
            ids[own] = head
        heads.append((own, head))
    for own, head in heads:
        if head and head not in ids:
            faults.append(f"head {head} is no id")
        if head and head == own:
            faults.append("own head")
    faults += ["heads go round in a circle" for own in ids if _goes_round(own, ids)]
    bare = _SPAN.sub(lambda found: found.group(1), text)
    if _REST.search(bare):
        faults.append("brackets left over")
    tally.texts[bare] += 1
    if tally.texts[bare] > 1:
        faults.append("message twice")
    return faults


def _goes_round(own: str, ids: dict[str, str | None]) -> bool:
    """Whether the heads above a span come back to one of them."""
    seen: set[str] = set()
    at = own
    while head := ids.get(at):
        if at in seen:
            return True
        seen.add(at)
        at = head
    return False


def main() -> None:
    """The command line."""
    tally = Tally()
    for path in sys.argv[1:]:
        check(Path(path), tally)
    messages, spans = sum(tally.kinds.values()), sum(tally.roles.values())
    counts = f"{messages} messages {dict(tally.kinds)}, {len(tally.domains)} domains, {spans} spans"
    print(f"{counts}, {tally.errors} errors")
    print(dict(tally.roles.most_common()))
    sys.exit(bool(tally.errors))


if __name__ == "__main__":
    main()
