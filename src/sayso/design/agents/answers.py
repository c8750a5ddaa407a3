"""A model's answer, read for what it is: whatever it holds, what can be used of it comes out."""

from dataclasses import dataclass, field, replace
from typing import Any

from sayso.design.replies import question_in
from sayso.design.types import Question

from .language import coercion

_MOST = 6
_MOST_REASONING = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says beside its edits; ``data`` is the whole of it, bounded.

    What a model says that it did is not among it: the person is told what was applied.
    """

    data: dict[str, Any] = field(default_factory=dict)
    reasoning: str = ""
    needs: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    assumptions: tuple[dict[str, Any], ...] = ()

    def and_then(self, later: "Answer") -> "Answer":
        """With what a later answer adds; what came first stays."""
        return replace(
            self,
            data={**later.data, **self.data},
            reasoning=self.reasoning or later.reasoning,
            needs=later.needs,
            suggestions=self.suggestions or later.suggestions,
            questions=self.questions or later.questions,
            assumptions=self.assumptions or later.assumptions,
        )


def read_answer(said: Any) -> Answer:
    """The answer in whatever a model gave; a bare list is taken for its edits."""
    data = coercion.bounded(said)
    if isinstance(data, list):
        data = {"edits": data}
    if not isinstance(data, dict):
        return Answer()
    return Answer(
        data,
        coercion.text(data.get("reasoning"), _MOST_REASONING) or "",
        tuple(_texts(data.get("need") or data.get("needs"), 80)[:12]),
        tuple(_texts(data.get("suggestions"), 160)[:_MOST]),
        tuple(_questions(data.get("questions")))[:_MOST],
        tuple(_assumptions(data.get("assumptions")))[:20],
    )


def _texts(said: Any, most: int) -> list[str]:
    """A list of texts; sentences are not parted at commas."""
    found = [
        coercion.text(item, most) for item in ([said] if isinstance(said, str) else coercion.items(said))
    ]
    return list(dict.fromkeys(text for text in found if text))


def _questions(said: Any) -> list[Question]:
    found = []
    for item in [said] if isinstance(said, str) else coercion.items(said, key="text", other="suggestions"):
        text = (
            coercion.text(item.get("text") or item.get("question"), 400) if isinstance(item, dict) else None
        )
        text = question_in(text or coercion.text(item, 400) or "")
        if text:
            suggestions = _texts(item.get("suggestions"), 160) if isinstance(item, dict) else []
            found.append(Question(text, tuple(suggestions[:_MOST])))
    return found


def _assumptions(said: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in [said] if isinstance(said, str) else coercion.items(said, key="text", other="alternatives"):
        data = {"text": item} if isinstance(item, str) else dict(coercion.record(item))
        text = coercion.text(data.get("text"), 400)
        if text:
            found.append({**data, "text": text, "alternatives": _texts(data.get("alternatives"), 160)})
    return found
