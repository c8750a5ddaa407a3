"""Find rules that hold for all rows: no double bookings."""

from sayso.design.knowledge.load import load
from sayso.design.language.tokens import quote

from .evidence import Evidence


def read_rules(evidence: Evidence) -> None:
    """Note the words that forbid two bookings at once."""
    wordings = [frozenset(str(row).split()) for row in load("talk")["no_overlap"]["wordings"]]
    for segment in evidence.segments:
        words = set(segment.words)
        words |= {part for word in words for part in word.split("-")}
        if not evidence.no_overlap and any(wording <= words for wording in wordings):
            evidence.no_overlap = quote(evidence.text, segment.tokens)
