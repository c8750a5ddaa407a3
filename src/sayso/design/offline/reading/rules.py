"""Find rules that hold for all rows: no double bookings."""

from sayso.design.language.tokens import quote

from .evidence import Evidence

_DOUBLE = (
    {"double", "booking"},
    {"double", "bookings"},
    {"double-booked"},
    {"double-booking"},
    {"double-bookings"},
    {"overlap"},
    {"overlapping"},
    {"overlaps"},
    {"twice", "booked"},
    {"clash"},
    {"clashes"},
    {"double", "booked"},
)


def read_rules(evidence: Evidence) -> None:
    """Note the words that forbid two bookings at once."""
    for segment in evidence.segments:
        words = set(segment.words)
        if not evidence.no_overlap and any(pair <= words for pair in _DOUBLE):
            evidence.no_overlap = quote(evidence.text, segment.tokens)
