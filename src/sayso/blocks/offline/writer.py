"""The writer without a model: words become a small question, and a generator writes the code."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from sayso.blocks.types import BlockDetails, Card, CardKind, Reads
from sayso.design.languages import foreign
from sayso.devloop.programs.facts import BlockFacts
from sayso.devloop.programs.types import Draft, Lesson, Refusal, Task, Trial
from sayso.errors import TookTooLongError
from sayso.kit.offload import Aside, in_thread
from sayso.llm.types import Role
from sayso.phrases.lists import word_set
from sayso.phrases.said import Said
from sayso.phrases.trying import Attempt

from .addresses import ask_address, question_at
from .cards import details_of
from .changing import Read, change, follow, new_wish
from .generating import write_address, write_rows
from .mending import mend
from .question import AddressSource, Question
from .rows import ask_rows, question_of
from .series import series_of
from .titles import explain
from .wording import take_wording

ADDRESS = re.compile(r"https?://[^\s<>\"“”„'’)\]}]+", re.IGNORECASE)
_DRAWN = frozenset((CardKind.LINE, CardKind.BAR, CardKind.AREA))
_ANEW = " It was written anew from your words; what the code was before is kept in the version before."


class OfflineBlockWriter:
    """Writes blocks by rules; implements ``sayso.devloop.programs.types.Writer``."""

    def __init__(self, aside: Aside = in_thread) -> None:
        self._aside = aside

    async def write(
        self, task: Task, trials: Sequence[Trial], lessons: Sequence[Lesson], tell: Callable[[str], None]
    ) -> Draft | Refusal:
        """A program for the words, or why there is none; the same program is not written twice."""
        del lessons
        facts = cast("BlockFacts", task.facts)
        tell("Reading your words")
        try:
            draft = await self._aside(written, task.asked, task.before, facts)
        except TookTooLongError as error:
            return Refusal(f"{error.message} {error.hint}")
        if isinstance(draft, Draft) and any(trial.draft.code == draft.code for trial in trials):
            analysis = next(trial.analysis for trial in reversed(trials) if trial.draft.code == draft.code)
            why = analysis.message if analysis is not None else "It did not work."
            return Refusal(f"{why} Without a model I know no other way to write it.")
        return draft


def written(asked: str, before: Trial | None, facts: BlockFacts) -> Draft | Refusal:
    """A block for somebody's words: mended where one broke, changed where one is there, else a new one."""
    if before is not None:
        return _mend(asked, before, facts)
    other = foreign(asked)
    if other is not None:
        return Refusal(other.answer(Role.CODE))
    if facts.get("words") and not address_in(asked):
        return _changed(asked, facts)
    return draft_of(ask(asked, facts), facts)


def _mend(asked: str, before: Trial, facts: BlockFacts) -> Draft | Refusal:
    details = before.draft.details
    if isinstance(details, BlockDetails):
        mended = mend(before.draft.code, details, facts)
        if mended is not None:
            return mended
    words = [*facts.get("words", ()), asked]
    draft = _draft_of_read(follow(words, facts.get("address") or "", facts, today_of(facts)), facts)
    if isinstance(draft, Draft) and draft.code == before.draft.code:
        why = before.analysis.message if before.analysis is not None else "It does not work any more."
        return Refusal(f"{why} Without a model I know no other way to write it.")
    return draft


def ask(text: str, facts: BlockFacts) -> Question | Refusal:
    """The question of words: to the address they name, else about rows."""
    today = today_of(facts)
    address = address_in(text) or facts.get("address") or ""
    if address:
        return ask_address(text, address, facts, today)
    return ask_rows(text, facts, today)


def _changed(text: str, facts: BlockFacts) -> Draft | Refusal:
    """A version with what was said now; where only its card or its clock changes, the code stays."""
    dressed = _dressed(text, facts)
    if dressed is not None:
        return dressed
    words, today = list(facts["words"]), today_of(facts)
    read = follow(words, facts.get("address") or "", facts, today)
    if isinstance(read, Refusal):
        return _of_new_wish(text, facts) or Refusal(
            "Without a model I cannot follow how this block was made, so I can only change its "
            "title, its chart and when it "
            f"is refreshed. {read.message}",
            read.suggestions,
        )
    changed = change(read, text, facts, today)
    if isinstance(changed, Refusal):
        return _of_new_wish(text, facts) or changed
    draft = _draft_of_read(changed, facts)
    if isinstance(draft, Refusal):
        return draft
    before = _draft_of_read(read, facts)
    is_ours = isinstance(before, Draft) and before.code == facts.get("code")
    if is_ours or not facts.get("code"):
        return draft
    return Draft(draft.code, draft.details, draft.explanation + _ANEW)


def _of_new_wish(text: str, facts: BlockFacts) -> Draft | None:
    """A whole new question about rows, such as “show open orders by status instead”."""
    asked = ask_rows(new_wish(text), facts, today_of(facts))
    draft = draft_of(asked, facts)
    return draft if isinstance(draft, Draft) else None


def _dressed(text: str, facts: BlockFacts) -> Draft | None:
    """The same code with another title, another clock or another drawing of the same rows."""
    if not facts.get("code") or not facts.get("card"):
        return None
    said = Said(text)
    wording = take_wording(said, today_of(facts), facts.get("time_zone") or "UTC")
    rest = said.words()
    told = [wording.title, wording.refresh, wording.kind]
    others = [
        wording.span,
        wording.period,
        wording.measure,
        wording.ranking,
        wording.limit,
        wording.is_compared,
    ]
    fillers = word_set("stop", "dressing")
    if not any(told) or any(others) or any(word.lower not in fillers for word in rest):
        return None
    card = Card.model_validate(facts["card"])
    kind = wording.kind or card.kind
    if kind is not card.kind and not {kind, card.kind} <= _DRAWN:
        return None
    card = card.model_copy(update={"kind": kind, "title": wording.title or card.title})
    reads = Reads.model_validate(facts.get("reads") or {})
    values = {"card": card, "reads": reads, "on_rows": facts.get("on_rows", False)}
    if wording.refresh is not None:
        values["refresh"] = wording.refresh
    elif facts.get("refresh"):
        values["refresh"] = facts["refresh"]
    return Draft(facts["code"], BlockDetails.model_validate(values), card.explanation)


def _draft_of_read(read: Read | Refusal, facts: BlockFacts) -> Draft | Refusal:
    if isinstance(read, Refusal):
        return read
    question = question_of(read, facts) if isinstance(read, Attempt) else question_at(*read)
    return draft_of(question, facts)


def draft_of(question: Question | Refusal, facts: BlockFacts) -> Draft | Refusal:
    """The program of a question."""
    if isinstance(question, Refusal):
        return question
    if isinstance(question.source, AddressSource):
        return Draft(write_address(question), details_of(question), explain(question))
    series = series_of(question, facts)
    return Draft(write_rows(question, series), details_of(question, series), explain(question))


def address_in(text: str) -> str:
    """The first address that words name, without what ends the sentence."""
    found = ADDRESS.search(text)
    return found[0].rstrip(".,;:!?") if found else ""


def today_of(facts: BlockFacts) -> date:
    """Which day it is for the person."""
    zone = ZoneInfo(facts.get("time_zone") or "UTC")
    now = datetime.fromisoformat(facts["now"]) if facts.get("now") else datetime.now(UTC)
    return (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(zone).date()
