"""One cause of failure, as a row of a table."""

import re

from pydantic import BaseModel, ConfigDict, Field

from sayso.devloop.programs.signs import Signs
from sayso.devloop.programs.types import Analysis, Fault
from sayso.sandbox.types import Ending

_FIRST_ERROR = 400
_NEEDED = re.compile(r"\{(similar|keys)\}")


class Rule(BaseModel):
    """Applies where every sign that it names is there.

    A fallback that speaks of ``{similar}`` or ``{keys}`` is left out where there are none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fault: Fault
    endings: frozenset[Ending] = frozenset()
    kinds: frozenset[str] = Field(default=frozenset(), description="Classes of errors.")
    words: str = Field(default="", description="A pattern of the message.")
    line_has: str = Field(default="", description="A pattern of the line of code.")
    statuses: frozenset[int] = Field(default=frozenset(), description="Statuses of the last request.")
    is_error_status: bool = Field(default=False, description="Any status that is an error.")
    refusal: str = Field(default="", description="A pattern of why the last request was refused.")
    is_passing: bool = False
    say: str = Field(description="For people; this and what follows may speak of ``Signs.words``.")
    advise: str = Field(description="For the next attempt.")
    fallbacks: tuple[str, ...] = ()

    def applies(self, signs: Signs) -> bool:
        """Whether this is the cause."""
        return (
            (not self.endings or signs.ending in self.endings)
            and (not self.kinds or signs.kind in self.kinds)
            and (not self.statuses or signs.status in self.statuses)
            and (not self.is_error_status or (signs.status or 0) >= _FIRST_ERROR)
            and (not self.refusal or (bool(signs.refusal) and _has(self.refusal, signs.refusal)))
            and _has(self.words, signs.message)
            and _has(self.line_has, signs.line_text)
        )

    def analysis(self, signs: Signs) -> Analysis:
        """What it says of these signs."""
        words = signs.words()
        fallbacks = [one for one in self.fallbacks if all(words[name] for name in _NEEDED.findall(one))]
        return Analysis(
            fault=self.fault,
            message=self.say.format_map(words),
            advice=self.advise.format_map(words),
            fallbacks=tuple(one.format_map(words) for one in fallbacks),
            line=signs.line,
            is_passing=self.is_passing,
        )


def _has(pattern: str, text: str) -> bool:
    return not pattern or re.search(pattern, text, re.IGNORECASE) is not None
