"""What a person is told of a message: from the edits that were applied, never from a model's own account.

A model writes edits, questions and code. What it says of them is not shown as a fact: its account of changes
is not even read, and words of it that are worth showing (an answer to a question, a note on code it wrote)
stand in quotation marks, with a line that says whose they are.
"""

import re
from collections.abc import Sequence

from sayso.kit.words import plural
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import Add, Edit, Kind, each_said
from sayso.spec.model import AppSpec
from sayso.spec.public import public_surface

NOTHING = "Nothing was changed. Say it in other words, or name the part that should be different."
OPEN = "I need to know more before I change anything."
ANSWERS = "Nothing was changed. This is what a model answers; nobody checked it:"
NOTES = "The model that wrote it says, unchecked:"
TAKEN = "A model's own words, unchecked:"
"""Before what a model says that it took for granted."""
_MOST = 4
_ASKED = re.compile(r"[^.!?…。！？؟\n]*[?？؟]+[”\"')]*")


def reply_of(
    before: AppSpec, after: AppSpec, edits: Sequence[Edit], *, asks: bool = False, is_partial: bool = False
) -> str:
    """What these edits did, in sentences that the edits say themselves; ``after`` is the spec with them.

    ``asks`` says that questions follow, ``is_partial`` that notices tell what was left out.
    """
    if not edits:
        return OPEN if asks else NOTHING
    if not before.entities and after.entities:
        parts = [_made(after)]
    else:
        shown = [
            said
            for edit, said in zip(edits, each_said(before, edits), strict=True)
            if not (isinstance(edit, Add) and edit.kind is Kind.ASSUMPTION)
        ]
        parts = [_done(list(dict.fromkeys(shown)))]
    if is_partial:
        parts.append("Not everything could be done; what was left out is named below.")
    return "\n\n".join(filter(None, [" ".join(parts), waiting(before, after)]))


def waiting(before: AppSpec, after: AppSpec) -> str:
    """What these changes would open to the public; nothing of it is open before a person confirms it."""
    fresh = public_surface(after).beyond(public_surface(before).keys)
    if not fresh.openings:
        return ""
    said = " ".join(fresh.sentences)
    return f"Nothing is open to the public yet. This waits for your confirmation when you publish: “{said}”"


def quoted(words: str, whose: str = NOTES) -> str:
    """A model's own words, marked as such; empty where there are none."""
    plain = unquoted(words.strip())
    return f"{whose} “{plain}”" if plain else ""


def findings_of(found: Sequence[Diagnostic]) -> str:
    """What the checks found in what was made, the gravest first; empty where they found nothing."""
    grave = [one for level in (Level.ERROR, Level.WARNING) for one in found if one.level is level]
    if not grave:
        return ""
    said = " ".join(dict.fromkeys(f"{one.message} {one.hint or ''}".strip() for one in grave[:_MOST]))
    rest = len(grave) - _MOST
    more = f" And {rest} more." if rest > 0 else ""
    blocks = " It cannot be published like this." if grave[0].level is Level.ERROR else ""
    return f"The checks found: {said}{more}{blocks}"


def as_own(words: str) -> str:
    """What a model took for granted, marked as its words; what is marked already stays as it is."""
    start = f"{TAKEN} “"
    if words.startswith(start) and words.endswith("”"):
        words = words[len(start) : -1]
    return quoted(words, TAKEN)


def unquoted(words: str) -> str:
    """Words that stay inside the quotation marks that are put around them."""
    return words.replace("“", "‘").replace("”", "’")


def question_in(text: str) -> str:
    """What of a text is a question; a statement beside it is not passed on."""
    return " ".join(match.group().strip() for match in _ASKED.finditer(text) if match.group().strip(" ?？؟"))


def _made(spec: AppSpec) -> str:
    return f"{spec.name} keeps {_listed([plural(one.name).replace('_', ' ') for one in spec.entities])}."


def _done(said: list[str]) -> str:
    if not said:
        return "What was assumed is noted."
    rest = len(said) - _MOST
    more = f" {rest} more {'change is' if rest == 1 else 'changes are'} listed below." if rest > 0 else ""
    return "".join(f"{one}. " for one in said[:_MOST]).strip() + more


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
