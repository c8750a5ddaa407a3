"""Read a whole description into evidence, one kind of clue after the other."""

from .alternatives import bracket_alternatives
from .amounts import read_amounts
from .assignment import read_assigning
from .between import list_joined
from .chains import read_chains
from .choices import bracket_choices
from .deciders import read_deciders
from .evidence import Evidence, Topic
from .limits import bracket_limits
from .outline import outline
from .passive import read_passive
from .public import read_public
from .quantities import drop_examples, read_quantities
from .reports import read_reports
from .roles import read_roles
from .rules import read_rules
from .staff_roles import read_doers
from .states import read_states
from .tables import read_tables, settle_columns
from .things import read_things
from .toggle import read_setting
from .visits import read_comings
from .worked_out import without_formulas


def read(text: str) -> Evidence:
    """All clues of a description."""
    evidence = Evidence(text)
    evidence.segments, rows = outline(text)
    for segment in evidence.segments:
        if segment.label and segment.topic in {Topic.BODY, Topic.THINGS}:
            segment.tokens = bracket_alternatives(segment.tokens)
        segment.tokens = without_formulas(segment.tokens)
        segment.tokens = bracket_limits(bracket_choices(segment.tokens))
        list_joined(evidence, segment)
    read_tables(evidence, rows)
    read_public(evidence)
    read_assigning(evidence)
    read_setting(evidence)
    read_roles(evidence)
    read_deciders(evidence)
    read_passive(evidence)
    read_doers(evidence)
    read_rules(evidence)
    read_states(evidence)
    read_quantities(evidence)
    read_reports(evidence)
    read_chains(evidence)
    read_amounts(evidence)
    read_things(evidence)
    drop_examples(evidence)
    read_comings(evidence)
    settle_columns(evidence)
    evidence.segments = [s for s in evidence.segments if s.topic is not Topic.LATER]
    return evidence
