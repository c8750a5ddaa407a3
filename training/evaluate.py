"""Measures the model on the frozen domains: ``python -m training.evaluate``."""

import argparse
import json
from collections import Counter
from pathlib import Path

from sayso.reader import read
from sayso.reader.types import Reading

from .annotations import FOLDER, Message, is_frozen, messages

Key = tuple[object, ...]


def keys_of(spans: list[tuple[int, int, str, int | None]]) -> tuple[set[Key], set[Key]]:
    """What is compared: spans with their roles, and these with the span that is their head."""
    roles: set[Key] = {(start, end, role) for start, end, role, _ in spans}
    heads: set[Key] = set()
    for start, end, role, head in spans:
        at = None if head is None else spans[head][:2]
        heads.add((start, end, role, at))
    return roles, heads


def of_reading(reading: Reading) -> list[tuple[int, int, str, int | None]]:
    """The spans of a reading, to compare."""
    return [(one.start, one.end, one.role, one.head) for one in reading.spans]


def of_message(message: Message) -> list[tuple[int, int, str, int | None]]:
    """The spans of an annotated message, to compare."""
    return [(one.start, one.end, one.role, one.head) for one in message.spans]


def f1(right: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall."""
    return round(2 * right / (found + wanted), 3) if found + wanted else 1.0


def figures(chosen: list[Message]) -> dict[str, object]:
    """F1 of roles and of roles with heads, whole messages, and F1 by kind of message and role."""
    sums: Counter[str] = Counter()
    by: dict[str, Counter[str]] = {}
    for one in chosen:
        want, want_heads = keys_of(of_message(one))
        got, got_heads = keys_of(of_reading(read(one.text, one.mode, one.known)))
        sums.update(
            right=len(want & got), found=len(got), wanted=len(want), heads=len(want_heads & got_heads)
        )
        sums.update(whole=want_heads == got_heads, messages=1)
        for side, name in ((want, "wanted"), (got, "found"), (want & got, "right")):
            for key in side:
                by.setdefault(str(key[2]), Counter())[name] += 1
        kind = by.setdefault(f"kind {one.kind}", Counter())
        kind.update(right=len(want_heads & got_heads), found=len(got), wanted=len(want))
    return {
        "messages": sums["messages"],
        "roles": f1(sums["right"], sums["found"], sums["wanted"]),
        "roles and heads": f1(sums["heads"], sums["found"], sums["wanted"]),
        "whole": round(sums["whole"] / max(1, sums["messages"]), 3),
        "each": {
            name: [f1(c["right"], c["found"], c["wanted"]), c["wanted"]] for name, c in sorted(by.items())
        },
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readings", type=Path, default=FOLDER)
    parser.add_argument("--all", action="store_true", help="all domains, where none was trained on")
    given = parser.parse_args()
    chosen = [one for one in messages(given.readings) if given.all or is_frozen(one.domain)]
    print(json.dumps(figures(chosen), indent=1))


if __name__ == "__main__":
    main()
