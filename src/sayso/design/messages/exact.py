"""Wishes read by their very words: commands, settings, what is public, answers to a design's questions."""

from dataclasses import replace

from sayso.design.messages.clauses import bare, clauses, sentences
from sayso.design.messages.commands import command
from sayso.design.messages.custom import custom_wishes
from sayso.design.messages.patterns import pattern
from sayso.design.messages.settings import setting
from sayso.design.messages.settlement import settled
from sayso.design.messages.stand_ins import stand_in
from sayso.design.name_lookup.situation import Situation
from sayso.design.publicity.requests import opened
from sayso.design.publicity.speech import speech_of
from sayso.design.types import Refinement

_ANOTHER = pattern(r"^(?:{add}|{remove}|{rename}|call|move)\b")


def exact(situation: Situation) -> Refinement | None:
    """What becomes of such a wish; none where a message says anything else."""
    wish = bare(situation.message)
    custom = next((one for _, one in custom_wishes(situation.message, situation.spec) if one.is_sure), None)
    if custom is not None:
        return stand_in(custom, situation)
    return (
        command(wish, situation.spec)
        or settled(wish, situation)
        or setting(wish, situation)
        or _public(situation)
    )


def _public(situation: Situation) -> Refinement | None:
    """All that a message opens or closes to people who are not signed in, where it says nothing besides."""
    whole = [bare(one) for one in sentences(situation.message)]
    parts = [bare(part) for one in whole for part in clauses(one)]
    if not any(speech_of(part) for part in (*parts, *whole)):
        return None
    if any(_ANOTHER.match(part) and not speech_of(part) for part in parts):
        return None
    wishes = parts if all(speech_of(part) for part in parts) else whole
    done: Refinement | None = None
    for wish in wishes:
        here = replace(situation, spec=done.spec) if done is not None else situation
        one = opened(wish, here)
        if one is None:
            return None
        done = one if done is None else _joined(done, one)
    return done


def _joined(first: Refinement, second: Refinement) -> Refinement:
    return replace(
        second,
        reply=f"{first.reply} {second.reply}",
        edits=(*first.edits, *second.edits),
        questions=(*first.questions, *second.questions),
    )
