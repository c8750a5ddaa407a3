"""Read a whole description into evidence, one kind of clue after the other."""

from .chains import read_chains
from .choices import bracket_choices
from .evidence import Evidence, Topic
from .limits import bracket_limits
from .outline import outline
from .public import read_public
from .reports import read_reports
from .roles import read_roles
from .rules import read_rules
from .states import read_states
from .tables import read_tables
from .things import read_things


def read(text: str) -> Evidence:
    """All clues of a description."""
    evidence = Evidence(text)
    evidence.segments, rows = outline(text)
    for segment in evidence.segments:
        segment.tokens = bracket_limits(bracket_choices(segment.tokens))
    read_tables(evidence, rows)
    read_public(evidence)
    read_roles(evidence)
    read_rules(evidence)
    read_states(evidence)
    read_reports(evidence)
    read_chains(evidence)
    read_things(evidence)
    evidence.segments = [s for s in evidence.segments if s.topic is not Topic.LATER]
    return evidence
