"""What the assistant says at the end of a turn, and what of a plan it tells."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sayso.conversations.publication import Prospect
from sayso.conversations.turns.progress import Progress
from sayso.conversations.turns.start import Start
from sayso.conversations.types import NewMessage, Speaker
from sayso.design.replies import findings_of, waiting
from sayso.design.types import Outcome
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.edits import Add, Edit, MergeFields, SetSpec
from sayso.spec.model import AppSpec


def reply_of(start: Start, progress: Progress, found: Sequence[Diagnostic] = ()) -> NewMessage:
    """The reply of a designer, with what the checks found afterwards, what it cost and what a page shows."""
    outcome, count = progress.outcome, progress.count
    verdict = outcome.verdict
    payload: dict[str, Any] = {
        "decision": verdict.decision.value,
        "subject": verdict.subject and verdict.subject.value,
        "agent": verdict.agent.value,
        "by_rule": verdict.by_rule,
        **_changes(outcome),
        "questions": [asdict(one) for one in outcome.questions],
        "suggestions": outcome.suggestions,
        "assumptions": [one.text for one in outcome.assumptions],
        "reasoning": outcome.reasoning,
        "notices": list(dict.fromkeys(outcome.notices)),
        "components": progress.shown,
    }
    return NewMessage(
        Speaker.ASSISTANT,
        _text_of(start.present.spec, progress, found),
        turn=start.turn.number,
        model=count.model,
        tokens_in=count.tokens_in,
        tokens_out=count.tokens_out,
        cost=count.known_cost,
        payload=payload,
    )


def _text_of(before: AppSpec, progress: Progress, found: Sequence[Diagnostic]) -> str:
    """The reply, with what waits for a confirmation unless it is said already, and what the checks found."""
    public = waiting(before, progress.outcome.spec)
    known = "" if public in progress.outcome.reply else public
    count = len(progress.files)
    code = (
        f"{'Its code is' if count == 1 else f'The code of {count} parts is'} written and checked."
        if count
        else ""
    )
    return "\n\n".join(filter(None, [progress.outcome.reply, code, known, findings_of(found)]))


def _changes(outcome: Outcome) -> dict[str, Any]:
    """What the edits do in sentences, each once, and the element that each is about, where there is one."""
    said: dict[str, str | None] = {}
    for sentence, edit in zip(outcome.said, outcome.edits, strict=True):
        said.setdefault(sentence, _element_of(edit))
    return {"sentences": list(said), "elements": list(said.values())}


def _element_of(edit: Edit) -> str | None:
    match edit:
        case Add():
            return edit.element.id
        case MergeFields():
            return edit.targets[0]
        case SetSpec():
            return None
        case _:
            return edit.target


def plan_of(prospect: Prospect) -> dict[str, Any]:
    """The plan of a publish, as the payload has it."""
    if prospect.outlook is None:
        return {}
    return {"plan": {**prospect.outlook.plan.to_json(), "version": prospect.version}}


def plan_words(prospect: Prospect) -> str:
    """The plan of a publish in sentences."""
    said = prospect.outlook.plan.sentences if prospect.outlook else ()
    return (
        " ".join(["In the live application:", *said]) if said else "No rows of the live application change."
    )


def refusal_of(prospect: Prospect) -> str | None:
    """Why a plan is not carried out for a plain word, and what is needed."""
    if prospect.outlook is None:
        return None
    plan = prospect.outlook.plan
    if plan.blocked:
        return (
            f"{plan_words(prospect)} Somebody has to decide what becomes of these rows: "
            "publish it with a choice for each of them."
        )
    if plan.loses:
        return (
            f"{plan_words(prospect)} This takes values out of the live rows or cannot be taken back, so I "
            "do not publish it for a word: look at the plan, and publish it with a confirmation."
        )
    return None
