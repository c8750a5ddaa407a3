"""The figures of first descriptions, of odd and of even rows: ``python -m tests.design.drafts``."""

import argparse
import sys

from .scoring import SETS, Judged, figures, judged


def told(row: Judged) -> str:
    """A row with what is amiss: rubbish that was made, and things that are missing."""
    made = " ".join(one.name for one in row.spec.entities)
    amiss = f"rubbish {row.rubbish} missing {row.missing}"
    return f"{row.row['id']} {row.row['wish'][:80]}\n  made {made}\n  {amiss}"


def run() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.design.drafts", description=__doc__)
    parser.add_argument("--each", action="store_true", help="show odd rows with what is amiss, too")
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; all without")
    asked = parser.parse_args()
    for name in asked.sets or SETS:
        halves = {
            half: [row for row in judged(name) if row.number % 2 == at]
            for half, at in (("odd", 1), ("even", 0))
        }
        if asked.each:
            sys.stdout.write("".join(f"{told(row)}\n" for row in halves["odd"] if row.rubbish or row.missing))
        for half, rows in halves.items():
            sys.stdout.write(f"{name}, {half}: {figures(rows)}\n")


if __name__ == "__main__":
    run()
