"""Which rows are meant: states, choices, yes and no, numbers, places, names and times."""

from .adjectives import read_adjectives
from .choices import read_choices, read_flags, read_missing
from .reading import Reading
from .values import read_names, read_numbers, read_texts

__all__ = ["Filters"]


class Filters(Reading):
    """Reads the conditions of one attempt; words that it understood are marked as taken."""

    def run(self) -> None:
        """Read them all; what is surer comes first."""
        read_texts(self)
        read_numbers(self)
        read_choices(self)
        read_flags(self)
        read_adjectives(self)
        read_missing(self)
        read_names(self)
