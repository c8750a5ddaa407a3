"""What differs between two versions of a program, as far as that is the same for programs of all kinds."""

from collections.abc import Sequence
from difflib import unified_diff


def code_lines(before: str, after: str, names: tuple[str, str]) -> tuple[str, ...]:
    """The lines of a unified diff; ``names`` say what the two are called."""
    return tuple(unified_diff(before.splitlines(), after.splitlines(), *names, lineterm=""))


def reach_words(reach: str, hosts: Sequence[str]) -> str:
    """Which hosts are reached."""
    if reach == "public":
        return "any public host"
    return listed(hosts) if reach == "listed" else "no host"


def listed(names: Sequence[str]) -> str:
    """Names one after the other."""
    return ", ".join(names) or "nothing"
