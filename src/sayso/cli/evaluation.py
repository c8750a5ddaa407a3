"""``sayso eval``: a designer over a file of briefs."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import console, read_file, say
from sayso.cli.specs import staffed
from sayso.design.evaluate import Spending, Totals, cost_of, read_briefs
from sayso.design.evaluate import evaluate as run_briefs
from sayso.design.registry import DesignerName
from sayso.design.types import Designing
from sayso.errors import InputError

_WITH_MODELS = 4


def evaluate(
    briefs: Annotated[Path, typer.Argument(help="Briefs, one JSON object a line.")],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Where to write the predictions, one JSON object a line.")
    ],
    designer: Annotated[
        DesignerName, typer.Option("--designer", help="Who reads the words.")
    ] = DesignerName.AUTO,
    at_once: Annotated[
        int | None,
        typer.Option(
            min=1, max=64, help=f"Briefs worked on at the same time; {_WITH_MODELS} with models, else one."
        ),
    ] = None,
) -> None:
    """Run briefs and their refinements; write {"id", "spec", "refined", "decisions"} a line.

    With models each line has "usage" too, and what all of it took is said at the end.
    """
    rows = read_briefs(read_file(briefs), str(briefs))
    has_models = staffed(designer).has_models
    places = at_once or (_WITH_MODELS if has_models else 1)
    try:
        with console.status(f"0 of {len(rows)} briefs") as status:
            totals = asyncio.run(
                run_briefs(
                    rows,
                    lambda: _staff(designer),
                    out,
                    at_once=places,
                    told=lambda done: status.update(f"{done} of {len(rows)} briefs"),
                )
            )
    except OSError as error:
        raise InputError(f"{out} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    say(f"Wrote {totals.rows} rows to {out}.")
    if has_models:
        for line in _taken(totals):
            say(line)


def _staff(designer: DesignerName) -> tuple[Designing, Spending | None]:
    staff = staffed(designer)
    return staff.designing, staff.ledger if staff.has_models else None


def _taken(totals: Totals) -> tuple[str, ...]:
    """What models took, in words."""
    spent, messages = totals.spent, max(totals.messages, 1)
    cost = cost_of(spent)
    dollars = "unknown" if cost is None else f"${cost:.4f}"
    if cost is not None and spent.unknown:
        dollars += f", without {spent.unknown} calls whose price is unknown"
    used = spent.usage
    fallbacks = f"{totals.fallbacks} of {totals.messages} messages"
    return (
        f"Calls: {spent.calls}, {spent.calls / messages:.2f} a message.",
        f"Tokens: {used.input:,} in ({used.cached:,} of them cached), {used.output:,} out.",
        f"Cost: {dollars}.",
        f"Done by the offline designer because no model did: {fallbacks}.",
        f"Time: {totals.seconds / messages:.1f} s a message.",
    )
