"""Commands that turn words into specs and specs into files, without a server."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from sayso.cli.console import print_json, read_file, read_text, say, say_diagnostic
from sayso.compiler.build import Target, compile_app
from sayso.design.registry import DesignerName, pick_designer, pick_refiner
from sayso.errors import InputError
from sayso.kit.ids import RandomIds
from sayso.runtime.drafts import carry_kit, write_drafts
from sayso.spec.checks import check as check_spec
from sayso.spec.diagnostics import Diagnostic, as_details, has_errors
from sayso.spec.edits import apply, empty_spec
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
    proposal = pick_designer(designer).design(read_text(text), RandomIds())
    if not proposal.edits:
        raise InputError(proposal.reply, hint=" ".join(question.text for question in proposal.questions))
    result = apply(empty_spec(), proposal.edits)
    if not result.ok:
        raise InputError("The description gave no usable spec.", details=as_details(result.diagnostics))
    print_json(result.spec.to_json())
    for question in proposal.questions:
        say(
            f"Question: {question.text}"
            + (f" ({' / '.join(question.suggestions)})" if question.suggestions else "")
        )


def refine(
    spec: SpecArgument,
    text: Annotated[str, typer.Argument(help="What should change, in words, or - for standard input.")],
    designer: DesignerOption = DesignerName.AUTO,
) -> None:
    """Print what a wish changes: {"decision", "reply", "edits", "spec"} as JSON."""
    before = read_spec(spec)
    refinement = pick_refiner(designer)(before, read_text(text), (), RandomIds())
    print_json(
        {
            "decision": refinement.decision,
            "reply": refinement.reply,
            "edits": [edit.to_json() for edit in refinement.edits],
            "spec": refinement.spec.to_json(),
        }
    )


def compile_spec(
    spec: SpecArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write to.")],
    target: Annotated[Target, typer.Option("--target", help="What to write.")] = Target.APP,
) -> None:
    """Write the files of a spec into a folder; files already there under other names stay."""
    document = checked(read_spec(spec))
    drafts = compile_app(document, target)
    write_drafts(drafts, out)
    if target is Target.NEXTJS:
        carry_kit(out)
    say(f"Wrote {len(drafts)} files to {out}.")


def check(spec: SpecArgument) -> None:
    """Print the problems of a spec, and exit with 1 if one of them blocks."""
    problems = check_spec(read_spec(spec))
    for problem in problems:
        say_diagnostic(problem)
    if has_errors(problems):
        raise typer.Exit(1)
    say("This spec can be built.")


def read_spec(path: Path) -> AppSpec:
    """The spec in a file; an unreadable one is an error that names each place."""
    try:
        data: Any = json.loads(read_file(path))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error
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
