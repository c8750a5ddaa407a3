"""The lines of a chart with two groups: one for each value of a choice."""

from sayso.devloop.programs.facts import BlockFacts
from sayso.phrases.things import things_of

from .question import Question, RowsSource
from .rows import choices_of


def series_of(question: Question, facts: BlockFacts) -> list[tuple[str, str]] | None:
    """The values of the second group with their labels; nothing where there is one group."""
    source = question.source
    if not isinstance(source, RowsSource) or len(question.groups) < 2:
        return None
    name = next(group.field for group in question.groups if not group.period)
    for thing in things_of(facts.get("modules") or []):
        if thing.module["slug"] == source.slug and thing.name == source.entity:
            return choices_of(thing, name)
    return None
