"""What all shapes read alike once they know what they are about: name, time, people, approval."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.bots.details import Question
from sayso.phrases.matching import fit
from sayso.phrases.said import Said
from sayso.phrases.things import Thing
from sayso.phrases.timing import take_timing
from sayso.schedules.recurrence import Cron, Every, Timing
from sayso.schedules.words import in_words

from .recipe import Common, Tell
from .sentence import CannotError, Sentence, sentence_of

TIMES = ("every weekday at 8:00", "every hour", "every Monday at 9:00", "on the first of the month at 9:00")

_OFTEN = {
    "day": ("0 8 * * *", "every day at 8:00"),
    "daily": ("0 8 * * *", "every day at 8:00"),
    "nightly": ("0 2 * * *", "every night at 2:00"),
}


def common_of(sentence: Sentence, name: str, *, usual_minutes: int = 0) -> Common:
    """What was said besides the matter itself; ``usual_minutes`` is how often where nobody said."""
    if sentence.timing is None and usual_minutes:
        take_often(sentence)
    timing = sentence.timing
    if timing is None and usual_minutes:
        timing = Every(60 * usual_minutes)
        sentence.note(f"Checked {in_words(timing)}, as nothing else was said.")
    return Common(
        asked=sentence.text,
        name=(sentence.title or name)[:80],
        timing=timing,
        tells=tuple(sentence.tells),
        asks_first=sentence.asks_first,
        secret=sentence.secret,
        zone=sentence.zone,
    )


def take_often(sentence: Sentence) -> None:
    """``every day``, ``weekly``: how often, where no time of the day was said."""
    found = sentence.said.take(
        r"\b(?:every|each|once\s+a|once\s+per)\s+(?P<unit>day|week)\b"
    ) or sentence.said.take(r"\b(?P<unit>daily|weekly|nightly)\b")
    if found is None:
        return
    cron, when = _OFTEN.get(found["unit"], ("0 8 * * 1", "on Mondays at 8:00"))
    sentence.timing = Cron(cron, sentence.zone)
    sentence.note(f"It runs {when}.")


def asked_timing(sentence: Sentence, *, first: Sequence[str] = TIMES) -> Timing | None:
    """When it is done: as was said, else as is answered."""
    if sentence.timing is None:
        take_often(sentence)
    if sentence.timing is not None:
        return sentence.timing
    answer = sentence.ask(
        Question(
            id="when", text="When should it run?", suggestions=tuple(first), why="The words name no time."
        )
    )
    timing = timing_in(answer, sentence.zone)
    if timing is None and not answer.lower().startswith(("by hand", "manual", "never", "only when i")):
        raise CannotError(f"I do not know when “{answer[:60]}” is.", tuple(first))
    return timing


def timing_in(answer: str, zone: str) -> Timing | None:
    """A time that is said alone, as in “8:00 on weekdays” or “daily”."""
    for text in (answer, f"every {answer}", f"every day at {answer}", f"{answer} at 8"):
        found = take_timing(Said(text), zone)
        if found is not None:
            return found
    return take_timing(Said(f"run {answer}"), zone, r"(?:run\s+)?")


def with_tells(
    common: Common, sentence: Sentence, *, thing: Thing | None = None, asks: bool = False
) -> Common:
    """Whom to tell: those that were named, those that stand in the rows, else the owner in Sayso."""
    tells = list(common.tells)
    for whom, _ in sentence.whom:
        tells.append(person_in(whom, thing))
    tells += [Tell("webhook", (hook,)) for hook in sentence.hooks]
    if not tells and asks and not sentence.is_told:
        mail = sentence.facts.get("email") or ""
        answer = sentence.ask(
            Question(
                id="whom",
                text="Whom should it tell, and how?",
                suggestions=(
                    "tell me in Sayso",
                    *([f"e-mail {mail}"] if mail else []),
                    "e-mail somebody@example.org",
                ),
                why="The words name nobody.",
            )
        )
        tells += answered_tells(answer, sentence)
    if not tells:
        tells.append(Tell())
        sentence.note("You are told by a notice in Sayso, as nobody else was named.")
    return replace(common, tells=merged(tells))


def answered_tells(answer: str, sentence: Sentence) -> list[Tell]:
    """Whom an answer names."""
    read = sentence_of(answer, {**sentence.facts, "answers": {}})
    return [*read.tells, *(Tell("webhook", (hook,)) for hook in (*read.hooks, *read.sources))] or [Tell()]


def merged(tells: Sequence[Tell]) -> tuple[Tell, ...]:
    """Each way once; addresses of letters together."""
    mails = tuple(
        dict.fromkeys(to for one in tells if one.channel == "email" and not one.of_row for to in one.to)
    )
    found: list[Tell] = []
    for one in tells:
        kept = Tell("email", mails) if one.channel == "email" and not one.of_row else one
        if kept not in found:
            found.append(kept)
    return tuple(found)


def person_in(whom: str, thing: Thing | None) -> Tell:
    """The letter to somebody who stands in a row: its own e-mail field, or that of what it belongs to."""
    bare = whom.split(" ", 1)[-1].lower().removesuffix("'s").removesuffix("’s")
    if thing is not None:
        own = next((one["name"] for one in thing.fields if one["type"] == "email"), "")
        if own and (
            fit(bare, thing.name, thing.facts["label"], thing.plural) >= 0.78
            or bare in {"them", "person", "people"}
        ):
            return Tell("email", of_row=own)
        options = []
        for path, parent in thing.paths(2):
            mail = next((one["name"] for one in parent.fields if one["type"] == "email"), "")
            if mail:
                last = path.rpartition(".")[2]
                options.append(
                    (
                        fit(
                            bare, last.replace("_", " "), parent.name, parent.facts["label"], *_roles(parent)
                        ),
                        f"{path}.{mail}",
                    )
                )
        best = max(options, default=(0.0, ""))
        if best[0] >= 0.72:
            return Tell("email", of_row=best[1])
        if own and bare in {"assignee", "owner", "contact", "customer", "client"}:
            return Tell("email", of_row=own)
    what = thing.plural.lower() if thing is not None else "what it reads"
    raise CannotError(
        (
            f"I do not know how to write to {whom}: {what} and what they belong to have no "
            f"e-mail address for that."
        ),
        ("tell me", "e-mail somebody@example.org"),
    )


def _roles(parent: Thing) -> tuple[str, ...]:
    if parent.kind == "staff":
        return ("assignee", "agent", "person in charge", "responsible", "employee", "colleague", "owner")
    if parent.kind == "customer":
        return ("customer", "client", "contact", "guest", "patient", "borrower", "member", "buyer", "payer")
    return ()
