"""Commands that turn words into specs and specs into files, without a server."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from sayso.cli.console import print_json, read_json, read_text, say, say_diagnostic, step
from sayso.compiler.build import Target, compile_app
from sayso.compiler.export import export
from sayso.compiler.targets.nextjs.lower import Data
from sayso.design.registry import DesignerName, pick_designing
from sayso.design.types import Designing, Outcome, Wish
from sayso.errors import InputError
from sayso.kit.ids import RandomIds
from sayso.llm.memory import OpenLedger
from sayso.llm.types import Models
from sayso.runtime.drafts import carry_kit, carry_pages
from sayso.runtime.outputs import earlier_export, merge_into
from sayso.settings import Settings
from sayso.spec.checks import check as check_spec
from sayso.spec.diagnostics import Diagnostic, as_details, has_errors
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

DesignerOption = Annotated[
    DesignerName, typer.Option("--designer", help="Who reads the words; auto takes the best one available.")
]
SpecArgument = Annotated[
    Path, typer.Argument(help="A file with an AppSpec as JSON, or - for standard input.")
]


def design(
    text: Annotated[str, typer.Argument(help="What you need, in words, or - for standard input.")],
    designer: DesignerOption = DesignerName.AUTO,
) -> None:
    """Print the AppSpec of a description as JSON."""
    outcome = _worked(designer, Wish(read_text(text), empty_spec(), RandomIds()))
    if not outcome.edits:
        raise InputError(outcome.reply, hint=" ".join(question.text for question in outcome.questions))
    print_json(outcome.spec.to_json())
    _say_more(outcome)


def refine(
    spec: SpecArgument,
    text: Annotated[str, typer.Argument(help="What should change, in words, or - for standard input.")],
    designer: DesignerOption = DesignerName.AUTO,
) -> None:
    """Print what a wish changes: {"decision", "reply", "edits", "spec"} as JSON."""
    before = read_spec(spec)
    outcome = _worked(designer, Wish(read_text(text), before, RandomIds()))
    print_json(
        {
            "decision": outcome.verdict.decision,
            "reply": outcome.reply,
            "edits": [edit.to_json() for edit in outcome.edits],
            "spec": outcome.spec.to_json(),
        }
    )
    _say_more(outcome, with_questions=not outcome.edits)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who reads the words, and what that costs; ``has_models`` says whether it costs anything."""

    designing: Designing
    ledger: OpenLedger
    has_models: bool


def models_given(ledger: OpenLedger) -> Models | None:
    """The models of the settings; what asks them is imported only where there are any."""
    from sayso.llm.operator_models import given_models

    settings = Settings()
    if not given_models(settings).config.has_any:
        return None
    from sayso.llm.service import models_of

    return models_of(settings, ledger)


def staffed(designer: DesignerName) -> Staff:
    """The designer of this name, with the models that the settings give.

    Raises:
        InputError: when models are asked for and none is set up.
    """
    ledger = OpenLedger()
    if designer is DesignerName.OFFLINE:
        return Staff(pick_designing(designer), ledger, has_models=False)
    models = models_given(ledger)
    designing = pick_designing(designer, models)
    return Staff(designing, ledger, has_models=models is not None)


def _worked(designer: DesignerName, wish: Wish) -> Outcome:
    staff = staffed(designer)
    with step("Reading your words"):
        return asyncio.run(staff.designing.work(wish))


def _say_more(outcome: Outcome, *, with_questions: bool = True) -> None:
    """What did not go as it should, and what is open."""
    for notice in outcome.notices:
        say(f"Note: {notice}")
    for question in outcome.questions if with_questions else ():
        answers = f" ({' / '.join(question.suggestions)})" if question.suggestions else ""
        say(f"Question: {question.text}{answers}")


def compile_spec(
    spec: SpecArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write to.")],
    target: Annotated[Target, typer.Option("--target", help="What to write.")] = Target.APP,
    data: Annotated[
        Data, typer.Option("--data", help="How a Next.js project reaches its tables.")
    ] = Data.POSTGRES,
) -> None:
    """Write the files of a spec into a folder, merged with what you edited there since the last time.

    Where the spec has changed since then, a migration leads a database in use to the new tables.

    Files of other names stay. Conflicts are listed and the exit status is 1; both sides are in the files.
    """
    document = checked(read_spec(spec))
    made = export(document, target, data=data, earlier=earlier_export(out))
    output = merge_into(made.drafts, out, spec=document, prefix=made.prefix)
    if target is Target.NEXTJS:
        carry_kit(out)
    if target is Target.FASTAPI:
        carry_pages(compile_app(document), document.name, out)
    say(f"Wrote {len(made.drafts)} files to {out}; {len(output.changed)} of them changed.")
    for migration in made.steps:
        say(f"  new migration  {migration.sentence}")
    for file in output.files:
        if file.conflicts:
            say(f"  conflict  {file.path} ({file.conflicts} places show your edit and the new generation)")
        elif file.is_edited or file.is_added:
            said = "kept, no longer generated" if file.is_orphan else "edited"
            say(f"  {said}  {file.path}")
    if output.conflicted:
        say("Decide about the conflicts: take the markers out and leave what is right.")
        raise typer.Exit(1)


def check(
    spec: SpecArgument,
    prove: Annotated[
        bool, typer.Option("--prove", help="Also try everything it promises on scratch tables.")
    ] = False,
) -> None:
    """Print the problems of a spec, and exit with 1 if one of them blocks.

    With --prove the report goes to standard output as JSON, what it says to standard error.
    """
    document = read_spec(spec)
    problems = check_spec(document)
    for problem in problems:
        say_diagnostic(problem)
    if has_errors(problems):
        raise typer.Exit(1)
    say("This spec can be built.")
    if prove:
        _prove(document)


def _prove(spec: AppSpec) -> None:
    from sayso.cli.proofs import prove

    report = prove(spec)
    for sentence in report.sentences:
        say(sentence)
    print_json(report.to_json())
    if not report.holds:
        raise typer.Exit(1)


def read_spec(path: Path) -> AppSpec:
    """The spec in a file; an unreadable one is an error that names each place."""
    data = read_json(path)
    try:
        return AppSpec.model_validate(data)
    except ValidationError as error:
        places = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:5])
        raise InputError(
            f"{path} is not an AppSpec: {places}.", hint="docs/schema/app-spec.v1.json describes one."
        ) from error


def checked(spec: AppSpec) -> AppSpec:
    """The spec, unless a problem blocks it."""
    problems: tuple[Diagnostic, ...] = check_spec(spec)
    if has_errors(problems):
        raise InputError("This spec cannot be compiled:", details=as_details(problems))
    return spec
