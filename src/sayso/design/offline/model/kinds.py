"""Names for kinds of one thing: a vacation request is a leave request whose type says *vacation*."""

from sayso.design.knowledge.known import is_lasting
from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.extraction.evidence import Evidence

from .names import Names

_REQUEST = "_request"


def one_of_several_kinds(evidence: Evidence, names: Names, plain: dict[str, float]) -> None:
    """Take names that only tell a kind of another thing, or what is requested, as names of that thing.

    ``plain`` holds how strongly each name was said to be kept.
    """
    told = {clue.owner for clue in evidence.fields}
    for name in sorted(names.accepted - told):
        kind, _, head = name.rpartition("_")
        whole = next((w for w in sorted(_with_kind(evidence, kind, head)) if w in names.accepted), "")
        asked = f"{name}{_REQUEST}"
        if asked in names.accepted & told and plain.get(name, 0.0) < 2 and not is_lasting(name):
            whole = asked
        if whole and whole != name:
            names.accepted.discard(name)
            names.aliases[name] = whole


def _with_kind(evidence: Evidence, kind: str, head: str) -> set[str]:
    """Things of the same last word that have this kind among the choices of a value."""
    return {
        clue.owner
        for clue in evidence.fields
        if kind
        and clue.owner.rpartition("_")[2] == head
        and kind.replace("_", " ") in {noun_lemma(option.lower()) for option in clue.guess.options}
    }
