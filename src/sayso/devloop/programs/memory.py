"""What worked for which kind of task is remembered for each agency, and offered to the next one like it."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from math import log
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.design.agents.prompt_fence import one_line
from sayso.design.language.lemmas import noun_lemma
from sayso.devloop.programs.json_sample import storable
from sayso.devloop.programs.secret_mask import Mask
from sayso.devloop.programs.tables import LessonRow
from sayso.devloop.programs.types import Developed, Fault, Lesson, Task, Trial

MOST_LESSONS = 300
"""Lessons of one kind that an agency keeps; beyond, those unused for the longest time are let go."""
MOST_OFFERED = 3
LIFETIME = timedelta(days=180)
_MOST_WORDS = 60
_MOST_CODE = 12_000
_MOST_TEXT = 600
_LEAST_LIKENESS = 0.2
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = frozenset(
    {
        *("the", "and", "for", "from", "with", "that", "this", "each", "per", "all", "any", "of", "in", "on"),
        *("at", "by", "to", "is", "are", "was", "it", "as", "an", "or", "has", "have", "how", "many", "much"),
        *("show", "me", "my", "our", "give", "get", "list", "number", "please", "card", "block", "dashboard"),
        *("api", "https", "http", "www", "com", "json", "csv", "html"),
    }
)


async def recall(
    session: AsyncSession, agency_id: UUID, task: Task, most: int = MOST_OFFERED
) -> list[Lesson]:
    """Lessons of tasks like this one, the likest first."""
    query = (
        select(LessonRow)
        .where(
            LessonRow.agency_id == agency_id,
            LessonRow.kind == task.kind,
            LessonRow.used_at > func.now() - LIFETIME,
        )
        .order_by(LessonRow.used_at.desc())
        .limit(MOST_LESSONS)
    )
    rows = (await session.execute(query)).scalars().all()
    near = _nearest(rows, words_of(_said(task)), traits_of(task))[:most]
    if near:
        used = update(LessonRow).where(
            LessonRow.agency_id == agency_id, LessonRow.id.in_([row.id for row in near])
        )
        await session.execute(used.values(used_at=func.now()))
    return [_lesson(row) for row in near]


async def remember(session: AsyncSession, agency_id: UUID, task: Task, developed: Developed) -> None:
    """Keep what worked; a program that worked before counts once more."""
    last = developed.last
    if last is None or not developed.ok or len(last.draft.code) > _MOST_CODE:
        return
    mask = Mask(task.network_for(last.draft).secrets)
    code = storable(mask.text(last.draft.code))
    faults = _faults(developed.trials[:-1])
    values: dict[str, Any] = {
        "asked": storable(mask.text(one_line(_said(task), _MOST_TEXT))),
        "words": sorted(words_of(_said(task)))[:_MOST_WORDS],
        "traits": sorted(traits_of(task) | _card(last)),
        "faults": [fault.value for fault in faults],
        "advice": storable(mask.text(_advice(developed))),
    }
    new = insert(LessonRow).values(
        agency_id=agency_id, kind=task.kind, digest=_digest(code), code=code, **values
    )
    again = {**values, "uses": LessonRow.uses + 1, "used_at": func.now()}
    same = ["agency_id", "kind", "digest"]
    await session.execute(new.on_conflict_do_update(index_elements=same, set_=again))
    await _make_room(session, agency_id, task.kind)


def _said(task: Task) -> str:
    """The words of a task, after those that were said before about the same."""
    before = task.facts.get("words")
    first = [str(one) for one in before[:1]] if isinstance(before, list) else []
    return " – ".join(dict.fromkeys([*first, task.asked]))


def words_of(text: str) -> set[str]:
    """The words that tell one task from another, in their base form."""
    words = (word.lower() for word in _WORD.findall(text))
    return {noun_lemma(word)[:40] for word in words if word not in _COMMON}


def traits_of(task: Task) -> set[str]:
    """What a task is like besides its words: hosts, the kind of content."""
    kind = str(task.facts.get("content_type") or "").partition(";")[0].strip().lower()
    hosts = {f"host:{host.lower()}" for host in (*task.network.hosts, *_host(task.facts.get("address")))}
    return {*task.traits, *sorted(hosts)[:20], *([f"content:{kind[:80]}"] if kind else [])}


def _host(address: object) -> tuple[str, ...]:
    found = re.match(r"https?://([^/?#\s]+)", address) if isinstance(address, str) else None
    return (found[1].rpartition("@")[2],) if found else ()


def _card(trial: Trial) -> set[str]:
    """The kind of card that the details speak of, if they do."""
    card = trial.draft.details.model_dump(mode="json").get("card")
    return {f"card:{card['kind']}"} if isinstance(card, Mapping) and "kind" in card else set()


def _nearest(rows: Sequence[LessonRow], words: set[str], traits: set[str]) -> list[LessonRow]:
    """By words and traits in common; those that few lessons have weigh more (inverse document frequency)."""
    spread = Counter(mark for row in rows for mark in {*row.words, *row.traits})
    wanted = words | traits
    scored = [(_likeness(wanted, {*row.words, *row.traits}, spread, len(rows)), row) for row in rows]
    close = [one for one in scored if one[0] >= _LEAST_LIKENESS]
    return [row for _, row in sorted(close, key=lambda one: (-one[0], -one[1].uses, -one[1].id))]


def _likeness(wanted: set[str], had: set[str], spread: Mapping[str, int], total: int) -> float:
    def weight(marks: Iterable[str]) -> float:
        return sum(log(1 + (total + 1) / (spread.get(mark, 0) + 1)) for mark in marks)

    either = weight(wanted | had)
    return weight(wanted & had) / either if either else 0.0


def _faults(trials: Sequence[Trial]) -> list[Fault]:
    return list(dict.fromkeys(trial.analysis.fault for trial in trials if trial.analysis))


def _advice(developed: Developed) -> str:
    """What went wrong on the way, and what the program that worked does."""
    last = developed.trials[-1].draft
    wrong = [trial.analysis.message for trial in developed.trials[:-1] if trial.analysis]
    on_the_way = [f"What went wrong first: {' '.join(dict.fromkeys(wrong))}"] if wrong else []
    return one_line(" ".join([*on_the_way, last.explanation]), _MOST_TEXT)


def _lesson(row: LessonRow) -> Lesson:
    known = set(Fault)
    return Lesson(
        row.kind, row.asked, row.advice, row.code, tuple(Fault(one) for one in row.faults if one in known)
    )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def _make_room(session: AsyncSession, agency_id: UUID, kind: str) -> None:
    of_kind = (LessonRow.agency_id == agency_id, LessonRow.kind == kind)
    beyond = select(LessonRow.id).where(*of_kind).order_by(LessonRow.used_at.desc()).offset(MOST_LESSONS)
    await session.execute(delete(LessonRow).where(*of_kind, LessonRow.used_at < func.now() - LIFETIME))
    await session.execute(delete(LessonRow).where(LessonRow.agency_id == agency_id, LessonRow.id.in_(beyond)))
