"""How far a turn is: what a retake need not do again."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sayso.compiler.three_way_merge import StoredDraft, read_handwork, write_handwork
from sayso.conversations.turns.token_usage import Count
from sayso.design.replies import reply_of
from sayso.design.types import Agent, Decision, Outcome, Question, Subject, Verdict
from sayso.spec.edits import apply, read_edits
from sayso.spec.model import AppSpec


@dataclass(slots=True)
class Progress:
    """The outcome of a message so far, with what a turn adds to it.

    The components of the outcome are those whose code is still to be written. ``replies`` are those to
    feedback, by the number of the message.
    """

    outcome: Outcome
    count: Count
    files: dict[str, StoredDraft] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)

    def refined(self, before: AppSpec, more: Outcome) -> None:
        """Take in what became of feedback; ``before`` is the spec that the turn began with.

        The reply to the message is written again from all that was done by then.
        """
        known = self.outcome
        edits, reply = (*known.edits, *more.edits), known.reply
        if more.edits:
            reply = reply_of(before, more.spec, edits, is_partial=bool(known.notices))
        self.outcome = replace(
            known,
            reply=reply,
            spec=more.spec,
            edits=edits,
            said=(*known.said, *more.said),
            notices=(*known.notices, *more.notices),
            components=known.components | more.components,
        )

    def note(self, *notices: str) -> None:
        """Something did not go as it should."""
        self.outcome = replace(self.outcome, notices=(*self.outcome.notices, *notices))

    def tried(self, component: str) -> None:
        """Nobody need write the code of this component any more."""
        left = {one: asked for one, asked in self.outcome.components.items() if one != component}
        self.outcome = replace(self.outcome, components=left)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        known = self.outcome
        return {
            "verdict": asdict(known.verdict),
            "reply": known.reply,
            "edits": [edit.to_json() for edit in known.edits],
            "said": known.said,
            "questions": [asdict(one) for one in known.questions],
            "suggestions": known.suggestions,
            "assumptions": [one.id for one in known.assumptions],
            "notices": known.notices,
            "reasoning": known.reasoning,
            "components": known.components,
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
        if problems or not result.ok or "said" not in data:
            return None
        verdict = data["verdict"]
        subject = verdict["subject"]
        outcome = Outcome(
            Verdict(
                Decision(verdict["decision"]),
                subject and Subject(subject),
                Agent(verdict["agent"]),
                verdict["by_rule"],
            ),
            data["reply"],
            result.spec,
            edits,
            tuple(Question(one["text"], tuple(one["suggestions"])) for one in data["questions"]),
            tuple(one for one in result.spec.assumptions if one.id in data["assumptions"]),
            tuple(data["suggestions"]),
            data["reasoning"],
            tuple(data["notices"]),
            data["components"],
            said=tuple(data["said"]),
        )
        files = {one.path: one for one in read_handwork(data["files"])}
        return cls(outcome, Count.of(data["count"]), files, data["shown"], data["replies"])
