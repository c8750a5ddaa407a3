"""The figures of all messages, or of those of some applications or sorts."""

import argparse
import sys

from .messages import messages
from .scoring import Judged, Verdict, figures, judged

_SHOWN = 6
"""Of all that is amiss about a message, so much is shown."""


def told(row: Judged) -> str:
    """A message with its verdict, the reply to it, and what is amiss."""
    one = row.message
    head = [
        f"{one.number} {one.application}, {one.sort}: {row.verdict}",
        f"  > {one.say}",
        f"  < {row.reply}",
    ]
    return "\n".join([*head, *(f"  ! {what}" for what in row.amiss[:_SHOWN])])


def run() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.design.changes", description=__doc__)
    parser.add_argument("--each", action="store_true", help="show every message that is not done, too")
    parser.add_argument("--odd", action="store_true", help="messages of odd numbers only")
    parser.add_argument("names", nargs="*", metavar="NAME", help="an application or a sort; all without")
    asked = parser.parse_args()
    rows = judged(
        one
        for one in messages()
        if (not asked.names or {one.application, one.sort} & {*asked.names})
        and (one.number % 2 == 1 or not asked.odd)
    )
    lines = [told(row) for row in rows if asked.each and row.verdict is not Verdict.DONE]
    sys.stdout.write("\n".join([*lines, figures(rows)]) + "\n")


if __name__ == "__main__":
    run()
