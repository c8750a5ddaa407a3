"""How far a turn is: what a retake need not do again."""

from dataclasses import dataclass, field
from typing import Any

from sayso.compiler.three_way_merge import StoredDraft, read_handwork, write_handwork
from sayso.conversations.turns.token_usage import Count
from sayso.design.replies import reply_of
from sayso.design.types import Agent, Decision, Outcome, Subject, Verdict
from sayso.spec.edits import Edit, apply, read_edits
from sayso.spec.model import AppSpec


@dataclass(slots=True)
class Progress:
    """What was worked out so far; ``replies`` are those to feedback, by the number of the message.

    ``said`` tells what each edit does.
    """

    verdict: Verdict
    reply: str
    edits: tuple[Edit, ...]
    said: tuple[str, ...]
    spec: AppSpec
    questions: list[dict[str, Any]] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    reasoning: str = ""
    wanted: dict[str, str] = field(default_factory=dict)
    files: dict[str, StoredDraft] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)
    count: Count = field(default_factory=Count)

    @classmethod
    def of(cls, outcome: Outcome, count: Count) -> "Progress":
        """What a designer gave back."""
        return cls(
            verdict=outcome.verdict,
            reply=outcome.reply,
            edits=outcome.edits,
            said=outcome.said,
            spec=outcome.spec,
            questions=[{"text": one.text, "suggestions": list(one.suggestions)} for one in outcome.questions],
            suggestions=list(outcome.suggestions),
            assumptions=[one.text for one in outcome.assumptions],
            notices=list(outcome.notices),
            reasoning=outcome.reasoning,
            wanted=dict(outcome.components),
            count=count,
        )

    def refined(self, before: AppSpec, outcome: Outcome) -> None:
        """Take in what became of feedback; ``before`` is the spec that the turn began with.

        The reply to the message is written again from all that was done by then.
        """
        self.edits = (*self.edits, *outcome.edits)
        self.said = (*self.said, *outcome.said)
        self.spec = outcome.spec
        if outcome.edits:
            self.reply = reply_of(before, self.spec, self.edits, is_partial=bool(self.notices))
        self.notices += outcome.notices
        self.wanted |= outcome.components

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        verdict = self.verdict
        return {
            "verdict": {
                "decision": verdict.decision.value,
                "subject": verdict.subject and verdict.subject.value,
                "agent": verdict.agent.value,
                "by_rule": verdict.by_rule,
            },
            "reply": self.reply,
            "edits": [edit.to_json() for edit in self.edits],
            "said": self.said,
            "questions": self.questions,
            "suggestions": self.suggestions,
            "assumptions": self.assumptions,
            "notices": self.notices,
            "reasoning": self.reasoning,
            "wanted": self.wanted,
            "files": write_handwork(self.files.values()),
            "shown": self.shown,
            "replies": self.replies,
            "count": self.count.to_json(),
        }

    @classmethod
    def read(cls, data: dict[str, Any], before: AppSpec) -> "Progress | None":
        """From plain data; none where it does not fit the spec, so that the work begins anew."""
        edits, problems = read_edits(data["edits"])
        result = apply(before, edits, checked=False)
        said = tuple(data.get("said", ()))
        if problems or not result.ok or len(said) != len(edits):
            return None
        verdict = data["verdict"]
        subject = verdict["subject"]
        return cls(
            verdict=Verdict(
                Decision(verdict["decision"]),
                subject and Subject(subject),
                Agent(verdict["agent"]),
                verdict["by_rule"],
            ),
            reply=data["reply"],
            edits=edits,
            said=said,
            spec=result.spec,
            questions=data["questions"],
            suggestions=data["suggestions"],
            assumptions=data["assumptions"],
            notices=data["notices"],
            reasoning=data["reasoning"],
            wanted=data["wanted"],
            files={one.path: one for one in read_handwork(data["files"])},
            shown=data["shown"],
            replies=data["replies"],
            count=Count.of(data["count"]),
        )
